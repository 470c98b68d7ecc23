"""Which stated rules a plan keeps that was made under fewer of them: those that its candidates and sums tell."""

from collections.abc import Collection, Iterator, Sequence

from sprintplan.domain.scenario import Scenario
from sprintplan.rules.exclusion import Demand, Exclusion, exclusions
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.solver.bounds.compatibility import Pick, broken_between
from sprintplan.solver.constraints.between_events import PAIR_LIMITS
from sprintplan.solver.constraints.limit import Limit
from sprintplan.solver.constraints.of_candidates import (
    Available,
    AvoidedDays,
    Capacity,
    HolidayShare,
    MustAttend,
    QuorumLimit,
    Unreachable,
)
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.constraints.sums import YEAR_SUMS, EventBudget, HeadBudget
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.workers.messages import Assessment
from sprintplan.solver.year.state import Year

OF_CANDIDATES: tuple[type[Limit], ...] = (
    AvoidedDays,
    Unreachable,
    MustAttend,
    HolidayShare,
    QuorumLimit,
    Capacity,
    Available,
)
"""Limits that a candidate keeps or breaks by itself, whatever journeys people take."""


def kept_by(
    stated: Scenario,
    classes: Sequence[TravellerClasses],
    chosen: Sequence[Assessment],
    parts: Sequence[Figures] = (),
    also: Collection[str] = (),
) -> Iterator[str]:
    """Names of stated rules that a plan keeps.

    Parameters
    ----------
    stated : the workspace with all of its rules
    classes : by event, the classes of travellers that candidates were judged for
    chosen : the plan's candidates
    parts : the sums of each; empty where they are not known
    also : keys of limits that the plan is known to keep
    """
    keys = {limit.key for limit in (*OF_CANDIDATES, *PAIR_LIMITS)} - {*_broken(stated, classes, chosen)}
    if parts:
        total = sum(parts, Figures())
        keys |= {limit.key for limit in YEAR_SUMS if limit.keeps(stated, total)}
        spent = [(assessment, part.cash) for assessment, part in zip(chosen, parts, strict=True)]
        if all(EventBudget.keeps(stated, assessment.pick.event, cash) for assessment, cash in spent):
            keys.add(EventBudget.key)
        if all(HeadBudget.keeps(stated, cash, assessment.demand.attending) for assessment, cash in spent):
            keys.add(HeadBudget.key)
    return (rule.name for rule in relaxations_of(stated) if rule.key in keys or rule.key in also)


def exclusions_of(
    scenario: Scenario, classes: Sequence[TravellerClasses], pick: Pick, demand: Demand
) -> Iterator[Exclusion]:
    """Every rule of a workspace that rules out a candidate.

    Parameters
    ----------
    scenario : the workspace
    classes : by event, the traveller classes that the candidate was judged for
    pick : the candidate
    demand : what it asks of its venue and of people
    """
    event, venue = scenario.events[pick.event], scenario.venues[pick.venue]
    return exclusions(scenario, event, venue, classes[pick.event], event.starts[pick.start], demand)


def _broken(stated: Scenario, classes: Sequence[TravellerClasses], chosen: Sequence[Assessment]) -> Iterator[str]:
    """Keys of limits that the candidates break, by themselves or two of them together."""
    for assessment in chosen:
        for rule in exclusions_of(stated, classes, assessment.pick, assessment.demand):
            yield rule.rule.partition(" ")[0]
    yield from (limit.key for limit in broken_between(stated, tuple(assessment.pick for assessment in chosen)))


def parts_of(year: Year, picks: tuple[Pick, ...]) -> list[Figures]:
    """The sums of the choice at each of the candidates `picks` of a `year`; nothing where they are not known of all."""
    if picks in year.solutions:
        return [*year.solutions[picks].parts]
    parts = list[Figures]()
    for pick in picks:
        alone = year.solutions.get((pick,))
        part = alone.parts[0] if alone and alone.parts else year.assessed[pick].figures
        if part is None:
            return []
        parts.append(part)
    return parts
