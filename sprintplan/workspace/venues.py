"""venues.csv: where events may take place, and what each place costs."""

from decimal import Decimal

from sprintplan.domain.policy import Rate
from sprintplan.domain.venues import Venue
from sprintplan.units import converted_minor
from sprintplan.workspace.cells import Cells
from sprintplan.workspace.files import read_rows
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.people import ID
from sprintplan.workspace.report import Report, did_you_mean
from sprintplan.world.airports import airports

FILE = "venues.csv"
REQUIRED = ("id", "name", "country", "airports")
AMOUNTS = ("hire", "day_rate", "room_rate", "transfer_cost", "shuttle_cost")
COLUMNS = (
    *("id", "name", "city", "country", "region", "airports", "capacity", "currency", "rooms"),
    *("transfer_minutes", "shuttle_seats", "available", "last_used", *AMOUNTS),
)


def read_venues(text: str, exchange: Exchange, report: Report) -> tuple[Venue, ...]:
    """Every venue, in file order; problems go to the report."""
    lines, venues = dict[str, int](), list[Venue]()
    for row in read_rows(FILE, text, COLUMNS, REQUIRED, report):
        cells = Cells(row, report)
        if not ID.match(row["id"]):
            cells.bad("id", f'"{row["id"]}" is no id', "Use letters, digits, . _ - @")
        elif row["id"] in lines:
            cells.bad(
                "id",
                f'"{row["id"]}" stands on line {lines[row["id"]]} too',
                "Give each venue an id of its own",
            )
        lines.setdefault(row["id"], row.line)
        venues.append(_venue(cells, exchange))
    if not lines:
        report.add(FILE, 0, "no venue is listed", "Add a row for each venue")
    return tuple(venues)


def _venue(cells: Cells, exchange: Exchange) -> Venue:
    row, rate = cells.row, exchange.of(cells)
    amounts = {column: _minor(cells.amount(column), rate, exchange.currency) for column in AMOUNTS}
    countries = cells.country_codes("country")
    if len(countries) != 1:
        cells.bad("country", "one country is needed", "Write an ISO 3166-1 alpha-2 code such as PT")
    last_used = cells.day("last_used", row["last_used"]) if row["last_used"] else None
    _check_shuttle(cells)
    return Venue.model_construct(
        id=row["id"],
        name=row["name"] or row["id"],
        city=row["city"],
        country=row["country"],
        region=row["region"],
        airports=_airports(cells),
        capacity=cells.whole("capacity"),
        rooms=cells.whole("rooms"),
        transfer_minutes=cells.whole("transfer_minutes") or 0,
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


def _minor(amount: Decimal | None, rate: Rate | None, currency: str) -> int | None:
    return None if amount is None or rate is None else converted_minor(amount, rate.rate, currency)


def _airports(cells: Cells) -> tuple[str, ...]:
    words = cells.words("airports")
    for word in words:
        number = airports().number(word)
        if number is None:
            cells.bad("airports", f'"{word}" is no airport code', did_you_mean(word.upper(), airports().codes))
    if not words:
        cells.bad("airports", "it is empty", "Write the codes of the airports that serve the venue, joined by |")
    return words


def _check_shuttle(cells: Cells) -> None:
    if bool(cells.row["shuttle_cost"]) != bool(cells.row["shuttle_seats"]):
        cells.bad("shuttle_cost", "shuttles need shuttle_cost and shuttle_seats", "Fill in both or neither")
