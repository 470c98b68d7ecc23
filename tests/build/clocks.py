"""Airports by number, and the clocks on their walls."""

from datetime import datetime, timedelta

from sprintplan.world.airports import airports
from sprintplan.world.zones import local_from_utc, utc_from_local

EPOCH = datetime(1970, 1, 1)


def number(code: str) -> int:
    """An airport's number."""
    row = airports().number(code)
    assert row is not None, code
    return row


def wall_minutes(time: datetime) -> int:
    """Wall-clock minutes since 1970."""
    return (time - EPOCH) // timedelta(minutes=1)


def utc_minutes(code: str, time: datetime) -> int:
    """The instant at which an airport's clock shows that time, in minutes since 1970."""
    return int(utc_from_local(airports().zone[number(code)], wall_minutes(time)))


def wall_clock(code: str, utc_min: int) -> datetime:
    """What the airport's clock shows at an instant."""
    return EPOCH + timedelta(minutes=int(local_from_utc(airports().zone[number(code)], utc_min)))
