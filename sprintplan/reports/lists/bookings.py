"""The booking list: a row an offer to buy, what expires first on top."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from math import inf

from sprintplan.domain.bookings import BOTH_WAYS, COLUMNS, STATUSES
from sprintplan.domain.flight_codes import flight_code as read_code
from sprintplan.domain.journey_record import JourneyRecord, OfferRecord
from sprintplan.domain.plan import Plan
from sprintplan.reports.formatting import clock
from sprintplan.reports.lists.people import OfPerson, event_column, extra_columns, person_columns, trips_of
from sprintplan.reports.lists.people_words import head_of
from sprintplan.reports.lists.table import Column, Table, table
from sprintplan.reports.notice_order import remark
from sprintplan.reports.text.trips import flight_code, route


@dataclass(frozen=True)
class Booking(OfPerson):
    """An offer that one person takes, with the journeys that it covers."""

    offer: OfferRecord
    out: JourneyRecord | None
    home: JourneyRecord | None


def bookings(plan: Plan) -> tuple[Table, ...]:
    """A row a person and offer of a `plan`: what is bought, its fare and conditions, cabin, entitlement and the reason
    for it.

    A workbook has a sheet to fill in, and one that takes over what is filled in and, saved as CSV, is a bookings.csv.
    """
    order = {event.event: number for number, event in enumerate(plan.events)}
    rows = [_booking(mine, offer) for mine in trips_of(plan) for offer in mine.trip.offers]
    rows.sort(key=lambda row: (order[row.event.event], _expiry(row), _leaves(row), row.trip.name, row.trip.person))
    full = table("bookings", (*_columns(), *extra_columns(plan)), rows)
    numbers = {id(row): number for number, row in enumerate(rows, 1)}
    number: Column[Booking] = Column("no", "whole", lambda row: numbers[id(row)], head="No.")
    desk = table("bookings", (number, *DESK, *extra_columns(plan), *TO_FILL), rows)
    return (replace(full, sheets=(desk, replace(full, name="data", raw=True))),)


def _columns() -> tuple[Column[Booking], ...]:
    """Every column but the workspace's own."""
    return (event_column(), *person_columns(), *BOOKED, *OFFER, *_way("out"), *_way("home"), *TERMS)


BOOKED: tuple[Column[Booking], ...] = (
    Column("direction", "text", lambda row: row.offer.covers, 10),
    Column("status", "text", lambda row: "", 10, filled_in="status"),
    Column("flights", "text", lambda row: _both(row, _codes), 20),
    Column("origin", "text", lambda row: _both(row, lambda way: way.start), 10),
    Column("destination", "text", lambda row: _both(row, lambda way: way.end), 10),
    Column("via", "text", lambda row: _both(row, lambda way: "|".join(one.start for one in way.segments[1:])), 10),
    Column("via_times", "text", lambda row: _both(row, _changes), 20),
    Column("departs", "text", lambda row: _both(row, lambda way: _wall(way.departs_at)), 34),
    Column("arrives", "text", lambda row: _both(row, lambda way: _wall(way.arrives_at)), 34),
    Column("cabin", "text", lambda row: _both(row, lambda way: way.cabin or ""), 18),
    Column("refund", "text", lambda row: "", 8),
    Column("change_fee", "text", lambda row: "", 10),
    Column("reference", "text", lambda row: "", 12, filled_in="reference"),
    Column("booked_on", "text", lambda row: "", 11, filled_in="booked_on"),
    Column("supplier", "text", lambda row: "", 12),
)
"""What a desk fills in as it books: with these the list is a bookings.csv."""


OFFER: tuple[Column[Booking], ...] = (
    Column("covers", "text", lambda row: row.offer.covers, 10),
    Column("source", "text", lambda row: row.offer.source, 10),
    Column("offer", "text", lambda row: row.offer.id, 30),
    Column("fare", "money", lambda row: Decimal(row.offer.fare), filled_in="paid"),
    Column("currency", "text", lambda row: row.offer.currency, 9),
    Column("original_fare", "money", lambda row: Decimal(row.offer.original_fare)),
    Column("original_currency", "text", lambda row: row.offer.original_currency, 9),
    Column("expires_utc", "instant", lambda row: _utc(row.offer.expires_at)),
)
TERMS: tuple[Column[Booking], ...] = (
    Column("owner", "text", lambda row: row.offer.owner, 8),
    Column("fare_brand", "text", lambda row: row.offer.fare_brand, 14),
    Column("fare_basis", "text", lambda row: row.offer.fare_basis, 12),
    Column("checked_bags", "whole", lambda row: row.offer.checked_bags),
    Column("changeable", "flag", lambda row: row.offer.changeable),
    Column("refundable", "flag", lambda row: row.offer.refundable),
    Column("fetched_utc", "instant", lambda row: _utc(row.offer.fetched_at)),
    Column("notices", "text", lambda row: "; ".join(filter(None, [_already(row), *map(remark, row.trip.notices)])), 50),
)


DESK: tuple[Column[Booking], ...] = (
    Column("event", "text", lambda row: row.event.name, 20),
    Column("name", "text", lambda row: row.trip.name, 24),
    Column("team", "text", lambda row: row.trip.team, 14),
    Column("route", "text", lambda row: _lines(row, route), 18),
    Column(
        "flights", "text", lambda row: _lines(row, lambda way: " ".join(map(flight_code, way.segments)).strip()), 14
    ),
    Column("leaves", "text", lambda row: _lines(row, lambda way: clock(way.departs_at)), 17),
    Column("lands", "text", lambda row: _lines(row, lambda way: clock(way.arrives_at)), 17),
    Column("cabin", "text", lambda row: _lines(row, lambda way: (way.cabin or way.mode).replace("_", " ")), 16),
    Column("fare", "money", lambda row: Decimal(row.offer.fare), total=True),
    Column("book_by", "date", lambda row: row.trip.book_by),
    Column("already", "text", lambda row: _already(row), 16),
)
"""What a desk looks at, on one page's width."""
TO_FILL: tuple[Column[Booking], ...] = (
    Column("status", "text", lambda row: "", 10, fill=True, choices=STATUSES),
    Column("reference", "text", lambda row: "", 12, fill=True),
    Column("paid", "money", lambda row: None, 10, fill=True),
    Column("booked_on", "date", lambda row: None, 11, fill=True),
    Column("remarks", "text", lambda row: "", 16, fill=True),
)
"""What it fills in."""


def _way(word: str) -> tuple[Column[Booking], ...]:
    """Columns of the outbound journey or home; empty where the offer does not cover it."""

    def of(row: Booking) -> JourneyRecord | None:
        return row.out if word == "out" else row.home

    return (
        Column(f"{word}_mode", "text", lambda row: way.mode if (way := of(row)) else "", 8),
        Column(f"{word}_route", "text", lambda row: route(way) if (way := of(row)) else "", 16),
        Column(
            f"{word}_departs",
            "instant",
            lambda row: datetime.fromisoformat(way.departs_at) if (way := of(row)) else None,
        ),
        Column(
            f"{word}_arrives",
            "instant",
            lambda row: datetime.fromisoformat(way.arrives_at) if (way := of(row)) else None,
        ),
        Column(f"{word}_cabin", "text", lambda row: way.cabin if (way := of(row)) else "", 16),
        Column(f"{word}_entitled", "text", lambda row: way.entitled_cabin if (way := of(row)) else "", 16),
        Column(f"{word}_entitled_by", "text", lambda row: way.entitled_by if (way := of(row)) else "", 40),
    )


def _booking(mine: OfPerson, offer: OfferRecord) -> Booking:
    trip = mine.trip
    out = trip.outbound if offer.covers != "inbound" else None
    home = trip.inbound if offer.covers != "outbound" else None
    return Booking(mine.event, trip, offer, out, home)


def _both(row: Booking, text: Callable[[JourneyRecord], str]) -> str:
    """The text of each way that the offer covers."""
    parts = [text(way) for way in (row.out, row.home) if way]
    return BOTH_WAYS.join(parts) if any(parts) else ""


def _lines(row: Booking, text: Callable[[JourneyRecord], str]) -> str:
    """The same on a line a way; one where both say the same."""
    return "\n".join(dict.fromkeys(part for way in (row.out, row.home) if way and (part := text(way))))


def _already(row: Booking) -> str:
    """How the offer is booked already, in a plan that follows a published one; empty where it is still to buy."""
    offer = row.offer
    return f"already {offer.status}{offer.reference and f' as {offer.reference}'}" if offer.status else ""


def _flights(way: JourneyRecord) -> str:
    """Flight codes as far as they are known."""
    return " ".join(filter(None, map(flight_code, way.segments)))


def _codes(way: JourneyRecord) -> str:
    """Flight codes; nothing where any is not known."""
    codes = [flight_code(segment) for segment in way.segments]
    return "|".join(codes) if all(map(read_code, codes)) else ""


def _changes(way: JourneyRecord) -> str:
    return "|".join(f"{_wall(here.arrives_at)}/{_wall(there.departs_at)}" for here, there in pairwise(way.segments))


def _wall(instant: str) -> str:
    """Local time without its offset."""
    return instant[: len("2027-05-09T09:15")]


def _utc(instant: str | None) -> datetime | None:
    return None if instant is None else datetime.fromisoformat(instant).astimezone(UTC)


def _expiry(row: Booking) -> float:
    expires = _utc(row.offer.expires_at)
    return expires.timestamp() if expires else inf


def _leaves(row: Booking) -> float:
    way = row.out or row.home
    return datetime.fromisoformat(way.departs_at).timestamp() if way else inf


def columns_by_head(extra: Iterable[str]) -> dict[str, str]:
    """The columns of this list by their heads in small letters, those of bookings.csv and `extra` ones among them."""
    names = (*COLUMNS, *extra, *(column.name for column in _columns()))
    return {head_of(name).casefold(): name for name in names}
