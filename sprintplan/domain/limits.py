"""Limits of the year and of an event: `[limits]`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from sprintplan.domain.keys import Reading, Schema, Word, words_of
from sprintplan.domain.people import Selector, Who
from sprintplan.domain.quantities import Hours, Money, Share, Tonnes, Whole
from sprintplan.domain.quorum import Quorum, Quorums
from sprintplan.domain.tables import Section, Table
from sprintplan.units import MOST_BUDGET_MINOR

Different = Literal["venue", "country", "region"]
MOST_MONTHS = 1200
MOST_TONNES = 10**9
"""CO2e that all of aviation emits in a year."""


class HoursPerYear(Table):
    """`traveller_hours_per_year`: most minutes in journeys a year of anybody whom `exempt` does not name."""

    minutes: Annotated[int, Hours("most hours in journeys a year", "60"), Field(alias="hours")]
    exempt: Annotated[tuple[Selector, ...], Who("but these", '["home:AU"]'), Field(alias="except")] = ()


@dataclass(frozen=True)
class HoursOrTable(Section):
    """A table whose `hours` may also be written alone."""

    def read(self, value: Any, reading: Reading) -> Any:
        """The table, or one around the bare number."""
        return super().read(value if isinstance(value, dict) else {"hours": value}, reading)

    def around(self, table: Schema) -> Schema:
        """A number, or the table."""
        return {"anyOf": [table["properties"]["hours"], table]}


class LongHaul(Table):
    """`long_haul`: most trips a year with a journey of over so many minutes."""

    over_min: Annotated[int, Hours("a journey over so many hours", "9"), Field(alias="hours")]
    trips_per_year: Annotated[int, Whole("most trips a year with such a journey", "1")]
    exempt: Annotated[tuple[Selector, ...], Who("but these", '["home:AU"]'), Field(alias="except")] = ()


class Limits(Table):
    """The `[limits]` table; None is no limit."""

    budget_minor: Annotated[
        int | None, Money("cash of the year", "300_000", most_minor=MOST_BUDGET_MINOR), Field(alias="budget")
    ] = None
    budget_per_head_minor: Annotated[
        int | None,
        Money("cash of an event for each person who attends it in person", "3000", most_minor=MOST_BUDGET_MINOR),
        Field(alias="budget_per_head"),
    ] = None
    co2e_g: Annotated[int | None, Tonnes("CO2e of the year", "60", most=MOST_TONNES), Field(alias="co2e_tonnes")] = None
    journey_min: Annotated[int | None, Hours("of any single journey", "40"), Field(alias="journey_hours")] = None
    traveller_hours: Annotated[
        HoursPerYear | None,
        HoursOrTable("most hours in journeys of anybody but these", inline=True),
        Field(alias="traveller_hours_per_year"),
    ] = None
    long_haul: Annotated[LongHaul | None, Section("trips with a journey over so many hours", inline=True)] = None
    weeks_between_events: Annotated[
        int | None, Whole("at least, from the last day of one to the first of the next", "12", unit="weeks", most=520)
    ] = None
    different: Annotated[
        Different | None,
        Word("the year's venues differ in this", '"country"', values=words_of(Different)),
    ] = None
    months_between_uses: Annotated[
        int | None,
        Whole("of one venue, counted from `last_used` in venues.csv", "24", unit="months", most=MOST_MONTHS),
    ] = None
    holiday_share: Annotated[
        Decimal | None,
        Share(
            "of an event's travellers, who may have a public holiday at home on one of its days",
            "0.2",
            above_zero=False,
        ),
    ] = None
    quorum: Annotated[
        tuple[Quorum, ...],
        Quorums("share of an event's people of a selector who attend in person at least", '{ "team:Platform" = 0.8 }'),
    ] = ()
