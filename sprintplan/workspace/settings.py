"""sprint.toml: events, policy, limits, objective, rates and the source of offers."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from sprintplan.domain.events import Event, Session
from sprintplan.domain.model import CABIN_BY_WORD, Cabin
from sprintplan.domain.people import Selector
from sprintplan.domain.policy import (
    CabinRule,
    HoursPerYear,
    Limits,
    LongHaul,
    Objective,
    Policy,
    Rate,
    VisaRule,
)
from sprintplan.domain.scenario import Source
from sprintplan.units import minor_units, round_half_up
from sprintplan.workspace.report import Report
from sprintplan.workspace.tables import FILE, Table, key_lines
from sprintplan.world.money import known_currency

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_DAYS = 14
UNREACHABLE: tuple[Literal["remote", "forbid"], ...] = ("remote", "forbid")
DIFFERENT: tuple[Literal["venue", "country", "region"], ...] = ("venue", "country", "region")
SOURCES: tuple[Source, ...] = ("estimate", "files", "duffel")
EVENT_KEYS = ("name", "starts", "arrive_by", "depart_after", "venues", "avoid", "budget")
POLICY_KEYS = (
    *(
        "max_connections",
        "connection_minutes",
        "overnight_connections",
        "detour",
        "max_early_nights",
        "max_late_nights",
    ),
    *("check_in_minutes", "home_radius_km", "locals_stay", "unreachable", "must_attend", "local_km"),
    *("no_weekend_travel", "avoid_airlines", "max_travellers_per_flight", "max_key_travellers_per_flight"),
    "max_team_share_per_flight",
)
ELSEWHERE = dict.fromkeys(EVENT_KEYS, "event") | dict.fromkeys(POLICY_KEYS, "policy")


@dataclass(frozen=True)
class Settings:
    """What sprint.toml says; `venues` are the ids that each event names, empty for all."""

    company: str
    currency: str
    events: tuple[Event, ...]
    policy: Policy
    limits: Limits
    objective: Objective
    stated_rates: dict[str, Rate]
    rates_date: date | None
    source: Source
    root: Table
    event_tables: tuple[Table, ...]


def read_settings(text: str, report: Report) -> Settings | None:
    """The settings, or None where the text is no TOML; problems go to the report."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = int(str(error).partition("at line ")[2].partition(",")[0] or 0)
        report.add(FILE, line, f"this is no TOML: {str(error).split(' (at')[0]}", "Mend the line; texts need quotes")
        return None
    root = Table(values, "", 0, key_lines(text), report)
    return _settings(root)


def _section(root: Table, name: str, *, required: bool = False) -> Table:
    if required and not root.has(name):
        root.report.add(FILE, 0, f"[{name}] is missing", "`sprintplan new FOLDER` writes every table with comments")
    value = root.get(name, dict, {}, f"a [{name}] table")
    return Table(value, name, 0, root.lines, root.report)


def _settings(root: Table) -> Settings:
    company = _section(root, "company", required=True)
    currency = company.text("currency", "EUR")
    if not known_currency(currency):
        company.bad("currency", f'"{currency}" is no currency code', "Use ISO 4217 codes such as EUR")
    if not root.has("event"):
        root.report.add(FILE, 0, "[[event]] is missing", "Add an event with its sessions")
    event_tables = tuple(root.tables("event"))
    events = _events(event_tables, currency)
    policy = _policy(_section(root, "policy", required=True), currency)
    limits = _limits(_section(root, "limits"), currency)
    objective = _objective(_section(root, "objective"), currency)
    stated, on = _rates(_section(root, "rates"), currency)
    source = _source(_section(root, "offers"))
    name = company.text("name")
    company.done({})
    root.done({})
    return Settings(name, currency, events, policy, limits, objective, stated, on, source, root, event_tables)


def _events(tables: tuple[Table, ...], currency: str) -> tuple[Event, ...]:
    events, seen, sessions = list[Event](), set[str](), 0
    for table in tables:
        event = _event(table, currency, sessions)
        sessions += len(table.values.get("session", []))
        if event.id in seen:
            table.bad("id", f'two events are called "{event.id}"', "Give each an id of its own")
        seen.add(event.id)
        events.append(event)
    return tuple(events)


def _event(table: Table, currency: str, sessions_before: int) -> Event:
    name = table.text("id")
    if not name or name in ("all", "-"):
        table.bad("id", "an event needs an id", 'Write id = "spring"')
    sessions = _sessions(table, sessions_before)
    budget = table.number_of("budget", None)
    event = Event(
        id=name,
        name=table.text("name", name),
        starts=_starts(table),
        sessions=sessions,
        venues=table.words("venues"),
        arrive_by_min=table.clock("arrive_by", "18:00"),
        depart_after_min=table.clock("depart_after", "16:00"),
        avoid=table.days("avoid"),
        budget_minor=None if budget is None else minor_units(budget, currency),
    )
    table.done({})
    return event


def _starts(table: Table) -> tuple[date, ...]:
    value = table.get("starts", (list, dict), None, "dates, or { from, to, on }")
    if isinstance(value, list):
        starts = tuple(dict.fromkeys(table.days("starts")))
    else:
        starts = _span(table, value) if isinstance(value, dict) else ()
    if not starts:
        table.bad(
            "starts",
            "no first day is possible",
            'Write { from = 2027-04-05, to = 2027-05-24, on = "monday" }',
        )
    return starts


def _span(table: Table, value: dict[str, Any]) -> tuple[date, ...]:
    span = Table(value, table.name, table.number, table.lines, table.report)
    first, last = (span.get(key, date, None, "a date without quotes") for key in ("from", "to"))
    on = span.one_of("on", WEEKDAYS, None)
    for key in value:
        if key not in ("from", "to", "on"):
            table.bad("starts", f'unknown key "{key}"', "Write from, to and on")
    if first is None or last is None:
        table.bad("starts", "from and to are needed", "Write { from = 2027-04-05, to = 2027-05-24 }")
        return ()
    if first > last:
        table.bad("starts", f"the range {first} to {last} runs backwards", "Put the earlier date into from")
        return ()
    days = (first + timedelta(days=n) for n in range(min((last - first).days, 3660) + 1))
    return tuple(day for day in days if on is None or WEEKDAYS[day.weekday()] == on)


def _sessions(table: Table, before: int) -> tuple[Session, ...]:
    found, seen = list[Session](), set[str]()
    for session in table.tables("session", before):
        name, days = session.text("id"), session.get("days", list, [1, 1], "two day numbers")
        if name in seen or not name:
            session.bad(
                "id",
                f'two sessions are called "{name}"' if name else "a session needs an id",
                "Give each an id",
            )
        seen.add(name)
        first, last = _session_days(session, days)
        found.append(Session(id=name, first=first, last=last, who=session.selectors("who")))
        if not session.has("who"):
            session.bad("who", "nobody is asked to come", 'Write who = "all" or a list of selectors')
        session.done(ELSEWHERE)
    if not found:
        table.bad("session", "the event has no session", "Add [[event.session]] with id, days and who")
    return tuple(found) or (Session(id="all", first=1, last=1, who=(Selector(kind="all"),)),)


def _session_days(session: Table, days: list[Any]) -> tuple[int, int]:
    if len(days) != 2 or not all(type(day) is int for day in days):
        session.bad("days", f"{days!r} is not two day numbers", "Write days = [1, 5]")
    elif days[0] < 1 or days[0] > days[1]:
        session.bad("days", f"{days} runs backwards or starts before day 1", "Write first and last day, from 1")
    elif days[1] > MOST_DAYS:
        session.bad("days", f"day {days[1]} makes the event last over {MOST_DAYS} days", f"End by day {MOST_DAYS}")
    else:
        return days[0], days[1]
    return 1, 1


def _policy(table: Table, currency: str) -> Policy:
    wait, detour = _waits(table), table.table("detour")
    ratio = detour.number_of("ratio", Decimal("1.5")) if detour else Decimal("1.5")
    extra = detour.number_of("hours", Decimal(4)) if detour else Decimal(4)
    if detour:
        detour.done({})
    share = table.number_of("max_team_share_per_flight", None)
    if share is not None and not 0 < share <= 1:
        table.bad("max_team_share_per_flight", f"{share} is no share", "Write a number above 0, at most 1")
    policy = Policy.model_construct(
        max_connections=table.count("max_connections", 2),
        connection_min=wait[0],
        connection_max=wait[1],
        overnight_connections=table.flag("overnight_connections", False),
        detour_ratio=ratio or Decimal(0),
        detour_extra_min=_minutes(extra),
        max_early_nights=table.count("max_early_nights", 2),
        max_late_nights=table.count("max_late_nights", 1),
        check_in_minutes=table.count("check_in_minutes", 120),
        home_radius_km=table.count("home_radius_km", 120),
        locals_stay=table.flag("locals_stay", False),
        unreachable=table.one_of("unreachable", UNREACHABLE, "remote") or "remote",
        must_attend=table.selectors("must_attend"),
        local_km=table.count("local_km", 40),
        no_weekend_travel=table.selectors("no_weekend_travel"),
        avoid_airlines=table.words("avoid_airlines"),
        max_travellers_per_flight=table.whole("max_travellers_per_flight", None, 1),
        max_key_travellers_per_flight=table.whole("max_key_travellers_per_flight", None, 1),
        max_team_share_per_flight=share,
        cabin_rules=tuple(_cabin_rule(rule) for rule in table.tables("cabin")),
        visa=_visa(table, currency),
    )
    table.done({})
    return policy


def _waits(table: Table) -> tuple[int, int]:
    value = table.get("connection_minutes", list, [60, 360], "two whole numbers")
    if len(value) != 2 or not all(type(n) is int and n >= 0 for n in value) or value[0] > value[1]:
        table.bad("connection_minutes", f"{value!r} is not a shortest and a longest wait", "Write [60, 360]")
        return 60, 360
    return value[0], value[1]


def _minutes(hours: Decimal | None) -> int:
    return round_half_up((hours or Decimal(0)) * 60)


def _cabin_rule(table: Table) -> CabinRule:
    over = table.number_of("over_hours", Decimal(0)) or Decimal(0)
    cabin = table.one_of("cabin", tuple(CABIN_BY_WORD), None)
    for key in ("over_hours", "cabin"):
        if not table.has(key):
            table.bad(key, "it is missing", "A cabin rule needs over_hours and cabin")
    rule = CabinRule(
        over_min=_minutes(over),
        over_hours=over,
        cabin=CABIN_BY_WORD.get(cabin or "", Cabin.ECONOMY),
        who=table.selectors("who", (Selector(kind="all"),)),
        or_rest_nights=table.whole("or_rest_nights", None, 1),
    )
    table.done(ELSEWHERE)
    return rule


def _visa(table: Table, currency: str) -> dict[str, VisaRule]:
    visa = table.table("visa")
    found: dict[str, VisaRule] = {}
    for requirement in visa.values if visa else ():
        terms = visa.table(requirement) if visa else None
        if terms:
            fee = terms.number_of("fee", Decimal(0)) or Decimal(0)
            lead = terms.whole("lead_days", 0) or 0
            found[requirement] = VisaRule(lead_days=lead, fee_minor=minor_units(fee, currency))
            terms.done({})
    return found


def _limits(table: Table, currency: str) -> Limits:
    budget, tonnes = table.number_of("budget", None), table.number_of("co2e_tonnes", None)
    hours = table.number_of("journey_hours", None)
    share = table.number_of("holiday_share", None)
    limits = Limits.model_construct(
        budget_minor=None if budget is None else minor_units(budget, currency),
        co2e_g=None if tonnes is None else round_half_up(tonnes * 1_000_000),
        journey_min=None if hours is None else _minutes(hours),
        traveller_hours=_hours_per_year(table),
        long_haul=_long_haul(table),
        weeks_between_events=table.whole("weeks_between_events", None),
        different=table.one_of("different", DIFFERENT, None),
        months_between_uses=table.whole("months_between_uses", None),
        holiday_share=share,
    )
    table.done({})
    return limits


def _hours_per_year(table: Table) -> HoursPerYear | None:
    if isinstance(table.values.get("traveller_hours_per_year"), dict):
        terms = table.table("traveller_hours_per_year")
        hours, exempt = (terms.number_of("hours", None), terms.selectors("except")) if terms else (None, ())
        if terms:
            terms.done({})
    else:
        hours, exempt = table.number_of("traveller_hours_per_year", None), ()
    return None if hours is None else HoursPerYear(minutes=_minutes(hours), exempt=exempt)


def _long_haul(table: Table) -> LongHaul | None:
    terms = table.table("long_haul")
    if terms is None:
        return None
    hours, trips, exempt = (
        terms.number_of("hours", None),
        terms.whole("trips_per_year", None),
        terms.selectors("except"),
    )
    terms.done({})
    if hours is None or trips is None:
        table.bad("long_haul", "hours and trips_per_year are needed", "Write { hours = 9, trips_per_year = 1 }")
        return None
    return LongHaul(over_min=_minutes(hours), trips_per_year=trips, exempt=exempt)


def _objective(table: Table, currency: str) -> Objective:
    amount: Callable[[str, int], int] = lambda key, default: minor_units(  # noqa: E731
        table.number_of(key, Decimal(default)) or Decimal(0), currency
    )
    objective = Objective(
        travel_hour_minor=amount("travel_hour", 20),
        tonne_co2e_minor=amount("tonne_co2e", 100),
        night_per_diem_minor=amount("night_per_diem", 60),
        remote_minor=amount("remote", 5000),
    )
    table.done({})
    return objective


def _rates(table: Table, company: str) -> tuple[dict[str, Rate], date | None]:
    on = table.get("date", date, None, "a date without quotes")
    found: dict[str, Rate] = {}
    for key in table.values:
        if key == "date":
            continue
        rate = table.number_of(key, None)
        if not known_currency(key):
            table.bad(key, "this is no currency code", "Use ISO 4217 codes such as USD")
        elif not rate or key == company:
            table.bad(key, "a rate must be above zero and for another currency", f"Units of it for one {company}")
        else:
            found[key] = Rate(currency=key, rate=rate, on=on or date.today(), source="workspace")
    if found and on is None:
        table.bad("date", "it is missing", "State the day of the rates: date = 2026-11-20")
    return found, on


def _source(table: Table) -> Source:
    source = table.one_of("source", SOURCES, "estimate")
    table.done({})
    return source or "estimate"
