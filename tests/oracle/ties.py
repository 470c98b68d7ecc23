"""`objective.tie`: first days of a year that are taken in place of cheaper ones, tried one by one."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sprintplan.domain.scenario import Scenario
from tests.oracle.candidates import Candidate
from tests.oracle.holidays import may_miss_a_holiday
from tests.oracle.model import best_of

Places = Sequence[Candidate]


class Moved(NamedTuple):
    """An event that begins on another day than would cost least: that day, what it costs more, holidays on either."""

    instead_of: date
    costs_more: int
    holidays: int
    holidays_instead: int


def objective_at(scenario: Scenario, places: Places) -> int | None:
    """What the year costs at just these candidates, one an event; None where it is impossible."""
    answer = best_of(scenario, places)
    return None if answer is None else answer.objective


def holidays_at(place: Candidate) -> int:
    """Travellers to a candidate who may have a public holiday at home."""
    return sum(one.status == "travels" and may_miss_a_holiday(one.visit) for one in place.standings)


def with_fewest_holidays(scenario: Scenario, everywhere: Places, cheapest: Places) -> tuple[Places, list[Moved | None]]:
    """The candidates of the year that the tie prefers, and which of its events moved.

    Parameters
    ----------
    everywhere : every candidate
    cheapest : those of the cheapest year, one an event
    """
    picks, moved = list(cheapest), list[Moved | None]()
    for number, chosen in enumerate(cheapest):
        here = [one for one in everywhere if (one.event, one.venue) == (chosen.event, chosen.venue)]
        costs = {one: objective_at(scenario, [*picks[:number], one, *picks[number + 1 :]]) for one in here}
        least = costs[chosen] or 0
        near = {one: cost for one, cost in costs.items() if cost is not None}
        near = {one: cost for one, cost in near.items() if one is chosen or cost - least < scenario.objective.tie_minor}
        ranked = sorted(near, key=lambda one: (holidays_at(one), one is not chosen, near[one], one.start))
        best = ranked[0]
        if best is chosen:
            moved.append(None)
            continue
        picks[number] = best
        moved.append(Moved(chosen.start, near[best] - least, holidays_at(best), holidays_at(chosen)))
    return picks, moved
