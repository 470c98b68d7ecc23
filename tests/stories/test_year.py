"""Limits that tie the events of a year, just kept, just broken and mended; `tests.build.two_weeks` has the setting."""

from datetime import date
from typing import Any

from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.published import History, Travelled
from tests.build.lisbon_week import AWAY, staff
from tests.build.two_weeks import AUTUMN, SPRING, home, there, two_weeks
from tests.build.year import Quote, event, objective, person, selectors, venue
from tests.stories.conftest import Least

WEEKS = (SPRING, AUTUMN)
LONG_MIN = 190


def each_week(*quotes: Any, **terms: Any) -> list[Quote]:
    """The same offers in spring and autumn."""
    return [quote(monday, **terms) for monday in WEEKS for quote in quotes]


def test_the_budget_of_the_year(least: Least) -> None:
    """A minute is worth 1: 200 and 320 minutes a trip; one of the two flies an hour longer for 10 less."""
    quotes = [*each_week(there, home), *each_week(there, fare=90, minutes=220)]
    terms = {"events": two_weeks(), "objective": objective(travel_hour=6000)}
    for budget, cost in ((40_000, 1040), (39_999, 1090), (None, 1040), (37_999, None)):
        assert least(*quotes, **terms, limits=Limits(budget_minor=budget)) == cost


def test_a_budget_for_each_person_who_attends(least: Least) -> None:
    """Two fly for 200 each and one lives there, hire is 100: 500 for three; one who stays away brings no budget."""
    people = [*staff(2), person("l0", "LIS"), person("away", cannot_enter=("PT",))]
    quotes, place = [there(SPRING), home(SPRING)], venue(hire_minor=10_000)
    for each, cost in ((16_667, 500 + AWAY), (16_666, None), (None, 500 + AWAY)):
        limits = Limits(budget_per_head_minor=each)
        assert least(*quotes, people=people, venues=[place], limits=limits) == cost


def test_a_budget_for_each_person_decides_who_flies_how(least: Least) -> None:
    """A minute is worth 1: 320 minutes a trip for 200. With 195 each, one flies 20 minutes more for 10 less."""
    quotes = [there(SPRING), home(SPRING), there(SPRING, fare=90, minutes=220)]
    terms: dict[str, Any] = {"people": staff(2), "objective": objective(travel_hour=6000)}
    for each, cost in ((20_000, 1040), (19_500, 1090), (18_999, None)):
        assert least(*quotes, **terms, limits=Limits(budget_per_head_minor=each)) == cost


def test_who_stays_away_is_no_cash(least: Least) -> None:
    """Nothing is on sale: 5000 in the objective, and a budget of 0 is kept."""
    assert least(limits=Limits(budget_minor=0)) == AWAY


def test_emissions_of_the_year(least: Least) -> None:
    """1000 g a trip; the clean way out saves 500 g for 20 more, and one of the two is enough."""
    quotes = [*each_week(there, co2e_g=1000), *each_week(there, co2e_g=500, fare=120), *each_week(home)]
    for grams, cost in ((2000, 400), (1999, 420), (None, 400), (999, None)):
        assert least(*quotes, events=two_weeks(), limits=Limits(co2e_g=grams)) == cost


def hours(minutes: int, exempt: str = "") -> Limits:
    """Hours in journeys of the year."""
    return Limits(traveller_hours=HoursPerYear(minutes=minutes, exempt=selectors(exempt)))


def test_hours_of_a_person_in_the_year(least: Least) -> None:
    """Both spend 320 minutes on each trip; ten minutes less cost 50, and each who is not exempt buys them once."""
    quotes = [*each_week(there, home), *each_week(home, fare=150, minutes=150)]
    limits = (hours(640), hours(639), hours(0, "home:GB"), hours(639, "id:p0"), hours(619))
    for limit, cost in zip(limits, (800, 900, 800, 850, None), strict=True):
        assert least(*quotes, people=staff(2), events=two_weeks(), limits=limit) == cost


def hauls(trips: int, exempt: str = "") -> Limits:
    """Trips with a journey of over 180 minutes."""
    return Limits(long_haul=LongHaul(over_min=180, trips_per_year=trips, exempt=selectors(exempt)))


def test_long_hauls_of_a_person_in_the_year(least: Least) -> None:
    """Both ways are long, and short ones cost 50 more each: a trip without a long haul costs 100 more."""
    quotes = [*each_week(there, home, minutes=LONG_MIN), *each_week(there, home, fare=150)]
    limits = (hauls(2), hauls(1), hauls(0, "home:GB"), hauls(0))
    for limit, cost in zip(limits, (400, 500, 400, 600), strict=True):
        assert least(*quotes, events=two_weeks(), limits=limit) == cost
    assert least(*each_week(there, home, minutes=LONG_MIN), events=two_weeks(), limits=hauls(1)) is None


def test_a_both_ways_offer_is_one_long_haul(least: Least) -> None:
    """150 for long journeys both ways; the short ones cost 300 one by one."""
    both = [quote(day, 75, LONG_MIN, bundle=str(day)) for day in WEEKS for quote in (there, home)]
    for limit, cost in zip((hauls(2), hauls(1), hauls(1, "id:ana")), (300, 450, 300), strict=True):
        assert least(*both, *each_week(there, home, fare=150), events=two_weeks(), limits=limit) == cost


def test_one_long_journey_makes_a_long_haul(least: Least) -> None:
    """Long out, short home: with none allowed both trips of the year take the short way out for 50 more."""
    quotes = [*each_week(there, minutes=LONG_MIN), *each_week(there, fare=150), *each_week(home)]
    assert [least(*quotes, events=two_weeks(), limits=hauls(most)) for most in (2, 1, 0)] == [400, 450, 500]


def at_home(least: Least, events: Any, venues: Any, **limits: Any) -> float | None:
    """The cost of a year for somebody who is at home everywhere: the hires."""
    people = [person(local_to=tuple(place.id for place in venues))]
    return least(people=people, events=events, venues=venues, limits=Limits(**limits))


def test_venues_of_the_year_differ(least: Least) -> None:
    """Lisbon twice; Porto costs 70, in another country Madrid 100, in another region Riga 130."""
    places = [
        venue(region="south"),
        venue("porto", "OPO", region="south", hire_minor=7000),
        venue("madrid", "MAD", region="south", hire_minor=10_000),
        venue("riga", "RIX", region="north", hire_minor=13_000),
    ]
    for unit, cost in ((None, 0), ("venue", 70), ("country", 100), ("region", 130)):
        assert at_home(least, two_weeks(), places, different=unit) == cost
    assert at_home(least, two_weeks(), places[:3], different="region") is None


LISBON_OR_MADRID = (venue(), venue("madrid", "MAD", hire_minor=10_000))


def test_months_between_the_years_uses_of_a_venue(least: Least) -> None:
    """Spring ends on 9 April: six months later is 9 October; Madrid costs 100."""
    for second, costs in ((9, {6: 0}), (8, {6: 100, 5: 0, None: 0})):
        years = [event(), event("autumn", [date(2027, 10, second)], days=1)]
        for months, cost in costs.items():
            assert at_home(least, years, LISBON_OR_MADRID, months_between_uses=months) == cost


def test_months_since_the_last_use_end_with_the_month(least: Least) -> None:
    """Six months after 31 August are 28 February; Madrid costs 100."""
    places = [venue(last_used=date(2026, 8, 31)), venue("madrid", "MAD", hire_minor=10_000)]
    for day, months, cost in ((28, 6, 0), (27, 6, 100), (27, 5, 0)):
        years = [event(starts=[date(2027, 2, day)], days=1)]
        assert at_home(least, years, places, months_between_uses=months) == cost


def test_weeks_between_the_years_events(least: Least) -> None:
    """9 April to 7 May are four weeks, to 14 May five; Lisbon is free until 7 May, Madrid costs 100."""
    years = [event(), event("next", [date(2027, 5, 7), date(2027, 5, 14)], days=1)]
    places = [venue(available="2027-04-01..2027-05-07"), venue("madrid", "MAD", hire_minor=10_000)]
    for weeks, cost in ((4, 0), (5, 100), (None, 0), (6, None)):
        assert at_home(least, years, places, weeks_between_events=weeks) == cost


def test_nobody_attends_two_events_at_once(least: Least) -> None:
    """After Friday 9 the next eve is Saturday 10: an event from Sunday 11 can be attended, one from Saturday not."""
    for day, cost in ((11, 0), (10, None)):
        years = [event(), event("next", [date(2027, 4, day)], days=1)]
        assert at_home(least, years, LISBON_OR_MADRID) == cost


def after(*trips: tuple[int, int]) -> History:
    """What p0 travelled to events that are over, minutes out and back."""
    return History(travelled=tuple(Travelled("winter", "p0", *ways) for ways in trips))


def test_hours_and_long_hauls_of_events_that_are_over_count(least: Least) -> None:
    """160 minutes each way were travelled before: a limit is less by that, and where more is gone nothing is left."""
    quotes = [*each_week(there, home), *each_week(home, fare=150, minutes=150)]
    once = after((160, 160))
    for limit, cost in ((960, 400), (959, 450), (939, None), (300, None)):
        assert least(*quotes, people=staff(1), events=two_weeks(), limits=hours(limit), history=once) == cost
    quotes = [*each_week(there, home, minutes=LONG_MIN), *each_week(there, home, fare=150)]
    for before, cost in ((after((181, 60)), 400), (after((180, 180)), 400), (after((60, 181), (181, 181)), 500)):
        assert least(*quotes, people=staff(1), events=two_weeks(), limits=hauls(3), history=before) == cost
    assert (
        least(*quotes, people=staff(1), events=two_weeks(), limits=hauls(1), history=after((181, 181), (181, 181)))
        == 600
    )
