"""Each limit that ties the travellers to one event: just kept, just broken, and mended; `week` tells the setting."""

from typing import Any

import pytest

from sprintplan.domain.plan import ShuttleRun
from sprintplan.domain.policy import Limits
from sprintplan.domain.venues import Venue
from tests.builders import event, objective, offer, person, policy, session, venue
from tests.oracle.week import back, out, staff
from tests.solver.week import THREE, cost, home, planned, there

TWO_WAYS_HOME = (back(), back(at="20:00", lands="22:40"))


def lisbon_or_madrid(**terms: Any) -> list[Venue]:
    """Lisbon, and Madrid for 100 more."""
    return [venue(**terms), venue("madrid", "MAD", hire_minor=10_000)]


TO_MADRID = (
    offer("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30"),
    offer("MAD", "LHR", "2027-04-09T20:00", "2027-04-09T21:30"),
)


@pytest.mark.parametrize(("seats", "least"), [(3, 600), (2, 645), (None, 600)], ids=THREE)
def test_seats_of_a_cheap_fare(seats: int | None, least: int) -> None:
    """Three pay 100 each way; whoever finds no seat at that fare pays 145 out."""
    assert cost(out(seats=seats), out(fare=145), back(), people=staff(3)) == least


@pytest.mark.parametrize(("seats", "least"), [(2, 300), (1, 365), (None, 300)], ids=THREE)
def test_seats_of_a_both_ways_offer(seats: int | None, least: int) -> None:
    """Two pay 150 for both ways; whoever finds no seat pays 115 + 100 for two one-way offers."""
    both = (out(fare=90, bundle="b", seats=seats), back(fare=60, bundle="b"))
    assert cost(*both, out(fare=115), back(), people=staff(2)) == least


@pytest.mark.parametrize(("most", "least"), [(4, 800), (3, 827), (None, 800)], ids=THREE)
def test_travellers_on_a_flight(most: int | None, least: int) -> None:
    """Four pay 200 each; the fourth takes the 13:00 for 27 more, and home there is a second flight at the same fare."""
    rule = policy(max_travellers_per_flight=most)
    assert cost(out(), out(at="13:00", fare=127), *TWO_WAYS_HOME, people=staff(4), policy=rule) == least


@pytest.mark.parametrize(("most", "least"), [(3, 800), (2, 827), (None, 800)], ids=THREE)
def test_key_travellers_on_a_flight(most: int | None, least: int) -> None:
    """Three of four are key travellers; the third of them pays 27 more, the other one never does."""
    people = [*staff(3, roles=("key",)), person("other")]
    rule = policy(max_key_travellers_per_flight=most)
    assert cost(out(), out(at="13:00", fare=127), *TWO_WAYS_HOME, people=people, policy=rule) == least


@pytest.mark.parametrize(("share", "least"), [("1", 1000), ("0.99", 1031), (None, 1000)], ids=THREE)
def test_a_teams_share_of_a_flight(share: str | None, least: int) -> None:
    """0.99 of five rounds down to four: the fifth takes the 13:00 for 31 more."""
    people = staff(5, team="red")
    rule = policy(max_team_share_per_flight=share)
    assert cost(out(), out(at="13:00", fare=131), *TWO_WAYS_HOME, people=people, policy=rule) == least


@pytest.mark.parametrize(("size", "least"), [(2, 400), (3, 631)], ids=THREE[:2])
def test_two_of_a_team_may_share_a_flight_whatever_the_share(size: int, least: int) -> None:
    """A hundredth of a team is nobody, but two may always fly together; the third pays 31 more."""
    rule = policy(max_team_share_per_flight="0.01")
    people = staff(size, team="red")
    assert cost(out(), out(at="13:00", fare=131), *TWO_WAYS_HOME, people=people, policy=rule) == least


@pytest.mark.parametrize(("rooms", "least"), [(3, 570), (2, 600), (None, 570)], ids=THREE)
def test_rooms_of_a_night(rooms: int | None, least: int) -> None:
    """Two people sleep there from Sunday to Tuesday, the third from Tuesday to Friday.

    The third saves 30 with a flight on Monday, and then wants a third room that night; all others pay 100 each way.
    """
    people = [*staff(2, team="early"), person("late")]
    week = event(sessions=(session("start", 1, 2, "team:early"), session("rest", 3, 5, "id:late")))
    quotes = (out(), back(6), out(5, fare=70), out(6), back())
    assert cost(*quotes, people=people, events=[week], venues=[venue(rooms=rooms)]) == least


@pytest.mark.parametrize(("capacity", "least"), [(2, 800), (1, 900), (None, 800)], ids=THREE)
def test_capacity_of_a_day(capacity: int | None, least: int) -> None:
    """Two attend Monday and Tuesday, two the other days: never more than two; Madrid costs 100 more."""
    people = [*staff(2, team="early"), person("l0"), person("l1")]
    week = event(sessions=(session("start", 1, 2, "team:early"), session("rest", 3, 5, "id:l0 id:l1")))
    to_madrid = (
        *TO_MADRID,
        offer("MAD", "LHR", "2027-04-06T20:00", "2027-04-06T21:30"),
        offer("LHR", "MAD", "2027-04-06T12:00", "2027-04-06T15:30"),
    )
    quotes = (out(), back(6), out(6), back(), *to_madrid)
    assert cost(*quotes, people=people, events=[week], venues=lisbon_or_madrid(capacity=capacity)) == least


@pytest.mark.parametrize(("minutes", "least"), [(180, 200), (179, 250), (None, 200)], ids=THREE)
def test_hours_of_one_journey(minutes: int | None, least: int) -> None:
    """Three hours out cost 100, the faster flight 150."""
    limit = Limits(journey_min=minutes)
    assert cost(out(lands="15:00"), out(fare=150), back(), limits=limit) == least


@pytest.mark.parametrize(("travellers", "seats", "runs"), [(3, 3, 1), (4, 3, 2), (4, 4, 1)], ids=THREE)
def test_a_shuttle_run_is_paid_when_it_starts(travellers: int, seats: int, runs: int) -> None:
    """Everybody lands at 14:40 and leaves at 19:00: so many runs at 50 each way, and no transfers per person."""
    place = venue(shuttle_cost_minor=5000, shuttle_seats=seats, transfer_cost_minor=9900)
    plan = planned(out(), back(), people=staff(travellers), venues=[place])
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
    plan = planned(*quotes, people=staff(4), venues=[place])
    assert plan.objective == f"{least}.00"
    assert [run.hour for run in plan.events[0].shuttles if run.direction == "arrival"] == hours


@pytest.mark.parametrize(("lands", "runs"), [("14:59", 2), ("15:00", 3)], ids=THREE[:2])
def test_shuttles_wait_until_the_clock_hour_ends(lands: str, runs: int) -> None:
    """One lands at 14:00, the other at 14:59 and shares the run, or at 15:00 and does not; home together."""
    place = venue(shuttle_cost_minor=5000, shuttle_seats=2)
    quotes = (out(lands="14:00", seats=1), out(lands=lands, seats=1), back())
    assert cost(*quotes, people=staff(2), venues=[place]) == 400 + 50 * runs


def test_shuttles_of_two_airports_do_not_share_runs() -> None:
    """Same hour, but one lands at Lisbon and one at Porto, of a venue between them: two runs there, one home."""
    place = venue("middle", "LIS|OPO", shuttle_cost_minor=5000, shuttle_seats=2)
    to_porto = offer("LHR", "OPO", "2027-04-04T12:00", "2027-04-04T14:20", seats=1)
    assert cost(out(seats=1), to_porto, back(), people=staff(2), venues=[place]) == 400 + 3 * 50


@pytest.mark.parametrize(("budget", "least"), [(20_000, 520), (19_999, 570), (None, 520)], ids=THREE)
def test_the_budget_of_an_event(budget: int | None, least: int) -> None:
    """A minute is worth 1: 200 and 320 minutes, or 190 in cash with an hour more out."""
    worth = objective(travel_hour=6000)
    quotes = (there(), there(fare=90, minutes=220), home())
    assert cost(*quotes, events=[event(budget_minor=budget)], objective=worth) == least


TO_BEN = (
    offer("JFK", "MAD", "2027-04-03T20:00", "2027-04-04T09:00", 700),
    offer("MAD", "JFK", "2027-04-09T20:00", "2027-04-09T22:30", 700),
)


@pytest.mark.parametrize(
    ("rule", "least"),
    [
        ({}, 700),
        ({"unreachable": "forbid"}, 1700),
        ({"must_attend": "id:ana"}, 700),
        ({"must_attend": "id:ben"}, 1700),
    ],
    ids=("remote", "forbid", "another must attend", "must attend"),
)
def test_who_cannot_reach_a_venue(rule: dict[str, str], least: int) -> None:
    """Nothing flies from New York to Lisbon: Ana's 200 and 500 for Ben; Madrid costs 200 + 1400 and its hire of 100."""
    people = [person(), person("ben", home_text="JFK")]
    terms = {"policy": policy(**rule), "objective": objective(remote=50_000)}
    assert cost(out(), back(), *TO_MADRID, *TO_BEN, people=people, venues=lisbon_or_madrid(), **terms) == least
