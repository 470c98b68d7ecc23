"""What is known of candidates that were judged under one workspace, where another one has other limits."""

from collections.abc import Iterator
from dataclasses import replace

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.between_events import PAIR_LIMITS
from sprintplan.solver.constraints.limit import EventLimit, Limit, TableLimit, VenueLimit
from sprintplan.solver.constraints.of_candidates import Available, AvoidedDays, Capacity, HolidayShare, Unreachable
from sprintplan.solver.constraints.persons import has_person_limits
from sprintplan.solver.constraints.registry import LIMITS
from sprintplan.solver.constraints.sums import YEAR_SUMS, EventBudget, HeadBudget
from sprintplan.solver.infeasibility.replanning import JudgedWorkspace, under
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.workers.messages import Assessment

ANY_VALUE: tuple[type[Limit], ...] = (*PAIR_LIMITS, AvoidedDays, Unreachable, Capacity, Available)
"""Limits that are held against candidates anew for each variant, whatever number it states."""
SUMS: tuple[type[Limit], ...] = (*YEAR_SUMS, EventBudget, HeadBudget)
ANY_STATED: tuple[type[Limit], ...] = (*SUMS, HolidayShare)
"""Limits of which the same is true as long as what they count was counted: where the other variant states them too."""


def speaks_for(judge: Scenario, other: Scenario) -> bool:
    """Whether what is known of candidates under one workspace, `judge`, tells all of an `other` that judges journeys
    alike."""
    for limit in LIMITS:
        if limit.judged or _value(limit, other) == _value(limit, judge) or limit in ANY_VALUE:
            continue
        if limit.is_stated(other) and not (limit in ANY_STATED and limit.is_stated(judge)):
            return False
    return True


def _value(limit: type[Limit], scenario: Scenario) -> object:
    if issubclass(limit, TableLimit):
        return limit.stated(scenario)
    if issubclass(limit, EventLimit):
        return [getattr(event, limit.member) for event in scenario.events]
    if issubclass(limit, VenueLimit):
        return [getattr(venue, limit.member) for venue in scenario.venues]
    return limit.is_stated(scenario)


def weighed(scenario: Scenario, judged: JudgedWorkspace) -> Iterator[Assessment]:
    """What is known of the candidates under another workspace's limits.

    Parameters
    ----------
    scenario : the other workspace, for which the judged one speaks
    judged : what is known of each candidate
    """
    stated = {limit.key for limit in LIMITS if limit.is_stated(scenario)}
    named, sums = {limit.key for limit in LIMITS}, {limit.key for limit in SUMS}
    for assessment in under(scenario, judged):
        if assessment.breaks is None or assessment.figures is None:
            # Ruled out by the judge's limits: nothing but its bound is known, where it is possible now.
            yield replace(assessment, free=False)
            continue
        breaks = {key for key in assessment.breaks if key not in named or (key in stated and key not in sums)}
        breaks |= {*_broken_sums(scenario, assessment, assessment.figures)}
        free = not breaks and assessment.figures.objective == assessment.bound
        free &= not has_person_limits(scenario) or assessment.free
        yield replace(assessment, breaks=frozenset(breaks), free=free)


def _broken_sums(scenario: Scenario, assessment: Assessment, part: Figures) -> Iterator[str]:
    """Keys of limits on sums that the cheapest choice of a candidate breaks by itself."""
    yield from (limit.key for limit in YEAR_SUMS if not limit.keeps(scenario, part))
    if not EventBudget.keeps(scenario, assessment.pick.event, part.cash):
        yield EventBudget.key
    if not HeadBudget.keeps(scenario, part.cash, assessment.demand.attending):
        yield HeadBudget.key
