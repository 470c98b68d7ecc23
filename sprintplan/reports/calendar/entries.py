"""Calendar entries of a trip: each flight, the stay, the days of the event and its sessions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Event

from sprintplan.domain.journey_record import JourneyRecord, SegmentRecord
from sprintplan.domain.place_names import place_words
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.formatting import clock, plain
from sprintplan.reports.text.trips import flight_code
from sprintplan.units import hours_text, money_words
from sprintplan.world.airports import airports
from sprintplan.world.cities import country_name
from sprintplan.world.zones import zone_names

NAMESPACE = uuid5(NAMESPACE_URL, "urn:sprintplan:calendar")
SEQUENCE_BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
"""A later plan's entries have a higher sequence: minutes since then, which fits the 31 bits of RFC 5545 for 4 000
years."""


@dataclass(frozen=True)
class Scribe:
    """Writes the entries of one calendar; `named` where it holds several people, so that each says whose it is."""

    plan: Plan
    named: bool

    def trip(self, event: EventPlan, trip: Trip) -> Iterator[Event]:
        """All entries of one `trip` to an `event`; none for who cannot attend."""
        if trip.status == "remote":
            return
        for direction, journey in (("outbound", trip.outbound), ("inbound", trip.inbound)):
            if journey:
                yield from self._flights(event, trip, direction, journey)
        if trip.first_day and trip.last_day:
            yield self._presence(event, trip, trip.first_day, trip.last_day)
        if not self.named:
            yield from self._own(event, trip)
            yield from self._booking(event, trip)
            yield from self._visas(event, trip)

    def _own(self, event: EventPlan, trip: Trip) -> Iterator[Event]:
        """What clutters a team's calendar: the stay, and sessions where there are several."""
        if trip.check_in and trip.check_out:
            stay = self._entry(event, trip, "stay", f"Stay: {plain(event.venue_name)}")
            _set_days(stay, trip.check_in, trip.check_out)
            stay.add("location", _venue(event))
            stay.add("transp", "TRANSPARENT")
            stay.add("description", f"Check-in {trip.check_in}, check-out {trip.check_out}, nights: {trip.nights}")
            yield stay
        attended = [session for session in event.sessions if session.session in trip.attends]
        for session in attended if len(attended) > 1 else []:
            entry = self._entry(event, trip, f"session {session.session}", f"{plain(event.name)}: {session.session}")
            _set_days(entry, session.first_day, session.last_day + timedelta(days=1))
            entry.add("location", _venue(event))
            entry.add("transp", "TRANSPARENT")
            yield entry

    def _booking(self, event: EventPlan, trip: Trip) -> Iterator[Event]:
        """The day to book by, with what the fare may be and when to be there."""
        if trip.book_by:
            entry = self._entry(event, trip, "book by", f"Book the trip to {plain(event.name)}")
            _set_days(entry, trip.book_by, trip.book_by + timedelta(days=1))
            entry.add("transp", "TRANSPARENT")
            if trip.allowance:
                message = f"At most {money_words(trip.allowance.fare_ceiling, self.plan.currency)} for both ways"
                off = trip.allowance.fare_error
                error = f", {money_words(off, self.plan.currency)} of it for the error of the estimate"
                message += error if float(off) else ""
                window = (
                    f"be there by {clock(trip.allowance.land_by)}, leave from {clock(trip.allowance.take_off_from)}"
                )
                entry.add("description", f"{message}; {window}")
            yield entry

    def _visas(self, event: EventPlan, trip: Trip) -> Iterator[Event]:
        """The last day to apply for each visa that takes a while."""
        for visa in trip.visas or ():
            if visa.apply_by:
                where = country_name(visa.country) or visa.country
                entry = self._entry(
                    event, trip, f"visa {visa.country}", f"Last day to apply for a visa: {plain(where)}"
                )
                _set_days(entry, visa.apply_by, visa.apply_by + timedelta(days=1))
                entry.add("transp", "TRANSPARENT")
                why = (
                    f"for a connection on the way to {plain(event.name)}"
                    if visa.transit
                    else f"for {plain(event.name)}"
                )
                entry.add("description", f"{visa.requirement}, {why}")
                yield entry

    def _presence(self, event: EventPlan, trip: Trip, first: date, last: date) -> Event:
        entry = self._entry(event, trip, "event", plain(event.name))
        _set_days(entry, first, last + timedelta(days=1))
        entry.add("location", _venue(event))
        if trip.attends:
            entry.add("description", f"Sessions: {', '.join(map(plain, trip.attends))}")
        return entry

    def _flights(self, event: EventPlan, trip: Trip, direction: str, journey: JourneyRecord) -> Iterator[Event]:
        estimated = any(offer.source == "estimate" for offer in trip.offers)
        for number, segment in enumerate(journey.segments, 1):
            code = flight_code(segment) or ("Flight" if journey.by_air else journey.mode.title())
            title = f"{plain(code)} {plain(segment.start)} to {plain(segment.end)}"
            entry = self._entry(event, trip, "flight", title, direction, number)
            entry.add("dtstart", _local(segment.departs_at, segment.start))
            entry.add("dtend", _local(segment.arrives_at, segment.end))
            entry.add("location", _airport(segment.start))
            entry.add("description", "\n".join(_terms(segment, estimated)))
            if estimated:
                entry.add("status", "TENTATIVE")
            yield entry

    def _entry(
        self, event: EventPlan, trip: Trip, kind: str, title: str, direction: str = "", number: int = 0
    ) -> Event:
        """An entry that a later plan's entry for the same thing replaces."""
        scope = "team" if self.named else "person"
        same = [self.plan.company, scope, trip.person, event.event, kind, direction, number]
        entry = Event()
        entry.add("uid", str(uuid5(NAMESPACE, json.dumps(same))))
        stamp(entry, self.plan)
        entry.add("summary", f"{plain(trip.name)}: {title}" if self.named else title)
        return entry


def stamp(entry: Event, plan: Plan) -> None:
    """Date an entry by its plan, so that a later plan's is the newer one wherever both arrive."""
    made = datetime.fromisoformat(plan.created_at).astimezone(UTC)
    entry.add("dtstamp", made)
    entry.add("last-modified", made)
    entry.add("sequence", max(0, (made - SEQUENCE_BEGINS) // timedelta(minutes=1)))


def _set_days(entry: Event, first: date, end: date) -> None:
    """Whole days; the end is the day after the last."""
    entry.add("dtstart", first)
    entry.add("dtend", end)


def _local(instant: str, airport: str) -> datetime:
    """The time on the airport's clock; in UTC where the airport is unknown, or its clock shows that hour twice."""
    at, number = datetime.fromisoformat(instant).astimezone(UTC), airports().number(airport)
    if number is None:
        return at
    return readable_alike(at.astimezone(ZoneInfo(zone_names()[airports().zone[number]])))


def readable_alike(local: datetime) -> datetime:
    """A `local` time on the clock of a zone, as every program reads it: in UTC where the clock shows that time twice.

    RFC 5545, 3.3.5 means the first of the two; ical.js, which Thunderbird and Nextcloud use, reads the second.
    """
    is_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.astimezone(UTC) if is_twice else local


def _airport(code: str) -> str:
    number = airports().number(code)
    return plain(code) if number is None else f"{airports().names[number]} ({code})"


def _venue(event: EventPlan) -> str:
    country = country_name(event.country) or event.country
    return place_words(plain(event.venue_name), plain(event.city), plain(country))


def _terms(segment: SegmentRecord, estimated: bool) -> Iterator[str]:
    departs, arrives = map(datetime.fromisoformat, (segment.departs_at, segment.arrives_at))
    minutes = int((arrives - departs).total_seconds()) // 60
    yield f"{departs:%H:%M} {_airport(segment.start)}"
    yield f"{arrives:%H:%M} {_airport(segment.end)}, after {hours_text(minutes)}"
    if segment.cabin:
        yield segment.cabin.replace("_", " ")
    if segment.operating_carrier and segment.operating_carrier != segment.carrier:
        yield f"operated by {plain(segment.operating_carrier)}"
    if estimated:
        yield "An estimate, not a booking: times will change"
