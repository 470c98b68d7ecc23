"""Wall clocks against zoneinfo, which reads the tz database one time at a time."""

import gc
import sys
from datetime import UTC, datetime, timedelta
from types import FrameType
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sprintplan.world.zones import local_from_utc, minutes_ahead, second_utc, utc_from_local, zone_names, zone_number

EPOCH = datetime(1970, 1, 1)
MINUTE, NONE = timedelta(minutes=1), timedelta()
ODD = [
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "America/New_York",
    "Europe/Lisbon",
    "Asia/Jerusalem",
    "Africa/Cairo",
    "Pacific/Kiritimati",
]


def minutes(time: datetime) -> int:
    return (time - EPOCH) // MINUTE


def wall(zone: ZoneInfo, utc_min: int) -> int:
    """Zoneinfo's own conversion of an instant."""
    instant = (EPOCH + timedelta(minutes=utc_min)).replace(tzinfo=UTC)
    return minutes(instant.astimezone(zone).replace(tzinfo=None))


def instant(zone: ZoneInfo, local_min: int) -> int:
    """Zoneinfo's own conversion of a wall clock, the first of two."""
    time = (EPOCH + timedelta(minutes=local_min)).replace(tzinfo=zone)
    return minutes(time.astimezone(UTC).replace(tzinfo=None))


SPAN = st.integers(minutes(datetime(2020, 1, 2)), minutes(datetime(2040, 12, 30)))


def test_zones_are_sorted_and_numbered() -> None:
    assert list(zone_names()) == sorted(set(zone_names()))
    assert zone_names()[zone_number("Europe/Lisbon")] == "Europe/Lisbon"


@pytest.mark.parametrize("day", [datetime(2026, 1, 15, 12), datetime(2027, 7, 1), datetime(2027, 3, 28, 1)])
def test_all_clocks_at_one_instant_are_those_of_conversions(day: datetime) -> None:
    every = np.arange(len(zone_names()))
    assert minutes_ahead(minutes(day)).tolist() == (local_from_utc(every, minutes(day)) - minutes(day)).tolist()


def test_a_zone_without_airports_is_an_error() -> None:
    with pytest.raises(ValueError):
        zone_number("Mars/Olympus")


@given(st.sampled_from(ODD), SPAN)
def test_any_minute_is_converted_as_zoneinfo_does(name: str, minute: int) -> None:
    zone, number = ZoneInfo(name), zone_number(name)
    assert int(local_from_utc(number, minute)) == wall(zone, minute)
    assert int(utc_from_local(number, minute)) == instant(zone, minute)


@pytest.mark.parametrize("name", ODD)
def test_every_change_is_exact_to_the_minute(name: str) -> None:
    zone, number = ZoneInfo(name), zone_number(name)
    hours = np.arange(minutes(datetime(2020, 1, 2)), minutes(datetime(2040, 12, 30)), 60)
    offset = local_from_utc(number, hours) - hours
    for hour in hours[:-1][np.diff(offset) != 0].tolist():
        near = np.arange(hour - 200, hour + 260, 5)
        assert local_from_utc(number, near).tolist() == [wall(zone, m) for m in near.tolist()]
        on_wall = near + int(offset[hours == hour][0])
        assert utc_from_local(number, on_wall).tolist() == [instant(zone, m) for m in on_wall.tolist()]


def test_every_zone_agrees_with_zoneinfo_every_day_of_the_span() -> None:
    # 00:30 on the wall, from 2020 to the end of 2040.
    times = [datetime(2020, 1, 2, 0, 30) + timedelta(days=n) for n in range(21 * 365)]
    on_wall = np.array([minutes(time) for time in times])
    for number, name in enumerate(zone_names()):
        offsets = [(offset or NONE) // MINUTE for offset in map(ZoneInfo(name).utcoffset, times)]
        assert (on_wall - utc_from_local(number, on_wall)).tolist() == offsets, name


def test_a_skipped_time_moves_forward_and_a_double_one_is_the_first() -> None:
    new_york = zone_number("America/New_York")
    skipped, double = minutes(datetime(2027, 3, 14, 2, 30)), minutes(datetime(2027, 11, 7, 1, 30))
    assert int(utc_from_local(new_york, skipped)) == minutes(datetime(2027, 3, 14, 7, 30))
    assert int(local_from_utc(new_york, utc_from_local(new_york, skipped))) == skipped + 60
    assert int(utc_from_local(new_york, double)) == minutes(datetime(2027, 11, 7, 5, 30))


def test_far_sides_of_the_date_line_are_a_day_apart() -> None:
    zones = [zone_number("Pacific/Kiritimati"), zone_number("Pacific/Pago_Pago")]
    noon = minutes(datetime(2027, 6, 1, 10, 30))
    assert (local_from_utc(zones, noon) - noon).tolist() == [14 * 60, -11 * 60]


def test_zones_and_minutes_broadcast() -> None:
    zones = np.array([[zone_number("Asia/Kathmandu")], [zone_number("Pacific/Chatham")]], np.int16)
    start = minutes(datetime(2027, 6, 1))
    local = local_from_utc(zones, np.array([start, start + 1, start + 2], np.int32))
    assert local.dtype == np.int32
    assert (local - start).tolist() == [[345, 346, 347], [765, 766, 767]]
    assert local_from_utc(np.array([], np.int16), np.array([], np.int32)).shape == (0,)


def test_times_outside_the_span_keep_its_first_and_last_offset() -> None:
    lisbon = zone_number("Europe/Lisbon")
    early, late = minutes(datetime(1970, 7, 1)), minutes(datetime(2060, 7, 1))
    assert local_from_utc(lisbon, [early, late]).tolist() == [early, late]


def test_a_million_conversions_are_one() -> None:
    """Python calls as few functions as for one."""
    rng = np.random.default_rng(1)
    zones = rng.choice(len(zone_names()), 60)[rng.integers(0, 60, 1_000_000)].astype(np.int16)
    times = rng.integers(29_900_000, 31_000_000, 1_000_000).astype(np.int32)
    local_from_utc(zones, times)  # A zone is prepared when it is first used.
    assert _calls(zones, times) == _calls(zones[:1], times[:1]) < 100


def _calls(zones: NDArray[np.int16], times: NDArray[np.int32]) -> int:
    """Functions that a conversion calls; none of them ends what other tests have left over."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    gc.disable()
    sys.setprofile(count)
    try:
        local_from_utc(zones, times)
    finally:
        sys.setprofile(None)
        gc.enable()
    return calls


@given(st.sampled_from(ODD), SPAN)
def test_the_second_instant_of_any_minute_is_zoneinfos_later_fold(name: str, minute: int) -> None:
    """Where the time comes twice; of others, and of those that do not exist, it is the first."""
    zone, number = ZoneInfo(name), zone_number(name)
    time = (EPOCH + timedelta(minutes=minute)).replace(tzinfo=zone)
    later = minutes(time.replace(fold=1).astimezone(UTC).replace(tzinfo=None))
    twice = later > instant(zone, minute) and wall(zone, later) == minute
    assert second_utc(number, minute) == (later if twice else instant(zone, minute))


@pytest.mark.parametrize(
    ("name", "local", "apart"),
    [
        ("Europe/Prague", "2027-10-31T02:45", 60),
        ("America/New_York", "2027-11-07T01:30", 60),
        ("Australia/Lord_Howe", "2027-04-04T01:45", 30),
        ("Europe/Prague", "2027-10-31T03:00", 0),
        ("Europe/Prague", "2027-10-31T01:59", 0),
        ("Europe/Prague", "2027-03-28T02:30", 0),
    ],
)
def test_a_time_that_comes_twice_has_a_second_instant(name: str, local: str, apart: int) -> None:
    """An hour later, at Lord Howe half an hour; the end of the hour, and the hour that never comes, have none."""
    number, minute = zone_number(name), minutes(datetime.fromisoformat(local))
    assert second_utc(number, minute) - utc_from_local(number, minute) == apart
