"""Dates of staff lists, and in which order a column of them has day and month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sprintplan.domain.keys import FIRST_YEAR, LAST_YEAR

DATES = (
    *("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y年%m月%d日"),
    *("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y"),
)
"""Forms of dates that mean one day; what 03/04/2025 means only others of its column tell."""

MONTHS = 12
COUNTED = re.compile(r"([2-5]\d{4})(?:\.0)?")
"""A day as spreadsheets count them, from 1954 to 2064."""
FIRST_COUNTED = date(1899, 12, 30)
"""The day before their first, as they count a 29 February 1900."""
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Order:
    """In which order a column has day and month: whether the day is `first`, and the date that shows it."""

    first: bool
    shown_by: str


def day_order(texts: Sequence[str]) -> Order | None:
    """The order of day and month in the dates of a column, `texts`; None where none or both are shown."""
    shown = [(numbers, word) for word in map(_bare, texts) if (numbers := _numbers(word))]
    by_day = [word for (first, second, _), word in shown if first > MONTHS >= second]
    by_month = [word for (first, second, _), word in shown if second > MONTHS >= first]
    if bool(by_day) == bool(by_month):
        return None
    return Order(bool(by_day), (by_day or by_month)[0])


def order_remarks(orders: Mapping[str, Order | None], titles: Mapping[str, str]) -> Iterator[str]:
    """A sentence on each column whose dates are read in one order.

    Parameters
    ----------
    orders : the order of each column of dates; None where none is known
    titles : the headings that columns stand under
    """
    for column, order in orders.items():
        if order:
            first, second = ("day", "month") if order.first else ("month", "day")
            yield f"{titles[column]}: dates are read {first} before {second}, as {order.shown_by} is one of them"


def date_in(text: str, order: Order | None) -> tuple[str, str]:
    """The date that a `text` means, in a column of an `order`, as ISO writes it, and what is doubtful about it; either
    is empty."""
    word = _bare(text)
    for form in DATES if word else ():
        try:
            return datetime.strptime(word, form).date().isoformat(), ""
        except ValueError:
            continue
    if counted := COUNTED.fullmatch(word):
        known = (FIRST_COUNTED + timedelta(days=int(counted[1]))).isoformat()
        return known, f'"{text}" was read as {known}, as spreadsheets count days'
    numbers = _numbers(word)
    meant = sorted({day for first in (True, False) if (day := _day(numbers, first))}) if numbers else []
    if numbers and len(meant) > 1 and order:
        meant = [day for day in [_day(numbers, order.first)] if day]
    if len(meant) == 1:
        return meant[0].isoformat(), ""
    if meant:
        return "", f'"{text}" could mean {meant[0]} or {meant[1]}, so it was left out'
    return "", f'"{text}" is not a date, so it was left out' if word else ""


def plannable(column: str, day: str) -> tuple[str, str]:
    """A day as people.csv takes it in a column, and what is doubtful about it; either is empty.

    Whoever joined before the years that are planned works here, and whoever leaves in 9999 stays: such days are left
    out without a word.

    Parameters
    ----------
    column : one of people.csv
    day : a date as ISO writes it, or nothing
    """
    year = int(day[:4] or FIRST_YEAR)
    if FIRST_YEAR <= year <= LAST_YEAR:
        return day, ""
    if (column, year < FIRST_YEAR) in (("joins", True), ("leaves", False)):
        return "", ""
    if column == "leaves":
        first = f"{FIRST_YEAR}-01-01"
        return first, f"{day} was written as {first}, before which no year is planned"
    return "", f"{day} is not a year to plan for, so it was left out"


def _bare(text: str) -> str:
    """The text without a midnight behind its date."""
    return text.partition(" 00:00")[0].partition("T00:00")[0]


def _numbers(word: str) -> tuple[int, int, int] | None:
    """The three numbers of a date with slashes and the year at its end."""
    parts = SLASHED.fullmatch(word)
    return (int(parts[1]), int(parts[2]), int(parts[3])) if parts else None


def _day(numbers: tuple[int, int, int], day_first: bool) -> date | None:
    first, second, year = numbers
    try:
        return date(year, second, first) if day_first else date(year, first, second)
    except ValueError:
        return None
