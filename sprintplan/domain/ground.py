"""Journeys on the ground: rows of ground.csv, the tables `[ground]` and `[policy.ground]`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from sprintplan.domain.keys import Flag, Reading, Schema
from sprintplan.domain.model import Model
from sprintplan.domain.people import Home, Selector, Who
from sprintplan.domain.quantities import Hours, Number
from sprintplan.domain.tables import Table, Words

GroundMode = Literal["train", "coach", "car", "ferry"]
MODES = ("air", "train", "coach", "car", "ferry")
"""Ways to travel; the position is the number that offers hold."""
AIR = 0
ESTIMATED_MODES = ("train", "coach", "car")
ALL = (Selector(kind="all"),)
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True)
class PerKm(Number):
    """An amount of the company's currency a kilometre, as a number or as a text that holds one."""

    unit: str = "company's currency a km"
    most: int = 10_000

    def read(self, value: Any, reading: Reading) -> Any:
        """The number, with all its decimals."""
        return self.number(Decimal(value) if isinstance(value, str) and _AMOUNT.fullmatch(value) else value)

    def schema(self) -> Schema:
        """A number, or a text that holds one."""
        return {"anyOf": [super().schema(), {"type": "string", "pattern": r"^\d+(\.\d+)?$"}]}


class GroundTerms(Table):
    """The `[ground]` table: how journeys on the ground are estimated."""

    estimate: Annotated[
        bool | None, Flag("whether trains, coaches and cars are estimated; default: where flights are", "true")
    ] = None
    modes: Annotated[
        tuple[str, ...],
        Words(
            "what is estimated",
            '["train", "car"]',
            pattern="train|coach|car",
            noun="mode that is estimated",
            remedy="Use train, coach and car",
        ),
    ] = ESTIMATED_MODES
    max_min: Annotated[int, Hours("of an estimated journey from door to door", "6"), Field(alias="max_hours")] = 360
    car_per_km: Annotated[Decimal | None, PerKm("what a car is paid, in place of official mileage", "0.30")] = None
    train_per_km: Annotated[Decimal | None, PerKm("of track, in place of the estimated fare", "0.12")] = None
    coach_per_km: Annotated[Decimal | None, PerKm("of road, in place of the estimated fare", "0.08")] = None


class GroundPolicy(Table):
    """The `[policy.ground]` table: who may not fly where the ground will do, and what a car is paid."""

    no_flight_under_min: Annotated[
        int | None,
        Hours("who has a ground journey shorter than this may not fly there", "4"),
        Field(alias="no_flight_under_hours"),
    ] = None
    no_flight_within: Annotated[
        tuple[str, ...],
        Words(
            "no domestic flight of these countries for whoever has a ground journey",
            '["GB"]',
            pattern="[A-Z]{2}",
            noun="country code",
            remedy="Use ISO 3166-1 alpha-2 codes such as GB",
        ),
    ] = ()
    who: Annotated[tuple[Selector, ...], Who("only these may not fly; without the key, everybody", '["home:GB"]')] = ALL
    mileage: Annotated[Decimal | None, PerKm("what a car is paid", '"0.45"')] = None
    mileage_at_most_fare: Annotated[bool, Flag("a car is paid at most the cheapest train", "true")] = False


class GroundEnd(Model):
    """One end of a row of ground.csv: a person, a venue, or a place written like a home; one of the three is given."""

    person: str | None = None
    venue: str | None = None
    place: Home | None = None


class GroundRow(Model):
    """One row of ground.csv: a journey from door to door that runs whenever it is needed.

    `fare_minor` is in minor units of `currency`, None where a car is paid by mileage; `co2e_g` is None where the
    embedded factors count. `from_min` to `until_min` are minutes of the day, on the clock where it starts, in which it
    may start; where they run backwards they pass midnight.
    """

    line: int
    origin: GroundEnd
    destination: GroundEnd
    mode: GroundMode
    minutes: int
    fare_minor: int | None
    currency: str
    co2e_g: int | None = None
    from_min: int = 360
    until_min: int = 1320
    both_ways: bool = True
