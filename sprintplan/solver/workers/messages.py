"""What an evaluator is asked and what it answers: small figures that processes send each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sprintplan.offers.table import Int64
from sprintplan.rules.exclusion import Demand
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.crowds import Crowds
from sprintplan.solver.constraints.sums import YearSum
from sprintplan.solver.instance.assignment import Assignment
from sprintplan.solver.instance.block import ColumnCounts
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.instance.used_elsewhere import NOTHING_USED, UsedElsewhere


def venues_of(picks: Iterable[Pick]) -> tuple[int, ...]:
    """The venues of some candidates, `picks`, each once."""
    return tuple(dict.fromkeys(pick.venue for pick in picks))


@dataclass(frozen=True)
class Assessment:
    """What judging tells of one candidate, money in minor units.

    Attributes
    ----------
    bound : what it costs at least
    free : whether its cheapest choice keeps every limit, so that the bound is its optimum
    figures : the sums of that choice; None where the candidate is excluded, or was not looked at closely
    excluded : the sentence of the rule that rules it out
    priced_sums : (multipliers,) its bounds at some prices of cash and CO2e
    person_needs : (limits, classes) what each limit of persons asks of one trip
    demand : what it asks of its venue and of those who are called
    least_cash, least_grams : the least sums of it; None where no limit asks for them
    breaks : keys of the limits that the cheapest choice breaks, those of persons aside; None where `figures` are
    used : (limits, classes) what one of each class uses of the limits of persons in the cheapest choice
    crowds : by key of a limit on flights, how many of those it counts some flight has to carry at least, where that is
        more than it allows
    surveyed : what the evaluator's survey tells of it; None without one, where the candidate is excluded, and where its
        venue costs far more than that of a known year
    """

    pick: Pick
    bound: int
    free: bool
    figures: Figures | None
    excluded: str | None
    priced_sums: Int64
    person_needs: Int64
    demand: Demand
    least_cash: int | None = None
    least_grams: int | None = None
    breaks: frozenset[str] | None = None
    used: Int64 | None = None
    crowds: Crowds = ()
    surveyed: Any = None


@dataclass(frozen=True)
class Glance:
    """A venue to judge: where it promises little for an event, only the best of its first days are looked at closely.

    Attributes
    ----------
    venue : its number
    year : the candidates of a year that is known, one an event; empty where all first days are to be looked at closely
    near : by event minor units: a venue promises little where all first days are bounded by more
    hopeless : whether no year is known to exist: the few best first days are looked at closely, and none is surveyed
    """

    venue: int
    year: tuple[Pick, ...] = ()
    near: tuple[int, ...] = ()
    hopeless: bool = False


@dataclass(frozen=True)
class Choice:
    """What people take at some candidates.

    Attributes
    ----------
    parts : of each candidate its sums
    assignments : of each candidate who takes what; empty until it is asked for
    chosen, apart : how many travellers take each column, where each person of `apart` is a group alone
    alone : solutions of the candidates by themselves, where the choice is made of theirs, in place of `chosen`
    """

    parts: tuple[Figures, ...]
    assignments: tuple[Assignment, ...] = ()
    chosen: ColumnCounts | None = None
    apart: frozenset[int] = frozenset()
    alone: "tuple[CandidatesSolution, ...]" = ()

    @property
    def objective(self) -> int:
        """The objective of all of them, minor units."""
        return sum(part.objective for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class CandidatesSolution(Solution[Choice]):
    """What is known of candidates solved together.

    Attributes
    ----------
    picks : the candidates
    """

    picks: tuple[Pick, ...]

    @property
    def venues(self) -> tuple[int, ...]:
        """Those of the candidates."""
        return venues_of(self.picks)

    @property
    def parts(self) -> tuple[Figures, ...]:
        """The sums of the choice, by candidate; empty where there is none."""
        return self.choice.parts if self.choice else ()

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who takes what, as far as it is known by now."""
        return self.choice.assignments if self.choice else ()


@dataclass(frozen=True)
class Job:
    """Candidates to solve together, up to what is worth knowing.

    Attributes
    ----------
    picks : the candidates
    until : the time of the clock, `time.time`, at which to stop, as jobs may wait for others, on other machines too
    cutoff, quick : as `StopRules` has them
    elsewhere : what the rest of a year takes
    """

    picks: tuple[Pick, ...]
    until: float | None = None
    cutoff: int | None = None
    quick: bool = False
    elsewhere: UsedElsewhere = NOTHING_USED

    @property
    def venues(self) -> tuple[int, ...]:
        """Those of the candidates."""
        return venues_of(self.picks)


@dataclass(frozen=True)
class RepairWeights:
    """What a choice is to be low in, each so many times.

    Attributes
    ----------
    cost : minor units of the objective
    sums : what limits of the year add up
    minutes : those in journeys
    """

    cost: int
    sums: tuple[tuple[type[YearSum], int], ...] = ()
    minutes: int = 0


@dataclass(frozen=True)
class Repair:
    """A candidate of which a choice is wanted at once that keeps its limits, whatever is optimal.

    Attributes
    ----------
    pick : the candidate
    bound : what it costs at least
    weights : what the choice is to be low in
    """

    pick: Pick
    bound: int
    weights: RepairWeights

    @property
    def venues(self) -> tuple[int, ...]:
        """That of the candidate."""
        return (self.pick.venue,)
