"""The values that cells hold: words, codes, dates, amounts; each with the problem that a bad one gets."""

import re
from collections.abc import Callable, Container
from datetime import date
from decimal import Decimal, InvalidOperation

from sprintplan.domain.model import CABIN_BY_WORD, Cabin, DateRange
from sprintplan.workspace.files import Row
from sprintplan.workspace.report import Report, did_you_mean
from sprintplan.world.cities import countries

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d$")
DATE_REMEDY = "Write dates as 2027-05-01 (format the column as text before saving)"


class Cells:
    """Reads one row's cells, noting every problem."""

    def __init__(self, row: Row, report: Report) -> None:
        self.row, self.report = row, report

    def bad(self, column: str, what: str, remedy: str) -> None:
        """Note a problem of one cell."""
        self.report.add(self.row.file, self.row.line, f"{column}: {what}", remedy)

    def words(self, column: str) -> tuple[str, ...]:
        """The cell's words, which `|` joins."""
        return tuple(word.strip() for word in self.row[column].split("|") if word.strip())

    def known(self, column: str, known: Container[str], names: Callable[[], list[str]]) -> tuple[str, ...]:
        """The cell's words, each of which must be known."""
        for word in (words := self.words(column)):
            if word not in known:
                self.bad(column, f'unknown "{word}"', did_you_mean(word, names()))
        return words

    def country_codes(self, column: str) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes."""
        for word in (words := self.words(column)):
            if word not in countries():
                self.bad(
                    column,
                    f'"{word}" is no country code',
                    "Use ISO 3166-1 alpha-2 codes such as PT, joined by |",
                )
        return words

    def cabin(self, column: str) -> Cabin | None:
        """A cabin, or None where the cell is empty."""
        if (word := self.row[column]) and word not in CABIN_BY_WORD:
            self.bad(column, f'unknown cabin "{word}"', did_you_mean(word, CABIN_BY_WORD))
        return CABIN_BY_WORD.get(word)

    def day(self, column: str, word: str) -> date | None:
        """One ISO date."""
        try:
            if ISO_DATE.match(word):
                return date.fromisoformat(word)
        except ValueError:
            pass
        self.bad(column, f'"{word}" is no date', DATE_REMEDY)
        return None

    def ranges(self, column: str) -> tuple[DateRange, ...]:
        """ISO dates or ranges joined by `|`."""
        found = []
        for word in self.words(column):
            first, _, last = word.partition("..")
            start, end = self.day(column, first.strip()), self.day(column, (last or first).strip())
            if start and end and start > end:
                self.bad(column, f"the range {word} runs backwards", f"Did you mean {end}..{start}?")
            elif start and end:
                found.append(DateRange(first=start, last=end))
        return tuple(found)

    def whole(self, column: str, least: int = 0) -> int | None:
        """A whole number, or None where the cell is empty."""
        if not (word := self.row[column]):
            return None
        if not re.fullmatch(r"-?\d+", word):
            self.bad(column, f'"{word}" is no whole number', "Write digits only")
            return None
        if int(word) < least:
            self.bad(column, f"{word} is below {least}", f"Write {least} or more, or leave it empty")
        return int(word)

    def amount(self, column: str) -> Decimal | None:
        """A decimal number of at least zero, or None where the cell is empty."""
        if not (word := self.row[column]):
            return None
        try:
            value = Decimal(word)
        except InvalidOperation:
            comma = "Write decimals with a point: 1234.50" if "," in word else "Write a plain number such as 1234.50"
            self.bad(column, f'"{word}" is no amount', comma)
            return None
        if not value.is_finite() or value < 0:
            self.bad(column, f"the amount {word} is below zero", "Write zero or more")
        return value
