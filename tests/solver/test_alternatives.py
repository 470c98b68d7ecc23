"""What else each event could be: the best ten exact given the rest, and every venue that is out with its rule."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.plan import Plan
from sprintplan.domain.totals import Totals
from sprintplan.solver import solve
from sprintplan.solver.year import alternatives as alternatives_module
from sprintplan.solver.year import state
from tests.build.lisbon_week import back, out, staff
from tests.build.two_weeks import AUTUMN, FAST_MIN, SPRING, flight, home, planned_year, there, two_weeks
from tests.build.year import Quote, event, objective, person, policy, quote, venue

WEEK = timedelta(weeks=1)
PARTS = ("fares", "rooms", "per_diem", "transfers", "venue", "visas", "bags", "co2e_levy", "minimum_spend")
STARTS = [SPRING + n * WEEK for n in range(13)]


def alternatives(plan: Plan, number: int = 0) -> tuple[Alternative, ...]:
    """Those of one event of a proven plan."""
    assert plan.status == "optimal"
    return plan.events[number].alternatives


def ladder(monday: date, n: int) -> list[Quote]:
    """A week of two seats: the first out at 100, the second 30 + n more, 100 + n home."""
    return [there(monday, 100, seats=1), there(monday, 130 + n), home(monday, 100 + n)]


def thirteen_weeks(**terms: Any) -> Plan:
    """Two people; week n costs 100 + 130 + n out and 2 x (100 + n) home, 430 + 3 n."""
    quotes = [quote for n, monday in enumerate(STARTS) for quote in ladder(monday, n)]
    return planned_year(*quotes, people=staff(2), events=[event(starts=STARTS)], **terms)


def test_the_best_ten_are_solved_and_the_rest_keep_their_bound() -> None:
    """Without seats in mind week n would cost 400 + 2 n: that is the bound of the last two."""
    plan = thirteen_weeks()
    others = alternatives(plan)
    assert plan.objective == "430.00"
    assert [(one.objective, one.difference) for one in others[:10]] == [
        (f"{430 + 3 * n}.00", f"{3 * n}.00") for n in range(1, 11)
    ]
    assert [one.first_day for one in others[:10]] == STARTS[1:11]
    assert all(one.exact for one in others[:10])
    assert len(others) == 12


def test_differences_are_those_to_the_events_chosen_objective() -> None:
    plan = thirteen_weeks()
    chosen = Decimal(plan.events[0].objective)
    for one in alternatives(plan):
        assert one.objective is not None
        assert one.difference is not None
        assert Decimal(one.objective) - chosen == Decimal(one.difference) >= 0


def test_cash_is_the_sum_of_its_parts() -> None:
    """Of every alternative, each event and the year: with rooms, per diem, transfers, hire and day rates."""
    place = venue(
        hire_minor=12_345, day_rate_minor=1111, room_rate_minor=9999, shuttle_cost_minor=5000, shuttle_seats=1
    )
    plan = thirteen_weeks(venues=[place], objective=objective(night_per_diem=6000, travel_hour=2000))
    assert plan.totals is not None
    every = [plan.totals, *(one.totals for one in plan.events), *(one.totals for one in alternatives(plan))]
    for totals in every:
        assert totals is not None
        assert Decimal(totals.cash) == _sum(totals)
    assert alternatives(plan)[0].totals == plan.events[0].totals.model_copy(
        update={"fares": "433.00", "cash": str(Decimal(plan.events[0].totals.cash) + 3)}
    )


def _sum(totals: Totals) -> Decimal:
    return sum((Decimal(getattr(totals, part) or 0) for part in PARTS), Decimal(0))


def test_alternatives_go_with_the_rest_of_the_plan() -> None:
    """Spring in Portugal, autumn in Spain: the other order would cost 0, but takes two changes.

    Spring could move to Porto for 70 and not to Spain; autumn to Seville for 20, not to Lisbon or Porto.
    """
    places = [
        venue(),
        venue("porto", "OPO", hire_minor=7000),
        venue("madrid", "MAD", hire_minor=1000),
        venue("seville", "SVQ", hire_minor=3000),
    ]
    people = [person(local_to=tuple(place.id for place in places))]
    plan = planned_year(people=people, events=two_weeks(), venues=places, limits=Limits(different="country"))
    assert [one.venue for one in plan.events] == ["lisbon", "madrid"]
    assert plan.objective == "10.00"
    rule = 'limits.different "country": not beside'
    spain, portugal = f"{rule} Autumn in Madrid", f"{rule} Spring in Lisbon"
    assert [(one.venue, one.difference, one.excluded_because) for one in alternatives(plan)] == [
        ("porto", "70.00", None),
        ("madrid", None, spain),
        ("seville", None, spain),
    ]
    assert [(one.venue, one.difference, one.excluded_because) for one in alternatives(plan, 1)] == [
        ("seville", "20.00", None),
        ("lisbon", None, portugal),
        ("porto", None, portugal),
    ]


def test_the_year_with_the_venues_swapped_is_told() -> None:
    """Spring costs 300 in Lisbon and 310 in Madrid, autumn 300 in Madrid and 350 in Lisbon: 60 more."""
    quotes = [
        quote
        for code, fares in (("LIS", (100, 150)), ("MAD", (110, 100)))
        for monday, fare in zip((SPRING, AUTUMN), fares, strict=True)
        for quote in (
            flight("LHR", code, monday - timedelta(days=1), 12, fare),
            flight(code, "LHR", monday + timedelta(days=4), 19, 200),
        )
    ]
    places = [venue(), venue("madrid", "MAD")]
    plan = planned_year(*quotes, events=two_weeks(), venues=places, limits=Limits(different="venue"))
    assert [one.venue for one in plan.events] == ["lisbon", "madrid"]
    assert plan.swapped is not None
    assert (plan.swapped.objective, plan.swapped.difference, plan.swapped.exact) == ("660.00", "60.00", True)
    assert [(one.event, one.venue, one.first_day) for one in plan.swapped.events] == [
        ("spring", "madrid", SPRING),
        ("autumn", "lisbon", AUTUMN),
    ]
    assert planned_year(*quotes, events=two_weeks(), venues=places[:1]).swapped is None


def test_each_other_venue_stands_once_with_its_best_first_day() -> None:
    """Porto's second week is 40 cheaper than its first; of Lisbon, where the event is, both weeks stand."""
    later = SPRING + WEEK
    quotes = [quote(monday) for monday in (SPRING, later) for quote in (there, home)]
    for monday, fare in ((SPRING, 190), (later, 150)):
        quotes += [
            flight("LHR", "OPO", monday - timedelta(days=1), 12, fare),
            flight("OPO", "LHR", monday + timedelta(days=4), 19, 100),
        ]
    weeks = [event(starts=[SPRING, later])]
    plan = planned_year(*quotes, events=weeks, venues=[venue(), venue("porto", "OPO")])
    assert [(one.venue, one.first_day, one.difference) for one in alternatives(plan)] == [
        ("lisbon", later, "0.00"),
        ("porto", later, "50.00"),
    ]


def test_alternatives_share_the_years_budget_with_the_rest() -> None:
    """Each week is 200 in Lisbon; 70 of hire in Porto makes 270, which with the other week's 200 is all there is.

    In Faro the hire of 71 is 1 too much.
    """
    quotes = [quote(day) for day in (SPRING, AUTUMN) for quote in (there, home)]
    for code in ("OPO", "FAO"):
        for monday in (SPRING, AUTUMN):
            quotes += [
                flight("LHR", code, monday - timedelta(days=1), 12, 100),
                flight(code, "LHR", monday + timedelta(days=4), 19, 100),
            ]
    places = [venue(), venue("porto", "OPO", hire_minor=7000), venue("faro", "FAO", hire_minor=7100)]
    plan = planned_year(*quotes, events=two_weeks(), venues=places, limits=Limits(budget_minor=47_000))
    assert plan.objective == "400.00"
    for number in (0, 1):
        others = alternatives(plan, number)
        assert [(one.venue, one.objective, one.exact) for one in others[:1]] == [("porto", "270.00", True)]
        assert [(one.venue, one.excluded_because) for one in others[1:]] == [
            ("faro", "no first day there keeps the limits of the year beside the rest of the plan")
        ]


@pytest.mark.parametrize(
    ("limits", "hour", "cash"),
    [
        (Limits(budget_minor=44_000), 2000, "215.00"),
        (Limits(co2e_g=440_000), 2000, "215.00"),
        (Limits(traveller_hours=HoursPerYear(minutes=4 * FAST_MIN + 60)), 0, "250.00"),
        (Limits(long_haul=LongHaul(over_min=200, trips_per_year=0)), 0, "250.00"),
    ],
    ids=("budget", "co2e", "hours", "long hauls"),
)
def test_an_alternative_takes_what_the_rest_of_the_plan_leaves(limits: Limits, hour: int, cash: str) -> None:
    """A week later the way out is 150, or 115 with two hours more; autumn and the way home are 100 each, as is spring.

    440 less autumn's 200 are enough for the slow one alone, as is CO2e, a kilogram for each of money.
    """
    later = SPRING + WEEK
    quotes = [there(later, 115, FAST_MIN + 120, co2e_g=115_000), there(later, 150, co2e_g=150_000)]
    quotes += [home(later, co2e_g=100_000)]
    for monday in (SPRING, AUTUMN):
        quotes += [there(monday, co2e_g=100_000), home(monday, co2e_g=100_000)]
    weeks = [event(starts=[SPRING, later]), event("autumn", [AUTUMN])]
    plan = planned_year(*quotes, events=weeks, limits=limits, objective=objective(travel_hour=hour))
    assert [one.first_day for one in plan.events] == [SPRING, AUTUMN]
    (others,) = alternatives(plan)
    assert others.totals is not None
    assert (others.totals.cash, others.exact) == (cash, True)


def test_an_alternative_that_needs_the_rest_to_travel_otherwise_keeps_its_bound() -> None:
    """A week later is 240; with autumn's fast 200 that is over 430, with its slow 180 it is not."""
    later = SPRING + WEEK
    quotes = [there(SPRING), home(SPRING), there(later, 140), home(later), there(AUTUMN), home(AUTUMN)]
    quotes += [there(AUTUMN, 80, FAST_MIN + 120)]
    weeks = [event(starts=[SPRING, later]), event("autumn", [AUTUMN])]
    terms: dict[str, Any] = {"events": weeks, "objective": objective(travel_hour=2000)}
    (others,) = alternatives(planned_year(*quotes, limits=Limits(budget_minor=43_000), **terms))
    assert (others.first_day, others.exact, others.difference) == (later, False, "40.00")
    assert alternatives(planned_year(*quotes, limits=Limits(budget_minor=41_900), **terms)) == ()


@pytest.mark.parametrize(
    ("terms", "policies", "reason"),
    [
        ({"capacity": 1}, {}, "venues.capacity 1: 2 people attend on one day"),
        ({"rooms": 1}, {}, "venues.rooms 1: 2 people stay on one night"),
        (
            {"available": "2027-04-06..2027-12-31"},
            {},
            "venues.available: Madrid is not available from 2027-04-05 to 2027-04-09",
        ),
        ({"last_used": date(2026, 9, 1)}, {}, "limits.months_between_uses 12: Madrid was last used on 2026-09-01"),
        ({}, {"unreachable": "forbid"}, 'policy.unreachable "forbid": no allowed trip for P0, P1'),
        ({}, {"must_attend": "id:p1"}, "policy.must_attend: no allowed trip for P1"),
    ],
    ids=("capacity", "rooms", "available", "last used", "forbid", "must attend"),
)
def test_a_venue_that_is_out_is_told_with_the_rule(terms: Any, policies: Any, reason: str) -> None:
    """Two people; Lisbon is possible, Madrid is not."""
    to_madrid = (
        quote("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30"),
        quote("MAD", "LHR", "2027-04-09T20:00", "2027-04-09T21:30"),
    )
    quotes = (out(), back(), *(() if policies else to_madrid))
    plan = planned_year(
        *quotes,
        people=staff(2),
        venues=[venue(), venue("madrid", "MAD", **terms)],
        policy=policy(**policies),
        limits=Limits(months_between_uses=12),
    )
    (others,) = alternatives(plan)
    assert (others.venue, others.excluded_because) == ("madrid", reason)
    assert (others.objective, others.difference, others.exact, others.totals) == (None, None, False, None)


def test_a_venue_whose_shared_limits_cannot_hold_is_told() -> None:
    """One seat to Madrid for two people."""
    to_madrid = (
        quote("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30", 10, seats=1),
        quote("MAD", "LHR", "2027-04-09T20:00", "2027-04-09T21:30", 10),
    )
    plan = planned_year(out(), back(), *to_madrid, people=staff(2), venues=[venue(), venue("madrid", "MAD")])
    (others,) = alternatives(plan)
    assert others.excluded_because == "the limits that travellers share cannot all hold there"


class Clock:
    """A clock that can be put forward; every batch of alternatives takes some seconds of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, batch_s: float) -> None:
        self.ahead_s = 0.0
        self.time = time.time
        for module in (state, alternatives_module, solve):
            monkeypatch.setattr(module, "time", self)
        monkeypatch.setattr(state.Year, "solve", self._slow(state.Year.solve, batch_s))

    def monotonic(self) -> float:
        """Seconds, with those that it was put forward."""
        return time.monotonic() + self.ahead_s

    def _slow(self, solves: Callable[..., None], batch_s: float) -> Callable[..., None]:
        def slowly(year: state.Year, *jobs: Any, **terms: Any) -> None:
            solves(year, *jobs, **terms)
            self.ahead_s += batch_s * ("until" in terms)

        return slowly


def test_alternatives_that_take_long_keep_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four are solved in half of the time that there is, which is the event's share; the others cost so much or more
    without seats in mind. The plan is proven all the same."""
    Clock(monkeypatch, solve.LEAST_ALTERNATIVES_S / 2)
    plan = thirteen_weeks()
    others = alternatives(plan)
    assert plan.objective == "430.00"
    exact, bounds = ([one for one in others if one.exact is known] for known in (True, False))
    assert [one.difference for one in exact] == ["3.00", "6.00", "9.00", "12.00"]
    least = [STARTS.index(one.first_day) for one in bounds if one.first_day]
    assert sorted(least) == [*range(5, 13)]
    assert all(400 + 2 * n <= Decimal(one.objective or 0) <= 430 + 3 * n for n, one in zip(least, bounds, strict=True))


def test_events_whose_alternatives_take_long_have_as_much_time_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five other venues cost more than a year is worth searching for; a batch of four for each event takes two thirds
    of the time, of which the swapped year has the last one."""
    Clock(monkeypatch, 2 * solve.LEAST_ALTERNATIVES_S / 3)
    places = [venue(), *(venue(f"v{n}", hire_minor=100_000 * n) for n in range(1, 6))]
    quotes = [*ladder(SPRING, 0), *ladder(AUTUMN, 0)]
    plan = planned_year(*quotes, people=staff(2), events=two_weeks(), venues=places)
    for number in range(2):
        assert [one.exact for one in alternatives(plan, number)] == [True, True, True, True, False]


def test_time_for_alternatives_grows_with_what_the_proof_took(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch takes more than the least time there is; that is less than a third of an hour."""
    clock = Clock(monkeypatch, 2 * solve.LEAST_ALTERNATIVES_S)

    def late(*terms: Any, **named: Any) -> state.Year:
        clock.ahead_s += 3600
        return state.begin(*terms, **named)

    monkeypatch.setattr(solve, "begin", late)
    assert [one.exact for one in alternatives(thirteen_weeks())] == 10 * [True] + 2 * [False]
