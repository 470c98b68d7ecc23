"""Judging and solving candidates one venue at a time; only small figures leave it, so that it works in any process."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from itertools import groupby
from typing import Any

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource, least_offers, of_first_rungs
from sprintplan.offers.table import Int64, OfferTable
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.choices import choices
from sprintplan.rules.traveller_classes import TravellerClasses, selector_classes, traveller_classes
from sprintplan.solver.bounds.compatibility import DaysAttended, Pick, days_attended, keep_dates
from sprintplan.solver.bounds.crowds import Crowds, FlightLimits, broken_by_far, too_many
from sprintplan.solver.bounds.lagrangian import least_sums, priced_sums
from sprintplan.solver.bounds.person_limits import person_needs
from sprintplan.solver.constraints.persons import Persons, has_person_limits, used_by_classes
from sprintplan.solver.constraints.registry import judged_by
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.constraints.sums import Co2eCap, EventBudget, HeadBudget, YearBudget
from sprintplan.solver.instance.assignment import Assignment, assignments
from sprintplan.solver.instance.block import Block, ColumnCounts
from sprintplan.solver.instance.candidate import Candidate
from sprintplan.solver.instance.figures import Figures, figures
from sprintplan.solver.instance.groups import NOBODY, Groups, Marks, Teams, groups_of
from sprintplan.solver.instance.relaxation import VenueRelaxation
from sprintplan.solver.instance.used_elsewhere import NOTHING_USED, UsedElsewhere
from sprintplan.solver.optimize.cutting_loop import broken_by, feasible_choice, solve_block
from sprintplan.solver.optimize.restricted_problem import cheapest_trips
from sprintplan.solver.optimize.stop_rules import StopRules
from sprintplan.solver.workers.kept_venues import KeptVenues
from sprintplan.solver.workers.messages import Assessment, CandidatesSolution, Choice, Glance, Job, Repair
from sprintplan.units import as_date, day_number

FEW_CLOSELY = 4
"""Where no year exists, so many first days of an event at a venue are looked at closely."""
TOO_DEAR = 1.5
"""A venue at which an event costs so many times as much as in the year that is known is not surveyed."""
MOST_FALSE_ALARMS = 2
"""When so often the least offers alone had too many share a flight, they are not asked any more: to look at all flights
again takes as long as judging two venues."""
KEPT_IN_HASTE = 12
"""So many events at venues are held with all their choices in haste, whatever memory they take, to judge none anew."""


@dataclass(frozen=True)
class _Cheapest:
    """What comes of everybody's cheapest trips at a candidate, as `Assessment` has it; and whether all limits hold."""

    figures: Figures
    holds: bool
    breaks: frozenset[str]
    used: Int64
    crowds: Crowds

    def told_of(self, known: Assessment) -> Assessment:
        """What is `known` of the candidate, with this."""
        free, mine = self.holds and self.figures.objective == known.bound, self.figures
        return replace(known, free=free, figures=mine, breaks=self.breaks, used=self.used, crowds=self.crowds)


Survey = Callable[[VenueRelaxation], Sequence[Any]]
"""What else there is to be said of each start of an event at a venue, while all its journeys are at hand."""


class Evaluator:
    """Judges and solves the candidates of a scenario, in any process.

    The choices at a venue are large: `relaxation` holds only as many as take little memory, and makes the others again
    where a candidate of theirs is solved.

    Parameters
    ----------
    scenario : the workspace
    source : the offers
    today : the planning date
    survey : tells more of every candidate where it is judged
    lender : its classes and choices are used, as `loosened` has it; None makes own ones

    Attributes
    ----------
    classes : the traveller classes of each event
    attending : tells when everybody attends a candidate; kept for all that were asked for
    relaxation : gives the relaxation of an event at a venue with all of its offers
    is_hasty : whether only that is looked at which any plan needs; for good, once `make_haste` was called
    """

    def __init__(
        self,
        scenario: Scenario,
        source: OfferSource,
        today: date,
        survey: Survey | None = None,
        lender: "Evaluator | None" = None,
    ) -> None:
        self.scenario, self.source, self.today, self.survey = scenario, source, day_number(today), survey
        self.classes: tuple[TravellerClasses, ...] = lender.classes if lender else _classes(scenario)
        self.marks = Marks(scenario)
        self.teams = tuple(Teams(self.marks, classes) for classes in self.classes)
        self.attending = cache(self._attending)
        self.relaxation = KeptVenues(partial(self._lent, lender) if lender else self._relaxed)
        self.is_hasty = False
        self._last_loosened: Evaluator | None = None
        # Whether all that is judged is held until it is solved; None until `get_ready` looked.
        self._holds_all: bool | None = None
        # Whether too many had to share some flight, so that all are judged since; how often the least alone said so.
        self._is_crowded, self._false_alarms = False, 0
        self._least_of_venue = lru_cache(maxsize=1)(self._least_offers)
        self._groups = cache(self._groups_of)

    def __reduce__(self) -> tuple[type["Evaluator"], tuple[object, ...]]:
        """An evaluator sets itself up anew in a process that does not inherit it."""
        return Evaluator, (self.scenario, self.source, as_date(self.today), self.survey)

    def loosened(self, scenario: Scenario) -> "Evaluator":
        """Solves candidates of a workspace with other limits, which are judged elsewhere; with the choices of this one,
        or of the last such workspace, where limits alone differ.

        Parameters
        ----------
        scenario : the workspace, with the same events, venues and people
        """
        lender, wanted = self, _judged_alike(scenario)
        if wanted != self._alike:
            if self._last_loosened is None or wanted != self._last_loosened._alike:
                self._last_loosened = Evaluator(scenario, self.source, as_date(self.today))
            lender = self._last_loosened
        return Evaluator(scenario, self.source, as_date(self.today), lender=lender)

    @cached_property
    def _alike(self) -> Scenario:
        return _judged_alike(self.scenario)

    def _lent(self, lender: "Evaluator", event: int, venue: int) -> VenueRelaxation:
        mine = self.scenario
        return lender.relaxation(event, venue).under(mine, mine.events[event], mine.venues[venue])

    def _relaxed(self, event: int, venue: int) -> VenueRelaxation:
        return self._relaxed_on(self.source.to_and_from(self.scenario.venues[venue]), event, venue)

    def _relaxed_on(self, table: OfferTable, event: int, venue: int) -> VenueRelaxation:
        place = self.scenario.venues[venue]
        return VenueRelaxation(
            choices(self.scenario, self.scenario.events[event], place, self.classes[event], table, self.today)
        )

    def _least_offers(self, venue: int) -> OfferTable | None:
        place = self.scenario.venues[venue]
        if self._is_crowded:
            return of_first_rungs(self.source.to_and_from(place))
        return least_offers(self.source, place, self.scenario)

    def get_ready(self, venue: int) -> None:
        """Shop for a venue, and find whether as many of its size can be held from judging, which takes all offers then,
        until they are solved; processes that are forked later know that, and have the tables of the world."""
        rows = len(self.source.to_and_from(self.scenario.venues[venue]))
        self._holds_all = self.relaxation.holds(sum(len(event.venues) for event in self.scenario.events), rows)

    def _judged(self, event: int, venue: int) -> VenueRelaxation:
        """What everybody may take as far as judging looks at it: the least offers, unless what is judged is held."""
        if self._holds_all is None:
            self.get_ready(venue)
        table = None if self.is_hasty or self._holds_all else self._least_of_venue(venue)
        return self.relaxation(event, venue) if table is None else self._relaxed_on(table, event, venue)

    def _groups_of(self, event: int, teams: frozenset[str], apart: frozenset[int]) -> Groups:
        return groups_of(self.marks, self.classes[event], teams, apart)

    def assess(self, venue: int) -> list[Assessment]:
        """Every candidate of one venue, all events, looked at closely.

        Offers for who finds no seat left in a cheaper one are passed over: nothing that is told here takes one.
        """
        return self.glance(Glance(venue))

    def glance(self, job: Glance) -> list[Assessment]:
        """Every candidate of the venue of a `job`; of some of them, as it has it, the bounds and the survey alone."""
        assessments: list[Assessment] = []
        for number, event in enumerate(self.scenario.events):
            if self.scenario.venues[job.venue].id in event.venues:
                assessments += self._assess(number, job)
        self._least_of_venue.cache_clear()
        return assessments

    def make_haste(self) -> None:
        """From now on look at nothing that no plan needs, and keep what a year may be made of soon."""
        self.relaxation.hold_at_least(KEPT_IN_HASTE)
        self.survey, self.is_hasty = None, True

    def _assess(self, event: int, job: Glance) -> Iterator[Assessment]:
        """Every candidate of one event at the venue of a `job`."""
        relaxation = self._judged(event, job.venue)
        attending, bounds = relaxation.choices.attending, relaxation.bound.tolist()
        priced, needs = priced_sums(relaxation, self.scenario), person_needs(relaxation, self.scenario)
        least_cash, least_grams = _least_sums(relaxation, self.scenario)
        open_picks = [Pick(event, job.venue, start) for start, why in enumerate(attending.excluded) if why is None]
        surveyed = self._surveyed(relaxation, open_picks, job)
        cheapest = self._looked_at(relaxation, open_picks, job)
        for start, excluded in enumerate(attending.excluded):
            known = Assessment(
                pick=Pick(event, job.venue, start),
                bound=bounds[start],
                free=False,
                figures=None,
                excluded=excluded,
                priced_sums=priced[start],
                person_needs=needs[start],
                demand=attending.demand[start],
                least_cash=least_cash[start],
                least_grams=least_grams[start],
                surveyed=surveyed[start],
            )
            one = cheapest.get(known.pick)
            yield known if one is None else one.told_of(known)

    def _surveyed(self, relaxation: VenueRelaxation, picks: Sequence[Pick], job: Glance) -> Sequence[Any]:
        """What the survey tells of each start of an event at a venue; nothing where there is none, where no year is
        known to exist, and where all candidates cost far more than the one of the year that is known."""
        is_far = job.near and all(relaxation.bound[pick.start] > TOO_DEAR * job.near[pick.event] for pick in picks)
        if self.survey is None or job.hopeless or is_far:
            return [None] * relaxation.shape[0]
        return self.survey(relaxation)

    def _looked_at(self, relaxation: VenueRelaxation, picks: Sequence[Pick], job: Glance) -> dict[Pick, _Cheapest]:
        """What comes of everybody's cheapest trips at those of some candidates that are looked at closely: all of them
        unless the venue promises little, or where some flight has to carry too many."""
        few = self._best(relaxation, picks, job)
        known = dict(zip(few, self._cheapest(relaxation, few), strict=True))
        if len(few) == len(picks) or not any(one.crowds for one in known.values()):
            return known
        return dict(zip(picks, self._cheapest(relaxation, picks), strict=True))

    def _best(self, relaxation: VenueRelaxation, picks: Sequence[Pick], job: Glance) -> Sequence[Pick]:
        """Of candidates of one event and venue that promises little the best, and the best beside the rest of the year
        that is known; the few best where no year exists; else all."""
        bound = relaxation.bound
        ranked = sorted(picks, key=lambda pick: (int(bound[pick.start]), pick.start))
        if job.hopeless:
            return ranked[:FEW_CLOSELY]
        if not job.year or not ranked or bound[ranked[0].start] <= job.near[ranked[0].event]:
            return picks
        rest = [other for other in job.year if other.event != ranked[0].event]
        beside = next((pick for pick in ranked if keep_dates(self.scenario, (pick, *rest))), ranked[0])
        return [*dict.fromkeys((ranked[0], beside))]

    def _cheapest(self, relaxation: VenueRelaxation, picks: Sequence[Pick]) -> Iterator[_Cheapest]:
        """What comes of everybody's cheapest trips at some candidates of one event and venue, each by itself.

        All of them are looked at together, as candidates of one block that never meet.
        """
        if not picks:
            return
        whole = [self._candidate(relaxation, pick) for pick in picks]
        block = Block(self.scenario, [replace(one, most=1) for one in whole])
        chosen = cheapest_trips(block, block.flying)
        breaks, over = broken_by(block, chosen), Persons(block).broken_alone(chosen)
        crowds = self._crowds(picks, whole, broken_by_far(block, chosen, breaks))
        parts = zip(self._figures(block, chosen), breaks, used_by_classes(block, chosen), crowds, strict=True)
        for (part, broken, used, crowd), many in zip(parts, over.tolist(), strict=True):
            yield _Cheapest(part, not broken and not many, broken, used, crowd)

    def _crowds(
        self, picks: Sequence[Pick], whole: Sequence[Candidate], broken: Sequence[FlightLimits]
    ) -> list[Crowds]:
        """Of each candidate how many some flight carries at least, where that is more than a limit allows which its
        cheapest choice breaks by far, as `broken` has them.

        What is too many on the flights of the least offers is looked at again on all flights. Where it is so on these,
        too, all venues are judged on them from then on; where it is not, time after time, nothing is told of others.
        """
        knows_all = self._is_crowded or self.relaxation.has(whole[0].relaxation)
        if not knows_all and self._false_alarms == MOST_FALSE_ALARMS:
            return [()] * len(picks)
        crowds = [too_many(Block(self.scenario, [one]), limits) for one, limits in zip(whole, broken, strict=True)]
        if any(crowds) and not knows_all:
            for number in [number for number, known in enumerate(crowds) if known]:
                crowds[number] = too_many(self.block((picks[number],)), broken[number])
            if any(crowds):
                self._is_crowded = True
                self._least_of_venue.cache_clear()
            else:
                self._false_alarms += 1
        return crowds

    def candidate(self, pick: Pick, apart: frozenset[int] = frozenset()) -> Candidate:
        """The candidate `pick`, ready to be solved; each person of `apart`, by position, is a group alone."""
        return self._candidate(self.relaxation(pick.event, pick.venue), pick, apart)

    def _candidate(self, relaxation: VenueRelaxation, pick: Pick, apart: frozenset[int] = frozenset()) -> Candidate:
        teams = self.teams[pick.event].limited(relaxation.choices.attending.status[pick.start] == Attendance.TRAVELS)
        return Candidate(relaxation, pick.start, self._groups(pick.event, teams, apart))

    def block(
        self, picks: Sequence[Pick], apart: frozenset[int] = frozenset(), elsewhere: UsedElsewhere = NOTHING_USED
    ) -> Block:
        """Candidates of different events, to be solved together.

        Parameters
        ----------
        picks : the candidates
        apart : positions of people who are a group alone
        elsewhere : what the rest of the year uses
        """
        return Block(self.scenario, [self.candidate(pick, apart) for pick in picks], elsewhere)

    def solve(self, job: Job) -> CandidatesSolution:
        """The optimum of the candidates of a `job` under every limit that they share."""
        deadline = None if job.until is None else time.monotonic() + job.until - time.time()
        stop = StopRules(deadline, job.cutoff, job.quick)
        solution = solve_block(lambda apart: self.block(job.picks, apart, job.elsewhere), stop)
        if solution.choice is None:
            return CandidatesSolution(picks=job.picks, bound=solution.bound, proven=solution.proven)
        return CandidatesSolution(
            picks=job.picks,
            bound=solution.bound,
            proven=solution.proven,
            objective=solution.objective,
            choice=self._choice(solution.choice.block, solution.choice.chosen),
        )

    def repair(self, job: Repair) -> CandidatesSolution:
        """A choice that keeps every limit of the candidate of a `job` by itself, not proven; a solution without one
        where none is made at once."""
        block = self.block((job.pick,))
        columns = block.columns
        low = job.weights.cost * columns.cost + job.weights.minutes * (columns.out_min + columns.back_min)
        for limit, weight in job.weights.sums:
            low = low + weight * limit.measure.columns(block.candidates[0])
        chosen = feasible_choice(block, low)
        if chosen is None:
            return CandidatesSolution(picks=(job.pick,), bound=job.bound, proven=False)
        choice = self._choice(block, chosen)
        return CandidatesSolution(
            picks=(job.pick,),
            bound=job.bound,
            proven=choice.objective == job.bound and not self.scenario.history.published,
            objective=choice.objective,
            choice=choice,
        )

    def _choice(self, block: Block, chosen: ColumnCounts) -> Choice:
        """The choice with its sums, and with who takes what where limits of persons ask for that at once."""
        apart = frozenset(block.group_column("person").tolist()) - {NOBODY}
        known = assignments(block, chosen) if has_person_limits(self.scenario) else ()
        return Choice(tuple(self._figures(block, chosen)), known, chosen, apart)

    def assignments(self, solution: CandidatesSolution) -> tuple[Assignment, ...]:
        """Of each candidate who takes what in the choice of a `solution`."""
        choice = solution.choice
        if choice is None:
            return ()
        if choice.alone:
            return tuple(mine for one in choice.alone for mine in self.assignments(one))
        if choice.assignments or choice.chosen is None:
            return choice.assignments
        return assignments(self.block(solution.picks, choice.apart), choice.chosen)

    def _figures(self, block: Block, chosen: ColumnCounts) -> list[Figures]:
        """Each candidate's sums."""
        runs, owner = Shuttles(block).cash_by_candidate(chosen), block.candidate[chosen.column]
        figures_of: list[Figures] = []
        for _, alike in groupby(block.candidates, key=lambda one: id(one.relaxation)):
            candidates = [*alike]
            first, last = len(figures_of), len(figures_of) + len(candidates)
            mine = np.flatnonzero((owner >= first) & (owner < last))
            bought, count = block.columns.at(chosen.column[mine]), np.asarray(chosen.count[mine], np.int64)
            figures_of += figures(candidates, bought, owner[mine] - first, count, runs[first:last])
        return figures_of

    def _attending(self, pick: Pick) -> DaysAttended:
        """Who attends a candidate, and when; people who cannot attend do not."""
        return days_attended(self.relaxation(pick.event, pick.venue).choices, pick.start)


def _classes(scenario: Scenario) -> tuple[TravellerClasses, ...]:
    """By event, people whom no rule of a `scenario` tells apart."""
    by_selectors = selector_classes(scenario)
    return tuple(traveller_classes(scenario, event, by_selectors) for event in scenario.events)


def _judged_alike(scenario: Scenario) -> Scenario:
    """The `scenario` without what choices at its venues do not depend on: limits, and what a run of a shuttle costs."""
    bare = judged_by(scenario)
    venues = (venue.changed(shuttle_cost_minor=0) if venue.shuttle_cost_minor else venue for venue in bare.venues)
    return bare.changed(venues=tuple(venues))


def _least_sums(relaxation: VenueRelaxation, scenario: Scenario) -> tuple[list[int | None], list[int | None]]:
    """(starts,) the least cash and the least grams of each start, None where no limit asks for them."""
    asks_cash = any(limit.is_stated(scenario) for limit in (YearBudget, EventBudget, HeadBudget))
    nothing: list[int | None] = [None] * relaxation.shape[0]
    cash = least_sums(relaxation, YearBudget).tolist() if asks_cash else nothing
    return cash, least_sums(relaxation, Co2eCap).tolist() if Co2eCap.is_stated(scenario) else nothing
