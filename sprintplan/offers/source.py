"""The one interface of every offer source."""

from typing import Protocol

from sprintplan.domain.venues import Venue
from sprintplan.offers.table import OfferTable


class OfferSource(Protocol):
    """Something that journeys to and from a venue can be bought from.

    `warnings` are sentences about offers that were left out, or that people should know of before they book.
    """

    name: str
    warnings: tuple[str, ...]

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Every journey on sale between any home airport of the scenario and the venue's airports, either way.

        Always the same rows in the same order for the same scenario and venue.
        """
        ...
