"""Notices that the finished trips of an event give rise to."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sprintplan.domain.record_types import NoticeKind
from sprintplan.domain.trip import Trip
from sprintplan.domain.trips import Trips
from sprintplan.itinerary.notices import with_notices
from sprintplan.itinerary.plan import plan_year
from sprintplan.reports.notice_order import remarks
from sprintplan.verify import faults
from tests.build.lisbon_week import TODAY, back, out, staff
from tests.build.market import market
from tests.build.plan_records import journey_record, notice, offer_record, remote, segment_record, trip_record
from tests.build.year import scenario


def texts(trip_of: Trip, kind: NoticeKind) -> list[str]:
    return [notice.text for notice in trip_of.notices if notice.kind == kind]


def crowd(count: int, **changes: Any) -> list[Trip]:
    return [trip_record(f"p{n}", **changes) for n in range(count)]


def noticed(*trips: Trip) -> tuple[Trip, ...]:
    """The trips of one person each, with the notices of their event."""
    return with_notices(trips, [1] * len(trips))


def waiting(at: str, before: str = "economy", after: str = "economy") -> Trip:
    """Lands at FRA at noon and flies on at `at`."""
    hops = (
        segment_record("RIX", "2027-05-09T10:00+03:00", "FRA", "2027-05-09T12:00+02:00", cabin=before),
        segment_record("FRA", f"2027-05-09T{at}+02:00", "LIS", "2027-05-09T19:00+01:00", cabin=after),
    )
    return trip_record("ana", outbound=journey_record(*hops))


def test_ten_on_one_flight_may_ask_for_a_group_fare() -> None:
    """Way out one flight, way home the two that all share; nine may not."""
    [first, *_] = notices = noticed(*crowd(10), remote("di", "away"))
    assert texts(first, "group_fare") == [
        "outbound: 10 travellers are on RIX-LIS on 9 May 10:00, enough for a group fare",
        "return: 10 travellers are on LIS-FRA on 16 May 19:30, enough for a group fare",
        "return: 10 travellers are on FRA-RIX on 17 May 06:00, enough for a group fare",
    ]
    assert remarks(first)[0] == "shares flights with 10 or more colleagues: RIX-LIS (10), LIS-FRA (10), FRA-RIX (10)"
    assert texts(notices[-1], "group_fare") == []
    assert not any(texts(each, "group_fare") for each in noticed(*crowd(9)))


def test_a_trip_that_several_make_counts_as_often() -> None:
    """Six and four share the way out; only six the way home."""
    ana, bo = crowd(2)
    six, four = with_notices([ana, bo.model_copy(update={"inbound": None})], [6, 4])
    expected = ["outbound: 10 travellers are on RIX-LIS on 9 May 10:00, enough for a group fare"]
    assert texts(six, "group_fare") == texts(four, "group_fare") == expected


def test_codeshares_are_one_flight_and_another_operator_is_another() -> None:
    """Five on LH of BT and five on BT: ten. Five flown by LH itself make it two flights."""
    leaves = ("RIX", "2027-05-09T10:00+03:00", "LIS", "2027-05-09T12:20+01:00")
    shared, own, other = (
        journey_record(segment_record(*leaves, **carriers))
        for carriers in ({"carrier": "LH", "operating_carrier": "BT"}, {"carrier": "BT"}, {"carrier": "LH"})
    )
    assert texts(noticed(*crowd(5, outbound=shared), *crowd(5, outbound=own))[0], "group_fare")
    split = noticed(*crowd(5, outbound=shared), *crowd(5, outbound=other))
    assert not [text for text in texts(split[0], "group_fare") if text.startswith("outbound")]


def test_a_departure_written_with_another_offset_is_the_same_flight() -> None:
    """10:00 in Riga is 07:00 UTC."""
    utc = journey_record(segment_record("RIX", "2027-05-09T07:00Z", "LIS", "2027-05-09T11:20Z"))
    assert texts(noticed(*crowd(5), *crowd(5, outbound=utc))[0], "group_fare")


@pytest.mark.parametrize(
    ("at", "before", "after", "expected"),
    [
        ("16:00", "economy", "premium_economy", ["outbound: layover of 4 h 00 at FRA"]),
        ("15:59", "economy", "economy", []),
        ("17:30", "business", "economy", []),
        ("17:30", "economy", "first", []),
    ],
)
def test_a_wait_of_four_hours_without_a_lounge_is_told(at: str, before: str, after: str, expected: list[str]) -> None:
    """A ticket of business or above for either flight opens a lounge."""
    [waits] = noticed(waiting(at, before, after).model_copy(update={"inbound": None}))
    assert texts(waits, "lounge") == expected


def test_what_comes_from_the_estimate_is_marked() -> None:
    """Behind the notices that the trip has already; a trip from quotes, or of who stays away, is left as it is."""
    visa = notice("visa", "e-visa")
    guess = trip_record("ana", offers=(offer_record(source="estimate"),), notices=(visa,))
    quoted, away = trip_record("bo").model_copy(update={"inbound": None}), remote("di", "away")
    marked, left, gone = noticed(guess, quoted, away)
    assert [one.kind for one in marked.notices] == ["visa", "lounge", "estimate"]
    assert (left, gone) == (quoted, away)


def test_of_equal_passports_the_first_one_written_is_told() -> None:
    """None of the six is in the table: the order of a set would tell another one every time."""
    year = scenario(staff(1, citizenship=("XK", "AD", "SM", "VA", "LI", "MC")), visas={("IN", "PT"): "e-visa"})
    plan = plan_year(
        year, market([out(), back()], year), today=TODAY, created_at=datetime(2026, 11, 23, tzinfo=UTC)
    ).with_certainty()
    [text] = texts(plan.events[0].trips[0], "visa")
    assert text == "visa requirement not known for passport XK: check what Portugal requires"


def judged(people: int, *, silent: bool = False) -> tuple[set[str], list[str]]:
    """Kinds of notices of the first of some people who fly by way of Madrid, and what the judge says of the plan.

    A silent plan has lost its notices.
    """
    via = out(lands="17:30", flights="IB1|IB2", via="MAD", via_times="2027-04-04T12:30/2027-04-04T16:40")
    year = scenario(staff(people))
    sold = market([via, back()], year)
    plan = plan_year(year, sold, today=TODAY, created_at=datetime(2026, 11, 23, tzinfo=UTC)).with_certainty()
    [week] = plan.events
    trips = Trips.of(one.model_copy(update={"notices": ()} if silent else {}) for one in week.trips)
    stated = plan.model_copy(update={"events": (week.model_copy(update={"trips": trips}),)})
    return {one.kind for one in week.trips[0].notices}, faults(year, stated, sold.to_and_from)


def test_the_judge_expects_just_these_notices() -> None:
    """A wait of 4 h 10 in Madrid; ten people are a group, nine are none. Each missing notice is a fault."""
    assert judged(10) == ({"group_fare", "lounge"}, [])
    assert judged(9) == ({"lounge"}, [])
    _, missing = judged(10, silent=True)
    assert len(missing) == 20
    assert [text.partition("): ")[2] for text in missing[:2]] == [
        *("the notice group_fare is missing", "the notice lounge is missing"),
    ]
