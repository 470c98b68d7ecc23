"""The shuttle runs that a plan states: how many travellers, at which hour, at what cost."""

import pytest

from sprintplan.domain.totals import ShuttleRun
from tests.build.lisbon_week import back, out, staff
from tests.build.two_weeks import THREE, planned_year
from tests.build.year import venue


@pytest.mark.parametrize(("travellers", "seats", "runs"), [(3, 3, 1), (4, 3, 2), (4, 4, 1)], ids=THREE)
def test_a_shuttle_run_is_paid_when_it_starts(travellers: int, seats: int, runs: int) -> None:
    """Everybody lands at 14:40 and leaves at 19:00: so many runs at 50 each way, and no transfers per person."""
    place = venue(shuttle_cost_minor=5000, shuttle_seats=seats, transfer_cost_minor=9900)
    plan = planned_year(out(), back(), people=staff(travellers), venues=[place])
    (spring,) = plan.events
    assert plan.totals is not None
    assert (plan.objective, plan.totals.transfers) == (f"{200 * travellers + 100 * runs}.00", f"{100 * runs}.00")
    assert spring.shuttles == (_run("arrival", 4, 14, travellers, runs), _run("departure", 9, 19, travellers, runs))
    assert {trip.cost.transfers for trip in spring.trips} == {"0.00"}


def _run(direction: str, day: int, hour: int, travellers: int, runs: int, airport: str = "LIS") -> ShuttleRun:
    return ShuttleRun.model_validate(
        {
            "airport": airport,
            "direction": direction,
            "date": f"2027-04-{day:02}",
            "hour": hour,
            "travellers": travellers,
            "runs": runs,
            "cost": f"{50 * runs}.00",
        }
    )


@pytest.mark.parametrize(
    ("run_minor", "least", "hours"), [(1400, 847, [14, 15]), (1600, 852, [15])], ids=("apart", "bunched")
)
def test_arrivals_bunch_where_that_pays(run_minor: int, least: int, hours: list[int]) -> None:
    """Four people, three seats at 100 that land at 14:40, and a flight at 105 that lands at 15:40.

    Three and one pay 405 and two runs, all four on the later one 420 and one run: that pays where a run costs over 15.
    Home is 400 and one run: 405 + 28 + 414 or 420 + 16 + 416.
    """
    place = venue(shuttle_cost_minor=run_minor, shuttle_seats=4)
    quotes = (out(seats=3), out(at="13:00", lands="15:40", fare=105), back())
    plan = planned_year(*quotes, people=staff(4), venues=[place])
    assert plan.objective == f"{least}.00"
    assert [run.hour for run in plan.events[0].shuttles if run.direction == "arrival"] == hours
