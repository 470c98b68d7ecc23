"""Each limit that ties the events of the year: just kept, just broken, and mended; `week` tells the setting."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.policy import HoursPerYear, Limits, LongHaul
from tests.builders import Quote, event, objective, offer, person, selectors, venue
from tests.oracle.week import staff
from tests.solver.week import AUTUMN, SPRING, THREE, cost, home, planned, there, two_weeks

WEEKS = (SPRING, AUTUMN)
LONG_MIN = 190


def each_week(*quotes: Any, **terms: Any) -> list[Quote]:
    """The same offers in spring and autumn."""
    return [quote(monday, **terms) for monday in WEEKS for quote in quotes]


@pytest.mark.parametrize(("budget", "least"), [(40_000, 1040), (39_999, 1090), (None, 1040)], ids=THREE)
def test_the_budget_of_the_year(budget: int | None, least: int) -> None:
    """A minute is worth 1: 200 and 320 minutes a trip; one of the two flies an hour longer for 10 less."""
    quotes = [*each_week(there, home), *each_week(there, fare=90, minutes=220)]
    terms = {"events": two_weeks(), "objective": objective(travel_hour=6000), "limits": Limits(budget_minor=budget)}
    assert cost(*quotes, **terms) == least


@pytest.mark.parametrize(("grams", "least"), [(2000, 400), (1999, 420), (None, 400)], ids=THREE)
def test_emissions_of_the_year(grams: int | None, least: int) -> None:
    """1000 g a trip; the clean way out saves 500 g for 20 more, and one of the two is enough."""
    quotes = [*each_week(there, co2e_g=1000), *each_week(there, co2e_g=500, fare=120), *each_week(home)]
    assert cost(*quotes, events=two_weeks(), limits=Limits(co2e_g=grams)) == least


def hours(minutes: int, exempt: str = "") -> Limits:
    """Hours in journeys of the year."""
    return Limits(traveller_hours=HoursPerYear(minutes=minutes, exempt=selectors(exempt)))


@pytest.mark.parametrize(
    ("limits", "least"),
    [(hours(640), 800), (hours(639), 900), (hours(0, "home:GB"), 800), (hours(639, "id:p0"), 850)],
    ids=(*THREE, "one exempt"),
)
def test_hours_of_a_person_in_the_year(limits: Limits, least: int) -> None:
    """Both spend 320 minutes on each trip; ten minutes less cost 50, and each who is not exempt buys them once."""
    quotes = [*each_week(there, home), *each_week(home, fare=150, minutes=150)]
    assert cost(*quotes, people=staff(2), events=two_weeks(), limits=limits) == least


def hauls(trips: int, exempt: str = "") -> Limits:
    """Trips with a journey of over 180 minutes."""
    return Limits(long_haul=LongHaul(over_min=180, trips_per_year=trips, exempt=selectors(exempt)))


@pytest.mark.parametrize(
    ("limits", "least"), [(hauls(2), 400), (hauls(1), 500), (hauls(0, "home:GB"), 400), (hauls(0), 600)],
    ids=(*THREE, "none"),
)  # fmt: skip
def test_long_hauls_of_a_person_in_the_year(limits: Limits, least: int) -> None:
    """Both ways are long, and short ones cost 50 more each: a trip without a long haul costs 100 more."""
    quotes = [*each_week(there, home, minutes=LONG_MIN), *each_week(there, home, fare=150)]
    assert cost(*quotes, events=two_weeks(), limits=limits) == least


@pytest.mark.parametrize(
    ("limits", "least"), [(hauls(2), 300), (hauls(1), 450), (hauls(1, "id:ana"), 300)], ids=THREE
)  # fmt: skip
def test_a_both_ways_offer_is_one_long_haul(limits: Limits, least: int) -> None:
    """150 for long journeys both ways; the short ones cost 300 one by one."""
    both = [quote(day, 75, LONG_MIN, bundle=str(day)) for day in WEEKS for quote in (there, home)]
    assert cost(*both, *each_week(there, home, fare=150), events=two_weeks(), limits=limits) == least


def test_one_long_journey_makes_a_long_haul() -> None:
    """Long out, short home: with none allowed both trips of the year take the short way out for 50 more."""
    quotes = [*each_week(there, minutes=LONG_MIN), *each_week(there, fare=150), *each_week(home)]
    assert [cost(*quotes, events=two_weeks(), limits=hauls(most)) for most in (2, 1, 0)] == [400, 450, 500]


def at_home(events: Any, venues: Any, **limits: Any) -> float | None:
    """The cost of a year for somebody who is at home everywhere: the hires."""
    people = [person(local_to=tuple(place.id for place in venues))]
    return cost(people=people, events=events, venues=venues, limits=Limits(**limits))


@pytest.mark.parametrize(("unit", "least"), [(None, 0), ("venue", 70), ("country", 100), ("region", 130)])
def test_venues_of_the_year_differ(unit: str | None, least: int) -> None:
    """Lisbon twice; Porto costs 70, in another country Madrid 100, in another region Riga 130."""
    places = [
        venue(region="south"),
        venue("porto", "OPO", region="south", hire_minor=7000),
        venue("madrid", "MAD", region="south", hire_minor=10_000),
        venue("riga", "RIX", region="north", hire_minor=13_000),
    ]
    assert at_home(two_weeks(), places, different=unit) == least


LISBON_OR_MADRID = (venue(), venue("madrid", "MAD", hire_minor=10_000))


@pytest.mark.parametrize(
    ("second", "months", "least"), [(9, 6, 0), (8, 6, 100), (8, 5, 0), (8, None, 0)], ids=(*THREE, "no limit")
)
def test_months_between_the_years_uses_of_a_venue(second: int, months: int | None, least: int) -> None:
    """Spring ends on 9 April: six months later is 9 October; Madrid costs 100."""
    years = [event(), event("autumn", [date(2027, 10, second)], days=1)]
    assert at_home(years, LISBON_OR_MADRID, months_between_uses=months) == least


@pytest.mark.parametrize(("day", "months", "least"), [(28, 6, 0), (27, 6, 100), (27, 5, 0)], ids=THREE)
def test_months_since_the_last_use_end_with_the_month(day: int, months: int, least: int) -> None:
    """Six months after 31 August are 28 February; Madrid costs 100."""
    places = [venue(last_used=date(2026, 8, 31)), venue("madrid", "MAD", hire_minor=10_000)]
    assert at_home([event(starts=[date(2027, 2, day)], days=1)], places, months_between_uses=months) == least


@pytest.mark.parametrize(("weeks", "least"), [(4, 0), (5, 100), (None, 0)], ids=THREE)
def test_weeks_between_the_years_events(weeks: int | None, least: int) -> None:
    """9 April to 7 May are four weeks, to 14 May five; Lisbon is free until 7 May, Madrid costs 100."""
    years = [event(), event("next", [date(2027, 5, 7), date(2027, 5, 14)], days=1)]
    places = [venue(available="2027-04-01..2027-05-07"), venue("madrid", "MAD", hire_minor=10_000)]
    assert at_home(years, places, weeks_between_events=weeks) == least


MAY_DAY, WEEK_AFTER = date(2027, 5, 3), date(2027, 5, 10)


@pytest.mark.parametrize(("share", "least"), [("0.5", 400), ("0.49", 440), (None, 400)], ids=THREE)
def test_holidays_of_an_event(share: str | None, least: int) -> None:
    """Monday 3 May is May Day in London and not in Prague: one of two; a week later each way costs 10 more."""
    people = [person(), person("petra", "PRG")]
    quotes = [quote(MAY_DAY) for quote in (there, home)] + [quote(WEEK_AFTER, 110) for quote in (there, home)]
    quotes += [*_of_prague(2, 100), *_of_prague(9, 110)]
    limit = Limits(holiday_share=None if share is None else Decimal(share))
    plan = planned(*quotes, people=people, events=[event(starts=[MAY_DAY, WEEK_AFTER])], limits=limit)
    assert plan.objective == f"{least}.00"
    assert plan.events[0].first_day == (MAY_DAY if least == 400 else WEEK_AFTER)


def _of_prague(sunday: int, fare: int) -> tuple[Quote, Quote]:
    """To Lisbon on a Sunday in May, and back on the Friday after."""
    friday = sunday + 5
    return (
        offer("PRG", "LIS", f"2027-05-{sunday:02}T10:00", f"2027-05-{sunday:02}T12:30", fare),
        offer("LIS", "PRG", f"2027-05-{friday:02}T18:30", f"2027-05-{friday:02}T23:00", fare),
    )
