"""Writes a scenario and its quotes as a workspace folder, so that the whole command line can be tested."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sprintplan.domain.events import Event
from sprintplan.domain.model import DateRange
from sprintplan.domain.people import Person, Selector
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.units import money_text
from tests.builders import Quote

PEOPLE = (
    "id,name,email,team,manager,home,citizenship,grade,roles,events,own_travel,local_to,unavailable,cabin,"
    "cannot_enter,may_enter"
)
VENUES = (
    "id,name,city,country,region,airports,capacity,hire,day_rate,room_rate,rooms,transfer_minutes,transfer_cost,"
    "shuttle_cost,shuttle_seats,available,last_used"
)
OFFERS = "origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle"


def write_workspace(folder: Path, scenario: Scenario, quotes: Sequence[Quote]) -> None:
    """sprint.toml, people.csv, venues.csv, offers/offers.csv, and visas.csv where the scenario has visas."""
    (folder / "offers").mkdir(parents=True, exist_ok=True)
    (folder / "sprint.toml").write_text("\n".join(_Settings(scenario).lines()) + "\n", encoding="utf-8")
    _write(folder / "people.csv", PEOPLE, (_person(one, scenario) for one in scenario.people))
    _write(folder / "venues.csv", VENUES, (_venue(one, scenario.currency) for one in scenario.venues))
    _write(folder / "offers" / "offers.csv", OFFERS, map(_offer, quotes))
    if scenario.visas is not None:
        rows: Iterable[list[object]] = ([*pair, asked] for pair, asked in scenario.visas.items())
        _write(folder / "visas.csv", "passport,destination,requirement", rows)


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
        *("|".join(one.cannot_enter), "|".join(one.may_enter)),
    ]


def _venue(one: Venue, currency: str) -> list[object]:
    def money(minor: int | None) -> str:
        return "" if minor is None else money_text(minor, currency)

    return [
        *(one.id, one.name, one.city, one.country, one.region, "|".join(one.airports), _or_empty(one.capacity)),
        *(money(one.hire_minor), money(one.day_rate_minor), money(one.room_rate_minor), _or_empty(one.rooms)),
        *(one.transfer_minutes, money(one.transfer_cost_minor)),
        *(money(one.shuttle_cost_minor), _or_empty(one.shuttle_seats)),
        *(_ranges(one.available), _or_empty(one.last_used)),
    ]


def _offer(quote: Quote) -> list[object]:
    def minute(time: object) -> str:
        return str(time).replace(" ", "T")[:16]

    return [
        *(quote.origin, quote.destination, minute(quote.departs), minute(quote.arrives), "|".join(quote.flights)),
        *("|".join(quote.via), "|".join(f"{minute(a)}/{minute(b)}" for a, b in quote.via_times)),
        *("|".join(quote.operated_by), "|".join(cabin.word for cabin in quote.cabins)),
        *(quote.fare, quote.currency, _or_empty(quote.seats), Decimal(quote.co2e_g) / 1000, quote.bundle),
    ]


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _ranges(found: tuple[DateRange, ...]) -> str:
    return "|".join(f"{one.first}..{one.last}" for one in found)


def _value(value: object) -> str:
    """A value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case int() | Decimal() | date():
            return str(value)
        case Selector() | str():
            return f'"{value}"'
        case dict():
            return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
        case _:
            assert isinstance(value, list | tuple), value
            return "[" + ", ".join(map(_value, value)) + "]"


def _span(span: tuple[int, int] | None) -> list[str] | None:
    return span and [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in span]


def _hours(minutes: int) -> Decimal:
    return Decimal(minutes) / 60


@dataclass(frozen=True)
class _Settings:
    """sprint.toml, line by line."""

    scenario: Scenario

    def lines(self) -> Iterator[str]:
        year = self.scenario
        yield from self._table("[company]", {"name": year.company, "currency": year.currency})
        for one in year.events:
            yield from self._event(one)
        yield from self._policy(year.policy)
        yield from self._table("[limits]", self._limits())
        yield from self._objective()
        rates: dict[str, object] = {code: rate.rate for code, rate in year.stated_rates.items()}
        if year.rates_date:
            yield from self._table("[rates]", {"date": year.rates_date, **rates})
        yield from self._table("[offers]", {"source": year.source})

    def _table(self, name: str, values: dict[str, object]) -> Iterator[str]:
        yield name
        for key, value in values.items():
            if value is not None:
                yield f"{key} = {_value(value)}"

    def _money(self, minor: int | None) -> Decimal | None:
        return None if minor is None else Decimal(money_text(minor, self.scenario.currency))

    def _event(self, one: Event) -> Iterator[str]:
        clocks = {"arrive_by": one.arrive_by_min, "depart_after": one.depart_after_min}
        yield from self._table(
            "[[event]]",
            {"id": one.id, "name": one.name, "starts": one.starts, "venues": one.venues, "avoid": one.avoid}
            | {key: f"{minutes // 60:02}:{minutes % 60:02}" for key, minutes in clocks.items()}
            | {"budget": self._money(one.budget_minor)},
        )
        for part in one.sessions:
            days: dict[str, object] = {"id": part.id, "days": [part.first, part.last], "who": part.who}
            yield from self._table("[[event.session]]", days)

    def _policy(self, terms: Policy) -> Iterator[str]:
        same = (
            "max_connections overnight_connections max_early_nights max_late_nights check_in_minutes home_radius_km "
            "locals_stay unreachable must_attend local_km no_weekend_travel avoid_airlines max_travellers_per_flight "
            "max_key_travellers_per_flight max_team_share_per_flight"
        )
        values: dict[str, object] = {key: getattr(terms, key) for key in same.split()}
        values["connection_minutes"] = terms.connection_minutes
        values["detour"] = {"ratio": terms.detour.ratio, "hours": _hours(terms.detour.extra_min)}
        yield from self._table("[policy]", values)
        for rule in terms.cabin_rules:
            written: dict[str, object] = {"over_hours": rule.over_hours, "cabin": rule.cabin.word, "who": rule.who}
            waits = None if rule.waits_up_to is None else _hours(rule.waits_up_to)
            more = {"measure": rule.measure, "waits_up_to": waits, "scope": rule.scope}
            where = {"to": rule.to or None, "from_region": rule.from_region or None}
            yield from self._table(
                "[[policy.cabin]]", {**written, "or_rest_nights": rule.or_rest_nights, **more, **where}
            )
        for rest in terms.rest:
            keys = ("nights", "over_hours", "measure", "time_zones", "who")
            yield from self._table("[[policy.rest]]", {key: getattr(rest, key) for key in keys})
        for hours in terms.hours:
            night = None if hours.night_flights_over_min is None else _hours(hours.night_flights_over_min)
            spans = {"take_off": _span(hours.take_off), "land": _span(hours.land)}
            yield from self._table("[[policy.hours]]", {**spans, "night_flights_over_hours": night, "who": hours.who})
        visa = {
            f'"{requirement}"': {"lead_days": rule.lead_days, "fee": self._money(rule.fee_minor)}
            for requirement, rule in terms.visa.items()
        }
        yield from self._table("[policy.visa]", dict(visa))

    def _limits(self) -> dict[str, object]:
        limits = self.scenario.limits
        hours, haul = limits.traveller_hours, limits.long_haul
        return {
            "budget": self._money(limits.budget_minor),
            "co2e_tonnes": None if limits.co2e_g is None else Decimal(limits.co2e_g) / 1_000_000,
            "journey_hours": None if limits.journey_min is None else _hours(limits.journey_min),
            "traveller_hours_per_year": hours and {"hours": _hours(hours.minutes), "except": hours.exempt},
            "long_haul": haul
            and {"hours": _hours(haul.over_min), "trips_per_year": haul.trips_per_year, "except": haul.exempt},
            "weeks_between_events": limits.weeks_between_events,
            "different": limits.different,
            "months_between_uses": limits.months_between_uses,
            "holiday_share": limits.holiday_share,
        }

    def _objective(self) -> Iterator[str]:
        weights = self.scenario.objective
        names = {"travel_hour": weights.travel_hour_minor, "tonne_co2e": weights.tonne_co2e_minor}
        names |= {"night_per_diem": weights.night_per_diem_minor, "remote": weights.remote_minor}
        yield from self._table("[objective]", {key: self._money(minor) for key, minor in names.items()})
