"""What the score counts, `[objective]`, and what a currency is worth."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain.keys import Flag
from sprintplan.domain.model import Model
from sprintplan.domain.quantities import Money
from sprintplan.domain.tables import Table


class Objective(Table):
    """The `[objective]` table in minor units of the company's currency."""

    travel_hour_minor: Annotated[
        int, Money("for each hour that somebody spends on a journey", "20", default=20), Field(alias="travel_hour")
    ]
    tonne_co2e_minor: Annotated[int, Money("for each tonne of CO2e", "100", default=100), Field(alias="tonne_co2e")]
    co2e_levy_minor: Annotated[int, Money("paid in cash for each tonne of CO2e", "50"), Field(alias="co2e_levy")] = 0
    connection_minor: Annotated[int, Money("weighed for each change of planes", "40"), Field(alias="connection")] = 0
    transfer_hours: Annotated[bool, Flag("transfer minutes of a venue count like hours in journeys", "true")] = False
    night_per_diem_minor: Annotated[
        int, Money("paid in cash for each night at the venue", "60", default=60), Field(alias="night_per_diem")
    ]
    remote_minor: Annotated[
        int, Money("for each person who cannot attend", "5000", default=5000), Field(alias="remote")
    ]


class Rate(Model):
    """Units of `currency` for one unit of the company's currency, on `on`."""

    currency: str
    rate: Decimal
    on: date
    source: Literal["workspace", "ECB"]
