"""Limits that tie travellers to one event: kept, broken and mended; `tests.build.lisbon_week` tells the setting."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.limits import Limits
from sprintplan.domain.quorum import Quorum
from sprintplan.domain.venues import Venue
from tests.build.lisbon_week import AWAY, back, out, staff
from tests.build.two_weeks import home, there
from tests.build.year import Quote, event, objective, person, policy, quote, selectors, session, venue
from tests.stories.conftest import Least

TWO_WAYS_HOME = (back(), back(at="20:00", lands="22:40"))


def lisbon_or_madrid(**terms: Any) -> list[Venue]:
    """Lisbon, and Madrid for 100 more."""
    return [venue(**terms), venue("madrid", "MAD", hire_minor=10_000)]


TO_MADRID = (
    quote("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30"),
    quote("MAD", "LHR", "2027-04-09T20:00", "2027-04-09T21:30"),
)


def test_seats_of_a_cheap_fare(least: Least) -> None:
    """Three pay 100 each way; whoever finds no seat at that fare pays 145 out, or cannot come."""
    for seats, cost in ((3, 600), (2, 645), (1, 690), (None, 600)):
        assert least(out(seats=seats), out(fare=145), back(), people=staff(3)) == cost
    assert least(out(seats=2), back(), people=staff(3)) is None


def test_seats_of_a_both_ways_offer(least: Least) -> None:
    """Two pay 150 for both ways; whoever finds no seat pays 115 + 100 for two one-way offers."""
    for seats, cost in ((2, 300), (1, 365), (None, 300)):
        both = (out(fare=90, bundle="b", seats=seats), back(fare=60, bundle="b"))
        assert least(*both, out(fare=115), back(), people=staff(2)) == cost


def test_ties_never_make_anyone_stay_away(least: Least) -> None:
    """One seat for two is impossible, even where staying away costs nothing."""
    assert least(out(seats=1), back(), people=staff(2), objective=objective(remote=0)) is None


def test_travellers_on_a_flight(least: Least) -> None:
    """Four pay 200 each; the fourth takes the 13:00 for 27 more, and home there is a second flight at the same fare."""
    quotes = (out(), out(at="13:00", fare=127), *TWO_WAYS_HOME)
    for most, cost in ((4, 800), (3, 827), (None, 800), (1, None)):
        rule = policy(max_travellers_per_flight=most)
        assert least(*quotes, people=staff(4), policy=rule) == cost


def test_a_codeshare_is_one_flight(least: Least) -> None:
    """TP1 and LH5 flown by TP at noon are one: the third takes the 13:00 for 130."""
    quotes = (out(), out(fare=101, flights="LH5", operated_by="TP"), out(at="13:00", fare=130), *TWO_WAYS_HOME)
    for most, cost in ((3, 600), (2, 630)):
        assert least(*quotes, people=staff(3), policy=policy(max_travellers_per_flight=most)) == cost


def test_key_travellers_on_a_flight(least: Least) -> None:
    """Three of four are key travellers; the third of them pays 27 more, the other one never does."""
    people = [*staff(3, roles=("key",)), person("other")]
    quotes = (out(), out(at="13:00", fare=127), *TWO_WAYS_HOME)
    for most, cost in ((3, 800), (2, 827), (None, 800)):
        assert least(*quotes, people=people, policy=policy(max_key_travellers_per_flight=most)) == cost


def test_a_teams_share_of_a_flight(least: Least) -> None:
    """0.99 of five rounds down to four: the fifth takes the 13:00 for 31 more; half of five are two: three do."""
    quotes = (out(), out(at="13:00", fare=131), out(at="13:30", fare=141), *TWO_WAYS_HOME, back(at="21:00"))
    for share, cost in (("1", 1000), ("0.99", 1031), ("0.5", 1000 + 2 * 31 + 41), (None, 1000)):
        rule = policy(max_team_share_per_flight=share)
        assert least(*quotes, people=staff(5, team="red"), policy=rule) == cost
    assert least(*quotes, people=staff(5), policy=policy(max_team_share_per_flight="0.5")) == 1000


def test_two_of_a_team_may_share_a_flight_whatever_the_share(least: Least) -> None:
    """A hundredth of a team is nobody, but two may always fly together; the third pays 31 more."""
    quotes, rule = (out(), out(at="13:00", fare=131), *TWO_WAYS_HOME), policy(max_team_share_per_flight="0.01")
    assert [least(*quotes, people=staff(size, team="red"), policy=rule) for size in (2, 3)] == [400, 631]


def test_rooms_of_a_night(least: Least) -> None:
    """Two people sleep there from Sunday to Tuesday, the third from Tuesday to Friday.

    The third saves 30 with a flight on Monday, and then wants a third room that night; all others pay 100 each way.
    """
    people = [*staff(2, team="early"), person("late")]
    week = event(sessions=(session("start", 1, 2, "team:early"), session("rest", 3, 5, "id:late")))
    quotes = (out(), back(6), out(5, fare=70), out(6), back())
    for rooms, cost in ((3, 570), (2, 600), (1, None), (None, 570)):
        assert least(*quotes, people=people, events=[week], venues=[venue(rooms=rooms)]) == cost


def test_capacity_of_a_day(least: Least) -> None:
    """Two attend Monday and Tuesday, two the other days: never more than two; Madrid costs 100 more."""
    people = [*staff(2, team="early"), person("l0"), person("l1")]
    week = event(sessions=(session("start", 1, 2, "team:early"), session("rest", 3, 5, "id:l0 id:l1")))
    to_madrid = (
        *TO_MADRID,
        quote("MAD", "LHR", "2027-04-06T20:00", "2027-04-06T21:30"),
        quote("LHR", "MAD", "2027-04-06T12:00", "2027-04-06T15:30"),
    )
    quotes = (out(), back(6), out(6), back(), *to_madrid)
    for capacity, cost in ((2, 800), (1, 900), (None, 800)):
        assert least(*quotes, people=people, events=[week], venues=lisbon_or_madrid(capacity=capacity)) == cost


def test_who_comes_by_own_means_takes_a_place(least: Least) -> None:
    """One flies, one drives: Lisbon for one is too small, Madrid costs 100 more."""
    people = [person("p0"), person("p1", own_travel=("spring",))]
    quotes = (out(), back(), *TO_MADRID)
    for capacity, cost in ((2, 200), (1, 300)):
        assert least(*quotes, people=people, venues=lisbon_or_madrid(capacity=capacity)) == cost


def test_own_travel_to_one_venue(least: Least) -> None:
    """Two fly for 200 each or to Madrid for 300; who drives to Lisbon, or to the spring event there, costs nothing."""
    quotes = (out(), back(), *TO_MADRID)
    for entry, cost in (("@lisbon", 200), ("spring@lisbon", 200), ("@madrid", 300), ("autumn@madrid", 400), ("", 400)):
        people = [person("p0"), person("p1", own_travel=(entry,))]
        assert least(*quotes, people=people, venues=lisbon_or_madrid()) == cost


def test_who_joins_or_leaves_during_an_event_is_not_called(least: Least) -> None:
    """From Monday 5 to Friday 9 April: joined on Monday and gone after Friday is called, a day later or earlier not."""
    for joins, leaves, cost in ((None, None, 400), (5, 9, 400), (6, None, 200), (None, 8, 200)):
        first, last = (None if day is None else date(2027, 4, day) for day in (joins, leaves))
        people = [person("p0"), person("p1").changed(joins=first, leaves=last)]
        assert least(out(), back(), people=people) == cost


def test_a_selector_names_all_people_of_a_row_or_one_of_them(least: Least) -> None:
    """Three alike fly for 200 each; who may not fly at weekends is left at home, at 5000."""
    people = [person(f"hire#{n}") for n in (1, 2, 3)]
    for who, away in (("id:hire", 3), ("id:hire#2", 1), ("id:other", 0)):
        cost = least(out(), back(), people=people, policy=policy(no_weekend_travel=who, max_early_nights=0))
        assert cost == 200 * (3 - away) + AWAY * away


def test_the_date_decides_who_has_joined(least: Least) -> None:
    """One week later who joins on Saturday is called too, and costs 200 more than the dearer fare of the first week."""
    people = [person("p0"), person("p1", joins=date(2027, 4, 10))]
    weeks = [event(starts=(date(2027, 4, 5), date(2027, 4, 12)))]
    quotes = (out(fare=150), back(fare=150), out(11), back(16))
    assert least(*quotes, people=people, events=weeks) == 300
    assert least(*quotes, people=[person("p0"), person("p1")], events=weeks) == 400


def test_a_quorum_of_those_who_are_called(least: Least) -> None:
    """Two of three reach Lisbon for 200 each, the third stays away at 100; all reach Madrid, with a hire of 100."""
    people = [person("p0", team="maps"), person("p1", team="maps"), person("p2", team="maps", cannot_enter=("PT",))]
    quotes = (out(), back(), *TO_MADRID)
    for who, share, cost in (("team:maps", "0.66", 500), ("team:maps", "0.67", 700), ("id:p2", "0.1", 700)):
        limits = Limits(quorum=(Quorum(who=selectors(who)[0], share=Decimal(share)),))
        terms: dict[str, Any] = {"people": people, "limits": limits, "objective": objective(remote=10_000)}
        assert least(*quotes, venues=lisbon_or_madrid(), **terms) == cost
        assert least(out(), back(), **terms) == (cost if cost == 500 else None)


def test_days_of_a_venue(least: Least) -> None:
    """Lisbon from the first to the last day of the week, or not: Madrid costs 100 more."""
    quotes = (out(), back(), *TO_MADRID)
    days = ("2027-04-05..2027-04-09", "2027-04-05..2027-04-07|2027-04-08..2027-04-20", "")
    assert [least(*quotes, venues=lisbon_or_madrid(available=one)) for one in days] == [200, 300, 200]


def test_days_to_avoid(least: Least) -> None:
    """The day after the week is none of its days."""
    days = [(date(2027, 4, 10),), (date(2027, 4, 9),), ()]
    assert [least(out(), back(), events=[event(avoid=avoid)]) for avoid in days] == [200, None, 200]


def test_hours_of_one_journey(least: Least) -> None:
    """Three hours out cost 100, the faster flight 150."""
    quotes = (out(lands="15:00"), out(fare=150), back())
    for minutes, cost in ((180, 200), (179, 250), (None, 200), (159, AWAY)):
        assert least(*quotes, limits=Limits(journey_min=minutes)) == cost


def test_a_shuttle_run_is_paid_when_it_starts(least: Least) -> None:
    """Everybody lands and leaves together: a run at 50 each way for every `seats` people, and no transfers."""
    for people, seats, runs in ((3, 3, 1), (4, 3, 2), (4, 4, 1)):
        place = venue(shuttle_cost_minor=5000, shuttle_seats=seats, transfer_cost_minor=9900)
        assert least(out(), back(), people=staff(people), venues=[place]) == 200 * people + 2 * 50 * runs


@pytest.mark.parametrize(("run_minor", "cost"), [(1400, 847), (1600, 852)], ids=("apart", "bunched"))
def test_arrivals_bunch_where_that_pays(least: Least, run_minor: int, cost: int) -> None:
    """Four people, three seats at 100 that land at 14:40, and a flight at 105 that lands at 15:40.

    Three and one pay 405 and two runs, all four on the later one 420 and one run: that pays where a run costs over 15.
    Home is 400 and one run: 405 + 28 + 414 or 420 + 16 + 416.
    """
    place = venue(shuttle_cost_minor=run_minor, shuttle_seats=4)
    assert (
        least(out(seats=3), out(at="13:00", lands="15:40", fare=105), back(), people=staff(4), venues=[place]) == cost
    )


def test_shuttles_wait_until_the_clock_hour_ends(least: Least) -> None:
    """One lands at 14:00, the other at 14:59 and shares the run, or at 15:00 and does not; home together."""
    place = venue(shuttle_cost_minor=5000, shuttle_seats=2)
    for lands, runs in (("14:59", 2), ("15:00", 3)):
        quotes = (out(lands="14:00", seats=1), out(lands=lands, seats=1), back())
        assert least(*quotes, people=staff(2), venues=[place]) == 400 + 50 * runs


def test_shuttles_of_two_airports_do_not_share_runs(least: Least) -> None:
    """Same hour, but one lands at Lisbon and one at Porto, of a venue between them: two runs there, one home."""
    place = venue("middle", "LIS|OPO", shuttle_cost_minor=5000, shuttle_seats=2)
    to_porto = quote("LHR", "OPO", "2027-04-04T12:00", "2027-04-04T14:20", seats=1)
    assert least(out(seats=1), to_porto, back(), people=staff(2), venues=[place]) == 400 + 3 * 50


def test_the_budget_of_an_event(least: Least) -> None:
    """A minute is worth 1: 200 and 320 minutes, or 190 in cash with an hour more out; less is not on sale."""
    quotes, worth = (there(), there(fare=90, minutes=220), home()), objective(travel_hour=6000)
    for budget, cost in ((20_000, 520), (19_999, 570), (None, 520), (18_999, None)):
        assert least(*quotes, events=[event(budget_minor=budget)], objective=worth) == cost


TO_BEN = (
    quote("JFK", "MAD", "2027-04-03T20:00", "2027-04-04T09:00", 700),
    quote("MAD", "JFK", "2027-04-09T20:00", "2027-04-09T22:30", 700),
)


def test_who_cannot_reach_a_venue(least: Least) -> None:
    """Nothing flies from New York to Lisbon: Ana's 200 and 500 for Ben; Madrid costs 200 + 1400 and its hire of 100."""
    people, quotes = [person(), person("ben", home_text="JFK")], (out(), back(), *TO_MADRID, *TO_BEN)
    rules: list[dict[str, str]] = [{}, {"unreachable": "forbid"}, {"must_attend": "id:ana"}, {"must_attend": "id:ben"}]
    for rule, cost in zip(rules, (700, 1700, 700, 1700), strict=True):
        terms = {"policy": policy(**rule), "objective": objective(remote=50_000)}
        assert least(*quotes, people=people, venues=lisbon_or_madrid(), **terms) == cost


def test_nobody_may_be_missing_where_no_venue_is_reached(least: Least) -> None:
    """Ben stays away for 5000, or nothing is possible."""
    people = [person(), person("ben", home_text="SYD")]
    assert least(out(), back(), people=people, policy=policy(must_attend="id:ana")) == 200 + AWAY
    assert least(out(), back(), people=people, policy=policy(must_attend="id:ben")) is None
    assert least(out(), back(), people=people, policy=policy(unreachable="forbid")) is None


MAY_DAY, WEEK_AFTER = date(2027, 5, 3), date(2027, 5, 10)


def test_holidays_of_an_event(least: Least) -> None:
    """Monday 3 May is May Day in London and not in Prague: one of two; a week later each way costs 10 more."""
    people = [person(), person("petra", "PRG")]
    quotes = [quote(MAY_DAY) for quote in (there, home)] + [quote(WEEK_AFTER, 110) for quote in (there, home)]
    quotes += [*_of_prague(2, 100), *_of_prague(9, 110)]
    for share, cost in (("0.5", 400), ("0.49", 440), (None, 400)):
        limit = Limits(holiday_share=None if share is None else Decimal(share))
        assert least(*quotes, people=people, events=[event(starts=[MAY_DAY, WEEK_AFTER])], limits=limit) == cost


def test_holidays_count_who_flies(least: Least) -> None:
    """Two Londoners of three travellers are at most a share of 0.67; two of two where Petra drives."""
    quotes = [*_of_prague(2, 100), there(MAY_DAY), home(MAY_DAY)]
    for drives, costs in (((), {"0.67": 600, "0.66": None}), (("spring",), {"1": 400, "0.99": None})):
        people = [*staff(2), person("petra", "PRG", own_travel=drives)]
        for share, cost in costs.items():
            limit = Limits(holiday_share=Decimal(share))
            assert least(*quotes, people=people, events=[event(starts=[MAY_DAY])], limits=limit) == cost


def _of_prague(sunday: int, fare: int) -> tuple[Quote, Quote]:
    """To Lisbon on a Sunday in May, and back on the Friday after."""
    friday = sunday + 5
    return (
        quote("PRG", "LIS", f"2027-05-{sunday:02}T10:00", f"2027-05-{sunday:02}T12:30", fare),
        quote("LIS", "PRG", f"2027-05-{friday:02}T18:30", f"2027-05-{friday:02}T23:00", fare),
    )
