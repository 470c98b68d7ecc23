"""The values that cells hold: words, codes, dates, amounts; each with the problem that a bad one gets."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sprintplan.domain import columns
from sprintplan.domain.columns import Column
from sprintplan.domain.keys import FIRST_YEAR, LAST_YEAR
from sprintplan.domain.model import CABIN_BY_WORD, Cabin, DateRange
from sprintplan.domain.quantities import MOST_AMOUNT
from sprintplan.domain.synonyms import SYNONYMS
from sprintplan.intake.countries import find_citizenship, find_country
from sprintplan.numerals import is_finer, may_be_thousands, plain_forms, readings
from sprintplan.problems import EMAIL, did_you_mean, email_in, shortened, shown
from sprintplan.units import currency_decimals
from sprintplan.workspace.files import Row, words_of
from sprintplan.workspace.report import Report

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
ID = re.compile(r"[A-Za-z0-9._@-]+")
ID_REMEDY = "Use letters, digits, and the characters . _ - @"
WHOLE = re.compile(r"-?\d+", re.ASCII)
AMOUNT = re.compile(r"-?\d+(\.\d{1,12})?", re.ASCII)
DATE_REMEDY = "Write dates as 2027-05-01: in the spreadsheet, format the column as yyyy-mm-dd before saving"
POINT = "with a decimal point and nothing between thousands: in the spreadsheet, set the cells' region to English \
before saving"


class Cells:
    """Reads one row's cells, noting every problem."""

    __slots__ = ("report", "row")

    def __init__(self, row: Row, report: Report) -> None:
        self.row, self.report = row, report

    def bad(self, column: str, what: str, remedy: str, cause: str = "") -> None:
        """Note a problem of one cell.

        Parameters
        ----------
        column : its name
        what : what is wrong
        remedy : what to do
        cause : problems with the same one are one message
        """
        self.report.add(self.row.file, self.row.line, f"{column}: {what}", remedy, cause)

    def value(self, name: str, column: Column) -> Any:
        """The value of the cell called `name`, whose `column` declares all that it takes; None for an empty one that is
        no text."""
        match column:
            case columns.Countries():
                return self.country_codes(name)
            case columns.Words():
                return self.words(name)
            case columns.Ranges():
                return self.ranges(name)
            case columns.CabinWord():
                return self.cabin(name)
            case columns.Whole():
                return self.whole(name, column.least, column.most)
            case columns.Share():
                return self.share(name)
            case columns.YesOrNo():
                return self.yes_or_no(name)
            case columns.Day():
                return self.day(name, self.row[name]) if self.row[name] else None
        return self.row[name]

    def check_email(self, column: str) -> None:
        """Note a problem where the cell of a `column` holds another thing than one e-mail address."""
        word = self.row[column]
        if word and not EMAIL.fullmatch(word):
            example = email_in(word) or "an address such as ana@acme.example"
            self.bad(column, f"{shown(word)} is not an e-mail address", f"Write {example}, or leave it empty")

    def words(self, column: str) -> tuple[str, ...]:
        """The words of a cell, by its `column`, which `|` joins."""
        return words_of(self.row[column])

    def known(self, column: str, known: Collection[str] | None) -> tuple[str, ...]:
        """The words of a cell, by its `column`, each of which must be `known`; None where what is known could not be
        read."""
        words = self.words(column)
        for word in words if known is not None else ():
            self.known_word(column, word, known or ())
        return words

    def known_word(self, column: str, word: str, known: Collection[str]) -> None:
        """Note a problem where a `word` of the cell of a `column` is none of those that are `known`."""
        if word not in known:
            self.bad(column, f"unknown {shown(word)}", self.report.hint(column, word, known))

    def country_codes(self, column: str) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes in the cell of a `column`."""
        words = self.words(column)
        for word in words:
            if word not in self.report.countries:
                parts = [find_country(part.strip()) or "" for part in re.split(r"[,;/]", word)]
                meant = find_country(word) or find_country(word.upper()) or ("|".join(parts) if all(parts) else None)
                meant = meant or (find_citizenship(word) if column == "citizenship" else None)
                remedy = f'Did you mean "{meant}"?' if meant else "Use ISO 3166-1 alpha-2 codes such as PT, joined by |"
                self.bad(column, f"{shown(word)} is not a country code", remedy)
        return words

    def cabin(self, column: str) -> Cabin | None:
        """The cabin in the cell of a `column`; None where the cell is empty."""
        if (word := self.row[column]) and word not in CABIN_BY_WORD:
            self.bad(column, f"unknown cabin {shown(word)}", did_you_mean(word, CABIN_BY_WORD, meanings=SYNONYMS))
        return CABIN_BY_WORD.get(word)

    def yes_or_no(self, column: str) -> bool:
        """Whether the cell of a `column` says yes; an empty one says no."""
        word = self.row[column].lower()
        if word not in ("", "yes", "no"):
            self.bad(column, f"{shown(self.row[column])} is not yes or no", "Write yes or no, or leave it empty")
        return word == "yes"

    def day(self, column: str, word: str) -> date | None:
        """The ISO date in a `word` of the cell of a `column`; None, and a problem, where it is none."""
        try:
            day = date.fromisoformat(word) if ISO_DATE.fullmatch(word) else None
        except ValueError:
            self.bad(column, f"{shown(word)} is a day that no calendar has", DATE_REMEDY)
            return None
        if day is None:
            self.bad(column, f"{shown(word)} is not a date", DATE_REMEDY)
        elif not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.bad(column, f"{word} is not a year to plan for", f"Write a year from {FIRST_YEAR} to {LAST_YEAR}")
            return None
        return day

    def ranges(self, column: str) -> tuple[DateRange, ...]:
        """ISO dates or ranges in the cell of a `column`, joined by `|`."""
        return self.ranges_of(column, self.words(column))

    def ranges_of(self, column: str, words: Iterable[str]) -> tuple[DateRange, ...]:
        """The dates or ranges that some `words` of the cell of a `column` state."""
        ranges = []
        for word in words:
            first, dots, last = (part.strip() for part in word.partition(".."))
            if not first or (dots and not last):
                what = f"{shown(word)} is a range without a first or last day" if word else "the dates are missing"
                self.bad(column, what, "Write both days, such as 2027-05-01..2027-05-09")
                continue
            start = self.day(column, first)
            end = self.day(column, last) if dots else start
            if start and end and start > end:
                self.bad(column, f"the range {shown(word)} runs backwards", f"Did you mean {end}..{start}?")
            elif start and end:
                ranges.append(DateRange.model_construct(first=start, last=end))
        return tuple(ranges)

    def whole(self, column: str, least: int, most: int, *, required: bool = False) -> int | None:
        """A whole number from `least` to `most` in the cell of a `column`, which may be empty unless it is `required`;
        None where the cell is empty or holds another thing."""
        or_empty = "" if required else ", or leave it empty"
        if not (word := self.row[column]):
            return None
        if not WHOLE.fullmatch(word):
            plain = (form.removesuffix(".0").removesuffix(".00") for form in readings(word))
            whole = next(filter(str.isdigit, plain), "digits only")
            what = f"{shown(word)} is not a whole number"
            self.bad(column, what, f"Write {whole}{or_empty}", cause=f"{column}: whole")
        elif (number := Decimal(word)) < least:
            self.bad(column, f"{shortened(word)} is below {least}", f"Write {least} or more{or_empty}")
        elif number > most:
            self.bad(column, f"{shortened(word)} is not within {least} to {most}", "Write a number in between")
        else:
            return int(number)
        return None

    def seasons(self, column: str, currency: str) -> tuple[tuple[DateRange, Decimal], ...]:
        """Ranges of dates with an amount of a `currency` each in the cell of a `column`, in order; no two share a
        day."""
        seasons = list[tuple[DateRange, Decimal]]()
        for word in self.words(column):
            days, sign, text = (part.strip() for part in word.partition("="))
            if not sign or not text:
                self.bad(column, f"{shown(word)} has no amount", "Write ranges such as 2027-06-01..2027-08-31=180")
                continue
            amount = self.amount_of(column, text, currency)
            seasons += [(one, amount) for one in self.ranges_of(column, (days,)) if amount is not None]
        seasons.sort(key=lambda one: one[0].first)
        for (one, _), (other, _) in pairwise(seasons):
            if other.first <= one.last:
                self.bad(column, f"{other.first} lies in two seasons", "Give each night one rate")
        return tuple(seasons)

    def share(self, column: str) -> Decimal | None:
        """A part of a whole in the cell of a `column`, or None where it is empty."""
        if not (word := self.row[column]):
            return None
        if AMOUNT.fullmatch(word) and 0 <= Decimal(word) <= 1:
            return Decimal(word)
        self.bad(column, f"{shown(word)} is not a share", "Write a number from 0 to 1, such as 0.1 for 10 %")
        return None

    def amount(self, column: str, currency: str) -> Decimal | None:
        """An amount of a `currency` in the cell of a `column`, at least zero; None where the cell is empty or holds
        another thing."""
        word = self.row[column]
        return self.amount_of(column, word, currency) if word else None

    def amount_of(self, column: str, word: str, currency: str) -> Decimal | None:
        """The amount of a `currency` that a `word` of the cell of a `column` states; None and a problem where it is
        none."""
        decimals = currency_decimals(currency)
        if not AMOUNT.fullmatch(word):
            forms = plain_forms(word, decimals) or "a plain number such as 1234.50"
            self.bad(column, f"{shown(word)} is not an amount", f"Write {forms}, {POINT}", cause=f"{column}: form")
        elif word.startswith("-"):
            self.bad(column, f"the amount {shortened(word)} is below zero", "Write zero or more")
        elif may_be_thousands(word, decimals):
            what = f"{shown(word)} has more decimals than {currency}, and may mean thousands"
            self.bad(column, what, f"Write {plain_forms(word, decimals)}", cause=f"{column}: thousands")
        elif Decimal(word) > MOST_AMOUNT:
            self.bad(column, f"the amount {shortened(word)} is beyond any budget", f"Write {MOST_AMOUNT} or less")
        else:
            if is_finer(word, decimals):
                what = f"{column}: {shown(word)} is rounded, as {currency} has {decimals} decimals"
                self.report.warn(self.row.file, self.row.line, what, "Check the amount")
            return Decimal(word)
        return None
