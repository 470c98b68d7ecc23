"""Among first days that cost about as much, the one with the fewest public holidays at travellers' homes."""

from typing import NamedTuple

from sprintplan.rules.attendance import Attendance, has_holiday
from sprintplan.solver.bounds.compatibility import Pick, first_day
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.year.alternatives import Alternatives


class Preferred(NamedTuple):
    """A first day that is taken in place of a cheaper one.

    Attributes
    ----------
    pick : the candidate that is taken
    cheaper : the candidate that costs less
    holidays, instead_of : travellers who may have a public holiday on one of their days, at either
    """

    pick: Pick
    cheaper: Pick
    holidays: int
    instead_of: int


def with_fewest_holidays(others: Alternatives, number: int, objective: int) -> Preferred | None:
    """The first day of an event's venue that costs less than `objective.tie` more than the chosen one and has fewest
    holidays, of equals the cheapest, then the earliest; None where that is the chosen one.

    Parameters
    ----------
    others : the alternatives to the plan's candidates
    number : of the event
    objective : minor units of the event as chosen
    """
    year, chosen = others.year, others.picks[number]
    scenario, near = year.scenario, {chosen: objective}
    for other in others.of(number):
        if other.pick is None or other.pick.venue != chosen.venue or not other.exact or other.objective is None:
            continue
        if other.objective - objective < scenario.objective.tie_minor:
            near[other.pick] = other.objective
    if len(near) == 1:
        return None
    holidays = {pick: holidays_of(year.evaluator, pick) for pick in near}
    best = min(near, key=lambda pick: (holidays[pick], near[pick], first_day(scenario, pick)))
    return Preferred(best, chosen, holidays[best], holidays[chosen]) if holidays[best] < holidays[chosen] else None


def holidays_of(evaluator: Evaluator, pick: Pick) -> int:
    """Travellers to the candidate `pick` who may have a public holiday at home on one of their days; judged by an
    `evaluator`."""
    attending = evaluator.relaxation(pick.event, pick.venue).choices.attending
    day = first_day(evaluator.scenario, pick)
    return sum(
        one.count
        for one, status in zip(evaluator.classes[pick.event], attending.status[pick.start].tolist(), strict=True)
        if status == Attendance.TRAVELS and has_holiday(one, day)
    )
