"""What ties the year's events together: which candidates of different events go with each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64
from sprintplan.rules.attendance import add_months

TRAVEL_DAYS = 3
# No journey takes longer; added to the nights of both travel windows, it tells how close events may share anything.
NEVER = date.max.toordinal()

Attending = tuple[Int64, Int64]
# (people,) the eve and the last day of everybody who attends, as ordinals; NEVER and 0 for the others.
Due = Callable[["Pick"], Attending]


@dataclass(frozen=True)
class Pick:
    """One candidate: numbers of its event and venue in the scenario, and of its start in the event."""

    event: int
    venue: int
    start: int


def first_day(scenario: Scenario, pick: Pick) -> date:
    """The candidate's first day."""
    return scenario.events[pick.event].starts[pick.start]


def last_day(scenario: Scenario, pick: Pick) -> date:
    """The candidate's last day."""
    return scenario.events[pick.event].last_day(first_day(scenario, pick))


def go_together(scenario: Scenario, due: Due, picks: tuple[Pick, ...]) -> bool:
    """Whether the candidates keep every limit between events, journeys aside."""
    ordered = sorted(picks, key=lambda pick: (first_day(scenario, pick), pick.event))
    return all(
        _differ(scenario, a, b) and _apart(scenario, a, b) and _no_clash(scenario, due, a, b)
        for a, b in combinations(ordered, 2)
    )


def _differ(scenario: Scenario, one: Pick, other: Pick) -> bool:
    here, there = scenario.venues[one.venue], scenario.venues[other.venue]
    match scenario.limits.different:
        case "venue":
            return here.id != there.id
        case "country":
            return here.country != there.country
        case "region":
            return here.region != there.region
        case None:
            return True


def _apart(scenario: Scenario, earlier: Pick, later: Pick) -> bool:
    months, weeks = scenario.limits.months_between_uses, scenario.limits.weeks_between_events
    ends, begins = last_day(scenario, earlier), first_day(scenario, later)
    if weeks is not None and begins - ends < timedelta(weeks=weeks):
        return False
    return months is None or earlier.venue != later.venue or add_months(ends, months) <= begins


def _no_clash(scenario: Scenario, due: Due, earlier: Pick, later: Pick) -> bool:
    """Nobody who attends both has days, the eve included, in common; people who stay away attend nothing."""
    if first_day(scenario, later) - timedelta(days=1) > last_day(scenario, earlier):
        return True
    (eve, last), (other_eve, other_last) = due(earlier), due(later)
    return not np.any((eve <= other_last) & (other_eve <= last))


def are_tied(scenario: Scenario, picks: tuple[Pick, ...]) -> bool:
    """Whether journeys of one event may keep travellers of another from theirs, or count towards one limit."""
    return len(picks) > 1 and (has_year_limits(scenario) or share_anything(scenario, picks))


def has_year_limits(scenario: Scenario) -> bool:
    """Whether a limit adds up over the events of the year."""
    limits = scenario.limits
    yearly = (limits.budget_minor, limits.co2e_g, limits.traveller_hours, limits.long_haul)
    return any(limit is not None for limit in yearly)


def share_anything(scenario: Scenario, picks: tuple[Pick, ...]) -> bool:
    """Whether two of the events lie so close that their travellers could meet on a flight or want one room."""
    window = scenario.policy.most_early_nights + scenario.policy.max_late_nights + 2 * TRAVEL_DAYS + 1
    ordered = sorted(picks, key=lambda pick: first_day(scenario, pick))
    gaps = [first_day(scenario, b) - last_day(scenario, a) for a, b in pairwise(ordered)]
    return any(gap < timedelta(days=window) for gap in gaps)
