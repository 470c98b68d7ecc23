"""venues.csv: where events may take place, and what each place costs."""

from decimal import Decimal

from sprintplan.domain.venues import Venue
from sprintplan.problems import shown
from sprintplan.units import MOST_MINOR, converted_minor, money_text
from sprintplan.workspace.cells import ID, ID_REMEDY, Cells
from sprintplan.workspace.files import read_rows
from sprintplan.workspace.homes import instead_of, no_flights
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.report import Report
from sprintplan.world.airports import airports

FILE = "venues.csv"
REQUIRED = ("id", "name", "country", "airports")
AMOUNTS = ("hire", "day_rate", "room_rate", "transfer_cost", "shuttle_cost")
COLUMNS = (
    *("id", "name", "city", "country", "region", "airports", "capacity", "currency", "rooms"),
    *("transfer_minutes", "shuttle_seats", "available", "last_used", *AMOUNTS),
)
MOST_TRANSFER_MINUTES = 1440


def read_venues(text: str, exchange: Exchange, flown: bool, report: Report) -> tuple[Venue, ...]:
    """Every venue, in file order; problems go to the report. `flown` asks for airports with flights in the network."""
    lines, venues = dict[str, int](), list[Venue]()
    _, rows = read_rows(FILE, text, COLUMNS, REQUIRED, report)
    for row in rows:
        cells = Cells(row, report)
        _check_id(cells, row["id"], lines)
        venues.append(_venue(cells, exchange, flown))
    if not venues and FILE not in report.broken:
        report.add(FILE, 0, "no venue is listed", "Add a row for each venue")
    return tuple(venues)


def _check_id(cells: Cells, word: str, lines: dict[str, int]) -> None:
    if not ID.fullmatch(word):
        cells.bad("id", f"{shown(word)} is no id" if word else "it is empty", ID_REMEDY)
    elif word in lines:
        cells.bad("id", f'"{word}" stands on line {lines[word]} too', "Give each venue an id of its own")
    lines.setdefault(word, cells.row.line)


def _venue(cells: Cells, exchange: Exchange, flown: bool) -> Venue:
    row, rate = cells.row, exchange.of(cells)
    amounts = {column: _minor(cells, column, rate, exchange) for column in AMOUNTS}
    last_used = cells.day("last_used", row["last_used"]) if row["last_used"] else None
    _check_shuttle(cells)
    airports_here = _airports(cells, flown)
    return Venue.model_construct(
        id=row["id"],
        name=row["name"] or row["id"],
        city=row["city"],
        country=_country(cells, airports_here),
        region=row["region"],
        currency=row["currency"],
        airports=airports_here,
        capacity=cells.whole("capacity"),
        rooms=cells.whole("rooms"),
        transfer_minutes=_transfer_minutes(cells),
        shuttle_seats=cells.whole("shuttle_seats", 1),
        available=cells.ranges("available"),
        last_used=last_used,
        hire_minor=amounts["hire"] or 0,
        day_rate_minor=amounts["day_rate"] or 0,
        room_rate_minor=amounts["room_rate"] or 0,
        transfer_cost_minor=amounts["transfer_cost"] or 0,
        shuttle_cost_minor=amounts["shuttle_cost"],
        extra=row.extra,
    )


def _minor(cells: Cells, column: str, rate: Decimal | None, exchange: Exchange) -> int | None:
    """An amount in minor units of the company's currency; None where there is none, or no rate."""
    stated = cells.row["currency"] or exchange.currency
    amount = cells.amount(column, stated)
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
    elif codes and words[0] not in (there := {airports().countries[airports().number(code) or 0] for code in codes}):
        row, what = cells.row, f"country: none of its airports lies in {words[0]}, but in {', '.join(sorted(there))}"
        cells.report.warn(row.file, row.line, what, "Check country and airports")
    return "|".join(words)


def _airports(cells: Cells, flown: bool) -> tuple[str, ...]:
    words = cells.words("airports")
    for word in words:
        if airports().number(word) is None:
            hint = cells.report.hint("airport", word, airports().codes)
            if inside := airports().of_city(word):
                hint = f"It is a city code; its airports are {'|'.join(inside)}"
            cells.bad("airports", f"{shown(word)} is no airport code", hint)
        elif flown and no_flights(word):
            cells.bad("airports", f'no nonstop flights are known at "{word}"', instead_of(word))
    if not words:
        cells.bad("airports", "it is empty", "Write the codes of the airports that serve the venue, joined by |")
    return tuple(word for word in words if airports().number(word) is not None)


def _transfer_minutes(cells: Cells) -> int:
    minutes = cells.whole("transfer_minutes") or 0
    if minutes > MOST_TRANSFER_MINUTES:
        cells.bad("transfer_minutes", f"{minutes} minutes are over a day", "Write the minutes of one way")
    return minutes


def _check_shuttle(cells: Cells) -> None:
    if bool(cells.row["shuttle_cost"]) != bool(cells.row["shuttle_seats"]):
        cells.bad("shuttle_cost", "shuttles need shuttle_cost and shuttle_seats", "Fill in both or neither")
