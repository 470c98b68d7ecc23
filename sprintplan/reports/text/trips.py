"""One trip in a few lines, in one line of a table, or leg by leg."""

from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from sprintplan.domain.journey_record import JourneyRecord, SegmentRecord
from sprintplan.domain.trip import LieuRecord, Trip
from sprintplan.reports.days_touched import days_touched
from sprintplan.reports.formatting import amount, clock, columns, count, day_month, fit, span, told_apart, wrapped
from sprintplan.reports.notice_order import URGENT, remark, remarks
from sprintplan.reports.offer_ages import offer_lines
from sprintplan.units import hours_text, minutes_between

INDENT = " " * 11


def trip_lines(trip: Trip, currency: str) -> Iterator[str]:
    """Who, how they come, what to look at, and both journeys of a `trip` with their connections; money in a `currency`.

    That they are estimates is left to the page that lists many trips: once is enough.
    """
    yield from wrapped(f"{_who(trip)}: {_how(trip, currency)}", rest="  ")
    for text in remarks(trip, "estimate"):
        yield from wrapped(text, "  ! ", "    ")
    if trip.lieu and trip.lieu.days:
        yield from wrapped(f"days in lieu: {lieu_text(trip.lieu)}", "  ", "    ")
    for word, journey in _journeys(trip):
        yield from wrapped(_run(journey), f"  {word:<8} ", INDENT)
        yield from wrapped(_terms(journey), INDENT, INDENT)


def lieu_text(lieu: LieuRecord) -> str:
    """Days in lieu, and what earns them: "1.5 (4 h of journeys outside working hours, 1 day at a weekend)"."""
    parts = [f"{lieu.outside_hours:g} h of journeys outside working hours"] if lieu.outside_hours else []
    parts += [f"{count(lieu.weekend_days, 'day')} at a weekend"] if lieu.weekend_days else []
    return f"{lieu.days:g} ({', '.join(parts)})"


def urgent_remarks(trip: Trip) -> list[str]:
    """What of a `trip` is to be looked at first."""
    return [remark(notice) for notice in trip.notices if notice.kind in URGENT]


def concern_lines(trip: Trip, event: str = "", told: Container[str] = ()) -> Iterator[str]:
    """Who, and what of a trip is to be looked at first, as one remark; nothing where there is nothing but what is told.

    Parameters
    ----------
    trip : somebody's
    event : its name; "" leaves it out
    told : remarks that are told elsewhere
    """
    concerns = [text for text in urgent_remarks(trip) if text not in told]
    away = [f"cannot attend; {trip.reason or 'no reason is given'}"] if trip.status == "remote" else []
    who = f"{fit(trip.name, 40)} ({trip.person})" + (f", {event}" if event else "")
    if away or concerns:
        yield from wrapped(f"{who}: {'; '.join([*away, *concerns])}", "  ! ", "    ")


def trip_table(trips: Iterable[Trip], currency: str) -> list[str]:
    """One line a person of the `trips`: route, local times of leaving home and the venue, cash in a `currency`."""
    head = ["who", "way", "leaves", "leaves there", currency]
    own = list(trips)
    names = told_apart((trip.person, trip.name) for trip in own)
    rows = [[names[trip.person], *_brief(trip), amount(trip.cost.cash)] for trip in own]
    return columns([head, *rows], right=frozenset({4}), indent="  ", headed=True) if rows else []


def team_table(trips: Iterable[Trip], currency: str) -> list[str]:
    """One line a person of the `trips`, for who leads them: local times of leaving home and being back, days at home
    that the trip touches, days in lieu where anybody has some, cash in a `currency`."""
    own = list(trips)
    names = told_apart((trip.person, trip.name) for trip in own)
    with_lieu = any(trip.lieu and trip.lieu.days for trip in own)
    head = ["who", "leaves", "back", "weekend", "holidays", *["in lieu"] * with_lieu, currency]
    rows = [head]
    for trip in own:
        touched = days_touched(trip)
        lieu = [f"{trip.lieu.days:.2f}" if trip.lieu else ""] * with_lieu
        when = [_brief(trip)[0], ""]
        if trip.outbound and trip.inbound:
            when = [_short(trip.outbound.departs_at), _short(trip.inbound.arrives_at)]
        weekend = f"{touched.weekend} d" if touched.weekend else ""
        rows.append([names[trip.person], *when, weekend, touched.holiday_words, *lieu, amount(trip.cost.cash)])
    return columns(rows, right=frozenset({3, len(head) - 1, len(head) - 2} - {4}), indent="  ", headed=True)


def itinerary_lines(trip: Trip, currency: str) -> Iterator[str]:
    """Everything about one `trip`: days, nights, each flight with its wait, entitlement and cost in a `currency`."""
    yield from wrapped(f"{_who(trip)}: {_how(trip, currency)}", rest="  ")
    for text in remarks(trip):
        yield from wrapped(text, "  ! ", "    ")
    if trip.first_day and trip.last_day:
        yield from wrapped(f"{', '.join(trip.attends)}, {span(trip.first_day, trip.last_day)}", "  sessions ", INDENT)
    for word, journey in _journeys(trip):
        yield from _legs(word, journey)
    yield from offer_lines(trip)
    if split := _split(trip):
        yield from wrapped(f"{split} = {trip.cost.cash}", "  cost     ", INDENT)


def _journeys(trip: Trip) -> Iterator[tuple[str, JourneyRecord]]:
    if trip.outbound:
        yield "outbound", trip.outbound
    if trip.inbound:
        yield "return", trip.inbound


def _who(trip: Trip) -> str:
    team = f", {trip.team}" if trip.team else ""
    return f"{fit(trip.name, 40)} ({trip.person}{team})"


def _how(trip: Trip, currency: str) -> str:
    match trip.status:
        case "remote":
            return f"cannot attend; {trip.reason or 'no reason is given'}"
        case "local":
            return f"lives nearby{_nights(trip)}, {amount(trip.cost.cash, currency)}"
        case "own_travel":
            return f"own travel{_nights(trip)}, {amount(trip.cost.cash, currency)}"
        case "travels":
            return f"{amount(trip.cost.cash, currency)}{_nights(trip)}"


def _nights(trip: Trip) -> str:
    if not (trip.nights and trip.check_in and trip.check_out):
        return ""
    word = "night" if trip.nights == 1 else "nights"
    return f", {trip.nights} {word} ({day_month(trip.check_in)} to {day_month(trip.check_out)})"


def _brief(trip: Trip) -> list[str]:
    if not (trip.outbound and trip.inbound):
        words = {"remote": "cannot attend", "local": "lives nearby", "own_travel": "own travel"}
        return [words.get(trip.status, "no journey"), "", ""]
    return [route(trip.outbound), _short(trip.outbound.departs_at), _short(trip.inbound.departs_at)]


def _short(instant: str) -> str:
    when = datetime.fromisoformat(instant)
    return f"{when:%a} {when.day:2} {when:%b %H:%M}"


def route(journey: JourneyRecord) -> str:
    """The airports of a `journey` in turn: "LIS-FRA-RIX"; on the ground the mode and both places."""
    if not journey.by_air:
        return f"{journey.mode} {journey.start} - {journey.end}"
    return "-".join([journey.start, *(segment.end for segment in journey.segments)])


def _run(journey: JourneyRecord) -> str:
    flights = " ".join(filter(None, map(_flight, journey.segments)))
    return f"{_from_to(journey)}{', ' + flights if flights else ''}"


def _from_to(way: JourneyRecord | SegmentRecord) -> str:
    """Local times and airports; the date of landing where it is another one."""
    same_day = way.departs_at[:10] == way.arrives_at[:10]
    lands = way.arrives_at[11:16] if same_day else clock(way.arrives_at)
    return f"{clock(way.departs_at)} {way.start} - {lands} {way.end}"


def _terms(journey: JourneyRecord) -> str:
    how = f"{_words(journey.cabin)}, {_via(journey)}" if journey.cabin else f"by {journey.mode}"
    return f"{hours_text(journey.duration_minutes)}, {how}"


def _via(journey: JourneyRecord) -> str:
    waits = _waits(journey.segments)
    return "via " + ", ".join(f"{place} ({hours_text(minutes)})" for place, minutes in waits) if waits else "nonstop"


def _waits(segments: tuple[SegmentRecord, ...]) -> list[tuple[str, int]]:
    """Airport and minutes of each connection."""
    return [(before.end, minutes_between(before.arrives_at, after.departs_at)) for before, after in pairwise(segments)]


def flight_code(segment: SegmentRecord) -> str:
    """Airline and number of a `segment`: "LH1173", "LH"; empty where neither is known."""
    number = segment.flight_number or ""
    return number if number.startswith(segment.carrier or "?") else f"{segment.carrier or ''}{number}"


def _flight(segment: SegmentRecord) -> str:
    code = flight_code(segment)
    operated = segment.operating_carrier if segment.operating_carrier != segment.carrier else None
    return f"{code} (operated by {operated})" if code and operated else code


def _legs(word: str, journey: JourneyRecord) -> Iterator[str]:
    """One line a flight, and one for each wait between them."""
    yield from wrapped(f"{_terms(journey)}{_entitled(journey)}", f"  {word:<8} ", INDENT)
    waits = [*_waits(journey.segments), None]
    for segment, wait in zip(journey.segments, waits, strict=False):
        terms = " ".join(filter(None, [_flight(segment), _words(segment.cabin or journey.mode)]))
        yield from wrapped(f"{_from_to(segment)}, {terms}", INDENT, f"{INDENT}  ")
        if wait:
            yield f"{INDENT}wait at {wait[0]}, {hours_text(wait[1])}"


def _entitled(journey: JourneyRecord) -> str:
    if not journey.entitled_by:
        return ""
    return f"; entitled to {_words(journey.entitled_cabin or '')} by {journey.entitled_by}"


def _split(trip: Trip) -> str:
    """What the cash of a trip is made of; empty where it costs nothing."""
    cost = trip.cost
    parts = {"fare": cost.fare, "rooms": cost.rooms, "per diem": cost.per_diem, "transfers": cost.transfers}
    parts |= {"day rate": cost.day_rate, "visa": cost.visa, "bag": cost.bag or "0", "CO2e levy": cost.co2e_levy or "0"}
    return " + ".join(f"{name} {money}" for name, money in parts.items() if float(money))


def _words(cabin: str) -> str:
    return cabin.replace("_", " ")
