"""Which stated rules a plan keeps that was made under fewer of them: those that its candidates and sums tell."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from sprintplan.domain.scenario import Scenario
from sprintplan.rules.exclusion import Demand, Exclusion, exclusions
from sprintplan.rules.kinds import Kinds
from sprintplan.solver.bounds.compatibility import Pick, first_day, held
from sprintplan.solver.constraints.between_events import PAIR_LIMITS
from sprintplan.solver.constraints.limit import Limit
from sprintplan.solver.constraints.of_candidates import (
    Available,
    AvoidedDays,
    Capacity,
    HolidayShare,
    MustAttend,
    Unreachable,
)
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.constraints.sums import YEAR_SUMS, EventBudget
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.year.state import Year

OF_CANDIDATES: tuple[type[Limit], ...] = (AvoidedDays, Unreachable, MustAttend, HolidayShare, Capacity, Available)
"""Limits that a candidate keeps or breaks by itself, whatever journeys people take."""


def kept_by(stated: Scenario, year: Year, picks: tuple[Pick, ...], kinds: Sequence[Kinds]) -> Iterator[str]:
    """Names of stated rules that a plan keeps.

    Parameters
    ----------
    stated : the workspace with all of its rules
    year, picks : what was solved under fewer, and the candidates of the plan
    kinds : by event, the kinds of travellers that the candidates were judged for
    """
    keys = {limit.key for limit in (*OF_CANDIDATES, *PAIR_LIMITS)} - {*_broken(stated, year, picks, kinds)}
    parts = _parts(year, picks)
    if parts:
        total = sum(parts.values(), Figures())
        keys |= {limit.key for limit in YEAR_SUMS if limit.keeps(stated, total)}
        within = all(_within(stated, pick, part) for pick, part in parts.items())
        keys |= {EventBudget.key} if within else set()
    return (rule.name for rule in relaxations_of(stated) if rule.key in keys)


def exclusions_of(scenario: Scenario, kinds: Sequence[Kinds], pick: Pick, demand: Demand) -> Iterator[Exclusion]:
    """Every rule of a workspace that rules out a candidate which was judged for these kinds of travellers."""
    event, venue = scenario.events[pick.event], scenario.venues[pick.venue]
    return exclusions(scenario, event, venue, kinds[pick.event], event.starts[pick.start], demand)


def _broken(stated: Scenario, year: Year, picks: tuple[Pick, ...], kinds: Sequence[Kinds]) -> Iterator[str]:
    """Keys of limits that the candidates break, by themselves or two of them together."""
    for pick in picks:
        for found in exclusions_of(stated, kinds, pick, year.assessed[pick].demand):
            yield found.rule.partition(" ")[0]
    ordered = sorted(picks, key=lambda pick: (first_day(stated, pick), pick.event))
    for limit in PAIR_LIMITS:
        value = limit.stated(stated)
        pairs = [(held(stated, a), held(stated, b)) for a, b in combinations(ordered, 2)]
        if limit.is_stated(stated) and not all(limit.keeps(value, *pair) for pair in pairs):
            yield limit.key


def _parts(year: Year, picks: tuple[Pick, ...]) -> dict[Pick, Figures]:
    """The sums of each candidate's choice, as far as they are known of all."""
    if picks in year.settled:
        return dict(zip(picks, year.settled[picks].parts, strict=True))
    found: dict[Pick, Figures] = {}
    for pick in picks:
        settled = year.settled.get((pick,))
        part = settled.parts[0] if settled and settled.parts else year.assessed[pick].figures
        if part is None:
            return {}
        found[pick] = part
    return found


def _within(stated: Scenario, pick: Pick, part: Figures) -> bool:
    budget = stated.events[pick.event].budget_minor
    return budget is None or part.cash <= budget
