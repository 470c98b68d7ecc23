"""The workspace planned again with other rules, for what a conflict asks: whether a plan exists, and the least sums."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from sprintplan.alarm import slowness
from sprintplan.domain.scenario import Scenario
from sprintplan.rules.exclusion import asked_of
from sprintplan.rules.lifting import journey_rules, with_journey_rules_of
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.solver.bounds import lagrangian
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.bounds.shortages import Shortage, shortage
from sprintplan.solver.constraints.limit import Limit
from sprintplan.solver.constraints.persons import has_person_limits, stated_person_limits
from sprintplan.solver.constraints.registry import COUNTED, relaxations_of
from sprintplan.solver.constraints.sums import EventBudget, HeadBudget, YearBudget
from sprintplan.solver.infeasibility.kept import exclusions_of, kept_by, parts_of
from sprintplan.solver.infeasibility.known_plans import known_plan
from sprintplan.solver.infeasibility.known_uses import KnownUses, uses_of_cheapest, uses_of_year
from sprintplan.solver.infeasibility.planner import OutOfTime, SlowAnswer
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.instance.relaxation import UNREACHABLE
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Assessment
from sprintplan.solver.workers.pool import Pool
from sprintplan.solver.year.branch_and_bound import BestYear, search
from sprintplan.solver.year.state import Year, begin
from sprintplan.units import as_date

GRAMS_PER_TONNE = 10**6
"""As the objective weighs tonnes of CO2e, and journeys state grams."""
MOST_OF_THE_REST = 1 / 3
"""So much of the time that is left a question takes at most that has a limit of its own."""
BUDGETS: tuple[type[Limit], ...] = (YearBudget, EventBudget, HeadBudget)
"""Limits on cash."""


@dataclass(frozen=True)
class JudgedWorkspace:
    """Every candidate under some rules of journeys, all other rules kept."""

    scenario: Scenario
    classes: Sequence[TravellerClasses]
    assessed: Sequence[Assessment]
    _excluded: list[tuple[object, list[str | None]]] = field(default_factory=list, compare=False, repr=False)

    def excluded(self, loosened: Scenario) -> list[str | None]:
        """Of each candidate that was judged the first rule of a `loosened` workspace that rules it out, as a sentence;
        found once for all workspaces that rule out the same."""
        asked = asked_of(loosened)
        known = next((sentences for same, sentences in self._excluded if same == asked), None)
        if known is None:
            rules = (exclusions_of(loosened, self.classes, one.pick, one.demand) for one in self.assessed)
            known = [next((rule.sentence for rule in broken), None) for broken in rules]
            self._excluded.append((asked, known))
        return known


class Replanning:
    """Plans workspaces whose rules are looser than those of the pool's, of which every candidate is assessed.

    Parameters
    ----------
    pool : where the workspace was judged
    assessed : every candidate of it
    deadline : of `time.monotonic`
    """

    def __init__(self, pool: Pool, assessed: Sequence[Assessment], deadline: float | None) -> None:
        self.pool, self.deadline = pool, deadline
        mine = pool.evaluator
        self._judged = [JudgedWorkspace(mine.scenario, mine.classes, assessed)]
        self._free_years = list[tuple[JudgedWorkspace, frozenset[str]]]()
        self._uses = KnownUses()

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        """The stated rules, by name, that some plan of the `loosened` workspace is known to keep; None where there is
        no plan.

        Raises
        ------
        SlowAnswer : more than `seconds` were needed
        OutOfTime : all time is used up
        """
        judged = self._judged_like(loosened)
        known = {assessment.pick: assessment for assessment in under(loosened, judged)}
        classes = PersonClasses(loosened, judged.classes) if has_person_limits(loosened) else None
        picks = known_plan(loosened, [*known.values()], classes)
        if picks is None:
            return self._searched(loosened, judged, known, seconds)
        chosen = [known[pick] for pick in picks]
        broken = frozenset().union(*(assessment.breaks or () for assessment in chosen))
        heads = {limit.key for limit in COUNTED if limit.is_stated(judged.scenario)} - broken
        parts = [assessment.figures for assessment in chosen if assessment.figures]
        kept = frozenset(kept_by(self.pool.evaluator.scenario, judged.classes, chosen, parts, heads))
        original = {assessment.pick: assessment for assessment in judged.assessed}
        uses = partial(uses_of_cheapest, judged.scenario, judged.classes, [original[pick] for pick in picks])
        self._uses.learn(judged, kept | _names(loosened), uses)
        return kept

    def _searched(
        self, loosened: Scenario, judged: JudgedWorkspace, known: Mapping[Pick, Assessment], seconds: float | None
    ) -> frozenset[str] | None:
        """The same by the search of the year.

        What shuttles cost makes years long to solve, and matters to budgets alone. So a year with free shuttles is
        searched for first: without one there is no plan, and where no budget is stated it is one.
        """
        free, until = _with_free_shuttles(loosened), self._until(seconds)
        has_budget = any(limit.is_stated(loosened) for limit in BUDGETS)
        asked = _names(loosened)
        if free is loosened or (has_budget and self._is_free_year_known(judged, asked)):
            return self._first_year(loosened, judged, known, until, seconds)
        kept = self._first_year(free, judged, known, until, seconds)
        if kept is None:
            return None
        self._free_years.append((judged, kept | asked))
        if has_budget:
            return self._first_year(loosened, judged, known, until, seconds)
        keys = {limit.key for limit in BUDGETS}
        return kept - {rule.name for rule in relaxations_of(self.pool.evaluator.scenario) if rule.key in keys}

    def _is_free_year_known(self, judged: JudgedWorkspace, asked: frozenset[str]) -> bool:
        """Whether a year with free shuttles is known that keeps the rules that are asked for."""
        return any(same is judged and asked <= kept for same, kept in self._free_years)

    def _first_year(
        self,
        loosened: Scenario,
        judged: JudgedWorkspace,
        known: Mapping[Pick, Assessment],
        until: float | None,
        seconds: float | None,
    ) -> frozenset[str] | None:
        """The stated rules that the first year keeps which is found; None where there is none."""
        with self._loosened(loosened) as pool:
            year = begin(loosened, pool, known.values(), until, judged.classes)
            answer = _answer(year, first=True)
        if answer.choice is None:
            if not answer.proven:
                self._check_time()
                raise OutOfTime if seconds is None else SlowAnswer
            return None
        stated, chosen = self.pool.evaluator.scenario, [known[pick] for pick in answer.choice]
        kept = frozenset(kept_by(stated, judged.classes, chosen, parts_of(year, answer.choice)))
        names = kept | _names(loosened)
        if _with_free_shuttles(loosened) is loosened and _with_free_shuttles(stated) is not stated:
            keys = {limit.key for limit in BUDGETS}
            names = frozenset(name for name in names if name.partition(" ")[0] not in keys)
        self._uses.learn(judged, names, partial(uses_of_year, stated, year, answer.choice))
        return kept

    def enough_steps(self, loosened: Scenario, name: str) -> int | None:
        """By how many steps a rule has to be wider, by its `name`, for a plan that is known to keep all others of the
        `loosened` workspace; None where none is known, or it does not hold person by person."""
        return self._uses.steps(self._judged_like(loosened), loosened, name, _names(loosened) - {name})

    def least(self, loosened: Scenario) -> tuple[Figures, bool] | None:
        """The sums of the year of the `loosened` workspace that costs least, and whether it is proven to; None where
        none exists.

        When time is out the best year that is known counts.

        Raises
        ------
        OutOfTime : no year was known by then
        """
        judged = self._judged_like(loosened)
        with self._loosened(loosened) as pool:
            year = begin(loosened, pool, [*under(loosened, judged)], self.deadline, judged.classes)
            answer = _answer(year)
            if answer.choice is None:
                if not answer.proven:
                    raise OutOfTime
                return None
            return sum(year.choice(answer.choice).parts, Figures()), answer.proven

    def is_ruled_out(self, loosened: Scenario) -> bool:
        """Whether bounds alone show that no plan of the `loosened` workspace exists; nothing is solved for that.

        Raises
        ------
        OutOfTime : all time is used up
        """
        self._check_time()
        judged = self._judged_like(loosened)
        year = begin(loosened, self.pool, under(loosened, judged), self.deadline, judged.classes)
        if year.stop is not None:
            raise year.stop
        return not all(year.lists)

    def hasten(self, seconds: float) -> None:
        """What is asked from now on has so many seconds of an idle machine at most."""
        soon = time.monotonic() + seconds * slowness()
        self.deadline = soon if self.deadline is None else min(self.deadline, soon)

    def missing(self, loosened: Scenario) -> Iterator[tuple[Pick, tuple[int, ...]]]:
        """Every candidate of the `loosened` workspace with the positions of the people who have no allowed trip
        there."""
        judged = self._judged_like(loosened)
        for assessment in judged.assessed:
            classes = judged.classes[assessment.pick.event]
            yield (
                assessment.pick,
                tuple(person for traveller in assessment.demand.missing for person in classes[traveller].members),
            )

    def shortages(self, loosened: Scenario) -> Iterator[tuple[Pick, Shortage | None]]:
        """Every candidate of the `loosened` workspace that no rule keeps out, with the largest shortage of seats there;
        None where none is known.

        Raises
        ------
        OutOfTime : all time is used up
        """
        picks = [one.pick for one in under(loosened, self._judged_like(loosened)) if one.excluded is None]
        with self._loosened(loosened) as pool:
            for pick, short in zip(picks, pool.map(_shortage, picks), strict=True):
                self._check_time()
                yield pick, short

    def _loosened(self, loosened: Scenario) -> AbstractContextManager[Pool]:
        self._check_time()
        return self.pool.loosened(loosened)

    def _another(self, loosened: Scenario) -> AbstractContextManager[Pool]:
        self._check_time()
        mine = self.pool.evaluator
        return self.pool.another(Evaluator(loosened, mine.source, as_date(mine.today)))

    def _until(self, seconds: float | None) -> float | None:
        """The deadline of a question that is given so many seconds of an idle machine: of all the time that is left, it
        may take a share."""
        if seconds is None:
            return self.deadline
        now, taken = time.monotonic(), seconds * slowness()
        return now + taken if self.deadline is None else now + min(taken, MOST_OF_THE_REST * (self.deadline - now))

    def _check_time(self) -> None:
        if self.deadline is not None and self.deadline <= time.monotonic():
            raise OutOfTime

    def _judged_like(self, loosened: Scenario) -> JudgedWorkspace:
        """Every candidate under the same rules of journeys; judged once, with all other rules of the workspace."""
        wanted, mine = journey_rules(loosened), self.pool.evaluator
        for judged in self._judged:
            if journey_rules(judged.scenario) == wanted:
                return judged
        scenario = with_journey_rules_of(mine.scenario, loosened)
        with self._another(scenario) as pool:
            judged_anew = JudgedWorkspace(scenario, pool.evaluator.classes, [*self._assessed(pool)])
        self._judged.append(judged_anew)
        return judged_anew

    def _assessed(self, pool: Pool) -> Iterator[Assessment]:
        for assessments in pool.map(Evaluator.assess, range(len(pool.evaluator.scenario.venues))):
            self._check_time()
            yield from assessments


def _shortage(evaluator: Evaluator, pick: Pick) -> Shortage | None:
    return shortage(evaluator.block((pick,)))


def _names(loosened: Scenario) -> frozenset[str]:
    return frozenset(rule.name for rule in relaxations_of(loosened))


def _with_free_shuttles(loosened: Scenario) -> Scenario:
    """The workspace with runs of shuttles that cost nothing; itself where it has none."""
    if all(not venue.shuttle_cost_minor for venue in loosened.venues):
        return loosened
    venues = (venue.changed(shuttle_cost_minor=0) if venue.shuttle_cost_minor else venue for venue in loosened.venues)
    return loosened.changed(venues=tuple(venues))


def _answer(year: Year, *, first: bool = False) -> BestYear:
    """What the search finds; ctrl-C and the alarm end the question, and not the search alone."""
    answer = search(year, first=first, grace=0.0)
    if year.stop is not None:
        raise year.stop
    return answer


def under(loosened: Scenario, judged: JudgedWorkspace) -> Iterator[Assessment]:
    """What is known of the candidates, as far as the limits that are left ask for it.

    Parameters
    ----------
    loosened : a workspace that judges journeys alike, of which no limit is tighter
    judged : every candidate under the other workspace
    """
    multipliers, before = lagrangian.stated_multipliers(loosened), lagrangian.stated_multipliers(judged.scenario)
    kept = [number for number, price in enumerate(before) if price in multipliers]
    limits = stated_person_limits(judged.scenario)
    persons = [number for number, (limit, _) in enumerate(limits) if limit.is_stated(loosened)]
    reweighed = loosened.objective != judged.scenario.objective
    are_alike = not reweighed and len(kept) == len(before) and len(persons) == len(limits)
    for assessment, excluded in zip(judged.assessed, judged.excluded(loosened), strict=True):
        if are_alike and excluded == assessment.excluded:
            yield assessment
            continue
        used = None if assessment.used is None else assessment.used[persons]
        known = replace(
            assessment,
            priced_sums=assessment.priced_sums[kept],
            person_needs=assessment.person_needs[persons],
            used=used,
            excluded=excluded,
        )
        yield _reweighed(loosened, known, [before[number] for number in kept]) if reweighed else known


def _reweighed(loosened: Scenario, assessment: Assessment, multipliers: Sequence[lagrangian.Multiplier]) -> Assessment:
    """What is known of a candidate where nothing but cash and CO2e counts in the objective.

    The CO2e of a journey is rounded to the next minor unit, so that of two a traveller at most one is lost.
    """
    grams = (assessment.least_grams or 0) * loosened.objective.tonne_co2e_minor // GRAMS_PER_TONNE
    least = (assessment.least_cash or 0) + max(0, grams - 2 * len(loosened.people))
    priced = np.where([price.cost == 0 for price in multipliers], assessment.priced_sums, 0)
    needs = assessment.person_needs.copy()
    for number, (limit, _) in enumerate(stated_person_limits(loosened)):
        if limit.in_money:
            needs[number] = np.where(needs[number] >= UNREACHABLE, UNREACHABLE, 0)
    return replace(assessment, bound=least, free=False, figures=None, priced_sums=priced, person_needs=needs)
