"""What a conflict asks of a workspace with looser rules."""

from collections.abc import Iterator
from typing import Protocol

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.shortages import Shortage
from sprintplan.solver.instance.figures import Figures


class OutOfTime(Exception):
    """Time is out, or ctrl-C was pressed, before it is known whether a plan exists."""


class SlowAnswer(OutOfTime):
    """One question takes longer than it was given, but there is time for others."""


class Planner(Protocol):
    """Plans a workspace that differs from the stated one by looser rules.

    Raises
    ------
    OutOfTime : of every method
    SlowAnswer : where the seconds that one question was given are over
    """

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        """The stated rules, by name, that some plan of the `loosened` workspace is known to keep; None where there is
        no plan.

        Raises
        ------
        SlowAnswer : more than `seconds` were needed
        OutOfTime : all time is used up
        """
        ...

    def least(self, loosened: Scenario) -> tuple[Figures, bool] | None:
        """The sums of the year of the `loosened` workspace that costs least, and whether it is proven to; None where
        none exists."""
        ...

    def is_ruled_out(self, loosened: Scenario) -> bool:
        """Whether bounds alone show that no plan of the `loosened` workspace exists; nothing is solved for that."""
        ...

    def enough_steps(self, loosened: Scenario, name: str) -> int | None:
        """By how many steps a rule, by its `name`, has to be wider for a plan that is known to keep all others of the
        `loosened` workspace; None where none is known."""
        ...

    def hasten(self, seconds: float) -> None:
        """What is asked from now on has so many seconds at most."""
        ...

    def missing(self, loosened: Scenario) -> Iterator[tuple[Pick, tuple[int, ...]]]:
        """Every candidate of the `loosened` workspace with the positions of the people who have no allowed trip
        there."""
        ...

    def shortages(self, loosened: Scenario) -> Iterator[tuple[Pick, Shortage | None]]:
        """Every candidate of the `loosened` workspace that no rule keeps out, with the largest shortage of seats there;
        None where none is known."""
        ...
