"""Caps of `[limits]` on what journeys add up to over the year, as the contract states them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sprintplan.domain.scenario import Scenario
from tests.oracle.journeys import Journey


@dataclass(frozen=True)
class JourneySum:
    """One cap: its name here, its member of `Limits`, and what a journey of one traveller adds."""

    name: str
    member: str
    of: Callable[[Journey], int]

    def most(self, scenario: Scenario) -> int | None:
        """The cap, None where there is none."""
        most: int | None = getattr(scenario.limits, self.member)
        return most

    def total(self, journeys: Iterable[Journey]) -> int:
        """What some journeys add up to."""
        return sum(map(self.of, journeys))


JOURNEY_SUMS = (JourneySum("co2e", "co2e_g", lambda journey: journey.quote.co2e_g),)
"""Every such cap; the random workspaces draw each of them."""
