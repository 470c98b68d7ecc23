"""What the oracle says of travellers and events that are tied together; answers are computed by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

from sprintplan.domain.policy import HoursPerYear, Limits, LongHaul
from tests.builders import (
    Quote,
    event,
    objective,
    offer,
    person,
    policy,
    selectors,
    venue,
)
from tests.oracle.week import AWAY, back, out, staff, total


def test_seats_of_a_ladder() -> None:
    """Three travellers, one seat at 100 and the rest at 140: 100 + 2 x 140 + 3 x 100."""
    assert total(out(seats=1), out(fare=140), back(), people=staff(3)) == 680
    assert total(out(seats=3), out(fare=140), back(), people=staff(3)) == 600
    assert total(out(seats=2), back(), people=staff(3)) is None


def test_travellers_on_one_flight() -> None:
    """Codeshares are one flight: TP1 and LH5 flown by TP at noon. The third takes the 13:00 for 130."""
    quotes = (out(), out(fare=101, flights="LH5", operated_by="TP"), out(at="13:00", fare=130), back())
    two, three = (policy(max_travellers_per_flight=n) for n in (2, 3))
    assert total(*quotes, back(at="20:00"), people=staff(3), policy=three) == 600
    assert total(*quotes, back(at="20:00"), people=staff(3), policy=two) == 630
    assert total(*quotes, people=staff(3), policy=two) is None


def test_key_travellers_on_one_flight() -> None:
    """Two key people and another: one key person pays 30 more out and nothing more home."""
    people = [*staff(2, roles=("key",)), person("other")]
    quotes = (out(), out(at="13:00", fare=130), back(), back(at="20:00"))
    assert total(*quotes, people=people, policy=policy(max_key_travellers_per_flight=1)) == 630


def test_a_teams_share_of_a_flight() -> None:
    """Half of 5 rounds down to 2: three of five pay 30 more where two flights more leave; of 3 people 2 may share."""
    quotes = (out(), out(at="13:00", fare=130), out(at="13:30", fare=140), back(), back(at="20:00"), back(at="21:00"))
    half = policy(max_team_share_per_flight="0.5")
    assert total(*quotes, people=staff(5, team="red"), policy=half) == 500 + 500 + 2 * 30 + 40
    assert total(*quotes, people=staff(3, team="red"), policy=half) == 600 + 30
    assert total(*quotes, people=staff(3), policy=half) == 600


def two_venues(**terms: Any) -> list[Any]:
    """Lisbon, and a dearer Madrid."""
    return [venue(**terms), venue("madrid", "MAD", hire_minor=10_000)]


def to_madrid() -> tuple[Quote, Quote]:
    going = offer("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30")
    return going, offer("MAD", "LHR", "2027-04-09T19:00", "2027-04-09T20:30")


def test_capacity_counts_everybody_who_attends() -> None:
    """Two people: Lisbon for one is too small, Madrid costs 100 more."""
    quotes = (out(), back(), *to_madrid())
    assert total(*quotes, people=staff(2), venues=two_venues(capacity=2)) == 400
    assert total(*quotes, people=staff(2), venues=two_venues(capacity=1)) == 500
    rest = [person("p0"), person("p1", own_travel=("spring",))]
    assert total(*quotes, people=rest, venues=two_venues(capacity=1)) == 300


def test_availability_avoided_days_and_last_use() -> None:
    """Each moves the event to Madrid for 100 more, unless just kept."""
    quotes = (out(), back(), *to_madrid())
    assert total(*quotes, venues=two_venues(available="2027-04-05..2027-04-09")) == 200
    assert total(*quotes, venues=two_venues(available="2027-04-05..2027-04-07|2027-04-08..2027-04-20")) == 300
    assert total(*quotes, events=[event(avoid=(date(2027, 4, 9),))]) is None
    assert total(*quotes, events=[event(avoid=(date(2027, 4, 10),))]) == 200
    year = Limits(months_between_uses=12)
    assert total(*quotes, venues=two_venues(last_used=date(2026, 4, 5)), limits=year) == 200
    assert total(*quotes, venues=two_venues(last_used=date(2026, 4, 6)), limits=year) == 300


def test_who_must_attend_and_forbidden_absence() -> None:
    """Ben has no journeys to Lisbon: he stays away, or Lisbon is out and Madrid too."""
    people = [person(), person("ben", home_text="SYD")]
    assert total(out(), back(), people=people) == 200 + AWAY
    assert total(out(), back(), people=people, policy=policy(must_attend="id:ana")) == 200 + AWAY
    assert total(out(), back(), people=people, policy=policy(must_attend="id:ben")) is None
    assert total(out(), back(), people=people, policy=policy(unreachable="forbid")) is None


def test_ties_never_make_anyone_stay_away() -> None:
    """One seat for two is impossible, even where staying away costs nothing."""
    assert total(out(seats=1), back(), people=staff(2), objective=objective(remote=0)) is None


def autumn(first: date) -> Any:
    return event("autumn", [first], days=1)


def at_home(**limits: Any) -> float | None:
    """Two events for somebody who is at home at both venues; Madrid costs 100 more."""
    second = limits.pop("second", date(2027, 5, 10))
    people = [person(local_to=("lisbon", "madrid"))]
    years = [event(), autumn(second)]
    return total(people=people, venues=two_venues(), events=years, limits=Limits(**limits))


def test_the_years_events_keep_apart() -> None:
    """9 April to 10 May are 31 days: four weeks, not five, and one month and a day."""
    assert at_home() == 0
    assert at_home(different="venue") == 100
    assert at_home(different="country") == 100
    assert at_home(different="region") is None
    assert at_home(weeks_between_events=4) == 0
    assert at_home(weeks_between_events=5) is None
    assert at_home(months_between_uses=1) == 0
    assert at_home(months_between_uses=1, second=date(2027, 5, 9)) == 0
    assert at_home(months_between_uses=1, second=date(2027, 5, 8)) == 100


def test_nobody_attends_two_events_at_once() -> None:
    """After Friday 9 the next eve is Saturday 10: an event from Sunday 11 can be attended, one from Saturday not."""
    assert at_home(second=date(2027, 4, 11)) == 0
    assert at_home(second=date(2027, 4, 10)) is None


def test_budgets_count_cash_alone() -> None:
    """Cash is 200; who stays away is no cash."""
    assert total(out(), back(), limits=Limits(budget_minor=20_000)) == 200
    assert total(out(), back(), limits=Limits(budget_minor=19_999)) is None
    assert total(out(), back(), events=[event(budget_minor=19_999)]) is None
    assert total(limits=Limits(budget_minor=0)) == AWAY


def test_a_cap_on_emissions_buys_the_cleaner_flight() -> None:
    quotes = (out(co2e_g=600), back(co2e_g=400), out(fare=150, co2e_g=500))
    assert total(*quotes, limits=Limits(co2e_g=1000)) == 200
    assert total(*quotes, limits=Limits(co2e_g=999)) == 250
    assert total(*quotes, limits=Limits(co2e_g=899)) is None


def test_rooms_a_night() -> None:
    """Two rooms on Sunday night; on Saturday night there is none left for the third early guest at 80."""
    quotes = (out(seats=2), out(3, fare=80), back())
    assert total(*quotes, people=staff(2), venues=[venue(rooms=2)]) == 360
    assert total(*quotes, people=staff(2), venues=[venue(rooms=1)]) is None


def test_shuttles_take_the_place_of_transfers() -> None:
    """Three land in one clock hour with two seats a run: 2 runs each way at 50.

    Of two people one finds no seat before 15:00 at 110: together then, 420 and 2 runs, is better than 410 and 3.
    """
    place = venue(shuttle_cost_minor=5000, shuttle_seats=2, transfer_cost_minor=9900)
    assert total(out(), back(), people=staff(3), venues=[place]) == 600 + 4 * 50
    assert total(out(), back(), people=staff(2), venues=[place]) == 400 + 2 * 50
    assert total(out(seats=1), out(lands="15:00", fare=110), back(), people=staff(2), venues=[place]) == 420 + 2 * 50
    apart = (out(seats=1), out(lands="15:00", fare=110, seats=1), back())
    assert total(*apart, people=staff(2), venues=[place]) == 410 + 3 * 50


def test_hours_of_a_year() -> None:
    """A trip takes 320 minutes; the faster way home for 50 more keeps 310."""
    hours = [HoursPerYear(minutes=most) for most in (320, 319, 309)]
    quotes = (out(), back(), back(at="19:10", fare=150))
    assert [total(*quotes, limits=Limits(traveller_hours=most)) for most in hours] == [200, 250, None]
    exempt = HoursPerYear(minutes=0, exempt=selectors("home:GB"))
    assert total(*quotes, limits=Limits(traveller_hours=exempt)) == 200


def test_long_hauls_of_a_year() -> None:
    """A trip counts once though both ways are long; none allowed takes the shorter flights for 100 more."""
    short = (out(at="12:10", fare=150), back(at="19:10", fare=150))
    limits = [Limits(long_haul=LongHaul(over_min=159, trips_per_year=most)) for most in (1, 0)]
    assert [total(out(), back(), *short, limits=most) for most in limits] == [200, 300]
    assert total(out(), back(), limits=limits[1]) is None


def test_holidays_of_travellers() -> None:
    """Monday 3 May 2027 is May Day in Britain: both Londoners may miss it, the one from Prague has none that week.

    Two of three are at most a share of 0.67, not of 0.66; whoever drives does not count: two of two.
    """
    quotes = [_in_may(2, "12:00", "14:40"), _in_may(2, "12:30", "15:10"), _in_may(7, "19:00", "21:40", home=True)]
    quotes += [offer("PRG", "LIS", "2027-05-02T10:00", "2027-05-02T12:30"), _from_lisbon("PRG")]
    week = event(starts=(date(2027, 5, 3),))
    people = [*staff(2), person("petra", "PRG")]

    def cost(share: str, people: Any = people) -> float | None:
        return total(*quotes, people=people, events=[week], limits=Limits(holiday_share=Decimal(share)))

    assert cost("0.67") == 600
    assert cost("0.66") is None
    drives = [*staff(2), person("petra", "PRG", own_travel=("spring",))]
    assert cost("0.99", drives) is None
    assert cost("1", drives) == 400


def _in_may(day: int, at: str, lands: str, home: bool = False) -> Quote:
    ends = ("LIS", "LHR") if home else ("LHR", "LIS")
    return offer(*ends, f"2027-05-{day:02}T{at}", f"2027-05-{day:02}T{lands}")


def _from_lisbon(home: str) -> Quote:
    return offer("LIS", home, "2027-05-07T19:00", "2027-05-08T01:30")
