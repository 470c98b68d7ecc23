"""How long a flight lasts by the clocks of its airports, as sellers write it."""

from datetime import datetime

from tests.build.clocks import utc_minutes


def duration(start: str, departs: str, end: str, arrives: str) -> str | None:
    """The duration in ISO 8601; None where the times make none."""
    try:
        minutes = utc_minutes(end, datetime.fromisoformat(arrives)) - utc_minutes(
            start, datetime.fromisoformat(departs)
        )
    except (ValueError, AssertionError, TypeError):
        return None
    return f"PT{minutes // 60}H{minutes % 60}M" if minutes > 0 else None
