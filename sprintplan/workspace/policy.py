"""[policy], [[policy.cabin]], [policy.visa] and [limits] of sprint.toml."""

from decimal import Decimal
from typing import Any, Literal

from sprintplan.domain.model import CABIN_BY_WORD, Cabin
from sprintplan.domain.people import Selector
from sprintplan.domain.policy import CabinRule, Detour, HoursPerYear, Limits, LongHaul, Policy, VisaRule
from sprintplan.problems import did_you_mean, shown
from sprintplan.units import MOST_BUDGET_MINOR, round_half_up
from sprintplan.workspace.tables import Table

UNREACHABLE: tuple[Literal["remote", "forbid"], ...] = ("remote", "forbid")
DIFFERENT: tuple[Literal["venue", "country", "region"], ...] = ("venue", "country", "region")
REQUIREMENTS = ("visa free", "visa on arrival", "eta", "e-visa", "visa required", "no admission")
MOST_NIGHTS = 30
MOST_HOURS = 8784
MOST_WAIT = 2880
MOST_KM = 20_040
MOST_MONTHS = 1200
MOST_TONNES = 10**9
# Bounds of sanity: the hours of a leap year, two days at an airport, half the way round the earth, and the CO2e that
# all of aviation emits in a year.


def read_policy(table: Table, currency: str) -> Policy:
    """The policy; what the table leaves out has the contract's default."""
    policy = Policy.model_construct(
        max_connections=table.count("max_connections", 2, most=10),
        connection_minutes=_waits(table),
        overnight_connections=table.flag("overnight_connections", False),
        detour=_detour(table),
        max_early_nights=table.count("max_early_nights", 2, most=MOST_NIGHTS),
        max_late_nights=table.count("max_late_nights", 1, most=MOST_NIGHTS),
        check_in_minutes=table.count("check_in_minutes", 120, most=MOST_WAIT),
        home_radius_km=table.count("home_radius_km", 120, most=MOST_KM),
        locals_stay=table.flag("locals_stay", False),
        unreachable=table.one_of("unreachable", UNREACHABLE, "remote") or "remote",
        must_attend=table.selectors("must_attend"),
        local_km=table.count("local_km", 40, most=MOST_KM),
        no_weekend_travel=table.selectors("no_weekend_travel"),
        avoid_airlines=_airlines(table),
        max_travellers_per_flight=table.whole("max_travellers_per_flight", None, 1),
        max_key_travellers_per_flight=table.whole("max_key_travellers_per_flight", None, 1),
        max_team_share_per_flight=_share(table, "max_team_share_per_flight"),
        cabin_rules=tuple(_cabin_rule(rule) for rule in table.tables("cabin")),
        visa=_visa(table, currency),
    )
    table.done()
    return policy


def _minutes(hours: Decimal) -> int:
    return round_half_up(hours * 60)


def _waits(table: Table) -> tuple[int, int]:
    value = table.get("connection_minutes", list, [60, 360], "two whole numbers, such as [60, 360]")
    if len(value) != 2 or not all(type(n) is int and 0 <= n <= MOST_WAIT for n in value):
        what = f"{shown(value)} is not a shortest and a longest wait in minutes"
        table.bad("connection_minutes", what, f"Write two whole numbers up to {MOST_WAIT}, such as [60, 360]")
    elif value[0] > value[1]:
        remedy = f"Did you mean [{value[1]}, {value[0]}]?"
        table.bad("connection_minutes", f"{shown(value)} runs backwards", remedy)
    else:
        return value[0], value[1]
    return 60, 360


def _detour(table: Table) -> Detour:
    terms = table.table("detour")
    if terms is None:
        return Detour()
    ratio, hours = terms.decimal("ratio", Decimal("1.5"), 1000), terms.decimal("hours", Decimal(4), MOST_HOURS)
    terms.done()
    return Detour(ratio=ratio, extra_min=_minutes(hours))


def _airlines(table: Table) -> tuple[str, ...]:
    words = table.words("avoid_airlines")
    for word in words:
        if not (len(word) == 2 and word.isascii() and word.isalnum() and word == word.upper()):
            table.bad("avoid_airlines", f"{shown(word)} is no airline code", "Use IATA codes of two signs, such as TP")
    return words


def _share(table: Table, key: str, *, above_zero: bool = True) -> Decimal | None:
    share = table.number_of(key, None)
    if share is not None and (share > 1 or (above_zero and share == 0)):
        table.bad(key, f"{shown(share)} is no share", "Write a number of at most 1, such as 0.5")
        return None
    return share


def _cabin_rule(table: Table) -> CabinRule:
    over = table.decimal("over_hours", Decimal(0), MOST_HOURS)
    cabin = table.one_of("cabin", tuple(CABIN_BY_WORD), None)
    for key in ("over_hours", "cabin"):
        if not table.has(key):
            table.bad(key, "it is missing", "A cabin rule needs over_hours and cabin")
    rule = CabinRule(
        over_hours=over,
        cabin=CABIN_BY_WORD.get(cabin or "", Cabin.ECONOMY),
        who=table.selectors("who", (Selector(kind="all"),)),
        or_rest_nights=table.whole("or_rest_nights", None, 1, MOST_NIGHTS),
    )
    table.done()
    return rule


def _visa(table: Table, currency: str) -> dict[str, VisaRule]:
    visa, found = table.table("visa"), dict[str, VisaRule]()
    for requirement in visa.values if visa else ():
        if visa and (terms := _terms(visa, requirement)):
            fee, lead = terms.money("fee", currency) or 0, terms.count("lead_days", 0, most=731)
            terms.done()
            found[requirement] = VisaRule(lead_days=lead, fee_minor=fee)
    if visa:
        visa.done()
    return found


def _terms(visa: Table, requirement: str) -> Table | None:
    """The table of one requirement; a key that is no requirement is left for `done` where another table owns it."""
    if requirement in visa.document.owners:
        return None
    if requirement not in REQUIREMENTS and not requirement.isdigit():
        visa.known.add(requirement)
        visa.bad(requirement, "this is no requirement of visas.csv", did_you_mean(requirement, REQUIREMENTS))
        return None
    return visa.table(requirement)


def read_limits(table: Table, currency: str) -> Limits:
    """The limits; None is no limit."""
    budget, tonnes = (
        table.money("budget", currency, MOST_BUDGET_MINOR),
        table.number_of("co2e_tonnes", None, MOST_TONNES),
    )
    hours = table.number_of("journey_hours", None, MOST_HOURS)
    fields: dict[str, Any] = {
        "budget_minor": budget,
        "co2e_g": None if tonnes is None else round_half_up(tonnes * 1_000_000),
        "journey_min": None if hours is None else _minutes(hours),
        "traveller_hours": _hours_per_year(table),
        "long_haul": _long_haul(table),
        "weeks_between_events": table.whole("weeks_between_events", None, most=520),
        "different": table.one_of("different", DIFFERENT, None),
        "months_between_uses": table.whole("months_between_uses", None, most=MOST_MONTHS),
        "holiday_share": _share(table, "holiday_share", above_zero=False),
    }
    table.done()
    return Limits.model_construct(**fields)


def _hours_per_year(table: Table) -> HoursPerYear | None:
    key, exempt = "traveller_hours_per_year", tuple[Selector, ...]()
    if not isinstance(table.values.get(key), dict):
        hours = table.number_of(key, None, MOST_HOURS)
    elif terms := table.table(key):
        hours, exempt = terms.number_of("hours", None, MOST_HOURS), terms.selectors("except")
        if not terms.has("hours"):
            terms.bad("hours", "it is missing", "Write { hours = 60 }")
        terms.done()
    return None if hours is None else HoursPerYear(minutes=_minutes(hours), exempt=exempt)


def _long_haul(table: Table) -> LongHaul | None:
    terms = table.table("long_haul")
    if terms is None:
        return None
    hours, trips = terms.number_of("hours", None, MOST_HOURS), terms.whole("trips_per_year", None)
    exempt = terms.selectors("except")
    for key in ("hours", "trips_per_year"):
        if not terms.has(key):
            terms.bad(key, "it is missing", "Write { hours = 9, trips_per_year = 1 }")
    terms.done()
    if hours is None or trips is None:
        return None
    return LongHaul(over_min=_minutes(hours), trips_per_year=trips, exempt=exempt)
