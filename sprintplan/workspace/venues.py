"""venues.csv: where events may take place, and what each place costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sprintplan.domain.columns import Amount, Column, Seasons, columns_of, member_of
from sprintplan.domain.venues import PublicRates, Season, Venue
from sprintplan.problems import listed, shown
from sprintplan.units import MOST_MINOR, converted_minor, money_text
from sprintplan.workspace.cells import ID, ID_REMEDY, Cells
from sprintplan.workspace.files import Row, read_rows
from sprintplan.workspace.home_hints import NEAREST_KM, instead_of, joined_codes, no_flights
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.positions import position_in, position_text
from sprintplan.workspace.report import Report
from sprintplan.world.advice import AROUND_KM, airport_advice
from sprintplan.world.airport_groups import country_served
from sprintplan.world.airports import airports
from sprintplan.world.cities import find_city
from sprintplan.world.lodging import LODGING, MEALS, PublicRate, public_rate

FILE = "venues.csv"
COLUMNS = columns_of(Venue)
MEMBERS = {name: member_of(Venue, name) for name in COLUMNS}
QUOTED = ("hire", "day_rate", "transfer_cost")
"""Amounts that count as 0 where their cell is empty."""
MOST_NAMED = 12
"""Venues that a warning names."""


def read_venues(text: str, exchange: Exchange, report: Report, *, flown: bool, public_meals: bool) -> tuple[Venue, ...]:
    """Every venue, in file order; problems go to the report.

    Parameters
    ----------
    text : of the file
    exchange : rates of its currencies
    report : where problems go
    flown : whether airports must have flights in the network
    public_meals : whether an empty per_diem is the public rate of meals
    """
    lines, venues, lacking = dict[str, int](), list[Venue](), list[set[str]]()
    _, rows = read_rows(FILE, text, COLUMNS, report)
    for row in rows:
        lacking.append({name for name in QUOTED if not _is_quoted(row, name)})
        cells = Cells(row, report)
        _check_id(cells, row["id"], lines)
        venues.append(_venue(cells, exchange, flown=flown, public_meals=public_meals))
    compared = [name for name in QUOTED if any(name not in lacks for lacks in lacking)]
    venues = [
        venue.changed(unquoted=tuple(name for name in compared if name in lacks))
        for venue, lacks in zip(venues, lacking, strict=True)
    ]
    _warn_of_unquoted(venues, report)
    baselines = [venue.id for venue in venues if venue.baseline]
    for extra in baselines[1:]:
        what = f'baseline: "{baselines[0]}" is one already'
        report.add(FILE, lines[extra], what, "Keep one yes; an event may name a baseline of its own in sprint.toml")
    if not venues and FILE not in report.broken:
        report.add(FILE, 0, "no venue is listed", "Add a row for each venue")
    return tuple(venues)


def _is_quoted(row: Row, column: str) -> bool:
    """Whether the cell has an amount, 0 too; a shuttle takes the place of a transfer."""
    return bool(row[column] or (column == "transfer_cost" and row["shuttle_cost"]))


def _warn_of_unquoted(venues: Sequence[Venue], report: Report) -> None:
    """Warn of `venues` that look cheaper for not having been asked, by their columns without an amount; the `report`
    gets the warning."""
    by_columns: dict[tuple[str, ...], list[str]] = {}
    for venue in venues:
        by_columns.setdefault(venue.unquoted, []).append(venue.name)
    for columns, names in by_columns.items():
        if columns:
            cells = " and ".join(filter(None, [", ".join(columns[:-1]), columns[-1]]))
            what = f"{cells} {'is' if len(columns) == 1 else 'are'} empty and count{'s' * (len(columns) == 1)} as 0, "
            what += f"beside amounts of other venues: {listed(names, MOST_NAMED, 'venues')}"
            report.warn(FILE, 0, what, "Write what you were quoted, 0 where there is nothing to pay")


def _check_id(cells: Cells, word: str, lines: dict[str, int]) -> None:
    if not ID.fullmatch(word):
        cells.bad("id", f"{shown(word)} is not an id" if word else "it is empty", ID_REMEDY)
    elif word in lines:
        cells.bad("id", f'"{word}" stands on line {lines[word]} too', "Give each venue an id of its own")
    lines.setdefault(word, cells.row.line)


def _venue(cells: Cells, exchange: Exchange, *, flown: bool, public_meals: bool) -> Venue:
    row, rate = cells.row, exchange.of(cells)
    _check_shuttle(cells)
    airports_here = _airports(cells, flown)
    known: dict[str, Any] = {
        "name": row["name"] or row["id"],
        "country": _country(cells, airports_here),
        "airports": airports_here,
    }
    for name, column in COLUMNS.items():
        if name not in known:
            known[name] = _value(cells, name, column, rate, exchange)
    stated = {MEMBERS[name]: value for name, value in known.items() if value is not None}
    lodging = None if row["room_rate"] else _public(cells, known, exchange, LODGINGS)
    meals = _public(cells, known, exchange, MEAL_RATES) if public_meals and not row["per_diem"] else None
    return Venue.model_construct(**stated, public_rate=lodging, public_meals=meals, extra=row.extra)


def _value(cells: Cells, name: str, column: Column, rate: Decimal | None, exchange: Exchange) -> Any:
    """The value of a cell, amounts in minor units of the company's currency."""
    stated = cells.row["currency"] or exchange.currency
    match column:
        case Amount():
            return _minor(cells, name, cells.amount(name, stated), rate, exchange)
        case Seasons():
            rates = [
                (days, _minor(cells, name, amount, rate, exchange)) for days, amount in cells.seasons(name, stated)
            ]
            return tuple(
                Season.model_construct(first=days.first, last=days.last, rate_minor=minor)
                for days, minor in rates
                if minor is not None
            )
        case _:
            return cells.value(name, column)


@dataclass(frozen=True)
class _Kind:
    """A kind of public rates: its table, the column that it stands in for, and its words in problems."""

    table: str
    column: str
    noun: str
    remedy: str


LODGINGS = _Kind(LODGING, "room_rate", "lodging rate", "Write what a room costs a night, 0 where it is free")
MEAL_RATES = _Kind(MEALS, "per_diem", "meal rate", "Write the per diem, 0 for none")


def _public(cells: Cells, known: dict[str, Any], exchange: Exchange, kind: _Kind) -> PublicRates | None:
    """The public rates that an empty cell stands for; None and a problem where none are known.

    A venue without a city is where its first airport is.
    """
    codes, country = known["airports"], known["country"]
    city = known["city"] or (airports().cities[airports().number(codes[0]) or 0] if codes else "")
    if not exchange.known or not city or country not in cells.report.countries:
        return None
    rate, dollars = public_rate(city, country, codes, kind.table), exchange.rate("USD")
    if rate is None or dollars is None:
        what = f"it is empty, and no public {kind.noun} is known for {city}, {country}"
        if rate:
            what = f"it is empty, and public {kind.noun}s are in USD, which has no rate to {exchange.currency}"
        cells.bad(kind.column, what, kind.remedy)
        return None
    return converted_rates(rate, country, dollars, exchange.currency)


def converted_rates(public: PublicRate, country: str, dollars: Decimal, currency: str) -> PublicRates:
    """A public rate in minor units of a currency.

    Parameters
    ----------
    public : in dollars
    country : where it counts
    dollars : how many make one unit of the `currency`
    """
    minor = tuple(converted_minor(Decimal(usd), dollars, currency) for usd in public.usd)
    where = public.place or f"{country} outside listed places"
    return PublicRates(by_month_minor=minor, source=f"{public.source}: {where}")


def _minor(cells: Cells, column: str, amount: Decimal | None, rate: Decimal | None, exchange: Exchange) -> int | None:
    """An amount in minor units of the company's currency; None where there is none, or no rate."""
    stated = cells.row["currency"] or exchange.currency
    if amount is None or rate is None:
        return None
    minor = converted_minor(amount, rate, exchange.currency)
    if minor > MOST_MINOR:
        what = f"{amount} {stated} comes to {money_text(minor, exchange.currency)} {exchange.currency}"
        cells.bad(column, f"{what}, beyond any budget", "Check the amount, its currency and [rates] of sprint.toml")
    return minor


def _country(cells: Cells, codes: tuple[str, ...]) -> str:
    words = cells.country_codes("country")
    if len(words) != 1:
        cells.bad("country", "one country is needed", "Write an ISO 3166-1 alpha-2 code such as PT")
    elif (
        codes
        and words[0] not in (there := {*map(airports().country, codes)})
        and words[0] not in map(country_served, codes)
    ):
        row, what = cells.row, f"country: none of its airports lies in {words[0]}, but in {', '.join(sorted(there))}"
        cells.report.warn(row.file, row.line, what, "Check country and airports")
    return "|".join(words)


def _airports(cells: Cells, flown: bool) -> tuple[str, ...]:
    words = cells.words("airports")
    for word in words:
        if airports().number(word) is None:
            cells.bad("airports", f"{shown(word)} is not an airport code", _advice(cells, word))
        elif flown and no_flights(word):
            cells.bad("airports", f'no nonstop flights are known at "{word}"', instead_of(word))
    if not words:
        cells.bad("airports", "it is empty", "Write the codes of the airports that serve the venue, joined by |")
    return tuple(word for word in words if airports().number(word) is not None)


def _advice(cells: Cells, word: str) -> str:
    """A remedy for a word that is no airport: several codes in it, the airports around a position, those of the venue's
    city, else what it means."""
    codes = joined_codes(word)
    if "|" in codes and all(airports().number(code) is not None for code in codes.split("|")):
        return f'Join codes by |: "{codes}"'
    if position := position_in(word):
        around = airports().near(*position, AROUND_KM) or airports().near(*position, NEAREST_KM)
        return f"Write an airport's code: around {position_text(*position)} are {', '.join(around) or 'none'}"
    return airport_advice(word, find_city(cells.row["city"], cells.row["country"]))


def _check_shuttle(cells: Cells) -> None:
    if bool(cells.row["shuttle_cost"]) != bool(cells.row["shuttle_seats"]):
        cells.bad("shuttle_cost", "shuttles need shuttle_cost and shuttle_seats", "Fill in both or neither")
