"""What the score counts, `[objective]`, and what a currency is worth."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from sprintplan.domain.keys import Flag, Reading, Schema
from sprintplan.domain.model import Model
from sprintplan.domain.quantities import Money, Share
from sprintplan.domain.tables import Table

Public = Literal["public"]
PUBLIC: Public = "public"
"""What stands for public rates of meals."""


@dataclass(frozen=True)
class PerDiem(Money):
    """An amount, or the word for the public rate of each venue's place and month."""

    kind = 'amount, or "public" for public rates of meals'

    def read(self, value: Any, reading: Reading) -> Any:
        """Minor units, or the word as it is."""
        return PUBLIC if value == PUBLIC else super().read(value, reading)

    def written(self, value: Any, reading: Reading) -> Any:
        """The amount or the word again."""
        return PUBLIC if value == PUBLIC else super().written(value, reading)

    def doubt(self, value: Any, reading: Reading) -> tuple[str, str] | None:
        """What looks wrong about an amount."""
        return None if value == PUBLIC else super().doubt(value, reading)

    def schema(self) -> Schema:
        """A number, or the word."""
        return {"anyOf": [super().schema(), {"const": PUBLIC}]}


class Objective(Table):
    """The `[objective]` table in minor units of the company's currency.

    Without `first_last_day` the per diem is paid for each night.
    """

    travel_hour_minor: Annotated[
        int, Money("for each hour that somebody spends on a journey", "20", default=20), Field(alias="travel_hour")
    ]
    tonne_co2e_minor: Annotated[int, Money("for each tonne of CO2e", "100", default=100), Field(alias="tonne_co2e")]
    co2e_levy_minor: Annotated[int, Money("paid in cash for each tonne of CO2e", "50"), Field(alias="co2e_levy")] = 0
    connection_minor: Annotated[int, Money("weighed for each change of planes", "40"), Field(alias="connection")] = 0
    transfer_hours: Annotated[bool, Flag("transfer minutes of a venue count like hours in journeys", "true")] = False
    change_minor: Annotated[
        int,
        Money("in a replan, for each published itinerary that changes without being booked", "100", default=100),
        Field(alias="change"),
    ] = 0
    night_per_diem_minor: Annotated[
        int | Public,
        PerDiem("paid in cash for each night at the venue", "60", default=60),
        Field(alias="night_per_diem"),
    ]
    first_last_day: Annotated[
        Decimal | None,
        Share("per diem counts days: this part on the days of check-in and check-out", "0.75", above_zero=False),
    ] = None
    tie_minor: Annotated[
        int,
        Money("of first days that cost less than this more, the one with fewest holidays", "500"),
        Field(alias="tie"),
    ] = 0
    remote_minor: Annotated[
        int, Money("for each person who cannot attend", "5000", default=5000), Field(alias="remote")
    ]


class Rate(Model):
    """Units of `currency` for one unit of the company's currency, on `on`."""

    currency: str
    rate: Decimal
    on: date
    source: Literal["workspace", "ECB"]
