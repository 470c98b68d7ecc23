"""Calendars, read again as a phone reads them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from icalendar import Calendar

from sprintplan.domain.plan import Plan, SessionRecord
from sprintplan.domain.trip import Trip
from sprintplan.reports.calendar.calendars import calendar, parts
from tests.build.plan_records import (
    event_record,
    journey_record,
    offer_record,
    remote,
    segment_record,
    team_plan,
    trip_record,
)
from tests.build.plan_records import plan_record as plan
from tests.reports.lists.desk import desk_plan


def calendars(plan: Plan) -> dict[str, bytes]:
    return {name: calendar(plan, part) for name, part in parts(plan).items()}


def read(plan: Plan, name: str = "people/ana") -> Any:
    return Calendar.from_ical(calendars(plan)[f"{name}.ics"])


def entries(plan: Plan, name: str = "people/ana") -> list[Any]:
    events: list[Any] = read(plan, name).events
    return events


def titled(plan: Plan, title: str, name: str = "people/ana") -> Any:
    """The one entry with this in its title."""
    [entry_] = [entry for entry in entries(plan, name) if title in str(entry["summary"])]
    return entry_


def ends(entry: Any) -> tuple[Any, Any]:
    return entry.DTSTART, entry.DTEND


def flown(*hops: tuple[str, str, str, str], **changes: Any) -> Plan:
    """Ana's way out; the way home is a quiet one."""
    return plan(
        event_record(trip_record("ana", outbound=journey_record(*(segment_record(*hop) for hop in hops)), **changes))
    )


def test_a_traveller_has_flights_stay_and_event() -> None:
    """One flight out, two home, a week's event days, and the nights from the eve to the last day."""
    told = [
        (str(each["summary"]), each.DTSTART, each.DTEND) for each in entries(plan(event_record(trip_record("ana"))))
    ]
    assert [title for title, _, _ in told] == [
        *("Flight RIX to LIS", "LH1173 LIS to FRA", "LH FRA to RIX"),
        *("Spring sprint", "Stay: Casa do Tejo"),
    ]
    assert told[3][1:] == (date(2027, 5, 10), date(2027, 5, 17))
    assert told[4][1:] == (date(2027, 5, 9), date(2027, 5, 16))


def test_flights_stand_on_the_clocks_of_their_airports() -> None:
    """10:00 in Riga to 12:20 in Lisbon, and both zones are spelled out in the file."""
    out = titled(plan(event_record(trip_record("ana"))), "RIX to LIS")
    assert (out["dtstart"].params["TZID"], out["dtend"].params["TZID"]) == ("Europe/Riga", "Europe/Lisbon")
    assert ends(out) == (
        datetime.fromisoformat("2027-05-09T10:00+03:00"),
        datetime.fromisoformat("2027-05-09T12:20+01:00"),
    )
    zones = {str(zone["tzid"]) for zone in read(plan(event_record(trip_record("ana")))).timezones}
    assert zones == {"Europe/Riga", "Europe/Lisbon", "Europe/Berlin"}


def test_a_flight_over_the_date_line_lands_before_it_leaves_by_the_calendar() -> None:
    """Auckland on the 9th at 22:00 to Honolulu on the 9th at 08:30, 8 h 30 later."""
    hops = (
        ("AKL", "2027-05-09T22:00+12:00", "HNL", "2027-05-09T08:30-10:00"),
        ("HNL", "2027-05-09T10:00-10:00", "LIS", "2027-05-10T14:00+01:00"),
    )
    over = titled(flown(*hops), "AKL to HNL")
    assert (over["dtstart"].to_ical(), over["dtend"].to_ical()) == (b"20270509T220000", b"20270509T083000")
    length = over.DTEND - over.DTSTART
    assert length == timedelta(hours=8, minutes=30)
    assert "08:30" in over["description"]


def test_a_flight_through_the_night_that_the_clock_changes_keeps_its_length() -> None:
    """00:30 to 03:00 in Lisbon on 28 March 2027, when 01:00 is 02:00: an hour and a half."""
    spring = titled(flown(("LIS", "2027-03-28T00:30+00:00", "OPO", "2027-03-28T03:00+01:00")), "LIS to OPO")
    length = spring.DTEND.astimezone(UTC) - spring.DTSTART.astimezone(UTC)
    assert length == timedelta(minutes=90)
    assert spring["dtend"].to_ical() == b"20270328T030000"


@pytest.mark.parametrize(
    ("airport", "local", "utc"),
    [
        ("LIS", "2027-10-31T01:00+01:00", b"20271031T000000Z"),
        ("LIS", "2027-10-31T01:30+01:00", b"20271031T003000Z"),
        ("LIS", "2027-10-31T01:30+00:00", b"20271031T013000Z"),
        ("LIS", "2027-10-31T02:00+00:00", None),
        ("LIS", "2027-10-31T00:59+01:00", None),
        ("LIS", "2027-03-28T02:00+01:00", None),
        ("JFK", "2027-11-07T01:45-04:00", b"20271107T054500Z"),
        ("LDH", "2027-04-04T01:30+11:00", b"20270403T143000Z"),
        ("LDH", "2027-04-04T01:29+11:00", None),
        ("LDH", "2027-04-04T02:00+10:30", None),
    ],
)
def test_a_time_that_the_clock_shows_twice_is_said_in_utc(airport: str, local: str, utc: bytes | None) -> None:
    """Clocks go back an hour in Lisbon and New York, half an hour on Lord Howe Island; programs differ on which of the
    two times is meant. Other times stay on the clock of the airport, those of the hour that is left out in spring too.
    """
    entry = titled(flown((airport, local, "OPO", "2027-12-01T10:00+00:00")), f"{airport} to OPO")
    assert entry["dtstart"].to_ical() == (utc or local[:16].replace("-", "").replace(":", "").encode() + b"00")
    assert ("TZID" in entry["dtstart"].params) == (utc is None)


def test_an_airport_that_we_do_not_know_is_told_in_utc() -> None:
    """A plan of other hands."""
    odd = titled(flown(("QQX", "2027-05-09T10:00+03:00", "LIS", "2027-05-09T12:20+01:00")), "QQX to LIS")
    assert (odd["dtstart"].to_ical(), odd["location"]) == (b"20270509T070000Z", "QQX")


def test_a_new_plan_updates_entries_and_duplicates_none() -> None:
    """Another flight, another venue, an hour later: the same UIDs, a later stamp and a higher sequence."""
    before = plan(event_record(trip_record("ana")))
    moved = journey_record(
        segment_record("RIX", "2027-05-16T08:00+03:00", "OSL", "2027-05-16T09:00+02:00", carrier="SK")
    )
    after = plan(
        event_record(trip_record("ana", outbound=moved), venue="oslo", venue_name="Fjord"),
        created_at="2026-11-24T12:00:00+02:00",
    )
    old, new = entries(before), entries(after)
    assert [each["uid"] for each in old] == [each["uid"] for each in new]
    assert len({each["uid"] for each in old}) == len(old)
    assert {each.DTSTAMP for each in old} == {datetime(2026, 11, 24, 9, tzinfo=UTC)}
    assert {new["sequence"] - old["sequence"] for old, new in zip(old, new, strict=True)} == {60}


def test_no_two_things_have_one_uid() -> None:
    """Over people, teams and events; a manager may open her own calendar beside her team's."""
    year_plan = plan(
        event_record(trip_record("ana"), trip_record("bo")), event_record(trip_record("ana"), event="autumn")
    )
    uids = [
        str(entry["uid"])
        for content in calendars(year_plan).values()
        for entry in Calendar.from_ical(content).walk("VEVENT")
    ]
    assert len(set(uids)) == len(uids)


def test_a_travellers_calendar_names_nobody_else() -> None:
    """Neither teammates nor managers nor ids, though the plan is full of them."""
    year_plan = team_plan()
    for trip_of in year_plan.events[0].trips:
        content = calendars(year_plan).get(f"people/{trip_of.person}.ics", b"").decode()
        others = [other for other in year_plan.events[0].trips if other.person != trip_of.person]
        assert not [other.name for other in others if other.name in content]
        assert ("ATTENDEE" in content, "ORGANIZER" in content) == (False, False)


def test_a_teams_calendar_says_who_flies_when_and_who_is_there() -> None:
    """Core is Ana, Bo and Cy; Di of Core stays away, Eva is of Sales."""
    titles = [str(entry["summary"]) for entry in entries(team_plan(), "teams/Core")]
    assert [title for title in titles if title.startswith("Bo Berg")] == [
        *("Bo Berg: Flight RIX to LIS", "Bo Berg: LH1173 LIS to FRA", "Bo Berg: LH FRA to RIX"),
        "Bo Berg: Spring sprint",
    ]
    assert {title.partition(":")[0] for title in titles} == {"Ana Lima", "Bo Berg", "Cy Young"}
    assert [*calendars(team_plan())] == [
        *("people/ana.ics", "people/bo.ics", "people/cy.ics", "people/eva.ics"),
        *("teams/Core.ics", "teams/Sales.ics"),
    ]


def test_who_does_not_fly_has_the_days_and_a_room_where_they_sleep_there() -> None:
    """Cy has own travel, Di lives nearby, Eva cannot attend and has no calendar."""
    assert [str(each["summary"]) for each in entries(desk_plan(), "people/cy")] == [
        *("Spring sprint", "Stay: Casa do Tejo"),
    ]
    assert [str(each["summary"]) for each in entries(desk_plan(), "people/di")] == ["Spring sprint"]
    assert "people/eva.ics" not in calendars(desk_plan())


def test_sessions_are_entries_where_somebody_attends_several() -> None:
    """Leads on the first two days, everybody on all seven; Bo attends one and sees it in the event's entry."""
    sessions = (
        SessionRecord(session="leads", first_day=date(2027, 5, 10), last_day=date(2027, 5, 11)),
        SessionRecord(session="all", first_day=date(2027, 5, 10), last_day=date(2027, 5, 16)),
        SessionRecord(session="late", first_day=date(2027, 5, 15), last_day=date(2027, 5, 16)),
    )
    year_plan = plan(event_record(trip_record("ana", attends=("leads", "all")), trip_record("bo"), sessions=sessions))
    leads = titled(year_plan, ": leads")
    assert ends(leads) == (date(2027, 5, 10), date(2027, 5, 12))
    assert len(entries(year_plan)) == len(entries(year_plan, "people/bo")) + 2
    assert titled(year_plan, "Spring sprint", "people/bo")["description"] == "Sessions: all"


def test_estimates_are_tentative_and_say_so() -> None:
    """Quotes are not."""
    guess = plan(event_record(trip_record("ana", offers=(offer_record(source="estimate"),))))
    assert titled(guess, "RIX to LIS")["status"] == "TENTATIVE"
    assert "An estimate, not a booking" in titled(guess, "RIX to LIS")["description"]
    assert "status" not in titled(plan(event_record(trip_record("ana"))), "RIX to LIS")


def test_hostile_names_stay_inside_their_line() -> None:
    """No second entry, no control character; names in any script stay whole."""
    evil = "Ana\r\nEND:VEVENT\r\nBEGIN:VEVENT\x07, née; 田中\\n"
    year_plan = plan(event_record(trip_record("ana", evil), venue_name=evil), company=evil)
    content = calendars(year_plan)["teams/Core.ics"].decode()
    assert content.count("\nBEGIN:VEVENT") == 4
    assert "\x07" not in content
    assert str(entries(year_plan, "teams/Core")[0]["summary"]).startswith(
        "Ana  END:VEVENT  BEGIN:VEVENT, née; 田中\\n: "
    )


def test_lines_are_folded_at_75_bytes() -> None:
    """As RFC 5545 wants it, also where a character takes three bytes."""
    content = calendars(plan(event_record(trip_record("ana"), venue_name="会" * 90)))["people/ana.ics"]
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert all(line.decode() is not None for line in content.split(b"\r\n"))


def test_the_file_says_that_it_publishes_and_whose_it_is() -> None:
    year_plan = read(plan(event_record(trip_record("ana", "Ana Lima"))))
    assert (year_plan["method"], year_plan["version"]) == ("PUBLISH", "2.0")
    assert year_plan["x-wr-calname"] == "Acme: Ana Lima"
    assert year_plan.errors == []
    assert icalendar.__version__ >= "7"


def test_the_title_is_escaped_as_every_other_text() -> None:
    """RFC 5545, 3.3.11: comma, semicolon and backslash, as in the summary of a team's entry."""
    content = calendars(plan(event_record(trip_record("ana", "Lima, Ana; \\o/")), company="Acme, Inc"))
    assert b"\r\nX-WR-CALNAME:Acme\\, Inc: Lima\\, Ana\\; \\\\o/\r\n" in content["people/ana.ics"]
    assert b"\r\nSUMMARY:Lima\\, Ana\\; \\\\o/: " in content["teams/Core.ics"]


def test_a_plan_in_which_nobody_comes_has_no_calendar() -> None:
    away: Trip = remote("ana", "nothing on sale")
    assert calendars(plan(event_record(away))) == {}
