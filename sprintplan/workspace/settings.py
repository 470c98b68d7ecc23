"""sprint.toml: events, policy, limits, objective, rates and the source of offers."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sprintplan.domain.duffel import DuffelTerms
from sprintplan.domain.events import Event
from sprintplan.domain.policy import Limits, Objective, Policy, Rate
from sprintplan.domain.scenario import Emissions, Source
from sprintplan.numerals import plain_forms
from sprintplan.units import minor_units
from sprintplan.workspace import duffel
from sprintplan.workspace.events import read_events
from sprintplan.workspace.lines import key_lines, too_deep
from sprintplan.workspace.policy import read_limits, read_policy
from sprintplan.workspace.rates import check_rate
from sprintplan.workspace.report import Report
from sprintplan.workspace.tables import FILE, Document, Table
from sprintplan.world.money import known_currency

SOURCES: tuple[Source, ...] = ("estimate", "files", "duffel")
EMISSIONS: tuple[Emissions, ...] = ("embedded", "travel_impact")
KEYS = {
    "event.session": "id days who",
    "policy.cabin": "over_hours cabin or_rest_nights who",
    "policy": "max_connections connection_minutes overnight_connections detour max_early_nights max_late_nights "
    "check_in_minutes home_radius_km locals_stay unreachable must_attend local_km no_weekend_travel avoid_airlines "
    "max_travellers_per_flight max_key_travellers_per_flight max_team_share_per_flight",
    "limits": "budget co2e_tonnes journey_hours traveller_hours_per_year long_haul weeks_between_events different "
    "months_between_uses holiday_share",
    "event": "name starts arrive_by depart_after venues avoid budget",
    "objective": "travel_hour tonne_co2e night_per_diem remote",
    "company": "currency",
    "offers.duffel.private_fare": duffel.PRIVATE_FARE_KEYS,
    "offers.duffel": duffel.KEYS,
    "offers": "source emissions",
}
LOCAL_NUMBER = r"=\s*([^\s\"'\[\]{}#=A-Za-z][^\"\[\]{}#=A-Za-z]*)"
LINE_REMEDY = "Mend that line: texts stand in quotes, dates do not, and each key stands once in its table"
RATES_DATE = date(2026, 11, 20)
"""The day of exchange rates where `[rates]` names none."""
OWNERS: Mapping[str, tuple[str, ...]] = {
    key: tuple(table for table, words in KEYS.items() if key in words.split())
    for words in KEYS.values()
    for key in words.split()
}


@dataclass(frozen=True)
class Settings:
    """What sprint.toml says; an event's `venues` are the ids that it names, empty for all.

    `event_tables` are where the events were read from; `document` holds every selector that was read.
    """

    company: str
    currency: str
    events: tuple[Event, ...]
    policy: Policy
    limits: Limits
    objective: Objective
    stated_rates: dict[str, Rate]
    rates_date: date | None
    source: Source
    emissions: Emissions
    duffel: DuffelTerms
    event_tables: tuple[Table, ...]
    document: Document


def read_settings(text: str | None, report: Report) -> Settings:
    """The settings; problems go to the report. Without readable TOML they are empty, so that reading can go on."""
    values = _parsed(text, report) if text is not None else None
    if text is None or values is None:
        return _settings(Table({}, (), Document({}, Report())))
    return _settings(Table(values, (), Document(key_lines(text), report, OWNERS)))


def _parsed(text: str, report: Report) -> dict[str, Any] | None:
    if line := too_deep(text):
        report.breaks(FILE, line, "a key has too many parts", "Write keys as the example does")
        return None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        digits = place.removeprefix("line ").partition(",")[0]
        line = int(digits) if digits.isdigit() else text.count("\n") + 1
        written = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
        report.breaks(FILE, line, f"this is no TOML: {what}", _number_remedy(written) or LINE_REMEDY)
    except (ValueError, ArithmeticError, RecursionError):
        report.breaks(FILE, 0, "a number or a nesting in this file is too large", "Write values as the example does")
    return None


def _number_remedy(line: str) -> str:
    """What to write where a line of broken TOML holds a number in a local form; empty where it holds none."""
    for written in re.findall(LOCAL_NUMBER, line):
        if (forms := plain_forms(written)) and not re.fullmatch(r"[-+]?[\d_]+(\.\d+)?", written.strip()):
            return f"Write {forms}: numbers have a decimal point, and between thousands nothing or _"
    return ""


def _section(root: Table, name: str, *, required: bool = False) -> Table:
    if required and not root.has(name):
        remedy = "`sprintplan new FOLDER` writes every table with comments"
        root.document.report.add(FILE, 0, f"the table [{name}] is missing", remedy)
    value = root.get(name, dict, {}, f"a [{name}] table")
    return Table(value, (name,), root.document)


def _settings(root: Table) -> Settings:
    company = _section(root, "company", required=True)
    currency = _currency(company)
    name = company.text("name")
    company.done()
    event_tables = _event_tables(root)
    events = read_events(event_tables, currency)
    policy = read_policy(_section(root, "policy", required=True), currency)
    limits = read_limits(_section(root, "limits"), currency)
    objective = _objective(_section(root, "objective"), currency)
    stated, on = _rates(_section(root, "rates"), currency)
    source, emissions, terms = _offers(_section(root, "offers"))
    root.done()
    return Settings(
        company=name,
        currency=currency,
        events=events,
        policy=policy,
        limits=limits,
        objective=objective,
        stated_rates=stated,
        rates_date=on,
        source=source,
        emissions=emissions,
        duffel=terms,
        event_tables=event_tables,
        document=root.document,
    )


def _currency(company: Table) -> str:
    currency = company.text("currency", "EUR")
    if known_currency(currency):
        return currency
    company.bad("currency", f'"{currency}" is no currency code', "Use ISO 4217 codes such as EUR")
    return "EUR"


def _event_tables(root: Table) -> tuple[Table, ...]:
    if not root.values.get("event", True) or not root.has("event"):
        root.document.report.add(FILE, 0, "there is no [[event]]", "Add an event with its sessions")
    return tuple(root.tables("event"))


def _objective(table: Table, currency: str) -> Objective:
    def amount(key: str, default: int) -> int:
        found = table.money(key, currency)
        return minor_units(Decimal(default), currency) if found is None else found

    objective = Objective(
        travel_hour_minor=amount("travel_hour", 20),
        tonne_co2e_minor=amount("tonne_co2e", 100),
        night_per_diem_minor=amount("night_per_diem", 60),
        remote_minor=amount("remote", 5000),
    )
    table.done()
    return objective


def _rates(table: Table, company: str) -> tuple[dict[str, Rate], date]:
    on = table.day("date") or RATES_DATE
    found: dict[str, Rate] = {}
    for key in table.values:
        if key == "date":
            continue
        if not known_currency(key):
            table.bad(key, "this is no currency code", "Use ISO 4217 codes such as USD")
        elif key == company:
            table.bad(key, "this is the company's own currency", "Leave it out: its rate is 1")
        elif rate := _rate(table, key):
            found[key] = Rate(currency=key, rate=rate, on=on, source="workspace")
            check_rate(table, company, found[key])
    return found, on


def _rate(table: Table, key: str) -> Decimal | None:
    rate = table.number_of(key, None)
    if rate == 0:
        table.bad(key, "a rate is above zero", "Write how many units make one of the company's currency")
    return rate or None


def _offers(table: Table) -> tuple[Source, Emissions, DuffelTerms]:
    inner = table.table("duffel")
    terms = duffel.read_duffel(inner) if inner else DuffelTerms()
    source = table.one_of("source", SOURCES, "estimate")
    emissions = table.one_of("emissions", EMISSIONS, "embedded")
    table.done()
    return source or "estimate", emissions or "embedded", terms
