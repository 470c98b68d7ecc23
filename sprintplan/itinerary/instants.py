"""Instants as the plan writes them."""

from datetime import datetime, timedelta, timezone


def clock(utc_min: int, local_min: int) -> str:
    """RFC 3339 text of an instant on a wall clock: `utc_min` and `local_min` are minutes since 1970, in UTC and on that
    clock."""
    offset = timezone(timedelta(minutes=int(local_min - utc_min)))
    wall = datetime(1970, 1, 1, tzinfo=offset) + timedelta(minutes=int(local_min))
    return wall.isoformat(timespec="minutes")
