"""The shuttle runs of an event as the plan states them."""

from collections import Counter
from datetime import date

from sprintplan.domain.totals import ShuttleRun
from sprintplan.solver.instance.assignment import Assignment
from sprintplan.solver.instance.candidate import Candidate
from sprintplan.units import MINUTES_PER_DAY, as_date, money_text
from sprintplan.world.airports import airports


def shuttle_runs(candidate: Candidate, assignment: Assignment, currency: str) -> tuple[ShuttleRun, ...]:
    """Runs by airport, direction, date and clock hour.

    Parameters
    ----------
    candidate : the event at its venue
    assignment : who takes what
    currency : the company's
    """
    venue, table = candidate.choices.venue, candidate.table
    if venue.shuttle_cost_minor is None or not venue.shuttle_seats:
        return ()
    riders: Counter[tuple[str, str, date, int]] = Counter()
    ways = assignment.outbound.tolist(), assignment.inbound.tolist()
    flown = [[row for row in way if not table.on_ground[row]] for way in ways]
    for row in flown[0]:
        riders[_slot(int(table.destination[row]), "arrival", int(table.arrives_local[row]))] += 1
    for row in flown[1]:
        riders[_slot(int(table.origin[row]), "departure", int(table.departs_local[row]))] += 1
    return tuple(
        _run(slot, people, venue.shuttle_seats, venue.shuttle_cost_minor, currency)
        for slot, people in sorted(riders.items())
    )


def _slot(airport: int, direction: str, clock: int) -> tuple[str, str, date, int]:
    return airports().codes[airport], direction, as_date(clock // MINUTES_PER_DAY), clock % MINUTES_PER_DAY // 60


def _run(slot: tuple[str, str, date, int], people: int, seats: int, cost_minor: int, currency: str) -> ShuttleRun:
    airport, direction, day, hour = slot
    runs = -(-people // seats)
    record = {"airport": airport, "direction": direction, "date": day, "hour": hour, "travellers": people, "runs": runs}
    return ShuttleRun.model_validate(record | {"cost": money_text(runs * cost_minor, currency)})
