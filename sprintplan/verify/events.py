"""One event of the plan: the candidate, everybody's trip, rooms, seats of the venue, and sums."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter

from sprintplan.domain.bookings import Booking
from sprintplan.domain.events import Event, Presence, presence
from sprintplan.domain.people import Person
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trips import Traveller
from sprintplan.domain.venues import Venue
from sprintplan.units import money_text
from sprintplan.verify.alike import Known
from sprintplan.verify.approvals import approval_faults
from sprintplan.verify.lieu import add_lieu_faults
from sprintplan.verify.market import Market, zone_of
from sprintplan.verify.months import months_after
from sprintplan.verify.notices import add_notice_faults
from sprintplan.verify.sentences import differs, money_differs
from sprintplan.verify.sums import Sum, shuttle_faults, shuttle_runs, sum_of, totals_faults
from sprintplan.verify.trips import Judged, judge, nights_of
from sprintplan.verify.visit import Visit


@dataclass
class JudgedEvent:
    """An event recomputed; each verdict is on all whose trips are judged alike."""

    stated: EventPlan
    event: Event
    venue: Venue
    verdicts: list[Judged] = field(default_factory=list)
    total: Sum = field(default_factory=Sum)
    faults: list[str] = field(default_factory=list)


def judge_event(
    scenario: Scenario, plan: Plan, stated: EventPlan, market: Market, everybody: Mapping[str, Known]
) -> JudgedEvent:
    """One event recomputed, with its faults; event and venue must be known to the scenario.

    Parameters
    ----------
    scenario : the workspace
    plan : the plan, whose rates and day count
    stated : the event as the plan states it
    market : what is on sale to and from its venue
    everybody : people by id
    """
    event, venue = scenario.event_by_id[stated.event], scenario.venue_by_id[stated.venue]
    judged = JudgedEvent(stated, event, venue)
    judged.faults += [
        *_candidate(scenario, judged),
        *_repeated_facts(scenario, judged),
        *_people(judged, everybody),
        *_trip_order(scenario, judged),
    ]
    judged.faults += _judge_trips(scenario, plan, judged, market, everybody)
    add_notice_faults(judged.verdicts)
    add_lieu_faults(judged.verdicts)
    judged.faults += [fault for verdict in judged.verdicts for fault in verdict.sentences()]
    judged.faults += [fault for verdict in judged.verdicts for fault in approval_faults(verdict)]
    judged.faults += [*_places(judged), *_sums(scenario, judged), *_quorums(scenario, judged)]
    return judged


def _candidate(scenario: Scenario, judged: JudgedEvent) -> Iterator[str]:
    """Whether the event may take place there and then."""
    event, venue, first = judged.event, judged.venue, judged.stated.first_day
    last = event.last_day(first)
    if venue.id not in event.venues:
        yield f"{event.id}: venue is stated as {venue.id}, expected one of {', '.join(event.venues)}"
    if first not in event.starts:
        yield f"{event.id}: first_day is stated as {first}, expected one of {', '.join(map(str, event.starts))}"
    if (event.id, venue.id, first) in scenario.unpriced:
        yield f"{event.id}: {venue.id} on {first} lacks live fares, so that nobody can tell what it costs"
    if venue.available and not any(days.holds(first, last) for days in venue.available):
        yield f"{event.id}: {venue.id} is not available from {first} to {last} (venues.available)"
    for day in event.avoid:
        if first <= day <= last:
            yield f"{event.id}: {first} to {last} holds {day} (event.avoid)"
    months = scenario.limits.months_between_uses
    if months is not None and venue.last_used and months_after(venue.last_used, months) > first:
        begins = months_after(venue.last_used, months)
        yield f"{event.id}: {venue.id} on {first}, expected from {begins} on (limits.months_between_uses)"


def _repeated_facts(scenario: Scenario, judged: JudgedEvent) -> Iterator[str]:
    """What the plan repeats of the workspace."""
    where, stated, venue = judged.event.id, judged.stated, judged.venue
    yield from differs(where, "name", stated.name, judged.event.name)
    yield from differs(where, "venue_name", stated.venue_name, venue.name)
    yield from differs(where, "city", stated.city, venue.city)
    if stated.budget is not None:
        budget = judged.event.budget_minor
        text = None if budget is None else money_text(budget, scenario.currency)
        yield from differs(where, "budget", stated.budget, text)
    if stated.transfer_minutes is not None:
        yield from differs(where, "transfer_minutes", stated.transfer_minutes, venue.transfer_minutes)
    if stated.check_in_minutes is not None:
        yield from differs(where, "check_in_minutes", stated.check_in_minutes, scenario.policy.check_in_minutes)
    yield from differs(where, "country", stated.country, venue.country)
    yield from differs(where, "last_day", stated.last_day, judged.event.last_day(stated.first_day))
    yield from differs(where, "sessions", _sessions(stated), _expected_sessions(judged))
    yield from differs(where, "time_zone", stated.time_zone, zone_of(venue.airports[0]).key)


def _sessions(stated: EventPlan) -> tuple[str, ...]:
    return tuple(f"{session.session} {session.first_day} to {session.last_day}" for session in stated.sessions)


def _expected_sessions(judged: JudgedEvent) -> tuple[str, ...]:
    eve = judged.stated.first_day - timedelta(days=1)
    return tuple(
        f"{session.id} {eve + timedelta(days=session.first)} to {eve + timedelta(days=session.last)}"
        for session in judged.event.sessions
    )


def _people(judged: JudgedEvent, everybody: Mapping[str, Known]) -> Iterator[str]:
    """Whether everybody who is called for has exactly one trip."""
    called = {like for like in {one.like for one in everybody.values()} if _present(judged, everybody[like].person)}
    due = {number for number, one in everybody.items() if one.like in called}
    trips = Counter(map(attrgetter("person"), judged.stated.trips.travellers))
    for number in sorted((due ^ trips.keys()) | {number for number, count in trips.items() if count != 1}):
        if number in due and trips[number] != 1:
            yield f"{judged.event.id}: {number} has {trips[number]} trips, expected 1"
        if number not in due:
            why = _why_not(judged, everybody[number].person) if number in everybody else "is not in people.csv"
            yield f"{judged.event.id}: {number} has a trip, expected none: {number} {why}"


def _present(judged: JudgedEvent, person: Person) -> Presence | None:
    """When the person is due; None for who attends no session, has not joined yet or has left by then."""
    begins, ends = judged.stated.first_day, judged.event.last_day(judged.stated.first_day)
    if (person.joins and begins < person.joins) or (person.leaves and ends > person.leaves):
        return None
    return presence(judged.event, person)


def _why_not(judged: JudgedEvent, person: Person) -> str:
    if presence(judged.event, person) is None:
        return "attends no session"
    days = [("joins", person.joins), ("leaves", person.leaves)]
    return " and ".join(f"{verb} on {day}" for verb, day in days if day)


def _trip_order(scenario: Scenario, judged: JudgedEvent) -> Iterator[str]:
    """Whether the trips stand in the order of people.csv."""
    place = {person.id: number for number, person in enumerate(scenario.people)}
    numbers = [place[who.person] for who in judged.stated.trips.travellers if who.person in place]
    for before, after in pairwise(numbers):
        if after < before:
            late, early = scenario.people[before], scenario.people[after]
            where = judged.event.id
            yield f"{where}: the trip of {late.id} stands before that of {early.id}, expected as in people.csv"
            return


def _judge_trips(
    scenario: Scenario, plan: Plan, judged: JudgedEvent, market: Market, everybody: Mapping[str, Known]
) -> Iterator[str]:
    """Enter the verdicts on all who are due, one for trips that state the same of people alike.

    Yields what trips repeat wrongly of their person, which is checked for each.
    """
    verdicts, stated = dict[tuple[str, int], Judged](), judged.stated.trips
    for traveller, which in zip(stated.travellers, stated.which, strict=True):
        if (one := everybody.get(traveller.person)) is None:
            continue
        verdict = verdicts.get((one.like, which))
        if verdict is None:
            if (visit := visit_of(scenario, plan, judged, one.person, one.peer)) is None:
                continue
            verdict = verdicts[one.like, which] = judge(visit, stated.contents[which], market)
        verdict.people.append(one.person)
        if traveller != one.traveller:
            yield from _own_faults(verdict.whose(one.person), traveller, one.traveller)
    judged.verdicts += verdicts.values()


def visit_of(scenario: Scenario, plan: Plan, judged: JudgedEvent, person: Person, peer: str = "") -> Visit | None:
    """One person at a candidate; None for who is not due.

    Parameters
    ----------
    scenario : the workspace
    plan : the plan, whose planning date counts
    judged : the event, at its venue and first day
    person : who would come
    peer : id of somebody whom no rule tells apart from the person; empty where nobody is known to be
    """
    present = _present(judged, person)
    if present is None:
        return None
    exemptions = scenario.exemptions_of(person, judged.event.id)
    year, first = scenario.varied(exemptions), judged.stated.first_day
    return Visit(year, judged.event, judged.venue, person, present, first, plan.today, exemptions, peer)


def _own_faults(where: str, stated: Traveller, expected: Traveller) -> Iterator[str]:
    for name, value, mine in zip(Traveller._fields, stated, expected, strict=True):
        yield from differs(where, name, value, mine)


def _places(judged: JudgedEvent) -> Iterator[str]:
    """Capacity on each day and rooms on each night."""
    heads: Counter[date] = Counter()
    rooms: Counter[date] = Counter()
    for one in judged.verdicts:
        rooms.update(dict.fromkeys(nights_of(one), one.count))
        if one.attends:
            days = (one.visit.first + timedelta(days=n) for n in range(one.visit.present.days))
            heads.update(dict.fromkeys(days, one.count))
    venue = judged.venue
    for count, most, what in ((heads, venue.capacity, "capacity"), (rooms, venue.rooms, "rooms")):
        for day, people in sorted(count.items()):
            if most is not None and people > most:
                yield f"{judged.event.id}: {people} people on {day}, at most {most} (venues.{what} of {venue.id})"


def _given_up_by(
    scenario: Scenario, stated: EventPlan, left: Iterable[Booking]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who gives up what without a trip, a text each: as the plan states it, and by the bookings of who `left`."""
    lost: Counter[str] = Counter()
    for one in left:
        lost[one.person] += one.lost_minor
    told = tuple(f"{one.person}, {one.name}, {one.team}: {one.cash}" for one in stated.given_up_by)
    due = (one for one in scenario.people if lost[one.id])
    return told, tuple(
        f"{one.id}, {one.name}, {one.team}: {money_text(lost[one.id], scenario.currency)}" for one in due
    )


def _sums(scenario: Scenario, judged: JudgedEvent) -> Iterator[str]:
    where, currency, stated = judged.event.id, scenario.currency, judged.stated
    runs = shuttle_runs(judged.verdicts, judged.venue, currency)
    there = {person.id for verdict in judged.verdicts for person in verdict.people}
    left = [one for one in scenario.history.bookings if one.event == judged.event.id and one.person not in there]
    judged.total = sum_of(judged.verdicts, judged.venue, runs, sum(one.lost_minor for one in left))
    yield from shuttle_faults(where, stated.shuttles, runs)
    yield from totals_faults(where, stated.totals, judged.total, currency)
    if stated.given_up_by:
        yield from differs(where, "given_up_by", *_given_up_by(scenario, stated, left))
    objective = judged.total.objective(scenario.objective.remote_minor)
    yield from money_differs(where, "objective", stated.objective, objective, currency)
    yield from _per_head(scenario, judged)
    budget = judged.event.budget_minor
    if budget is not None and judged.total.cash > budget:
        cash, most = money_text(judged.total.cash, currency), money_text(budget, currency)
        yield f"{where}: cash is {cash}, at most {most} (event.budget)"


def _per_head(scenario: Scenario, judged: JudgedEvent) -> Iterator[str]:
    """Whether the event's cash keeps the budget of those who attend in person."""
    each, currency = scenario.limits.budget_per_head_minor, scenario.currency
    people = sum(one.count for one in judged.verdicts if one.attends)
    if each is not None and judged.total.cash > each * people:
        message = f"cash is {money_text(judged.total.cash, currency)} for {people} people who attend in person"
        yield f"{judged.event.id}: {message}, at most {money_text(each, currency)} each (limits.budget_per_head)"


def _quorums(scenario: Scenario, judged: JudgedEvent) -> Iterator[str]:
    """Quorums of the `scenario` that the event misses: of the people of a selector who are due, those who attend."""
    for quorum in scenario.limits.quorum:
        mine = [(one, sum(quorum.who.matches(person) for person in one.people)) for one in judged.verdicts]
        due, there = sum(count for _, count in mine), sum(count for one, count in mine if one.attends)
        if there < Fraction(quorum.share) * due:
            message = f"{there} of {due} people of {quorum.who} attend in person"
            yield f"{judged.event.id}: {message}, at least a share of {quorum.share} (limits.quorum)"
