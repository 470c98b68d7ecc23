"""What ties events and travellers together over the year: seats, flights, and `[limits]`."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from sprintplan.domain.people import selected
from sprintplan.domain.scenario import Scenario
from sprintplan.units import money_text
from sprintplan.verify.events import JudgedEvent, months_after
from sprintplan.verify.holidays import holiday_faults
from sprintplan.verify.market import Segment
from sprintplan.verify.sentences import hours
from sprintplan.verify.sums import Sum
from sprintplan.verify.trips import Judged, nights_of

Aboard = list[Judged]


def year_faults(scenario: Scenario, events: list[JudgedEvent], total: Sum) -> Iterator[str]:
    """Every limit of the year and every shared limit that the judged trips break."""
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
    for one in (trip for event in events for trip in event.trips if trip.journeys):
        for offer in one.trip.offers:
            taken[offer.id] += 1
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
        for one in event.trips:
            for night in nights_of(one):
                slept[event.venue.id, night][event.event.id] += 1
    for (venue, night), people in sorted(slept.items()):
        most = rooms[venue]
        if most is not None and len(people) > 1 and people.total() > most:
            told = f"{people.total()} people of {', '.join(people)} on {night}"
            yield f"{venue}: {told}, at most {most} (venues.rooms)"


def _flights(scenario: Scenario, events: list[JudgedEvent]) -> Iterator[str]:
    """The three flight limits of `[policy]`."""
    aboard: dict[object, Aboard] = defaultdict(list)
    named: dict[object, Segment] = {}
    for one in (trip for event in events for trip in event.trips):
        for segment in (segment for journey in one.journeys for segment in journey.segments):
            aboard[segment.flight].append(one)
            named.setdefault(segment.flight, segment)
    sizes = _team_sizes(events)
    for flight, people in aboard.items():
        where = _flight_name(named[flight])
        yield from _crowd(scenario, where, people)
        yield from _teams(scenario, where, people, sizes)


def _flight_name(segment: Segment) -> str:
    number = f" {segment.carrier or ''}{segment.number or ''}".rstrip()
    return f"flight{number} {segment.origin}-{segment.destination} {segment.departs:%Y-%m-%d %H:%M}"


def _crowd(scenario: Scenario, where: str, people: Aboard) -> Iterator[str]:
    policy = scenario.policy
    keys = sum("key" in one.visit.person.roles for one in people)
    if policy.max_travellers_per_flight is not None and len(people) > policy.max_travellers_per_flight:
        most = policy.max_travellers_per_flight
        yield f"{where}: {len(people)} travellers, at most {most} (policy.max_travellers_per_flight)"
    if policy.max_key_travellers_per_flight is not None and keys > policy.max_key_travellers_per_flight:
        most = policy.max_key_travellers_per_flight
        yield f"{where}: {keys} key travellers, at most {most} (policy.max_key_travellers_per_flight)"


def _team_sizes(events: list[JudgedEvent]) -> Counter[tuple[str, str]]:
    """Travellers of each team to each event."""
    return Counter(
        (event.event.id, one.visit.person.team)
        for event in events
        for one in event.trips
        if one.trip.status == "travels"
    )


def _teams(scenario: Scenario, where: str, people: Aboard, sizes: Counter[tuple[str, str]]) -> Iterator[str]:
    share = scenario.policy.max_team_share_per_flight
    if share is None:
        return
    together = Counter((one.visit.event.id, one.visit.person.team) for one in people)
    for (event_id, team), count in together.items():
        size = sizes[event_id, team]
        most = max(2, Fraction(share) * size // 1)
        if team and count > most:
            told = f"{count} of {size} travellers of team {team} to {event_id}"
            yield f"{where}: {told}, at most {most} (policy.max_team_share_per_flight)"


def _sums(scenario: Scenario, total: Sum) -> Iterator[str]:
    limits, currency = scenario.limits, scenario.currency
    if limits.budget_minor is not None and total.cash > limits.budget_minor:
        cash, most = money_text(total.cash, currency), money_text(limits.budget_minor, currency)
        yield f"the year's cash is {cash}, at most {most} (limits.budget)"
    if limits.co2e_g is not None and total.grams > limits.co2e_g:
        emitted, most = f"{total.grams / 1e6} t", f"{limits.co2e_g / 1e6} t"
        yield f"the year's CO2e is {emitted}, at most {most} (limits.co2e_tonnes)"


def _people(scenario: Scenario, events: list[JudgedEvent]) -> Iterator[str]:
    """Hours and long hauls of every traveller over the year."""
    by_person: dict[str, Aboard] = defaultdict(list)
    for one in (trip for event in events for trip in event.trips if trip.journeys):
        by_person[one.visit.person.id].append(one)
    for trips in by_person.values():
        yield from _hours(scenario, trips)
        yield from _long_hauls(scenario, trips)


def _hours(scenario: Scenario, trips: Aboard) -> Iterator[str]:
    limit, person = scenario.limits.traveller_hours, trips[0].visit.person
    minutes = sum(one.minutes for one in trips)
    if limit and minutes > limit.minutes and not selected(limit.exempt, person):
        told = f"{hours(minutes)} in journeys, at most {hours(limit.minutes)}"
        yield f"{person.name} ({person.id}): {told} (limits.traveller_hours_per_year)"


def _long_hauls(scenario: Scenario, trips: Aboard) -> Iterator[str]:
    limit, person = scenario.limits.long_haul, trips[0].visit.person
    if limit is None or selected(limit.exempt, person):
        return
    count = sum(any(journey.minutes > limit.over_min for journey in one.journeys) for one in trips)
    if count > limit.trips_per_year:
        told = f"{count} trips with over {hours(limit.over_min)}, at most {limit.trips_per_year}"
        yield f"{person.name} ({person.id}): {told} (limits.long_haul)"


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
    due = {one.visit.person.id: one.visit for one in earlier.trips if one.attends}
    for one in later.trips:
        before = due.get(one.visit.person.id)
        if before and one.attends and one.visit.eve <= before.last:
            told = f"due until {before.last} at one and from {one.visit.eve} at the other"
            yield f"{where}: {one.visit.person.name} ({one.visit.person.id}) is {told}"


def _same(scenario: Scenario, where: str, one: JudgedEvent, other: JudgedEvent) -> Iterator[str]:
    what = scenario.limits.different
    if what is None:
        return
    here, there = (event.venue.id if what == "venue" else getattr(event.venue, what) for event in (one, other))
    if here == there:
        yield f'{where}: both have the {what} {here}, expected two (limits.different "{what}")'
