"""Keys that hold days, some of them as spans: school holidays, a trade fair."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sprintplan.domain.keys import Reading, Schema, of_type, wrong
from sprintplan.domain.starts import MOST_SPAN_DAYS
from sprintplan.domain.tables import Days
from sprintplan.problems import shown

LONGEST_LISTED = 2
"""Days in a row that are written one by one."""


@dataclass(frozen=True)
class DaysAndSpans(Days):
    """The same, with texts such as "2027-05-18..2027-05-28" for the days from one to another."""

    kind = "list of dates and spans"
    how = 'Write dates without quotes, and spans in quotes: [2027-05-01, "2027-05-18..2027-05-28"]'

    def read(self, value: Any, reading: Reading) -> tuple[date, ...]:
        """All days, in order."""
        entries = of_type(value, list, "a list of dates")
        spans = [days for entry in entries if isinstance(entry, str) for days in _span(entry)]
        return super().read([entry for entry in entries if not isinstance(entry, str)] + spans, reading)

    def written(self, value: tuple[date, ...], reading: Reading) -> list[Any]:
        """Dates again, three and more in a row as a span."""
        runs = runs_of(value)
        return [entry for run in runs for entry in ([f"{run[0]}..{run[-1]}"] if len(run) > LONGEST_LISTED else run)]

    def schema(self) -> Schema:
        """An array of dates and spans."""
        day = r"\d{4}-\d{2}-\d{2}"
        either = [{"type": "string", "format": "date"}, {"type": "string", "pattern": rf"^{day}\.\.{day}$"}]
        return {"type": "array", "items": {"anyOf": either}}


def runs_of(days: tuple[date, ...]) -> list[list[date]]:
    """Some `days`, in order and each once, as runs of days that follow each other."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day == runs[-1][-1] + timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _span(text: str) -> list[date]:
    """The days of "FIRST..LAST"."""
    try:
        first, last = (date.fromisoformat(part.strip()) for part in text.split(".."))
    except ValueError:
        raise wrong(f"{shown(text)} is neither a date nor a span of dates", DaysAndSpans.how) from None
    if first > last:
        raise wrong(f"the span {first} to {last} runs backwards", "Put the earlier date first")
    if (last - first).days > MOST_SPAN_DAYS:
        raise wrong(f"{first} to {last} is over two years", "Plan one year at a time")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
