"""The rooming list: who stays how long, who sleeps at the venue in which night, and rooms a night."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.place_names import place_words
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.reports.formatting import count, day, span
from sprintplan.reports.lists.people import (
    OfPerson,
    PersonRow,
    event_column,
    extra_columns,
    person_columns,
    phone_column,
    trips_of,
)
from sprintplan.reports.lists.table import Column, Table, table
from sprintplan.reports.text.trips import flight_code


@dataclass(frozen=True)
class Night(OfPerson):
    """One person's room in the night that begins on a date; `rooms` is how many that night takes in all."""

    night: date
    rooms: int


@dataclass(frozen=True)
class Count:
    """One night of an event: rooms taken, and how many of them begin or end with it."""

    event: EventPlan
    night: date
    rooms: int
    arriving: int
    leaving: int


def rooming(plan: Plan) -> tuple[Table, ...]:
    """A row a stay of a `plan`, a table with a row a person and night, and one with a row a night. One room a person.

    In a workbook the stays are a sheet a hotel, which can be sent to it as it is.
    """
    stays = [mine for mine in trips_of(plan) if _nights(mine)]
    return (
        table("rooming", (event_column(), *_guest_columns(plan)), stays, sheets=_hotels(plan, stays)),
        table("guests", (event_column(), *NIGHT, *_guest_columns(plan)), _by_night(plan, stays)),
        table("nights", COUNTS, _counts(plan, stays)),
    )


def _hotels(plan: Plan, stays: list[OfPerson]) -> Iterator[Table]:
    """A sheet an event, with what its hotel needs and nothing else."""
    for event in plan.events:
        mine = sorted((stay for stay in stays if stay.event is event), key=lambda stay: stay.trip.name.casefold())
        title = f"Rooming list: {place_words(event.venue_name, event.city)}, {span(event.first_day, event.last_day)}"
        made = day(datetime.fromisoformat(plan.created_at).date())
        subtitle = f"{plan.company}. {event.name}: {count(len(mine), 'guest')}. Plan of {made}; local times"
        columns = (_guest_column(mine), *GUEST, *phone_column(plan), *TO_FILL)
        yield table(f"rooming {event.name}", columns, mine, title=title, subtitle=subtitle)


def _guest_column(stays: list[OfPerson]) -> Column[OfPerson]:
    """Names of guests, those that several have with the address, else the id, of each."""
    names = Counter(stay.trip.name for stay in stays)

    def name(row: OfPerson) -> str:
        own = row.trip
        return own.name if names[own.name] == 1 else f"{own.name} ({own.email or own.person})"

    return Column("name", "text", name, 28, head="Guest")


GUEST: tuple[Column[OfPerson], ...] = (
    Column("check_in", "date", lambda row: row.trip.check_in),
    Column("check_out", "date", lambda row: row.trip.check_out),
    Column("nights", "whole", lambda row: row.trip.nights, total=True),
    Column("lands", "instant", lambda row: _end(row.trip.outbound, arrival=True)),
    Column("flight_in", "text", lambda row: _flight(row.trip.outbound, -1), 10, head="Flight in"),
    Column("takes_off", "instant", lambda row: _end(row.trip.inbound, arrival=False), head="Takes off"),
    Column("flight_out", "text", lambda row: _flight(row.trip.inbound, 0), 10, head="Flight out"),
)
TO_FILL: tuple[Column[OfPerson], ...] = (
    Column("room", "text", lambda row: "", 8, fill=True),
    Column("confirmation", "text", lambda row: "", 14, fill=True),
    Column("remarks", "text", lambda row: "", 20, fill=True),
)


def _end(way: JourneyRecord | None, *, arrival: bool) -> datetime | None:
    """When a journey by air reaches the venue's airport, or leaves it."""
    if way is None or not way.by_air:
        return None
    return datetime.fromisoformat(way.arrives_at if arrival else way.departs_at)


def _flight(way: JourneyRecord | None, number: int) -> str:
    """The code of one flight of a journey; on the ground what it is on."""
    if way is None or not way.by_air:
        return way.mode if way else ""
    return flight_code(way.segments[number]) or "-".join((way.segments[number].start, way.segments[number].end))


NIGHT: tuple[Column[Night], ...] = (
    Column("venue", "text", lambda row: row.event.venue_name, 20),
    Column("night", "date", lambda row: row.night),
    Column("rooms_that_night", "whole", lambda row: row.rooms),
)
COUNTS: tuple[Column[Count], ...] = (
    Column("event", "text", lambda row: row.event.event, 20),
    Column("venue", "text", lambda row: row.event.venue_name, 20),
    Column("night", "date", lambda row: row.night),
    Column("rooms", "whole", lambda row: row.rooms, total=True, head="Rooms"),
    Column("arriving", "whole", lambda row: row.arriving),
    Column("leaving_next_day", "whole", lambda row: row.leaving),
)


def _guest_columns(plan: Plan) -> tuple[Column[PersonRow], ...]:
    return (
        *person_columns(),
        *phone_column(plan),
        Column("status", "text", lambda row: row.trip.status, 11),
        Column("check_in", "date", lambda row: row.trip.check_in),
        Column("check_out", "date", lambda row: row.trip.check_out),
        Column("nights", "whole", lambda row: row.trip.nights, head="Nights of the stay"),
        *extra_columns(plan),
    )


def _nights(mine: OfPerson) -> list[date]:
    """Dates on which the person's nights begin."""
    first, last = mine.trip.check_in, mine.trip.check_out
    return [first + timedelta(days=n) for n in range((last - first).days)] if first and last else []


def _by_night(plan: Plan, stays: list[OfPerson]) -> Iterator[Night]:
    for event in plan.events:
        mine = [one for one in stays if one.event is event]
        rooms = _taken(mine, _nights)
        nights = [Night(event, one.trip, night, rooms[night]) for one in mine for night in _nights(one)]
        yield from sorted(nights, key=lambda row: (row.night, row.trip.name, row.trip.person))


def _counts(plan: Plan, stays: list[OfPerson]) -> Iterator[Count]:
    for event in plan.events:
        mine = [one for one in stays if one.event is event]
        rooms = _taken(mine, _nights)
        first, last = _taken(mine, lambda one: _nights(one)[:1]), _taken(mine, lambda one: _nights(one)[-1:])
        yield from (Count(event, night, rooms[night], first[night], last[night]) for night in sorted(rooms))


def _taken(stays: list[OfPerson], nights: Callable[[OfPerson], list[date]]) -> Counter[date]:
    return Counter(night for one in stays for night in nights(one))
