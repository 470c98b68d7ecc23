"""Several variants of one workspace, solved side by side: what a variant leaves as it is, is judged for all at once.

Every venue is shopped once for all variants that are sold the same, and judged once for all variants that judge
journeys and weigh costs alike; limits that a variant loosens or leaves out are weighed against what is known then. Each
variant is solved to its own proof.
"""

import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import UNKNOWN, Int64, Mask, OfferTable
from sprintplan.rules.exclusion import rule_of
from sprintplan.solver.bounds.compatibility import Pick, first_day
from sprintplan.solver.constraints.registry import judged_by
from sprintplan.solver.infeasibility.conflict import conflict
from sprintplan.solver.infeasibility.other_limits import speaks_for, weighed
from sprintplan.solver.infeasibility.planner import OutOfTime
from sprintplan.solver.infeasibility.replanning import JudgedWorkspace, Replanning
from sprintplan.solver.instance.assignment import Assignment
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Assessment
from sprintplan.solver.workers.pool import WORKERS_PAY_FROM, Here, Pool, Processes
from sprintplan.solver.year.branch_and_bound import GRACE_S, search
from sprintplan.solver.year.prospects import Prospects
from sprintplan.solver.year.state import Picks, Year, begin
from sprintplan.solver.year.unjudged import Unjudged
from sprintplan.units import as_date
from sprintplan.watch import Watch

CONFLICT_S = 10.0
"""Seconds in which it is looked for why a variant has no year."""
FEW_SENTENCES = 3
"""So many different sentences on what rules out an event's candidates are told; of more how often each rule does."""
NOT_COMING = -1
"""Stands for the attendance of whom no session calls."""


@dataclass(frozen=True)
class Variant:
    """A workspace as it might be.

    Attributes
    ----------
    scenario : what it says
    source : what is sold to it; the same object for variants to which the same is sold
    held : events that may only take place at a venue, or begin on some days; empty for any
    """

    scenario: Scenario
    source: OfferSource
    held: tuple["Held", ...] = ()

    def allows(self, pick: Pick) -> bool:
        """Whether a candidate, `pick`, may be chosen."""
        event, venue = self.scenario.events[pick.event], self.scenario.venues[pick.venue]
        day = event.starts[pick.start]
        return all(
            one.event != event.id or (one.venue in (None, venue.id) and (not one.days or day in one.days))
            for one in self.held
        )

    @property
    def candidates(self) -> int:
        """How many candidates may be chosen."""
        picks = (
            Pick(number, at, start)
            for number, event in enumerate(self.scenario.events)
            for at, venue in enumerate(self.scenario.venues)
            for start in range(len(event.starts) if venue.id in event.venues else 0)
        )
        return sum(map(self.allows, picks))

    def narrowed(self) -> Scenario:
        """The workspace with nothing to choose from but what is allowed."""
        scenario = self.scenario
        for held in self.held:
            events = tuple(_narrowed(event, held) if event.id == held.event else event for event in scenario.events)
            scenario = scenario.changed(events=events)
        return scenario


@dataclass(frozen=True)
class Held:
    """What an event is held to: the id of a venue, None for any, and first days, empty for any."""

    event: str
    venue: str | None = None
    days: tuple[date, ...] = ()


def _narrowed(event: Event, held: Held) -> Event:
    starts = tuple(day for day in event.starts if not held.days or day in held.days)
    return event.changed(starts=starts, venues=event.venues if held.venue is None else (held.venue,))


@dataclass(frozen=True)
class Travel:
    """How everybody takes part in one event.

    Attributes
    ----------
    status : (people,) numbers of `Attendance`, NOT_COMING of whom no session calls
    journeys : (people, 2, segments, 8) what tells the two journeys of each apart; UNKNOWN where there are none
    """

    status: Int64
    journeys: Int64


@dataclass(frozen=True)
class VariantSolution:
    """The year of one variant.

    Attributes
    ----------
    solution : its candidates, one an event, with objective and bound in minor units
    parts : the sums of each event; empty without a year
    travel : of each event, how everybody takes part
    conflict : why there is no year; empty where there is one, or where time ran out before
    """

    solution: Solution[Picks]
    parts: tuple[Figures, ...] = ()
    travel: tuple[Travel, ...] = ()
    conflict: tuple[str, ...] = ()

    @property
    def total(self) -> Figures:
        """The sums of the year."""
        return sum(self.parts, Figures())


def solve_variants(
    variants: Sequence[Variant],
    *,
    today: date,
    time_limit: float | None = None,
    workers: int = 1,
    watch: Watch | None = None,
) -> list[VariantSolution]:
    """The least-cost year of each variant, with its proof.

    Parameters
    ----------
    variants : workspaces with the same venues, in the same order
    today : the planning date
    time_limit : seconds for judging venues, and then for the search of each; of venues that were not judged by then
        nothing is known but bounds, so that few years are proven
    workers : processes; the solutions are the same whatever their number
    watch : learns of stages and progress
    """
    watch, evaluators = watch or Watch(), Evaluators(variants, today)
    with _pool(evaluators, workers) as pool:
        with watch.stage("judge venues"):
            by_judge = _judged(pool, evaluators, time_limit, watch)
        with watch.stage("search the years"):
            jobs = [Search(n, by_judge[evaluators.judge_of[n]], time_limit) for n in range(len(variants))]
            solutions = list[VariantSolution]()
            for solved in pool.map(Evaluators.solve_year, jobs):
                solutions.append(solved)
                watch.progress(len(jobs), len(solutions))
            return solutions


def _judged(pool: Pool, evaluators: "Evaluators", time_limit: float | None, watch: Watch) -> list[list[Assessment]]:
    """What each judge tells of every candidate; where time is limited, of those at venues that are judged in it, and at
    as many as a year takes."""
    until = math.inf if time_limit is None else time.monotonic() + time_limit
    venues, least = _promising(evaluators) if until < math.inf else ([*range(len(evaluators.scenario.venues))], 0)
    by_judge: list[list[Assessment]] = [[] for _ in evaluators.judges]
    for done, assessments in enumerate(pool.map(Evaluators.assess_for_all, venues), 1):
        for mine, more in zip(by_judge, assessments, strict=True):
            mine += more
        watch.progress(len(venues), done)
        if least <= done < len(venues) and time.monotonic() >= until:
            watch.warn(f"{done} of {len(venues)} venues were judged in time: a year at another one may cost less")
            break
    return [sorted(mine, key=lambda one: (one.pick.venue, one.pick.event, one.pick.start)) for mine in by_judge]


def _promising(evaluators: "Evaluators") -> tuple[list[int], int]:
    """The venues, those first that a variant is held to, then the promising; and how many of them a year may take."""
    held = {one.venue for variant in evaluators.variants for one in variant.held}
    prospects, venues = Prospects(evaluators), evaluators.scenario.venues
    order = sorted(prospects.order, key=lambda at: venues[at].id not in held)
    return order, prospects.for_a_year + sum(venue.id in held for venue in venues)


def _pool(evaluators: "Evaluators", workers: int) -> Pool:
    size = sum(len(one.scenario.people) * one.scenario.candidates for one in evaluators.variants)
    return Processes(evaluators, workers) if workers > 1 and size >= WORKERS_PAY_FROM else Here(evaluators)


@dataclass(frozen=True)
class Search:
    """One variant to solve: its number, what its judge tells of every candidate, and the seconds that it may take."""

    number: int
    assessed: Sequence[Assessment]
    time_limit: float | None


class Evaluators(Evaluator):
    """An evaluator for each variant, the first one's itself.

    Attributes
    ----------
    judges : numbers of the variants that are judged themselves
    judge_of : for each variant, which of the judges speaks for it
    """

    def __init__(self, variants: Sequence[Variant], today: date) -> None:
        super().__init__(variants[0].scenario, variants[0].source, today)
        self.variants = tuple(variants)
        self.evaluators = [self._evaluator(one.scenario, one.source) for one in variants]
        self.judges, self.judge_of = list[int](), list[int]()
        judged = [judged_by(one.scenario).changed(warnings=()) for one in variants]
        for number, one in enumerate(variants):
            for place, judge in enumerate(self.judges):
                same = one.source is variants[judge].source and judged[number] == judged[judge]
                if same and speaks_for(variants[judge].scenario, one.scenario):
                    self.judge_of.append(place)
                    break
            else:
                self.judge_of.append(len(self.judges))
                self.judges.append(number)

    def __reduce__(self) -> tuple[type["Evaluators"], tuple[object, ...]]:
        """The evaluators set themselves up anew in a process that does not inherit them."""
        return Evaluators, (self.variants, as_date(self.today))

    def _evaluator(self, scenario: Scenario, source: OfferSource) -> Evaluator:
        first = self.variants[0]
        if scenario is first.scenario and source is first.source:
            return self
        return Evaluator(scenario, source, as_date(self.today))

    def assess_for_all(self, venue: int) -> list[list[Assessment]]:
        """Every candidate of one venue, by judge."""
        return [self.evaluators[number].assess(venue) for number in self.judges]

    def solve_year(self, job: Search) -> VariantSolution:
        """The least-cost year of the variant that `job` names."""
        variant, evaluator = self.variants[job.number], self.evaluators[job.number]
        judge = self.judges[self.judge_of[job.number]]
        judged = JudgedWorkspace(self.variants[judge].scenario, self.evaluators[judge].classes, job.assessed)
        assessed = [*weighed(variant.scenario, judged)] if judge != job.number else [*job.assessed]
        allowed = [one for one in assessed if variant.allows(one.pick)]
        deadline = None if job.time_limit is None else time.monotonic() + job.time_limit
        with Here(evaluator) as pool:
            year = begin(variant.scenario, pool, allowed, deadline, judged.classes)
            year.complete = len(allowed) == variant.candidates
            year.unjudged = None if year.complete else self._unjudged(variant)
            answer = search(year, grace=GRACE_S)
            if year.stop is not None:
                raise year.stop
            solution = _solution(year, answer, variant, allowed)
        evaluator.relaxation.clear()
        return solution

    def _unjudged(self, variant: Variant) -> Unjudged:
        """What years of the variant cost at least at venues that were not judged."""
        return Prospects(Evaluator(variant.narrowed(), variant.source, as_date(self.today))).unjudged


def _solution(year: Year, answer: Solution[Picks], variant: Variant, assessed: Sequence[Assessment]) -> VariantSolution:
    if answer.choice is None:
        return VariantSolution(answer, conflict=_conflict(year, variant, assessed) if answer.proven else ())
    choice = year.assigned(year.choice(answer.choice))
    pairs = zip(answer.choice, choice.assignments, strict=True)
    travel = tuple(_travel(year.evaluator, pick, assignment) for pick, assignment in pairs)
    return VariantSolution(answer, choice.parts, travel)


def _conflict(year: Year, variant: Variant, assessed: Sequence[Assessment]) -> tuple[str, ...]:
    """Why there is no year: the rules that rule out all that one event may choose from, else those that conflict."""
    for number, event in enumerate(year.scenario.events):
        why = [assessment.excluded or "" for assessment in assessed if assessment.pick.event == number]
        if all(why):
            return _ruled_out(event, why)
    narrow, evaluator = variant.narrowed(), year.evaluator
    if variant.held:
        evaluator = Evaluator(narrow, variant.source, as_date(evaluator.today))
        assessed = [assessment for venue in range(len(narrow.venues)) for assessment in evaluator.assess(venue)]
    try:
        known = Replanning(Here(evaluator), assessed, time.monotonic() + CONFLICT_S)
        return conflict(narrow, known, lambda done, count: None)
    except OutOfTime:
        return ()


def _ruled_out(event: Event, why: Sequence[str]) -> tuple[str, ...]:
    """Why an `event` has no candidate, of each of which a rule says `why`; where that are many different sentences, how
    many each rule rules out."""
    sentences = dict.fromkeys(why)
    if len(sentences) <= FEW_SENTENCES:
        return tuple(f"{event.name}: {sentence}" for sentence in sentences) or (
            f"{event.name}: nothing to choose from",
        )
    counts = ", ".join(f"{count} by {rule}" for rule, count in Counter(map(rule_of, why)).most_common())
    return (f"{event.name}: all {len(why)} options of venue and date are ruled out: {counts}",)


def _travel(evaluator: Evaluator, pick: Pick, assignment: Assignment) -> Travel:
    """How everybody takes part in an event at a candidate."""
    choices = evaluator.relaxation(pick.event, pick.venue).choices
    classes, people = choices.classes, len(evaluator.scenario.people)
    status = np.full(people, NOT_COMING, np.int64)
    status[classes.members] = choices.attending.status[pick.start][classes.of_member]
    both = [_of_rows(choices.outbound.pairs.table, rows) for rows in (assignment.outbound, assignment.inbound)]
    journeys = np.full((people, 2, *both[0].shape[1:]), UNKNOWN, np.int64)
    journeys[assignment.person] = np.stack(both, axis=1)
    return Travel(status, journeys)


def _of_rows(table: OfferTable, rows: Int64) -> Int64:
    """(n, segments, 8) what tells journeys apart, UNKNOWN where a journey has no such segment."""
    carriers = np.array([int.from_bytes(code.encode(), "big") for code in (*table.carriers, "")], np.int64)
    columns = (table.seg_origin, table.seg_destination, table.seg_departs_utc, table.seg_arrives_utc, table.seg_cabin)
    mode = np.broadcast_to(table.mode, table.seg_origin.shape)
    parts = [column[:, rows].T for column in (*columns, table.seg_number, mode)]
    flights = np.stack([*parts, carriers[table.seg_carrier[:, rows]].T], axis=2).astype(np.int64)
    flights[np.arange(flights.shape[1]) >= table.segments[rows, None]] = UNKNOWN
    return flights


def changed_trips(before: tuple[Variant, VariantSolution], after: tuple[Variant, VariantSolution]) -> int:
    """How many trips of two years differ: in place, dates, journeys or how the person takes part; new ones count.

    Parameters
    ----------
    before, after : two variants with their years
    """
    changed = 0
    places = {person.id: at for at, person in enumerate(after[0].scenario.people)}
    there = np.array([places.get(person.id, -1) for person in before[0].scenario.people], np.int64)
    for event in before[0].scenario.events:
        mine, theirs = (_event_of(*one, event.id) for one in (before, after))
        if mine is None or theirs is None:
            changed += sum(int((one[1].status != NOT_COMING).sum()) for one in (mine, theirs) if one)
            continue
        stays = np.flatnonzero(there >= 0)
        old, new = mine[1], theirs[1]
        comes = (old.status[stays] != NOT_COMING) | (new.status[there[stays]] != NOT_COMING)
        same = old.status[stays] == new.status[there[stays]]
        same &= _same_journeys(old.journeys[stays], new.journeys[there[stays]]) & (mine[0] == theirs[0])
        gone = int((old.status[there < 0] != NOT_COMING).sum())
        come = int((np.delete(new.status, there[stays]) != NOT_COMING).sum())
        changed += int((comes & ~same).sum()) + gone + come
    return changed


def _same_journeys(one: Int64, other: Int64) -> Mask:
    """(n,) whether the journeys of each are the same; the shorter of the two tables is filled up."""
    most = max(one.shape[2], other.shape[2])
    first, second = (
        np.pad(side, ((0, 0), (0, 0), (0, most - side.shape[2]), (0, 0)), constant_values=UNKNOWN)
        for side in (one, other)
    )
    return np.asarray((first == second).all(axis=(1, 2, 3)), np.bool_)


def _event_of(variant: Variant, solution: VariantSolution, event: str) -> tuple[tuple[str, date], Travel] | None:
    """Venue and first day of an event, and how everybody takes part; None without one."""
    for pick, travel in zip(solution.solution.choice or (), solution.travel, strict=True):
        if variant.scenario.events[pick.event].id == event:
            return (variant.scenario.venues[pick.venue].id, first_day(variant.scenario, pick)), travel
    return None
