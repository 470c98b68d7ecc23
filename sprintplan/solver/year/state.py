"""What the search of the year knows by now: bounds, solutions and the incumbent, and what follows from them."""

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.solver.bounds import lagrangian
from sprintplan.solver.bounds.compatibility import Pick, are_tied, compatible, first_day, share_anything
from sprintplan.solver.bounds.crowds import FLIGHT_LIMITS
from sprintplan.solver.bounds.partners import VenuesInReach, over_person_limits, without_partners
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.constraints.persons import has_person_limits
from sprintplan.solver.constraints.sums import EventBudget, HeadBudget
from sprintplan.solver.instance.used_elsewhere import UsedElsewhere
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Assessment, CandidatesSolution, Choice, Job, Repair
from sprintplan.solver.workers.pool import Pool
from sprintplan.solver.year.keeping import keeps_year
from sprintplan.solver.year.unjudged import Unjudged

BATCH = 4
"""Jobs at a time, whatever the number of workers, so that every run solves the same ones."""
Picks = tuple[Pick, ...]
"""Candidates of different events, in the order of the events; where they make a year, one of each."""


class KnownYear(NamedTuple):
    """A year of which a choice is known; the best of several is the least of these.

    Attributes
    ----------
    objective : minor units of the choice
    rank : the order of equal years, as `Year.rank` has it
    picks : its candidates
    """

    objective: int
    rank: tuple[object, ...]
    picks: Picks


class FirstYear(NamedTuple):
    """A year that was made before all candidates were judged.

    Attributes
    ----------
    known : the year
    solutions : what was solved for it: a later search that learns these knows its choice
    """

    known: KnownYear
    solutions: Sequence[CandidatesSolution]


@dataclass
class Year:
    """The search's state: what is known of each candidate and combination, in minor units.

    Attributes
    ----------
    scenario, pool : the workspace, and where its candidates are solved
    deadline : of `time.monotonic`; None without one. What is interrupted moves it to the present
    lists : of each event the candidates that a year may hold, the cheapest first bound first
    assessed : these candidates as they were judged, and others that no year can hold
    bound : each candidate's first bound; stays as it is
    value : its bound or optimum by now
    exact : candidates whose value is their optimum
    impossible : candidates whose limits cannot all hold
    solutions : of candidates and combinations that were solved; changed by `learn` alone
    multipliers : those of the limits on sums of the year
    persons : people whom the limits of persons do not tell apart; None without such a limit
    incumbent : the best year of which a choice is known
    tried : candidates and combinations that were asked for, with whatever result
    complete : whether every candidate was judged
    unjudged : what years cost at least that have a venue which was not judged; None where that is not known
    least : no year costs less, minor units, as was known before
    stop : what interrupted the search, the user or the alarm; None where nothing did
    """

    scenario: Scenario
    pool: Pool
    deadline: float | None
    lists: list[list[Pick]]
    assessed: dict[Pick, Assessment]
    bound: dict[Pick, int]
    value: dict[Pick, int]
    exact: set[Pick]
    impossible: set[Pick] = field(default_factory=set)
    solutions: dict[Picks, CandidatesSolution] = field(default_factory=dict)
    multipliers: tuple[lagrangian.Multiplier, ...] = ()
    persons: PersonClasses | None = None
    incumbent: KnownYear | None = None
    tried: set[Picks] = field(default_factory=set)
    complete: bool = True
    unjudged: Unjudged | None = None
    least: int = 0
    stop: KeyboardInterrupt | None = None
    _together: dict[Picks, tuple[Sequence[CandidatesSolution], bool]] = field(default_factory=dict)

    @property
    def evaluator(self) -> Evaluator:
        """Where single candidates are judged."""
        return self.pool.evaluator

    def out_of_time(self, until: float = math.inf) -> bool:
        """Whether the deadline has passed, or an earlier moment `until` of `time.monotonic`."""
        return self._sooner(until) <= time.monotonic()

    def _sooner(self, until: float) -> float:
        return until if self.deadline is None else min(until, self.deadline)

    def rank(self, picks: Picks) -> tuple[object, ...]:
        """The order of equal years: fewer `picks` that are not published, then the earlier dates in the order of the
        events, then the venues by their file."""
        moved = sum(self._is_moved(pick) for pick in picks) if self.scenario.history.places else 0
        return moved, tuple(first_day(self.scenario, pick) for pick in picks), tuple(pick.venue for pick in picks)

    def _is_moved(self, pick: Pick) -> bool:
        """Whether a candidate is another than the published one."""
        published = self.scenario.history.places.get(self.scenario.events[pick.event].id)
        return published is not None and published != (
            self.scenario.venues[pick.venue].id,
            first_day(self.scenario, pick),
        )

    def allows(self, picks: Picks) -> bool:
        """Whether the limits between events allow the candidates `picks`, whatever journeys people take."""
        return compatible(self.scenario, self.evaluator.attending, picks)

    def worth(self, picks: Picks) -> int | None:
        """The bound of the combination `picks` as far as is known, minor units; None where it is proven impossible."""
        if not self.impossible.isdisjoint(picks):
            return None
        total = sum(self.value[pick] for pick in picks)
        priced = lagrangian.bound(self.scenario, self.multipliers, [self.assessed[pick].priced_sums for pick in picks])
        if priced is None:
            return None
        added = self._least_extra(picks)
        if added is None:
            return None
        total = max(total, priced, sum(self.bound[pick] for pick in picks) + added)
        together = self.solutions.get(picks) if len(picks) > 1 else None
        if together is None:
            return total
        if together.objective is None and together.proven:
            return None
        return max(total, together.bound)

    def least_unjudged(self) -> int | None:
        """No year with a venue that was not judged costs less, minor units; None where there is no such year."""
        if self.unjudged is None:
            return None
        self.unjudged.learn_assessments([*self.assessed.values()], self.value)
        return self.unjudged.least()

    def _least_extra(self, picks: Picks) -> int | None:
        """What the limits of persons add to the bounds of these candidates; None where they cannot be kept."""
        if self.persons is None:
            return 0
        return self.persons.least_extra(
            [pick.event for pick in picks], [self.assessed[pick].person_needs for pick in picks]
        )

    def is_proven(self, picks: Picks) -> bool:
        """Whether the candidates `picks` were solved together, to the end."""
        return picks in self.solutions and self.solutions[picks].proven

    def solved(self, picks: Picks) -> bool:
        """Whether the bound of the combination `picks` is its optimum."""
        if self.is_proven(picks):
            return True
        if len(picks) == 1 and picks in self.solutions:
            return False
        if not all(pick in self.exact for pick in picks):
            return False
        if not are_tied(self.scenario, picks):
            return True
        return all(self.is_proven((pick,)) for pick in picks) and self.keep_the_year(picks)

    def keep_the_year(self, picks: Picks) -> bool:
        """Whether the own choices of the candidates `picks`, taken together, keep every limit that ties their
        events."""
        solutions = [self.solutions.get((pick,)) for pick in picks]
        if share_anything(self.scenario, picks) or any(one is None or one.objective is None for one in solutions):
            return False
        known = [one for one in solutions if one is not None]
        before, verdict = self._together.get(picks, ((), False))
        if len(before) != len(known) or any(one is not other for one, other in zip(before, known, strict=True)):
            verdict = keeps_year(self.scenario, known)
            self._together[picks] = known, verdict
        return verdict

    def hold(self, picks: Picks, alone: Sequence[CandidatesSolution]) -> None:
        """Record that solutions of single candidates together are a year, whatever else is solved of each later.

        Parameters
        ----------
        picks : the candidates
        alone : the solution of each
        """
        choice = Choice(tuple(part for one in alone for part in one.parts), alone=tuple(alone))
        bound = sum(one.bound for one in alone)
        self.learn(
            CandidatesSolution(picks=picks, bound=bound, proven=False, objective=choice.objective, choice=choice)
        )

    def cutoff(self, picks: Picks) -> int | None:
        """The cost, minor units, above which the candidates `picks` cannot improve the incumbent; None without one."""
        if self.incumbent is None:
            return None
        events = {pick.event for pick in picks}
        rest = [mine for number, mine in enumerate(self.lists) if number not in events]
        return self.incumbent.objective - sum(min(self.value[pick] for pick in mine) for mine in rest)

    def choice(self, picks: Picks) -> Choice:
        """The best choice that is known at the combination `picks`, of which the search made one; `assigned` tells who
        takes what."""
        alone = not are_tied(self.scenario, picks) or self._is_best_alone(picks)
        jobs: list[Picks] = [(pick,) for pick in picks] if alone else [picks]
        for job in jobs:
            if job not in self.solutions or (self._changes_count and not self.solutions[job].proven):
                self.learn(self.evaluator.solve(Job(job)))
        solutions = [self.solutions[job] for job in jobs]
        parts = tuple(part for one in solutions for part in one.parts)
        return Choice(parts, alone=tuple(solutions))

    def assigned(self, choice: Choice) -> Choice:
        """A `choice` at this year's candidates with who takes what."""
        assignments = tuple(mine for one in choice.alone for mine in self.evaluator.assignments(one))
        return replace(choice, assignments=assignments)

    @property
    def _changes_count(self) -> bool:
        """Whether of equal choices the one that changes least is wanted, which only an optimum tells."""
        return bool(self.scenario.history.published) and not self.out_of_time()

    def _is_best_alone(self, picks: Picks) -> bool:
        """Whether the candidates' own choices make a year as good as any that is known of them together."""
        if self.is_proven(picks) or not self.keep_the_year(picks):
            return False
        together = self.solutions.get(picks)
        objective = sum(self.solutions[pick,].objective or 0 for pick in picks)
        return together is None or together.objective is None or objective <= together.objective

    def solve(
        self,
        wanted: Iterable[Picks],
        *,
        quick: bool,
        cutoffs: Mapping[Picks, int] | None = None,
        until: float = math.inf,
    ) -> None:
        """Solve candidates and combinations.

        Parameters
        ----------
        wanted : candidates of different events each
        quick : leave those open that are hard to prove
        cutoffs : of some of them the cost, minor units, above which it does not matter how much they cost; where it is
            None, what proves them no part of the best year
        until : moment of `time.monotonic` at which to stop, if the deadline is later
        """
        cutoff, clock = self.cutoff if cutoffs is None else cutoffs.get, self._clock(until)
        jobs = [Job(picks, clock, cutoff(picks), quick) for picks in wanted]
        self.tried |= {job.picks for job in jobs}
        for solution in self.pool.map(Evaluator.solve, jobs):
            self.learn(solution)

    def given(
        self, wanted: Iterable[tuple[Pick, UsedElsewhere]], *, until: float = math.inf
    ) -> Iterable[CandidatesSolution]:
        """Solutions of candidates beside what the rest of the year uses; those that are hard to prove stay open.

        Parameters
        ----------
        wanted : each candidate with what the rest uses
        until : moment of `time.monotonic` at which to stop, if the deadline is later
        """
        clock = self._clock(until)
        jobs = [Job((pick,), clock, None, quick=True, elsewhere=elsewhere) for pick, elsewhere in wanted]
        return self.pool.map(Evaluator.solve, jobs)

    def _clock(self, until: float) -> float | None:
        """When jobs have to end, by `time.time`; None without a deadline."""
        end = self._sooner(until)
        return None if end == math.inf else time.time() + end - time.monotonic()

    def repair(self, wanted: Iterable[Repair]) -> list[CandidatesSolution]:
        """Solutions of the jobs `wanted`, made at once, proven or not, and recorded.

        One that costs more than a known optimum is not recorded, as it would be taken for the choice of that optimum.
        """
        repaired = [*self.pool.map(Evaluator.repair, [*wanted])]
        for one in repaired:
            if one.objective is not None and (one.proven or self.exact.isdisjoint(one.picks)):
                self.learn(one)
        return repaired

    def learn(self, solution: CandidatesSolution) -> None:
        """Keep what is known by now: of two choices the better one, and the higher bound.

        Parameters
        ----------
        solution : of candidates of this year
        """
        before = self.solutions.get(solution.picks)
        if before is not None and before.objective is not None and not solution.proven:
            better = before if solution.objective is None or before.objective <= solution.objective else solution
            bound = max(before.bound, solution.bound)
            solution = replace(better, bound=bound, proven=before.proven or bound >= (better.objective or 0))
        self.solutions[solution.picks] = solution
        if len(solution.picks) > 1:
            return
        (pick,) = solution.picks
        if solution.proven and solution.objective is None:
            self.impossible.add(pick)
            return
        self.value[pick] = max(self.value[pick], solution.bound)
        if solution.proven:
            self.exact.add(pick)


def begin(
    scenario: Scenario,
    pool: Pool,
    assessed: Iterable[Assessment],
    deadline: float | None,
    classes: Sequence[TravellerClasses] | None = None,
) -> Year:
    """The search before its first step: every candidate that a year may hold, cheapest bound first.

    Parameters
    ----------
    scenario : the workspace
    pool : where candidates are solved
    assessed : every candidate as it was judged
    deadline : of `time.monotonic`; None without one
    classes : by event, the traveller classes that they were judged for; None where they are the pool's
    """
    ranked = sorted(assessed, key=lambda a: (a.bound, first_day(scenario, a.pick), a.pick.venue))
    known = {
        assessment.pick: assessment
        for assessment in ranked
        if assessment.excluded is None and _may_hold(scenario, assessment)
    }
    lists = [[pick for pick in known if pick.event == number] for number in range(len(scenario.events))]
    bound = {pick: assessment.bound for pick, assessment in known.items()}
    year = Year(
        scenario,
        pool,
        deadline,
        lists,
        known,
        bound,
        dict(bound),
        {pick for pick, assessment in known.items() if assessment.free},
        multipliers=lagrangian.stated_multipliers(scenario),
    )
    try:
        if has_person_limits(scenario):
            year.persons = PersonClasses(scenario, classes or pool.evaluator.classes)
        year.lists = _possible(year)
    except KeyboardInterrupt as stop:
        year.deadline, year.stop = time.monotonic(), stop
    return year


def _may_hold(scenario: Scenario, assessment: Assessment) -> bool:
    """Whether the least cash of the candidate is within its event's budgets, and no flight has to carry too many."""
    cash, least = assessment.least_cash, dict(assessment.crowds)
    if cash is not None and not EventBudget.keeps(scenario, assessment.pick.event, cash):
        return False
    if cash is not None and not HeadBudget.keeps(scenario, cash, assessment.demand.attending):
        return False
    stated = [limit for limit in FLIGHT_LIMITS if limit.is_stated(scenario)]
    return all(least.get(limit.key, 0) <= limit.stated(scenario) for limit in stated)


def _possible(year: Year) -> list[list[Pick]]:
    """The candidates of each event that are not proven to be no part of any year."""
    assessments = [[year.assessed[pick] for pick in mine] for mine in year.lists]
    width = len(year.multipliers)
    priced = [np.array([one.priced_sums for one in mine], np.int64).reshape(len(mine), width) for mine in assessments]
    needs = [[one.person_needs for one in mine] for mine in assessments]
    if year.persons is None:
        dead = without_partners(year.scenario, year.lists, priced, year.multipliers)
    else:
        reach = VenuesInReach(year.persons, len(year.scenario.venues), year.lists, needs)
        dead = without_partners(year.scenario, year.lists, priced, year.multipliers, reach)
        dead = [a | b for a, b in zip(dead, over_person_limits(year.persons, needs), strict=True)]
    return [
        [p for p, out in zip(mine, gone, strict=True) if not out] for mine, gone in zip(year.lists, dead, strict=True)
    ]
