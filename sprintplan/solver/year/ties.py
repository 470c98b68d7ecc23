"""Among first days that cost about as much, the one with the fewest public holidays at travellers' homes."""

from typing import NamedTuple

from sprintplan.rules.attendance import Attendance
from sprintplan.rules.traveller_classes import has_holiday
from sprintplan.solver.bounds.compatibility import Pick, are_tied, first_day
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.year.state import Picks, Year


class Preferred(NamedTuple):
    """A first day that is taken in place of a cheaper one.

    Attributes
    ----------
    pick : the candidate that is taken
    cheaper : the candidate that costs less
    costs_more : minor units of the year
    holidays, instead_of : travellers who may have a public holiday on one of their days, at either
    """

    pick: Pick
    cheaper: Pick
    costs_more: int
    holidays: int
    instead_of: int


def with_fewest_holidays(year: Year, picks: Picks, number: int, objective: int) -> Preferred | None:
    """The first day of an event's venue with which the year costs less than `objective.tie` more, all other places and
    days the same, and which has fewest holidays; of equals the cheapest, then the earliest.

    None where that is the chosen one. First days that cannot be solved in time are passed over.

    Parameters
    ----------
    year : what was solved; learns more
    picks : the candidates of the plan
    number : of the event
    objective : minor units of the year with them
    """
    chosen = picks[number]
    holidays = {pick: holidays_of(year.evaluator, pick) for pick in (chosen, *_first_days(year, picks, number))}
    for count in sorted({few for few in holidays.values() if few < holidays[chosen]}):
        worth = dict[Pick, int]()
        for pick in (pick for pick, mine in holidays.items() if mine == count):
            below = objective + year.scenario.objective.tie_minor
            cost = _cost(year, (*picks[:number], pick, *picks[number + 1 :]), below)
            worth |= {} if cost is None else {pick: cost}
        if worth:
            best = min(worth, key=lambda pick: (worth[pick], first_day(year.scenario, pick)))
            return Preferred(best, chosen, worth[best] - objective, count, holidays[chosen])
    return None


def _first_days(year: Year, picks: Picks, number: int) -> list[Pick]:
    """The other candidates at the venue of an event that go with the rest of the plan."""
    chosen = picks[number]
    return [
        pick
        for pick in year.lists[chosen.event]
        if pick.venue == chosen.venue and pick != chosen and year.allows((*picks[:number], pick, *picks[number + 1 :]))
    ]


def _cost(year: Year, picks: Picks, below: int) -> int | None:
    """What the year costs at the candidates `picks`, minor units; None where it is impossible, not `below` that, or not
    solved in time."""
    while (worth := year.worth(picks)) is not None and worth < below:
        if year.solved(picks):
            return worth
        if year.out_of_time():
            return None
        jobs: list[Picks] = [(pick,) for pick in picks if pick not in year.exact]
        untried = [job for job in jobs if job not in year.tried]
        hard = [picks] if are_tied(year.scenario, picks) else jobs
        year.solve(untried or hard, quick=bool(untried), cutoffs={})
    return None


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
