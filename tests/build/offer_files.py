"""Builders of quotes in files: rows, a folder of them, and the scenario that reads it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.domain.limits import Limits
from sprintplan.domain.objective import Objective, Rate
from sprintplan.domain.people import Home, Person
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError
from sprintplan.offers.files import FileSource
from sprintplan.offers.table import OfferTable
from sprintplan.world.airports import airports

HEADER = "origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle"
NONSTOP = "EWR,LIS,2027-04-03T20:00,2027-04-04T08:00,TP202,,,,economy,412.50,EUR,,,"
BACK = "LIS,EWR,2027-04-11T11:00,2027-04-11T14:00,TP201,,,,economy,390.00,EUR,,,"
CONNECTION = (
    "EWR,LIS,2027-04-03T18:00,2027-04-04T11:40,UA0960|LH1172,FRA,"
    "2027-04-04T07:40/2027-04-04T09:30,UA|CL,economy|business,700,EUR,4,,"
)


def files_scenario(folder: Path, homes: str = "EWR", currency: str = "EUR") -> Scenario:
    places = [Home(text=code, airports=(code,), country="US", coded=True) for code in homes.split()]
    usd = Rate(currency="USD", rate=Decimal("1.0842"), on=date(2026, 11, 20), source="workspace")
    return Scenario(
        folder=folder,
        company="Acme",
        currency=currency,
        events=(),
        people=tuple(Person(id=home.text, name=home.text, home=home) for home in places),
        venues=(),
        policy=Policy(),
        limits=Limits(),
        objective=Objective(travel_hour_minor=0, tonne_co2e_minor=0, night_per_diem_minor=0, remote_minor=0),
        stated_rates={"USD": usd},
        source="files",
    )


def files_venue(*codes: str) -> Venue:
    return Venue(id="v", name="V", city="V", country="PT", airports=codes)


def put(folder: Path, content: str | bytes, name: str = "may.csv") -> None:
    (folder / "offers").mkdir(exist_ok=True)
    (folder / "offers" / name).write_bytes(content.encode() if isinstance(content, str) else content)


def read(folder: Path, *rows: str, homes: str = "EWR", currency: str = "EUR") -> OfferTable:
    put(folder, "\n".join((HEADER, *rows)) + "\n")
    return FileSource(files_scenario(folder, homes, currency)).table


def refused(folder: Path, *rows: str, homes: str = "EWR") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, *rows, homes=homes)
    return [str(problem) for problem in caught.value.problems]


def no(code: str) -> int:
    number = airports().number(code)
    assert number is not None
    return number


def minutes(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) // 60
