"""What ties the year's events together: which candidates of different events go with each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64
from sprintplan.rules.attendance import attends
from sprintplan.rules.choices import Choices
from sprintplan.solver.constraints.between_events import PAIR_LIMITS, Held, PairLimit
from sprintplan.solver.constraints.registry import has_year_limits

TRAVEL_DAYS = 3
"""No journey takes longer; added to the nights of both travel windows, it tells how close events may share anything."""
NO_DAY = date.max.toordinal()
"""The eve of who does not attend: later than any day."""

DaysAttended = tuple[Int64, Int64]
"""(people,) the eve and the last day of everybody who attends, as ordinals; NO_DAY and 0 for the others."""
AttendingOf = Callable[["Pick"], DaysAttended]
"""Tells of a candidate when everybody attends it."""


def days_attended(choices: Choices, start: int) -> DaysAttended:
    """When everybody attends an event; people who cannot attend do not.

    Parameters
    ----------
    choices : what people may do at the venue
    start : number of the first day
    """
    day, classes, people = choices.event.starts[start], choices.classes, len(choices.scenario.people)
    present = [traveller.traits.presence for traveller in classes]
    there = attends(choices.attending.status[start])[classes.of_member]
    eve, last = np.full(people, NO_DAY), np.zeros(people, np.int64)
    member, traveller = classes.members[there], classes.of_member[there]
    eve[member] = np.array([one.eve(day).toordinal() for one in present], np.int64)[traveller]
    last[member] = np.array([one.last_day(day).toordinal() for one in present], np.int64)[traveller]
    return eve, last


@dataclass(frozen=True)
class Pick:
    """One candidate: numbers of its event and venue in the scenario, and of its start in the event."""

    event: int
    venue: int
    start: int


def first_day(scenario: Scenario, pick: Pick) -> date:
    """The first day of the candidate `pick` of a `scenario`."""
    return scenario.events[pick.event].starts[pick.start]


def last_day(scenario: Scenario, pick: Pick) -> date:
    """The last day of the candidate `pick` of a `scenario`."""
    return scenario.events[pick.event].last_day(first_day(scenario, pick))


def compatible(scenario: Scenario, attending: AttendingOf, picks: tuple[Pick, ...]) -> bool:
    """Whether candidates keep every limit between events, journeys aside.

    Parameters
    ----------
    scenario : the workspace
    attending : of a candidate, eve and last day of everybody who attends it
    picks : candidates of different events
    """
    ordered = _in_order(scenario, picks)
    return keep_dates(scenario, picks) and all(
        _no_clash(scenario, attending, a, b) for a, b in combinations(ordered, 2)
    )


def keep_dates(scenario: Scenario, picks: tuple[Pick, ...]) -> bool:
    """Whether candidates keep the limits between events on places and dates, whoever attends them.

    Parameters
    ----------
    scenario : the workspace
    picks : candidates of different events
    """
    return next(broken_between(scenario, picks), None) is None


def broken_between(scenario: Scenario, picks: tuple[Pick, ...]) -> Iterator[type[PairLimit]]:
    """The limits between events on places and dates that candidates break: of each two of them, in the order of their
    first days, every limit that these break.

    Parameters
    ----------
    scenario : the workspace
    picks : candidates of different events
    """
    stated = [(limit, limit.stated(scenario)) for limit in PAIR_LIMITS if limit.is_stated(scenario)]
    for a, b in combinations(_in_order(scenario, picks), 2) if stated else ():
        earlier, later = held(scenario, a), held(scenario, b)
        yield from (limit for limit, value in stated if not limit.keeps(value, earlier, later))


def _in_order(scenario: Scenario, picks: tuple[Pick, ...]) -> list[Pick]:
    """Candidates by their first days."""
    return sorted(picks, key=lambda pick: (first_day(scenario, pick), pick.event))


def held(scenario: Scenario, pick: Pick) -> Held:
    """The candidate `pick` of a `scenario` as limits between events see it."""
    return Held(scenario.venues[pick.venue], first_day(scenario, pick), last_day(scenario, pick))


def _no_clash(scenario: Scenario, attending: AttendingOf, earlier: Pick, later: Pick) -> bool:
    """Nobody who attends both has days, the eve included, in common; people who cannot attend attend nothing."""
    if first_day(scenario, later) - timedelta(days=1) > last_day(scenario, earlier):
        return True
    (eve, last), (other_eve, other_last) = attending(earlier), attending(later)
    return not np.any((eve <= other_last) & (other_eve <= last))


def are_tied(scenario: Scenario, picks: tuple[Pick, ...]) -> bool:
    """Whether journeys at some of the candidates `picks` may keep travellers of others from theirs, or whether a limit
    of the `scenario` adds up over them."""
    return len(picks) > 1 and (has_year_limits(scenario) or share_anything(scenario, picks))


def share_anything(scenario: Scenario, picks: tuple[Pick, ...]) -> bool:
    """Whether two of the candidates `picks` lie so close in a `scenario` that their travellers could meet on a flight
    or want one room."""
    window = scenario.most_early_nights + scenario.most_late_nights + 2 * TRAVEL_DAYS + 1
    ordered = sorted(picks, key=lambda pick: first_day(scenario, pick))
    gaps = [first_day(scenario, b) - last_day(scenario, a) for a, b in pairwise(ordered)]
    return any(gap < timedelta(days=window) for gap in gaps)
