"""Writes a scenario and its quotes as a workspace folder, so that the whole command line can be tested."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from sprintplan.domain.ground import GroundEnd, GroundRow
from sprintplan.domain.keys import Reading
from sprintplan.domain.model import DateRange
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.settings import RATES_DATE, Company, Offers, Rates, Settings
from sprintplan.domain.tables import Section
from sprintplan.domain.venues import Venue
from sprintplan.units import money_text
from tests.build.year import Quote

PEOPLE = (
    "id,name,email,team,manager,home,citizenship,grade,roles,events,own_travel,local_to,unavailable,cabin,"
    "cannot_enter,may_enter,joins,leaves"
)
VENUES = (
    "id,name,city,country,region,airports,capacity,hire,day_rate,room_rate,room_rates,per_diem,minimum_spend,rooms,"
    "transfer_minutes,transfer_cost,shuttle_cost,shuttle_seats,available,last_used,rate_error"
)
OFFERS = (
    "origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle,"
    "changeable,refundable,checked_bags,fare_brand"
)


GROUND = "origin,destination,mode,minutes,fare,currency,co2e_kg,depart_from,depart_until,both_ways"


def with_stated_rates(scenario: Scenario) -> Scenario:
    """The year whose venues state their rates, those of the first month that may be chosen in place of public ones."""
    first, daily = scenario.events[0].starts[0], scenario.objective.night_per_diem_minor
    venues = tuple(
        one.changed(
            room_rate_minor=one.room_rate_on(first),
            per_diem_minor=one.per_diem_on(first, daily),
            public_rate=None,
            public_meals=None,
        )
        for one in scenario.venues
    )
    return scenario.changed(venues=venues)


def write_workspace(folder: Path, scenario: Scenario, quotes: Iterable[Quote]) -> None:
    """Its files, visas.csv, ground.csv and exceptions.csv as far as the scenario has something in them."""
    (folder / "offers").mkdir(parents=True, exist_ok=True)
    (folder / "sprint.toml").write_text(settings_text(scenario), encoding="utf-8")
    _write(folder / "people.csv", PEOPLE, (_person(one, scenario) for one in scenario.people))
    _write(folder / "venues.csv", VENUES, (_venue(one, scenario.currency) for one in scenario.venues))
    _write(folder / "offers" / "offers.csv", OFFERS, map(_offer, quotes))
    if scenario.visas is not None:
        rows: Iterable[list[object]] = ([*pair, asked] for pair, asked in scenario.visas.items())
        _write(folder / "visas.csv", "passport,destination,requirement", rows)
    if scenario.exemptions:
        rows = (
            [one.person, one.event, one.key, one.value, one.reason, one.approved_by, _or_empty(one.until)]
            for one in scenario.exemptions
        )
        _write(folder / "exceptions.csv", "person,event,key,value,reason,approved_by,until", rows)
    if scenario.transit is not None:
        rows = ([*pair, asked] for pair, asked in scenario.transit.items())
        _write(folder / "transit.csv", "passport,country,requirement", rows)
    if scenario.ground:
        _write(folder / "ground.csv", GROUND, map(_ground, scenario.ground))


def _write(path: Path, header: str, rows: Iterable[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _person(one: Person, scenario: Scenario) -> list[object]:
    return [
        *(one.id, one.name, one.email, one.team, one.manager, one.home.text),
        *("|".join(one.citizenship), one.grade, "|".join(one.roles)),
        *("|".join(one.events) or "-", "|".join(one.own_travel), "|".join(one.local_to)),
        *(_ranges(one.unavailable), "" if one.cabin is None else one.cabin.word),
        *("|".join(one.cannot_enter), "|".join(one.may_enter), _or_empty(one.joins), _or_empty(one.leaves)),
    ]


def _venue(one: Venue, currency: str) -> list[object]:
    assert one.public_rate is None, "a file states a room rate, or leaves it to the tables"

    def money(minor: int | None) -> str:
        return "" if minor is None else money_text(minor, currency)

    return [
        *(one.id, one.name, one.city, one.country, one.region, "|".join(one.airports), _or_empty(one.capacity)),
        *(money(one.hire_minor), money(one.day_rate_minor), money(one.room_rate_minor)),
        "|".join(f"{part.first}..{part.last}={money(part.rate_minor)}" for part in one.room_rates),
        *(money(one.per_diem_minor), money(one.minimum_spend_minor), _or_empty(one.rooms)),
        *(one.transfer_minutes, money(one.transfer_cost_minor)),
        *(money(one.shuttle_cost_minor), _or_empty(one.shuttle_seats)),
        *(_ranges(one.available), _or_empty(one.last_used), _or_empty(one.rate_error)),
    ]


def _offer(quote: Quote) -> list[object]:
    def minute(time: object) -> str:
        return str(time).replace(" ", "T")[:16]

    return [
        *(quote.origin, quote.destination, minute(quote.departs), minute(quote.arrives), "|".join(quote.flights)),
        *("|".join(quote.via), "|".join(f"{minute(a)}/{minute(b)}" for a, b in quote.via_times)),
        *("|".join(quote.operated_by), "|".join(cabin.word for cabin in quote.cabins)),
        *(quote.fare, quote.currency, _or_empty(quote.seats), Decimal(quote.co2e_g) / 1000, quote.bundle),
        *(_yes(quote.changeable), _yes(quote.refundable), _or_empty(quote.checked_bags), quote.fare_brand),
    ]


def _ground(one: GroundRow) -> list[object]:
    def clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    return [
        *(_ground_end(one.origin), _ground_end(one.destination), one.mode, one.minutes),
        *("" if one.fare_minor is None else money_text(one.fare_minor, one.currency), one.currency),
        *("" if one.co2e_g is None else Decimal(one.co2e_g) / 1000, clock(one.from_min), clock(one.until_min)),
        "yes" if one.both_ways else "no",
    ]


def _ground_end(end: GroundEnd) -> str:
    return f"id:{end.person}" if end.person else end.venue or (end.place.text if end.place else "")


def _yes(flag: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[flag]


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _ranges(expected: tuple[DateRange, ...]) -> str:
    return "|".join(f"{one.first}..{one.last}" for one in expected)


def settings_text(scenario: Scenario) -> str:
    """sprint.toml, a table a line: each key as its declaration writes it."""
    settings = Settings(
        company=Company(name=scenario.company, currency=scenario.currency),
        events=scenario.events,
        policy=scenario.policy,
        limits=scenario.limits,
        objective=scenario.objective,
        rates=Rates(on=scenario.rates_date or RATES_DATE),
        offers=Offers(source=scenario.source, emissions=scenario.emissions, duffel=scenario.duffel),
        ground=scenario.ground_terms,
    )
    tables = Section("all of it").written(settings, Reading(scenario.currency))
    tables["rates"] |= {code: rate.rate for code, rate in scenario.stated_rates.items()}
    return "".join(f"{name} = {toml_value(table)}\n" for name, table in tables.items())


def toml_value(value: object) -> str:
    """A value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case int() | date():
            return str(value)
        case str():
            return f'"{value}"'
        case dict():
            return "{ " + ", ".join(f'"{key}" = {toml_value(one)}' for key, one in value.items()) + " }"
        case _:
            assert isinstance(value, list), value
            return "[" + ", ".join(map(toml_value, value)) + "]"
