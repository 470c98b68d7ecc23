"""sprint.toml as a whole: the root of all tables, and those that are members of the scenario itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from sprintplan.domain.duffel import DuffelTerms
from sprintplan.domain.events import Event
from sprintplan.domain.ground import GroundTerms
from sprintplan.domain.keys import Day, Reading, Schema, Text, Word, words_of, wrong
from sprintplan.domain.limits import Limits
from sprintplan.domain.objective import Objective
from sprintplan.domain.policy import Policy
from sprintplan.domain.quantities import Number
from sprintplan.domain.tables import Section, Table, Tables
from sprintplan.problems import shown
from sprintplan.world.money import currency_advice, known_currency

Source = Literal["estimate", "files", "duffel"]
Emissions = Literal["embedded", "travel_impact"]
RATES_DATE = date(2026, 11, 20)
"""The day of exchange rates where `[rates]` names none."""


@dataclass(frozen=True)
class Currency(Text):
    """A currency's code."""

    def read(self, value: Any, reading: Reading) -> str:
        """The code as it is."""
        code = super().read(value, reading)
        if not known_currency(code):
            raise wrong(f"{shown(code)} is not a currency code", currency_advice(code))
        return code

    def schema(self) -> Schema:
        """A string of three letters."""
        return {"type": "string", "pattern": "^[A-Z]{3}$"}


@dataclass(frozen=True)
class RateKey(Number):
    """A number above zero."""

    def number(self, value: Any) -> Decimal:
        """The number that is written, which is not zero."""
        rate = super().number(value)
        if not rate:
            raise wrong("a rate is above zero", "Write how many units make one of the company's currency")
        return rate

    def schema(self) -> Schema:
        """A number above zero."""
        return {"type": "number", "exclusiveMinimum": 0, "maximum": self.most}

    def bounds(self) -> str:
        """Both ends."""
        return f"above 0, to {self.most}"


@dataclass(frozen=True)
class RatesSection(Section):
    """A table with a date, and a number for each currency."""

    def around(self, table: Schema) -> Schema:
        """The table, with a number for each currency."""
        rate = RATE.schema() | {"description": RATE.says}
        return table | {"additionalProperties": False, "patternProperties": {"^[A-Z]{3}$": rate}}


RATE = RateKey("units of it for one of the company's currency", "1.0842")


class Company(Table):
    """The `[company]` table."""

    name: Annotated[str, Text("what plan and report call it", '"Acme"')] = ""
    currency: Annotated[str, Currency("every total of the plan is in it", '"EUR"')] = "EUR"


class Rates(Table):
    """The `[rates]` table: units of each currency for one unit of the company's."""

    model_config = ConfigDict(extra="allow")

    on: Annotated[date, Day("day of the rates, of those of the ECB table too", "2026-11-20"), Field(alias="date")] = (
        RATES_DATE
    )
    __pydantic_extra__: dict[str, Annotated[Decimal, RATE]]


class Offers(Table):
    """The `[offers]` table."""

    source: Annotated[
        Source,
        Word(
            'where journeys and fares come from; "files" reads quotes in offers/', '"estimate"', values=words_of(Source)
        ),
    ] = "estimate"
    emissions: Annotated[
        Emissions,
        Word(
            'CO2e by shipped factors; "travel_impact" asks Google, key in TIM_API_KEY',
            '"embedded"',
            values=words_of(Emissions),
        ),
    ] = "embedded"
    duffel: Annotated[DuffelTerms, Section("live fares, with the token in DUFFEL_API_TOKEN")] = DuffelTerms()


class Settings(Table):
    """All of sprint.toml."""

    company: Annotated[Company, Section("the company")]
    events: Annotated[
        tuple[Event, ...], Tables("the year's events", example="[[event]]", least=1), Field(alias="event")
    ]
    policy: Annotated[Policy, Section("the travel policy")]
    limits: Annotated[Limits, Section("limits of the year; each may be left out: then there is no limit")] = Limits()
    objective: Annotated[Objective, Section("what is weighed besides cash", default={})]
    rates: Annotated[Rates, RatesSection("exchange rates; those not stated come from the ECB table")] = Rates()
    offers: Annotated[Offers, Section("where journeys come from")] = Offers()
    ground: Annotated[GroundTerms, Section("journeys by train, coach and car")] = GroundTerms()
