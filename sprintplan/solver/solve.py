"""From a scenario and a source of offers to the proven solution of the year."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial

from sprintplan.alarm import TimeIsOut, TimeLimit, ring_at, ring_late, slowness, take_time_to_tell
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource
from sprintplan.solver.constraints.persons import has_person_limits
from sprintplan.solver.infeasibility.at_once import hopeless
from sprintplan.solver.infeasibility.conflict import conflict
from sprintplan.solver.infeasibility.replanning import Replanning
from sprintplan.solver.workers.dask_pool import cluster_at
from sprintplan.solver.workers.evaluator import Evaluator, Survey
from sprintplan.solver.workers.messages import Assessment, Choice
from sprintplan.solver.workers.pool import WORKERS_PAY_FROM, Here, Pool, Processes
from sprintplan.solver.year.alternatives import Alternatives
from sprintplan.solver.year.at_a_glance import look_closely
from sprintplan.solver.year.branch_and_bound import GRACE_S, BestYear, first_year, search
from sprintplan.solver.year.judging import Judged, judge
from sprintplan.solver.year.prospects import Prospects
from sprintplan.solver.year.state import FirstYear, Picks, Year, begin
from sprintplan.solver.year.ties import Preferred, with_fewest_holidays
from sprintplan.units import money_text
from sprintplan.watch import Watch

EARLY_FROM = 200_000
"""People x starts x venues from which a first year is made while judging goes on, which takes as long as judging about
two venues, and from which a limit that leaves no plan is looked for first."""
STARVED = 5.0
"""From this slowness on, where time is limited, one process does all the work: others would judge for it what it has to
judge again."""
CROWDED = 2.0
"""From this slowness on, where time is limited, limits are looked for first that leave no plan by themselves: judging
all venues may take longer than there is time for."""
LEAST_ALTERNATIVES_S, ALTERNATIVES_SHARE = 60.0, 1 / 3
"""Alternatives that are not solved in so many seconds, or in that share of what it took to find the year, keep their
bounds: enough for small years to have all of them solved on the slowest machine, so that the plan is the same there."""


Ahead = Callable[[Year, Picks, Callable[[], Choice]], Iterator[object]]
"""What else is to be done of the year that was found, step by step, in this process while others solve its
alternatives; given what is known of the year, its candidates, and what gives who takes what."""


@dataclass(frozen=True)
class _Task:
    """One year to solve.

    Attributes
    ----------
    limit : by when; None as long as it takes
    watch : learns of progress, and whether the user stopped it
    ahead : what else is to be done of the year that was found; None where nothing is
    begun : moment of `time.monotonic` at which the work on it began
    """

    scenario: Scenario
    limit: TimeLimit | None
    watch: Watch
    ahead: Ahead | None = None
    begun: float = field(default_factory=time.monotonic)

    @property
    def deadline(self) -> float | None:
        """When the search is to end, by `time.monotonic`."""
        return None if self.limit is None else self.limit.search_until

    def alternatives_until(self) -> float:
        """When bounds are enough for what is solved from now on beside the year that was found."""
        now = time.monotonic()
        return now + max(LEAST_ALTERNATIVES_S, ALTERNATIVES_SHARE * (now - self.begun))

    def take_time_to_tell(self) -> None:
        """From now on the year that was found is told and checked, in the time that this takes."""
        take_time_to_tell(self.limit.rest_s if self.limit else 0.0)

    def note(self, stop: KeyboardInterrupt | None) -> None:
        """Remember that the user stopped the search, if it was not its time that did."""
        self.watch.stopped |= stop is not None and not isinstance(stop, TimeIsOut)


@dataclass(frozen=True)
class YearSolution:
    """What solving the year gave.

    Attributes
    ----------
    year : every candidate's bound or optimum, and everything that was solved
    answer : the best combination with its objective and bound in minor units; without picks where there is none
    assessed : every candidate that was judged in time
    choice : who takes what in the best combination; None without one
    alternatives : those to it; None without one
    preferred : by event the first day that is taken in place of a cheaper one, for its fewer holidays
    conflict : sentences on the rules that cannot hold together; empty unless the year is infeasible
    """

    year: Year
    answer: BestYear
    assessed: list[Assessment]
    choice: Choice | None = None
    alternatives: Alternatives | None = None
    conflict: tuple[str, ...] = ()
    preferred: dict[int, Preferred] = field(default_factory=dict)


def solve_year(
    scenario: Scenario,
    source: OfferSource,
    *,
    today: date,
    time_limit: float | None = None,
    workers: int = 1,
    cluster: str | None = None,
    watch: Watch | None = None,
    survey: Survey | None = None,
    ahead: Ahead | None = None,
) -> YearSolution:
    """The year that costs least among the offers, with its proof; or the reasons why there is none.

    Parameters
    ----------
    scenario : the workspace
    source : the offers, one table a venue
    today : the planning date, from which lead days run
    time_limit : seconds for the search; at the limit the best year so far is given with its bound
    workers : processes; the solution is the same whatever their number
    cluster : address of a Dask scheduler, whose workers do the work in place of processes
    watch : learns of stages, progress and the incumbent
    survey : tells more of every candidate where it is judged, as `Assessment.surveyed`
    ahead : what else is to be done of the year that is found, as far as there is time while alternatives are solved

    Raises
    ------
    UsageError : the cluster cannot do it
    """
    limit = None if time_limit is None else TimeLimit.of(time_limit)
    task = _Task(scenario, limit, watch or Watch(), ahead)
    with _pool(Evaluator(scenario, source, today, survey), workers, cluster, limit) as pool:
        return _solved(task, pool)


def least_objective(scenario: Scenario, source: OfferSource, *, today: date) -> tuple[int, bool]:
    """What the year costs at least, minor units, and whether it can be had for that: the objective without the plan.

    Parameters
    ----------
    scenario : the workspace
    source : the offers, one table a venue
    today : the planning date
    """
    with Here(Evaluator(scenario, source, today)) as pool:
        answer = search(_begun(_Task(scenario, None, Watch()), pool, judge(pool, None)), grace=0.0)
    return answer.bound, answer.proven and answer.choice is not None


def _pool(
    evaluator: Evaluator, workers: int, cluster: str | None, limit: TimeLimit | None
) -> AbstractContextManager[Pool]:
    """Where a year is judged and solved.

    Parameters
    ----------
    evaluator : does the work
    workers, cluster : what was asked for
    limit : of time; None without one
    """
    if cluster is not None:
        return cluster_at(cluster, evaluator)
    if workers == 1 or _size(evaluator.scenario) < WORKERS_PAY_FROM:
        return Here(evaluator)
    if limit is None or slowness() < STARVED:
        return Processes(evaluator, workers)
    evaluator.make_haste()
    return Here(evaluator)


def _solved(task: _Task, pool: Pool) -> YearSolution:
    with task.watch.stage("judge venues"):
        prospects = Prospects(pool.evaluator)
    why = _hopeless(task, pool, prospects)
    if why and pool.evaluator.is_hasty:
        return _without_plan(task, pool, why)
    with task.watch.stage("judge venues"):
        early = _is_large(task) and not pool.evaluator.is_hasty and not why
        first = partial(_first_year, task) if early else None
        judged = judge(pool, task.limit, task.watch.progress, first, prospects, hopeless=bool(why))
        task.note(judged.stop)
    with task.watch.stage("search the year"):
        grace = 0.0 if task.watch.stopped or judged.first else task.limit.grace_s if task.limit else GRACE_S
        ring_late(task.deadline and max(task.deadline, time.monotonic()) + grace)
        year, assessed = _begun(task, pool, judged), judged.assessed
        is_cut = not year.complete and not judged.settled
        answer = search(year, partial(_report, task), first=is_cut, grace=0.0 if year.stop else grace)
        task.note(year.stop)
        if is_cut:
            year.deadline = time.monotonic()
    ring_late(task.deadline)
    if answer.choice is None:
        if why and not answer.proven:
            return _without_plan(task, pool, why)
        solution = YearSolution(year, answer, assessed, conflict=_conflict(task, pool, answer, assessed))
        ring_at(None)
        return solution
    with task.watch.stage("solve alternatives"):
        task.take_time_to_tell()
        look_closely(year, answer.choice)
        choice = _kept(task, year, partial(year.choice, answer.choice))
        picks, choice, preferred = _with_fewest_holidays(task, year, answer, choice)
        if preferred:
            answer = replace(answer, next_best=answer.objective)
        assigned = cache(partial(year.assigned, choice))
        if has_person_limits(task.scenario):
            choice = _kept(task, year, assigned)
        pool.meanwhile = _meanwhile(task, year, picks, assigned)
        others = _alternatives(task, year, picks, choice, assessed, only=answer.only)
        choice = _kept(task, year, assigned)
        return YearSolution(year, answer, assessed, choice, others, preferred=preferred)


def _meanwhile(task: _Task, year: Year, picks: Picks, assigned: Callable[[], Choice]) -> Iterator[object]:
    """Steps of what is done here while other processes solve the alternatives to a year."""
    for pick in picks:
        yield year.evaluator.relaxation(pick.event, pick.venue)
    yield assigned()
    if task.ahead is not None:
        yield from task.ahead(year, picks, assigned)


def _hopeless(task: _Task, pool: Pool, prospects: Prospects) -> tuple[str, ...]:
    """Sentences on limits that leave no plan, each by itself, as far as that is known before anything is judged; where
    there is time to judge all, on one that is likely to, as then less is looked at."""
    is_crowded = task.limit is not None and (pool.evaluator.is_hasty or slowness() >= CROWDED)
    if not is_crowded and not (_is_large(task) and has_person_limits(task.scenario)):
        return ()
    with task.watch.stage("find what conflicts"):
        try:
            ring_late(task.deadline)
            pool.get_ready(prospects.order[0])
            return hopeless(pool, prospects.order, at_a_guess=not is_crowded)
        except KeyboardInterrupt as stop:
            task.note(stop)
            return ()


def _without_plan(task: _Task, pool: Pool, why: tuple[str, ...]) -> YearSolution:
    """What is said where it is known why there is no plan, though not all was judged."""
    ring_at(None)
    return YearSolution(begin(task.scenario, pool, [], None), BestYear(0, proven=True), [], conflict=why)


def _first_year(task: _Task, judged: Judged, pool: Pool, better: bool) -> FirstYear | None:
    """The best year that is known of what is judged by now, made in a `pool` where a `better` one is wanted."""
    year = _year_of(task, pool, judged, task.deadline)
    known = first_year(year, partial(_report, task), better=better) if year.stop is None else None
    if year.stop is not None:
        raise year.stop
    judged.least = year.least
    return known


def _begun(task: _Task, pool: Pool, judged: Judged) -> Year:
    """The search before its first step; in this process alone where time for judging is out."""
    goes_on = judged.settled or len(judged.assessed) == task.scenario.candidates
    deadline = time.monotonic() if judged.stop else task.deadline
    year = _year_of(task, pool if goes_on else pool.alone(), judged, deadline)
    year.stop = judged.stop or year.stop
    return year


def _year_of(task: _Task, pool: Pool, judged: Judged, deadline: float | None) -> Year:
    """What is known of the candidates that were judged."""
    year = begin(task.scenario, pool, judged.assessed, deadline)
    year.complete, year.unjudged = len(judged.assessed) == task.scenario.candidates, judged.unjudged
    year.least = judged.least
    if judged.first is not None:
        year.incumbent = judged.first.known
        for solution in judged.first.solutions:
            year.learn(solution)
    return year


def _with_fewest_holidays(
    task: _Task, year: Year, answer: BestYear, choice: Choice
) -> tuple[Picks, Choice, dict[int, Preferred]]:
    """The candidates and choice of the plan, with first days that cost less than `objective.tie` more and have fewer
    public holidays, event by event; and by event which one stands in place of which."""
    picks, preferred = answer.choice or (), dict[int, Preferred]()
    if not task.scenario.objective.tie_minor or not answer.proven:
        return picks, choice, preferred
    try:
        ring_late(task.deadline)
        for number in range(len(picks)):
            best = with_fewest_holidays(year, picks, number, choice.objective)
            if best is not None:
                moved = (*picks[:number], best.pick, *picks[number + 1 :])
                choice, picks, preferred[number] = year.choice(moved), moved, best
    except KeyboardInterrupt as stop:
        task.note(stop)
        year.deadline = time.monotonic()
    finally:
        ring_at(None)
    return picks, choice, preferred


def _kept(task: _Task, year: Year, chosen: Callable[[], Choice]) -> Choice:
    """What is chosen in the year that was found, which ctrl-C does not take away."""
    try:
        return chosen()
    except TimeIsOut:
        raise
    except KeyboardInterrupt as stop:
        task.note(stop)
        year.deadline = time.monotonic()
        return chosen()


def _alternatives(
    task: _Task, year: Year, picks: Picks, choice: Choice, assessed: list[Assessment], *, only: bool
) -> Alternatives:
    """The alternatives; what is known of them already where time is out or the user stops it."""
    try:
        ring_late(task.deadline)
        return Alternatives(year, picks, choice, assessed, only=only, until=task.alternatives_until())
    except KeyboardInterrupt as stop:
        task.note(stop)
        year.deadline = time.monotonic()
        return Alternatives(year, picks, choice, assessed, only=only)
    finally:
        task.take_time_to_tell()


def _report(task: _Task, best: int | None, bound: int) -> None:
    currency = task.scenario.currency
    task.watch.improved(None if best is None else money_text(best, currency), money_text(bound, currency))


def _conflict(task: _Task, pool: Pool, answer: BestYear, assessed: list[Assessment]) -> tuple[str, ...]:
    """Why no year exists; nothing where time ran out before that was known."""
    if not answer.proven:
        return ()
    with task.watch.stage("find what conflicts"):
        return conflict(task.scenario, Replanning(pool, assessed, task.deadline), task.watch.progress)


def _is_large(task: _Task) -> bool:
    """Whether judging all takes so long that looking ahead pays."""
    return _size(task.scenario) >= EARLY_FROM


def _size(scenario: Scenario) -> int:
    return scenario.candidates * len(scenario.people)
