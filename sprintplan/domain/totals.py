"""Sums over an event or a year, and the runs of its shuttles."""

from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain.model import Model
from sprintplan.domain.record_types import Day, Hours, Kilograms, Money, People, in_unit


class Range(Model):
    """Where an amount lies in 8 of 10 likely markets."""

    low: Money
    """In one of ten markets it is less."""
    high: Money
    """In one of ten markets it is more."""


class TotalsRange(Model):
    """Where sums lie in 8 of 10 likely markets, with everybody's best trips in each."""

    cash: Range
    """All that is paid."""
    objective: Range
    """The score."""


class Totals(Model):
    """Sums over an event or the year; `venue` is hire and day rates, `travellers` counts trips that travel."""

    cash: Money
    """All that is paid."""
    fares: Money
    """Fares of all offers."""
    rooms: Money
    """Rooms of all nights."""
    per_diem: Money
    """Per diems."""
    transfers: Money
    """Transfers and runs of shuttles."""
    venue: Money
    """Hire and day rates."""
    visas: Money
    """Visa fees."""
    given_up: Annotated[Money | None, Field(exclude_if=lambda value: value is None)] = None
    """What is gone of bookings that are given up or exchanged; absent where nothing was booked."""
    bags: Money | None = None
    """Checked bags that tickets do not include; null in plans of versions that knew none."""
    co2e_levy: Money | None = None
    """Levies on CO2e; null in plans of versions that knew none."""
    minimum_spend: Money | None = None
    """What hire, day rates and rooms fall short of venues' minimum spend; null in plans of versions that knew none."""
    travel_hours: Hours
    """Hours of all journeys."""
    co2e_kg: Kilograms
    """Emissions of all journeys."""
    travellers: People
    """Trips that travel."""
    remote: People
    """People who cannot attend."""
    range: TotalsRange | None = None
    """Where cash and score lie in 8 of 10 likely markets; null where nothing is estimated, and in alternatives."""


class ShuttleRun(Model):
    """The runs that one airport, direction, date and clock hour need."""

    airport: str
    """IATA code of the airport."""
    direction: Literal["arrival", "departure"]
    """To the venue or from it."""
    date: Day
    """Local date."""
    hour: Annotated[int, Field(ge=0, le=23), in_unit("hour of the day")]
    """Clock hour in which the travellers land or take off."""
    travellers: People
    """Who ride."""
    runs: Annotated[int, in_unit("runs")]
    """Runs that they take."""
    cost: Money
    """Cost of the runs."""
