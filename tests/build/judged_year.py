"""A year of two small events, and what is on sale for it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sprintplan.domain.events import Event, Session
from sprintplan.domain.journey_rules import CabinRule
from sprintplan.domain.limits import Limits
from sprintplan.domain.model import Cabin
from sprintplan.domain.objective import Objective, Rate
from sprintplan.domain.people import Home, Person, Selector
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.domain.visa_rules import VisaRule
from sprintplan.offers.table import OfferTable
from tests.build.market_rows import Leg, Row, rows_table

EVERYBODY = (Selector(kind="all"),)


def judged_person(number: str, airport: str, country: str, **more: Any) -> Person:
    """Someone of team red who is asked to spring alone and has the passport of home."""
    home = Home(text=airport, airports=(airport,), country=country, coded=True)
    facts = {"name": number.title(), "team": "red", "events": ("spring",), "citizenship": (country,)} | more
    return Person(id=number, home=home, **facts)


PEOPLE = (
    judged_person("ana", "EWR", "US", citizenship=("BR",), roles=("key",)),
    judged_person("bob", "LHR", "GB", events=("spring", "autumn"), roles=("key",)),
    judged_person("cat", "LHR", "GB", email="cat@example.com", manager="bob", extra={"x_cost_centre": "42"}),
    judged_person("dan", "LIS", "PT"),
    judged_person("eva", "MAD", "ES", own_travel=("spring",)),
    judged_person("rem", "KTM", "NP"),
)
LISBON = Venue(
    id="lisbon",
    name="Casa",
    city="Lisbon",
    country="PT",
    airports=("LIS",),
    region="EMEA",
    capacity=5,
    hire_minor=1000_00,
    day_rate_minor=50_00,
    room_rate_minor=100_00,
    rooms=4,
    transfer_minutes=30,
    transfer_cost_minor=20_00,
)
RIGA = Venue(
    id="riga",
    name="Maja",
    city="Riga",
    country="LV",
    airports=("RIX",),
    region="EMEA",
    hire_minor=500_00,
    day_rate_minor=40_00,
    room_rate_minor=80_00,
    transfer_minutes=30,
    shuttle_cost_minor=25_00,
    shuttle_seats=8,
)
SPRING = Event(
    id="spring",
    name="Spring 2027",
    starts=(date(2027, 5, 10), date(2027, 5, 17)),
    sessions=(Session(id="all", days=(1, 3), who=EVERYBODY),),
    venues=("lisbon",),
)
AUTUMN = Event(
    id="autumn",
    name="Autumn 2027",
    starts=(date(2027, 10, 4),),
    sessions=(Session(id="one", days=(1, 1), who=EVERYBODY),),
    venues=("riga",),
)


def judged_year(**changes: Any) -> Scenario:
    """The workspace; `changes` replace its fields."""
    facts: dict[str, Any] = {
        "folder": Path("workspace"),
        "company": "Acme",
        "currency": "EUR",
        "events": (SPRING, AUTUMN),
        "people": PEOPLE,
        "venues": (LISBON, RIGA),
        "policy": policy(),
        "limits": Limits(),
        "objective": Objective(
            travel_hour_minor=20_00, tonne_co2e_minor=100_00, night_per_diem_minor=60_00, remote_minor=5000_00
        ),
        "stated_rates": {
            "USD": Rate(currency="USD", rate=Decimal("1.0842"), on=date(2026, 11, 20), source="workspace")
        },
        "source": "files",
        "visas": {("BR", "PT"): "e-visa", ("GB", "PT"): "visa free", ("ES", "PT"): "90", ("GB", "LV"): "visa free"},
        "inputs_sha256": "ab12",
    }
    return Scenario(**facts | changes)


def policy(**changes: Any) -> Policy:
    """Premium economy over 6 h, and an e-visa that takes 14 days and 40.00."""
    rules = (CabinRule(over_hours=Decimal(6), cabin=Cabin.PREMIUM_ECONOMY),)
    facts: dict[str, Any] = {"cabin_rules": rules, "visa": {"e-visa": VisaRule(lead_days=14, fee_minor=40_00)}}
    return Policy(**facts | changes)


PREMIUM = "premium_economy"
LISBON_ROWS = (
    Row(
        line=1,
        legs=(
            Leg("BA112 EWR 2027-05-08T20:00 LHR 2027-05-09T08:00", PREMIUM),
            Leg("BA500 LHR 2027-05-09T09:30 LIS 2027-05-09T12:15", operator="TP"),
        ),
        fare_minor=400_00,
        co2e_g=700_000,
    ),
    Row(
        line=2,
        legs=(Leg("UA65 EWR 2027-05-08T22:00 LIS 2027-05-09T10:30", "business"),),
        fare_minor=3000_00,
        co2e_g=1_500_000,
    ),
    Row(
        line=3,
        legs=(Leg("UA64 LIS 2027-05-13T11:00 EWR 2027-05-13T14:00", PREMIUM),),
        fare_minor=500_00,
        co2e_g=650_000,
        currency="USD",
        original_minor=542_10,
    ),
    Row(
        line=4,
        legs=(Leg("TP1353 LHR 2027-05-09T13:00 LIS 2027-05-09T15:45"),),
        fare_minor=80_00,
        co2e_g=120_000,
        seats=2,
        partner=5,
    ),
    Row(
        line=5,
        legs=(Leg("TP1354 LIS 2027-05-12T19:00 LHR 2027-05-12T21:40"),),
        fare_minor=70_00,
        co2e_g=118_000,
        seats=2,
        partner=4,
        first_leg=False,
    ),
)
RIGA_ROWS = (
    Row(1, (Leg("BT651 LHR 2027-10-03T10:00 RIX 2027-10-03T14:45"),), 90_00, 130_000),
    Row(2, (Leg("BT652 RIX 2027-10-04T20:00 LHR 2027-10-04T20:55"),), 95_00, 131_000),
)


def offers(venue: Venue, more: tuple[Row, ...] = ()) -> OfferTable:
    """What is on sale, and more rows of Lisbon."""
    return rows_table((*LISBON_ROWS, *more) if venue.id == "lisbon" else RIGA_ROWS)
