"""Which sources estimate the flights of a venue, so that these can be bounded before they are made."""

from typing import Protocol, runtime_checkable

from sprintplan.domain.venues import Venue
from sprintplan.offers.estimate.products import Shop
from sprintplan.offers.source import OfferSource


@runtime_checkable
class Estimates(Protocol):
    """A source that makes the flights of a venue by a rule."""

    def shop(self, venue: Venue) -> Shop | None:
        """What makes the flights of a `venue`; None where they are quoted."""
        ...


def shop_of(source: OfferSource, venue: Venue) -> Shop | None:
    """What makes a source's flights to and from a venue, before any of them is made; None where they are quoted.

    Parameters
    ----------
    source : the offers
    venue : where an event would be
    """
    return source.shop(venue) if isinstance(source, Estimates) else None
