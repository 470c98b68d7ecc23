"""What ties events and travellers together over the year: seats, flights, and `[limits]`."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from sprintplan.domain.bookings import Booking
from sprintplan.domain.people import selected
from sprintplan.domain.scenario import Scenario
from sprintplan.units import hours_text
from sprintplan.verify.booked import booked_flights
from sprintplan.verify.events import JudgedEvent
from sprintplan.verify.holidays import holiday_faults
from sprintplan.verify.market import Segment
from sprintplan.verify.months import months_after
from sprintplan.verify.sums import YEAR_SUMS, Sum
from sprintplan.verify.trips import Judged, nights_of

Aboard = list[Judged]
Trips = tuple[Judged, ...]
"""Of one person's year."""
Before = tuple[tuple[int, int], ...]
"""Minutes of both ways of one person's trips to events that are over."""


def year_faults(scenario: Scenario, events: list[JudgedEvent], total: Sum) -> Iterator[str]:
    """Every limit of the year and every shared limit that the judged trips break.

    Parameters
    ----------
    scenario : states the limits
    events : the events, recomputed
    total : the sums of the year
    """
    yield from _seats(events)
    yield from _flights(scenario, events)
    yield from _rooms(events)
    yield from _sums(scenario, total)
    yield from _people(scenario, events)
    for one, other in combinations(sorted(events, key=lambda event: event.stated.first_day), 2):
        yield from _pair(scenario, one, other)
    yield from holiday_faults(scenario, events)


def _seats(events: list[JudgedEvent]) -> Iterator[str]:
    """No offer, and no both-ways offer, serves more than its seats."""
    taken: Counter[str] = Counter()
    seats: dict[str, int] = {}
    for one in (verdict for event in events for verdict in event.verdicts if verdict.journeys):
        for offer in one.trip.offers:
            taken[offer.id] += one.count
            row = one.journeys[1] if offer.covers == "inbound" else one.journeys[0]
            if row.seats is not None:
                seats[offer.id] = row.seats
    for offer_id, most in seats.items():
        if taken[offer_id] > most:
            yield f'offer "{offer_id}" serves {taken[offer_id]} travellers, at most {most} (seats)'


def _rooms(events: list[JudgedEvent]) -> Iterator[str]:
    """A venue's rooms on nights that several events want; those of one event are its own matter."""
    slept: dict[tuple[str, date], Counter[str]] = defaultdict(Counter)
    rooms = {event.venue.id: event.venue.rooms for event in events}
    for event in events:
        for one in event.verdicts:
            for night in nights_of(one):
                slept[event.venue.id, night][event.event.id] += one.count
    for (venue, night), people in sorted(slept.items()):
        most = rooms[venue]
        if most is not None and len(people) > 1 and people.total() > most:
            message = f"{people.total()} people of {', '.join(people)} on {night}"
            yield f"{venue}: {message}, at most {most} (venues.rooms)"


def _flights(scenario: Scenario, events: list[JudgedEvent]) -> Iterator[str]:
    """The three flight limits of `[policy]`."""
    aboard: dict[object, Aboard] = defaultdict(list)
    named: dict[object, Segment] = {}
    for one in (verdict for event in events for verdict in event.verdicts):
        for segment in (segment for journey in one.journeys if journey.by_air for segment in journey.segments):
            aboard[segment.flight].append(one)
            named.setdefault(segment.flight, segment)
    sizes = _team_sizes(events)
    booked = _booked(scenario)
    for flight, verdicts in aboard.items():
        where = _flight_name(named[flight])
        yield from _crowd(scenario, where, verdicts, booked[flight])
        yield from _teams(scenario, where, verdicts, sizes, booked[flight])


def _flight_name(segment: Segment) -> str:
    number = f" {segment.carrier or ''}{segment.number or ''}".rstrip()
    return f"flight{number} {segment.origin}-{segment.destination} {segment.departs:%Y-%m-%d %H:%M}"


def _booked(scenario: Scenario) -> dict[object, list[Booking]]:
    """Live bookings by the flights that they are for: where more are booked than a limit allows, it allows as many."""
    booked: dict[object, list[Booking]] = defaultdict(list)
    for booking in scenario.history.bookings:
        if booking.is_live:
            for flight in booked_flights(booking):
                booked[flight].append(booking)
    return booked


def _crowd(scenario: Scenario, where: str, verdicts: Aboard, booked: list[Booking]) -> Iterator[str]:
    policy = scenario.policy
    people = sum(one.count for one in verdicts)
    keys = sum(one.count for one in verdicts if "key" in one.visit.person.roles)
    most = max(policy.max_travellers_per_flight or 0, len(booked))
    if policy.max_travellers_per_flight is not None and people > most:
        yield f"{where}: {people} travellers, at most {most} (policy.max_travellers_per_flight)"
    most = max(policy.max_key_travellers_per_flight or 0, sum(_is_key(scenario, one) for one in booked))
    if policy.max_key_travellers_per_flight is not None and keys > most:
        yield f"{where}: {keys} key travellers, at most {most} (policy.max_key_travellers_per_flight)"


def _team_sizes(events: list[JudgedEvent]) -> Counter[tuple[str, str]]:
    """Travellers of each team to each event."""
    sizes: Counter[tuple[str, str]] = Counter()
    for one in (verdict for event in events for verdict in event.verdicts if verdict.trip.status == "travels"):
        sizes.update(one.teams)
    return sizes


def _teams(
    scenario: Scenario, where: str, verdicts: Aboard, sizes: Counter[tuple[str, str]], booked: list[Booking]
) -> Iterator[str]:
    share = scenario.policy.max_team_share_per_flight
    if share is None:
        return
    together: Counter[tuple[str, str]] = Counter()
    for one in verdicts:
        together.update(one.teams)
    for (event_id, team), count in together.items():
        size = sizes[event_id, team]
        held = [one for one in booked if one.event == event_id and _team(scenario, one) == team]
        if team and count > 2 and count > (most := max(2, Fraction(share) * size // 1, len(held))):
            message = f"{count} of {size} travellers of team {team} to {event_id}"
            yield f"{where}: {message}, at most {most} (policy.max_team_share_per_flight)"


def _is_key(scenario: Scenario, booking: Booking) -> bool:
    holder = scenario.person_by_id.get(booking.person)
    return holder is not None and "key" in holder.roles


def _team(scenario: Scenario, booking: Booking) -> str:
    holder = scenario.person_by_id.get(booking.person)
    return holder.team if holder else ""


def _sums(scenario: Scenario, total: Sum) -> Iterator[str]:
    for limit in YEAR_SUMS:
        most, measured = getattr(scenario.limits, limit.member), limit.of(total)
        if most is not None and measured > most:
            amount, cap = (limit.shown(Decimal(number), scenario.currency) for number in (measured, most))
            yield f"the year's {limit.what} is {amount}, at most {cap} ({limit.key})"


def _people(scenario: Scenario, events: list[JudgedEvent]) -> Iterator[str]:
    """Hours and long hauls of every traveller over the year."""
    if scenario.limits.traveller_hours is None and scenario.limits.long_haul is None:
        return
    taken: dict[str, Trips] = defaultdict(tuple)
    for one in (verdict for event in events for verdict in event.verdicts if verdict.journeys):
        for person in one.people:
            taken[person.id] += (one,)
    known: dict[tuple[Trips, Before], list[str]] = {}
    before = _before(scenario)
    for number, trips in taken.items():
        key = trips, before.get(number, ())
        if key not in known:
            known[key] = [*_hours(scenario, *key), *_long_hauls(scenario, *key)]
        for fault in known[key]:
            yield f"{scenario.person_by_id[number].name} ({number}): {fault}"


def _before(scenario: Scenario) -> Mapping[str, Before]:
    """By person the minutes of both ways of each trip to an event that is over or under way."""
    before: dict[str, Before] = defaultdict(tuple)
    for one in scenario.history.travelled:
        before[one.person] += ((one.outbound_min, one.inbound_min),)
    return before


def _hours(scenario: Scenario, trips: Trips, before: Before) -> Iterator[str]:
    """Of the year what trips to events that are over leave of it."""
    limit, person = scenario.limits.traveller_hours, trips[0].visit.person
    minutes, gone = sum(one.minutes for one in trips), sum(map(sum, before))
    if limit and minutes > max(0, limit.minutes - gone) and not selected(limit.exempt, person):
        after = f" with {hours_text(gone)} before" if gone else ""
        most = f"at most {hours_text(limit.minutes)}{after} (limits.traveller_hours_per_year)"
        yield f"{hours_text(minutes)} in journeys, {most}"


def _long_hauls(scenario: Scenario, trips: Trips, before: Before) -> Iterator[str]:
    limit, person = scenario.limits.long_haul, trips[0].visit.person
    if limit is None or selected(limit.exempt, person):
        return
    gone = sum(max(ways) > limit.over_min for ways in before)
    count = sum(any(journey.minutes > limit.over_min for journey in one.journeys) for one in trips)
    if count > max(0, limit.trips_per_year - gone):
        after = f" with {gone} before" if gone else ""
        message = f"{count} trips with over {hours_text(limit.over_min)}, at most {limit.trips_per_year}{after}"
        yield f"{message} (limits.long_haul)"


def _pair(scenario: Scenario, earlier: JudgedEvent, later: JudgedEvent) -> Iterator[str]:
    """Limits between two events, and people who are due at both at once."""
    limits, where = scenario.limits, f"{earlier.event.id} and {later.event.id}"
    ends, begins = earlier.event.last_day(earlier.stated.first_day), later.stated.first_day
    weeks = limits.weeks_between_events
    if weeks is not None and begins - ends < timedelta(weeks=weeks):
        expected = ends + timedelta(weeks=weeks)
        yield f"{where}: the later begins on {begins}, expected from {expected} on (limits.weeks_between_events)"
    months = limits.months_between_uses
    if months is not None and earlier.venue.id == later.venue.id and months_after(ends, months) > begins:
        expected = months_after(ends, months)
        yield f"{where}: {later.venue.id} on {begins}, expected from {expected} on (limits.months_between_uses)"
    yield from _same(scenario, where, earlier, later)
    if begins - timedelta(days=1) <= ends:
        yield from _at_both(where, earlier, later)


def _at_both(where: str, earlier: JudgedEvent, later: JudgedEvent) -> Iterator[str]:
    """People who are still due at one event when they are at the other."""
    due = {person.id: one.visit for one in earlier.verdicts if one.attends for person in one.people}
    for one in (verdict for verdict in later.verdicts if verdict.attends):
        for person in one.people:
            before = due.get(person.id)
            if before and one.visit.eve <= before.last:
                message = f"due until {before.last} at one and from {one.visit.eve} at the other"
                yield f"{where}: {person.name} ({person.id}) is {message}"


def _same(scenario: Scenario, where: str, one: JudgedEvent, other: JudgedEvent) -> Iterator[str]:
    what = scenario.limits.different
    if what is None:
        return
    here, there = (event.venue.id if what == "venue" else getattr(event.venue, what) for event in (one, other))
    if here == there:
        yield f'{where}: both have the {what} {here}, expected two (limits.different "{what}")'
