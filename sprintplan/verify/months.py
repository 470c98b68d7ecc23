"""Calendar months for the judge."""

from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))
