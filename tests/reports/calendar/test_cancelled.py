"""A later plan takes out of calendars what it no longer has."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.calendar.calendars import calendar, cancellation, parts
from tests.build.plan_records import event_record, journey_record, segment_record, trip_record
from tests.build.plan_records import plan_record as plan

BY_WAY_OF_FRANKFURT = trip_record("ana", "Ana Lima")
NONSTOP = trip_record(
    *("ana", "Ana Lima"),
    inbound=journey_record(
        segment_record("LIS", "2027-05-16T19:30+01:00", "RIX", "2027-05-17T01:30+03:00", carrier="BT")
    ),
)
LATER = "2026-12-01T09:00:00+00:00"


def told(*trips: Trip, at: str = LATER) -> Plan:
    return plan(event_record(*trips), created_at=at)


def written(plan: Plan, earlier: bytes = b"", name: str = "people/ana.ics") -> bytes:
    return calendar(plan, parts(plan)[name], earlier)


def entries(content: bytes) -> dict[str, Any]:
    """Entries by title."""
    calendar: Any = Calendar.from_ical(content)
    return {str(entry["summary"]): entry for entry in calendar.events}


def test_a_flight_that_is_no_longer_needed_is_cancelled() -> None:
    """Two flights home become one: the second has its UID and its time, a higher sequence, and is cancelled."""
    before = written(plan(event_record(BY_WAY_OF_FRANKFURT)))
    old, new = entries(before)["LH FRA to RIX"], entries(written(told(NONSTOP), before))["LH FRA to RIX"]
    assert (new["status"], new["uid"], new.DTSTART) == ("CANCELLED", old["uid"], old.DTSTART)
    assert new["sequence"] > old["sequence"]
    assert "status" not in entries(written(told(NONSTOP), before))["BT LIS to RIX"]


def test_zones_of_cancelled_entries_are_spelled_out_as_well() -> None:
    """Frankfurt is in no flight that is left."""
    after: Any = Calendar.from_ical(written(told(NONSTOP), written(plan(event_record(BY_WAY_OF_FRANKFURT)))))
    assert "Europe/Berlin" in {str(zone["tzid"]) for zone in after.timezones}


def test_the_same_plan_written_again_changes_nothing() -> None:
    """Neither where nothing is cancelled nor where something was."""
    first = written(told(NONSTOP))
    assert written(told(NONSTOP), first) == first
    second = written(told(NONSTOP), written(plan(event_record(BY_WAY_OF_FRANKFURT))))
    assert written(told(NONSTOP), second) == second


def test_a_flight_that_comes_back_is_no_longer_cancelled() -> None:
    """A third plan has two flights again."""
    gone = written(told(NONSTOP), written(plan(event_record(BY_WAY_OF_FRANKFURT))))
    back = written(told(BY_WAY_OF_FRANKFURT, at="2026-12-05T09:00:00+00:00"), gone)
    assert "status" not in entries(back)["LH FRA to RIX"]


def test_a_cancelled_time_that_the_clock_shows_twice_is_said_in_utc() -> None:
    """An older version wrote 03:30 of 31 October 2027 on the clock of Riga, which comes twice; the first was meant."""
    before = written(plan(event_record(BY_WAY_OF_FRANKFURT)))
    older = before.replace(b"TZID=Europe/Riga:20270509T100000", b"TZID=Europe/Riga:20271031T033000")
    older = older.replace(b"TZID=Europe/Berlin:20270509T103000", b"TZID=Europe/Berlin:20271031T043000")
    content = cancellation(told(), older)
    assert content is not None
    assert b"DTSTART:20271031T003000Z" in content


def test_who_no_longer_comes_has_all_entries_cancelled() -> None:
    """Under the same title; nothing else is in the file."""
    content = cancellation(told(), written(plan(event_record(BY_WAY_OF_FRANKFURT))))
    assert content is not None
    assert {str(entry["status"]) for entry in entries(content).values()} == {"CANCELLED"}
    assert len(entries(content)) == 5
    assert b"X-WR-CALNAME:Acme: Ana Lima" in content


@pytest.mark.parametrize("company", ["Acme, Inc; a\\b", "Acme\\nova", "Acme"])
def test_a_title_stays_as_it_was(company: str) -> None:
    """Read again and written again, whatever is escaped in it; an older version's, without escapes, is escaped."""
    before = plan(event_record(BY_WAY_OF_FRANKFURT), company=company)
    [title] = [line for line in written(before).splitlines() if line.startswith(b"X-WR-CALNAME:")]
    again = cancellation(told(), written(before))
    assert again is not None
    assert title in again.splitlines()
    older = written(before).replace(title, b"X-WR-CALNAME:Acme, Inc")
    assert b"\r\nX-WR-CALNAME:Acme\\, Inc\r\n" in (cancellation(told(), older) or b"")


def test_what_is_over_is_left_in_peace() -> None:
    """Planned anew on 17 May 2027: only the flight that lands that day is cancelled; a month later nothing is."""
    before = written(plan(event_record(BY_WAY_OF_FRANKFURT)))
    content = cancellation(told(at="2027-05-17T04:00:00+00:00"), before)
    assert content is not None
    assert [*entries(content)] == ["LH FRA to RIX"]
    assert cancellation(told(at="2027-06-17T04:00:00+00:00"), before) is None


def test_files_of_others_are_not_touched() -> None:
    """Another program's calendar, text that is none, and an entry without an end."""
    other = written(told(NONSTOP)).replace(b"-//sprintplan//", b"-//other//")
    assert cancellation(told(), other) is None
    assert written(told(NONSTOP), other) == written(told(NONSTOP))
    for odd in (b"", b"hello", b"\xff\xfe", b"BEGIN:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VCALENDAR\r\n"):
        assert cancellation(told(), odd) is None
    endless = b"BEGIN:VCALENDAR\r\nPRODID:-//sprintplan//x\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert cancellation(told(), endless) is None


@pytest.mark.parametrize("year", [b"0001", b"1601", b"9999"])
def test_a_year_that_no_plan_has_is_left_out(year: bytes) -> None:
    """Somebody edited the file; zones are not spelled out over centuries for it."""
    edited = written(plan(event_record(BY_WAY_OF_FRANKFURT))).replace(b":20270509T100000", b":" + year + b"0509T100000")
    content = cancellation(told(), edited)
    assert content is not None
    assert "Flight RIX to LIS" not in entries(content)


@settings(max_examples=200)
@given(junk=st.binary(max_size=200), at=st.integers(0, 1500))
def test_a_damaged_file_is_never_a_fault(junk: bytes, at: int) -> None:
    """Whatever stands in the folder: bytes in the midst of a calendar give a calendar, or are not ours."""
    good = written(plan(event_record(BY_WAY_OF_FRANKFURT)))
    damaged = good[:at] + junk + good[at + len(junk) :]
    cancellation(told(), damaged)
    assert entries(written(told(NONSTOP), damaged))
