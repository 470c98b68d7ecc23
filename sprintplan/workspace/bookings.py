"""bookings.csv, and orders of sellers in the same rows: what is booked, for whom, of which event."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from sprintplan.domain.bookings import COLUMNS, DIRECTIONS, STATUSES, WAYS, BookedJourney, Booking
from sprintplan.domain.columns import Column
from sprintplan.intake.sheet import WORKBOOKS
from sprintplan.problems import NEAR, did_you_mean, shown
from sprintplan.units import converted_minor, minor_units
from sprintplan.workspace.booked_journeys import booked_journey, iso_form
from sprintplan.workspace.cells import Cells
from sprintplan.workspace.files import Header, Row, read_rows, read_text, separator_of
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.report import Report
from sprintplan.workspace.workbooks import read_workbook

KEYS = ("person", "id")
"""Columns by one of which the sheet of a workbook is known that holds bookings."""
AMOUNTS = ("fare", "refund", "change_fee")
DECIMAL_COMMA = re.compile(r"(\d+|\d{1,3}(\.\d{3})+),\d{1,2}", re.ASCII)
"""An amount whose comma can only be a decimal one."""
OTHERWISE = "`sprintplan export --kind bookings` writes one to fill in; where nothing is booked remove it"
"""What to do about a file of bookings that is empty, or no file."""
BETWEEN_NAMES = re.compile(r"[\s,/]+")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "mstr"})
"""Words beside names on tickets."""
DAYS_NEAR = 10
"""Days between a journey's dates and an event's within which the journey may be to that event."""
MOST_DAYS = 180
"""Days that a booking may lie from the event that it is for, which may have been moved since."""
MEANINGS = {
    "confirmed": "booked",
    "reserved": "held",
    "on hold": "held",
    "paid": "booked",
    "issued": "ticketed",
    "canceled": "cancelled",
    "used": "flown",
    "return": "inbound",
    "way home": "inbound",
    "way out": "outbound",
    "round trip": "both",
    "roundtrip": "both",
}
"""Words that booking tools use, and those of this file that mean the same."""


People = Mapping[str, tuple[str, str]]
"""Names and e-mails by id."""


@dataclass(frozen=True)
class Due:
    """An event as bookings see it: days that it may take place on, and airports that lead there.

    `airports` is None where not all are known, so that every airport may be one of them; `served` are those that are.
    """

    first: date
    last: date
    airports: frozenset[str] | None
    served: frozenset[str] = frozenset()

    def way(self, origin: str, destination: str, day: date) -> str:
        """The direction of a journey: by its airports, `origin` and `destination`, else by the `day` that it leaves."""
        there, home = destination in self.served, origin in self.served
        outbound = there if there != home else day - self.first < self.last - day
        return "outbound" if outbound else "inbound"


@dataclass(frozen=True)
class Booked:
    """What bookings may name: people by id with their names and e-mails, events, and rates of currencies.

    `former` tells the people of earlier plans; it is asked where nobody else is meant. `former_airports` tells those
    that led to an event in earlier plans; it is asked where no other one is meant. With `strangers` whoever is known
    nowhere is meant by what is written.
    """

    people: People
    events: Mapping[str, Due]
    exchange: Exchange
    former: Callable[[], People] = dict
    former_airports: Callable[[str], Collection[str]] = lambda _: ()
    strangers: bool = False

    def person(self, word: str) -> str | None:
        """The id of the one person whom a `word`, an id, an e-mail or a name, means; None where none or several."""
        people = self.called(word)
        if not people and self.strangers:
            return word or None
        return people[0] if len(people) == 1 else None

    def called(self, word: str) -> list[str]:
        """The ids of everybody whom a `word` means."""
        return _called(word, self.people, self._names) or _called(word, self._earlier, _by_name(self._earlier))

    @cached_property
    def _earlier(self) -> People:
        return self.former()

    @cached_property
    def _names(self) -> Mapping[str, list[str]]:
        return _by_name(self.people)


def _called(word: str, people: People, names: Mapping[str, list[str]]) -> list[str]:
    return [word] if word in people else names.get(name_form(word), [])


def _by_name(people: People) -> Mapping[str, list[str]]:
    """The ids of people by the forms of their names and e-mails."""
    by_name: dict[str, list[str]] = {}
    for id, names in people.items():
        for name in {name_form(one) for one in names if one}:
            by_name.setdefault(name, []).append(id)
    return by_name


def name_form(name: str) -> str:
    """What is the same however a `name` is written: "Ana Sá", "Sá, Ana" and, as tickets have it, "SA/ANA MRS"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    words = sorted(BETWEEN_NAMES.sub(" ", plain.casefold()).split())
    return " ".join(word for word in words if word.rstrip(".") not in TITLES) if len(words) > 1 else plain.casefold()


def read_booking_file(path: Path, known: Booked, listed: Mapping[str, str], report: Report) -> list[Booking]:
    """The bookings of a CSV file or a workbook, in its order.

    Parameters
    ----------
    path : the file
    known : whom and what bookings may name
    listed : columns of lists that come back, by their heads in small letters; those that are none of a booking may
        stand there and say nothing
    report : gets the problems
    """
    of_workbook = path.suffix.lower() in WORKBOOKS
    if of_workbook:
        text = read_workbook(path, KEYS, report)
    else:
        text = read_text(path.parent, path.name, report, otherwise=OTHERWISE)
    if text is None:
        return []
    columns = {**{name: Column("", "") for name in listed.values()}, **COLUMNS}
    header, filled = read_rows(path.name, text, columns, report, listed)
    rows, comma = list(filled), separator_of(text) != ","
    if any(column.required and name not in header.at for name, column in COLUMNS.items()):
        return []
    if of_workbook and rows and not any(row["fare"] for row in rows):
        what = "no row has a fare: its formulas hold no values"
        report.breaks(path.name, 0, what, "Open it in a spreadsheet program, and save it")
    for row in rows:
        if _is_open(row) and (row["reference"] or row["booked_on"]):
            column = "reference" if row["reference"] else "booked_on"
            Cells(row, report).bad("status", f"it is empty beside a {column}", "Write booked, or what else it is")
    booked = [row for row in rows if not _is_open(row)]
    return _distinct([_with_points(row) for row in booked] if comma else booked, known, report)


def _with_points(row: Row) -> Row:
    """The row of a file in which commas separate no cells, with a decimal point in amounts that have a comma."""
    for column in AMOUNTS:
        if DECIMAL_COMMA.fullmatch(row[column]):
            row.cells[row.header.at[column]] = row[column].replace(".", "").replace(",", ".")
    return row


def read_order_rows(file: str, orders: Sequence[Mapping[str, str]], known: Booked, report: Report) -> list[Booking]:
    """The bookings of a seller's orders, whose cells are those of bookings.csv; all stand in line 0 of the file.

    Parameters
    ----------
    file : name of the file
    orders : cells by column; where the direction is empty it is told from airports and dates
    known : whom and what bookings may name
    report : gets the problems
    """
    header = Header(file, {name: at for at, name in enumerate(COLUMNS)}, ())
    directed = ({**cells, "direction": cells["direction"] or _way_of(cells, known)} for cells in orders)
    rows = [Row(header, 0, [cells.get(name, "") for name in COLUMNS]) for cells in directed]
    return _distinct(rows, known, report)


def _way_of(cells: Mapping[str, str], known: Booked) -> str:
    """The direction of a journey to the event that it names, or to the one that is nearest in time."""
    events = [known.events[cells["event"]]] if cells["event"] in known.events else [*known.events.values()]
    try:
        day = date.fromisoformat(cells["departs"][: len("2027-05-09")])
    except ValueError:
        return WAYS[0]
    nearest = min(events, key=lambda due: max(due.first - day, day - due.last), default=None)
    return nearest.way(cells["origin"], cells["destination"], day) if nearest else WAYS[0]


def check_overlaps(bookings: Sequence[Booking], report: Report) -> None:
    """Note in the `report` which `bookings` book twice: two live ones of one person, event and way; and which cancel a
    way that another one of the same reference still has."""
    _check_halves(bookings, report)
    seen: dict[tuple[str, str, str], Booking] = {}
    for one in bookings:
        for way in WAYS:
            if not one.is_live or not one.covers(way):
                continue
            first = seen.setdefault((one.person, one.event, way), one)
            if first is not one:
                what = f'{way} of "{one.person}" to "{one.event}" is booked in {first.place} already'
                remedy = 'Write "cancelled" as status of the one that does not count'
                report.add(*_place(one), what, remedy, cause=f"twice {one.person} {one.event}")
                break


def _check_halves(bookings: Sequence[Booking], report: Report) -> None:
    """Note one way that is cancelled beside a live booking of both ways with the same reference."""
    whole = {(one.person, one.event, one.reference): one for one in bookings if one.is_live and one.direction == "both"}
    for one in bookings:
        other = whole.get((one.person, one.event, one.reference))
        if one.reference and not one.is_live and one.direction != "both" and other:
            rest = "inbound" if one.direction == "outbound" else "outbound"
            what = f"the {one.direction} way of {shown(one.reference)} is cancelled, and {other.place} has both ways"
            report.add(*_place(one), what, f"Write {rest} there, with what is left of times, airports, fare and refund")


def _place(booking: Booking) -> tuple[str, int]:
    """File and line that a booking stands in."""
    file, _, line = booking.place.rpartition(":")
    return (file, int(line)) if line.isdigit() else (booking.place, 0)


def _is_open(row: Row) -> bool:
    """Whether the row is one of an exported list that nobody has booked yet."""
    return not row["status"]


def _distinct(rows: Iterable[Row], known: Booked, report: Report) -> list[Booking]:
    bookings = (_booking(Cells(row, report), known) for row in rows)
    return [booking for booking in bookings if booking is not None]


def _booking(cells: Cells, known: Booked) -> Booking | None:
    """One booking; None where it cannot be read."""
    before, row = len(cells.report), cells.row
    person = known.person(row["person"])
    if person is None:
        cells.bad("person", f"unknown person {shown(row['person'])}", _whom(cells, known))
    direction = _word(cells, "direction", DIRECTIONS)
    status = _word(cells, "status", STATUSES)
    ways = WAYS if direction == "both" else (direction,) if direction in DIRECTIONS else ()
    journeys = {way: booked_journey(cells, way, both=direction == "both") for way in ways}
    event = _event(cells, known, journeys) if len(cells.report) == before else None
    amounts = _amounts(cells, known, status)
    booked_on = cells.day("booked_on", iso_form(row["booked_on"])) if row["booked_on"] else None
    if len(cells.report) > before or person is None or event is None:
        return None
    file, line = row.file, row.line
    return Booking.model_validate(
        {
            "person": person,
            "event": event,
            "direction": direction,
            "status": status,
            **{way: journey for way, journey in journeys.items() if journey},
            **amounts,
            "reference": row["reference"],
            "booked_on": booked_on,
            "supplier": row["supplier"],
            "place": f"{file}:{line}" if line else file,
        }
    )


def _whom(cells: Cells, known: Booked) -> str:
    """What to write for a person who is not known, or not the only one."""
    alike = known.called(cells.row["person"])
    if len(alike) > 1:
        return f"{len(alike)} people are called that: write the id, such as {alike[0]}"
    names = [name for id, names in known.people.items() for name in (id, *names)]
    otherwise = "Write an id, an e-mail or a full name of people.csv"
    return cells.report.hint("person", cells.row["person"], names, otherwise=otherwise, alike=NEAR)


def _word(cells: Cells, column: str, words: Sequence[str]) -> str:
    word = cells.row[column].casefold()
    if word not in words:
        remedy = did_you_mean(word, words, meanings=MEANINGS)
        cells.bad(column, f"unknown {column} {shown(cells.row[column])}", remedy)
    return word


def _event(cells: Cells, known: Booked, journeys: Mapping[str, BookedJourney | None]) -> str | None:
    """The event that the row names, or the only one that its journeys suit."""
    word = cells.row["event"]
    if word and word not in known.events:
        cells.bad("event", f"unknown event {shown(word)}", cells.report.hint("event", word, known.events))
        return None
    fitting = [word] if word else [id for id, due in known.events.items() if _is_near(due, journeys)]
    if len(fitting) != 1:
        what = "no event is near its dates and airports" if not fitting else f"it may be for {' or '.join(fitting)}"
        cells.bad("event", what, f"Write one of {', '.join(known.events)}")
        return None
    if far := _far_day(known.events[fitting[0]], journeys):
        what = f"{far[0]} is {far[1]} days from {fitting[0]}"
        cells.bad("departs", what, "Check the year: no event is moved so far")
        return None
    for way, journey in journeys.items():
        airports = known.events[fitting[0]].airports
        end = None if journey is None else _end(journey, way)
        if end and airports is not None and end not in airports and end not in known.former_airports(fitting[0]):
            column = "destination" if way == "outbound" else "origin"
            what = f"{end} is not an airport of a venue of {fitting[0]}"
            cells.bad(column, what, f"Venues are reached by {', '.join(sorted(airports))}")
            return None
    return fitting[0]


def _far_day(due: Due, journeys: Mapping[str, BookedJourney | None]) -> tuple[date, int] | None:
    """The day of a way, and how many days that is from an event, where these are too many for any booking."""
    for journey in journeys.values():
        day = journey.departs.date() if journey else due.first
        days = max((due.first - day).days, (day - due.last).days)
        if days > MOST_DAYS:
            return day, days
    return None


def _end(journey: BookedJourney, way: str) -> str | None:
    """The airport at the venue's end of a way; None on the ground."""
    end = journey.destination if way == "outbound" else journey.origin
    return end if journey.mode == "air" else None


def _is_near(due: Due, journeys: Mapping[str, BookedJourney | None]) -> bool:
    near = timedelta(days=DAYS_NEAR)
    for way, journey in journeys.items():
        if journey is None:
            continue
        end = _end(journey, way)
        day = (journey.arrives if way == "outbound" else journey.departs).date()
        if (
            due.airports is not None and end and end not in due.airports
        ) or not due.first - near <= day <= due.last + near:
            return False
    return any(journeys.values())


def _amounts(cells: Cells, known: Booked, status: str) -> dict[str, object]:
    """Fare, refund and fee in minor units, by member of Booking."""
    exchange, currency = known.exchange, cells.row["currency"] or known.exchange.currency
    rate = exchange.of(cells)
    if rate is None:
        return {}
    amounts = {name: cells.amount(name, currency) for name in ("fare", "refund", "change_fee")}
    fare, refund = amounts["fare"], amounts["refund"]
    if not cells.row["fare"]:
        cells.bad("fare", "it is empty", "Write what it costs, or 0 where it is free")
    if fare is not None and refund is not None and refund > fare:
        cells.bad("refund", f"{refund} is more than the fare {fare}", "Write what comes back of the fare")
    minor = {
        name: None if amount is None else converted_minor(amount, rate, exchange.currency)
        for name, amount in amounts.items()
    }
    if fare is None:
        return {}
    return {
        "fare_minor": minor["fare"],
        "refund_minor": minor["refund"] or 0,
        "change_fee_minor": minor["change_fee"],
        "original_minor": minor_units(fare, currency),
        "original_currency": currency,
    }
