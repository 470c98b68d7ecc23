"""Time zones as calendar files spell them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sprintplan.reports.calendar.zones import zone_component
from sprintplan.world.zones import zone_names


def observances(name: str, first_year: int, last_year: int) -> list[Any]:
    return [*zone_component(name, first_year, last_year).subcomponents]


@pytest.mark.parametrize("name", ["Europe/Lisbon", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_each_change_is_written_on_the_clock_that_ends_with_it(name: str) -> None:
    """RFC 5545, 3.6.5: onset minus TZOFFSETFROM is the instant, at which zoneinfo has the new offset as well."""
    zone, parts = ZoneInfo(name), observances(name, 2027, 2027)
    assert len(parts) > 1
    for part in parts[1:]:
        old, new = part["tzoffsetfrom"].td, part["tzoffsetto"].td
        onset = part["dtstart"].dt.replace(tzinfo=UTC) - old
        assert onset.astimezone(zone).utcoffset() == new
        assert (onset - timedelta(minutes=1)).astimezone(zone).utcoffset() == old


def test_lisbon_changes_at_one_in_spring_and_at_two_in_autumn() -> None:
    """The clock goes from 01:00 to 02:00 on 28 March and from 02:00 to 01:00 on 31 October 2027."""
    first, spring, autumn = observances("Europe/Lisbon", 2027, 2027)
    assert first["dtstart"].dt < datetime(2027, 1, 1)
    assert (spring.name, spring["dtstart"].dt) == ("DAYLIGHT", datetime(2027, 3, 28, 1))
    assert (autumn.name, autumn["dtstart"].dt) == ("STANDARD", datetime(2027, 10, 31, 2))


@pytest.mark.parametrize("name", zone_names())
def test_every_zone_of_an_airport_tells_the_offset_that_zoneinfo_has(name: str) -> None:
    """Read as a phone does, the last onset before an instant holds; an instant every five days."""
    zone, parts = ZoneInfo(name), observances(name, 2027, 2028)
    onsets = [
        (part["dtstart"].dt.replace(tzinfo=UTC) - part["tzoffsetfrom"].td, part["tzoffsetto"].td) for part in parts
    ]
    for day in range(0, 731, 5):
        at = datetime(2027, 1, 1, 3, tzinfo=UTC) + timedelta(days=day)
        told = max((onset, offset) for onset, offset in onsets if onset <= at)[1]
        assert told == at.astimezone(zone).utcoffset()
