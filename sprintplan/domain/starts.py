"""`starts` of an event: a list of first days, or a span of them."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Self

from pydantic import Field, GetCoreSchemaHandler, ValidationInfo, model_validator
from pydantic_core import CoreSchema, core_schema

from sprintplan.domain.keys import Day, Reading, Schema, Word, of_type, wrong
from sprintplan.domain.tables import Days, Table
from sprintplan.world.zones import FIRST_YEAR, LAST_YEAR

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_SPAN_DAYS = 731
LISTED, SPAN = "(listed)", "(span)"
"""Names of the two forms, which stand in the place of an error that pydantic collects."""
AROUND = timedelta(days=45)
"""Travel to and from an event stays within so many days of its first: 14 days, 30 nights, and a day on the way."""
EARLIEST, LATEST = date(FIRST_YEAR, 1, 1) + AROUND, date(LAST_YEAR, 12, 31) - AROUND
"""First days around which the clocks of all places are known."""


class Span(Table):
    """First days from one date to another, on one day of the week or on all."""

    first: Annotated[date, Day("first of them", "2027-04-05"), Field(alias="from")]
    last: Annotated[date, Day("last of them", "2027-05-24"), Field(alias="to")]
    on: Annotated[
        str | None,
        Word("day of the week; without the key every day", '"monday"', values={day: day for day in WEEKDAYS}),
    ] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Ask for a day at least, and no more than two years."""
        first, last = self.first, self.last
        if first > last:
            raise wrong(f"the range {first} to {last} runs backwards", "Put the earlier date into from")
        if (last - first).days > MOST_SPAN_DAYS:
            raise wrong(f"{first} to {last} is over two years", "Plan one year at a time")
        if not self.days:
            raise wrong(f"there is no {self.on} from {first} to {last}", "Widen the range, or change on")
        return self

    @property
    def days(self) -> tuple[date, ...]:
        """The days, in order."""
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return tuple(day for day in days if self.on is None or WEEKDAYS[day.weekday()] == self.on)


@dataclass(frozen=True)
class Starts(Days):
    """First days, listed or as a span."""

    kind = "list of dates, or a table"
    table = Span

    def read(self, value: Any, reading: Reading) -> tuple[date, ...]:
        """The days, in order."""
        days = super().read(of_type(value, list, "a table { from, to, on } or a list of dates"), reading)
        if not days:
            raise wrong("no first day is listed", f"Write {self.example}, or {{ from, to, on }}")
        return days

    def around(self, table: Schema) -> Schema:
        """An array of dates, or the table."""
        return {"anyOf": [self.schema() | {"minItems": 1}, table]}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a list where one is written, and the days of a span where a table is; clocks of all must be known."""
        span = core_schema.no_info_after_validator_function(_days_of, handler.generate_schema(Span))
        forms: dict[Hashable, CoreSchema] = {LISTED: self.core(handler(source)), SPAN: span}
        either = core_schema.tagged_union_schema(forms, _form)
        return core_schema.with_info_after_validator_function(_in_known_years, either)


def _form(value: Any) -> str:
    return SPAN if isinstance(value, dict | Span) else LISTED


def _days_of(span: Span) -> tuple[date, ...]:
    return span.days


def _in_known_years(days: tuple[date, ...], info: ValidationInfo) -> tuple[date, ...]:
    for day in days if isinstance(info.context, Reading) else ():
        if not EARLIEST <= day <= LATEST:
            what = f"{day} is outside the years that can be planned"
            raise wrong(f"{what}, as time zones are known from {EARLIEST} to {LATEST}", "Correct the year")
    return days
