"""The one interface of every offer source."""

from typing import Protocol, runtime_checkable

from sprintplan.domain.scenario import Scenario
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


@runtime_checkable
class KnowsLeast(Protocol):
    """A source that can make fewer rows where only the cheapest are looked at."""

    def least(self, venue: Venue, scenario: Scenario) -> OfferTable | None:
        """Rows of `to_and_from` a `venue` that are enough to tell what everybody pays at least under the rules of a
        `scenario`, in their order; None where that takes all of them.

        Others of a journey's ladder may stand among them, but are not to be bought.
        """
        ...


def least_offers(source: OfferSource, venue: Venue, scenario: Scenario) -> OfferTable | None:
    """Rows that are enough to tell what everybody pays at least: those of a source that knows, else the first rungs of
    ladders; None where that are all.

    Parameters
    ----------
    source : sells them
    venue : where they lead
    scenario : states the rules
    """
    if isinstance(source, KnowsLeast):
        return source.least(venue, scenario)
    return of_first_rungs(source.to_and_from(venue))


def of_first_rungs(table: OfferTable) -> OfferTable | None:
    """The `table` of which the first rungs alone can be bought; None where it has no others."""
    return table.first_rungs() if table.has_ladders else None
