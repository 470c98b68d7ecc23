"""The verdict on a plan: every figure of it recomputed from the workspace and the offers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from math import floor

from sprintplan.domain.events import presence
from sprintplan.domain.plan import EventPlan, Plan, Totals, Trip
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import NO_LIMIT, OfferTable
from sprintplan.units import currency_decimals, money_text
from sprintplan.verify.market import Journey, Market
from sprintplan.verify.terms import Terms
from sprintplan.verify.trips import TripJudge, Verdict

Offers = Callable[[Venue], OfferTable]
SUMS = ("fares", "rooms", "per_diem", "transfers", "visas")


def faults(scenario: Scenario, plan: Plan, offers: Offers) -> list[str]:
    """Every way in which the plan contradicts its workspace, in sentences; none where it holds.

    Parameters
    ----------
    offers : the journeys on sale to and from a venue, asked for the venues of the plan alone
    """
    return list(_faults(scenario, plan, offers))


def _faults(scenario: Scenario, plan: Plan, offers: Offers) -> Iterator[str]:
    yield from _header(scenario, plan)
    if plan.status in ("infeasible", "unknown"):
        if plan.events:
            yield f"status: {plan.status}, but the plan has events"
        return
    if [event.event for event in plan.events] != [event.id for event in scenario.events]:
        yield "events: the plan does not have each event of the workspace once, in order"
        return
    judged = []
    for event in plan.events:
        if event.venue not in scenario.venue_by_id:
            yield f"{event.event}: there is no venue {event.venue}"
            return
        market = Market(offers(scenario.venue_by_id[event.venue]))
        judged.append(EventJudge(scenario, plan, event, market))
        yield from judged[-1].faults()
    yield from _between(scenario, plan)
    yield from _shared(scenario, judged)
    yield from _year(scenario, plan, judged)


def _header(scenario: Scenario, plan: Plan) -> Iterator[str]:
    if plan.currency != scenario.currency:
        yield f"currency: {plan.currency}, the workspace says {scenario.currency}"
    if plan.inputs_sha256 != scenario.inputs_sha256:
        yield "inputs_sha256: the workspace has changed since the plan was made"


class EventJudge:
    """One event of the plan: candidate, trips, sums."""

    def __init__(self, scenario: Scenario, plan: Plan, event: EventPlan, market: Market) -> None:
        self.scenario, self.plan, self.told, self.market = scenario, plan, event, market
        self.event = scenario.event_by_id[event.event]
        self.venue = scenario.venue_by_id[event.venue]
        self.verdicts: dict[str, Verdict] = {}
        self.total = 0

    def faults(self) -> Iterator[str]:
        """Every fault of the event."""
        for fault in (*self._candidate(), *self._people()):
            yield f"{self.event.id}: {fault}"
        for trip in self.told.trips:
            terms = self._terms(trip)
            if terms is not None:
                judge = TripJudge(terms, trip, self.plan.currency)
                yield from (f"{self.event.id}: {trip.person}: {fault}" for fault in judge.faults())
                self.verdicts[trip.person] = judge.verdict
        for fault in (*self._attendance(), *self._sums()):
            yield f"{self.event.id}: {fault}"

    def _terms(self, trip: Trip) -> Terms | None:
        person = self.scenario.person_by_id.get(trip.person)
        present = presence(self.event, person) if person else None
        if person is None or present is None:
            return None
        first, today = self.told.first_day, self.plan.today
        return Terms(self.scenario, self.event, self.venue, first, person, present, self.market, today)

    def _candidate(self) -> Iterator[str]:
        first, last, venue = self.told.first_day, self.event.last_day(self.told.first_day), self.venue
        if venue.id not in self.event.venues:
            yield f"venue {venue.id} is not one of the event's"
        if first not in self.event.starts:
            yield f"first_day {first} is not one of the event's"
        if self.told.last_day != last:
            yield f"last_day {self.told.last_day}, expected {last}"
        if venue.available and not any(days.first <= first and last <= days.last for days in venue.available):
            yield f"venue {venue.id} is not available from {first} to {last}"
        if any(first <= day <= last for day in self.event.avoid):
            yield f"{first} to {last} holds a day to avoid"
        months = self.scenario.limits.months_between_uses
        if months is not None and venue.last_used and months_later(venue.last_used, months) > first:
            yield f"months_between_uses: {venue.id} was last used on {venue.last_used}"

    def _people(self) -> Iterator[str]:
        due = Counter(p.id for p in self.scenario.people if presence(self.event, p))
        have = Counter(trip.person for trip in self.told.trips)
        for person in sorted(due - have):
            yield f"{person}: attends but has no trip"
        for person in sorted(have - due):
            yield f"{person}: has a trip too many"

    def _attendance(self) -> Iterator[str]:
        heads: Counter[int] = Counter()
        for trip in self.told.trips:
            person = self.scenario.person_by_id.get(trip.person)
            present = presence(self.event, person) if person else None
            if present and trip.status != "remote":
                heads.update(range(present.first, present.last + 1))
        if self.venue.capacity is not None and max(heads.values(), default=0) > self.venue.capacity:
            yield f"capacity: {max(heads.values())} attend on one day, {self.venue.id} holds {self.venue.capacity}"

    def _sums(self) -> Iterator[str]:
        verdicts, currency = list(self.verdicts.values()), self.plan.currency
        cash = sum(v.cash for v in verdicts) + self.venue.hire_minor
        remote = sum(v.remote for v in verdicts)
        self.total = cash + sum(v.weight for v in verdicts) + remote * self.scenario.objective.remote_minor
        if self.told.objective != money_text(self.total, currency):
            yield f"objective {self.told.objective}, expected {money_text(self.total, currency)}"
        yield from _totals(self.told.totals, verdicts, self.venue.hire_minor, currency)


def months_later(day, months: int):  # type: ignore[no-untyped-def]
    """The same day so many months later, or the month's last day where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for wanted in range(day.day, 27, -1):
        try:
            return day.replace(year=year, month=month + 1, day=wanted)
        except ValueError:
            continue
    return day.replace(year=year, month=month + 1)


def _totals(told: Totals, verdicts: list[Verdict], hire: int, currency: str) -> Iterator[str]:
    sums = {name: sum(getattr(v, name) for v in verdicts) for name in SUMS}
    sums |= {"venue": sum(v.day_rate for v in verdicts) + hire, "cash": sum(v.cash for v in verdicts) + hire}
    for name, minor in sums.items():
        if getattr(told, name) != money_text(minor, currency):
            yield f"totals.{name} {getattr(told, name)}, expected {money_text(minor, currency)}"
    counts = {
        "travel_hours": round(sum(v.minutes for v in verdicts) / 60, 2),
        "co2e_kg": sum(v.grams for v in verdicts) / 1000,
        "travellers": sum(v.travels for v in verdicts),
        "remote": sum(v.remote for v in verdicts),
    }
    for name, value in counts.items():
        if abs(getattr(told, name) - value) > 0.001:
            yield f"totals.{name} {getattr(told, name)}, expected {value}"


def _between(scenario: Scenario, plan: Plan) -> Iterator[str]:
    limits = scenario.limits
    for one, other in combinations(sorted(plan.events, key=lambda event: event.first_day), 2):
        here, there = scenario.venue_by_id[one.venue], scenario.venue_by_id[other.venue]
        same = {
            "venue": here.id == there.id,
            "country": here.country == there.country,
            "region": here.region == there.region,
        }
        pair = f"{one.event} and {other.event}"
        if limits.different and same[limits.different]:
            yield f"different: {pair} share their {limits.different}"
        weeks = limits.weeks_between_events
        if weeks is not None and other.first_day - one.last_day < timedelta(weeks=weeks):
            yield f"weeks_between_events: {pair} are less than {weeks} weeks apart"
        months = limits.months_between_uses
        if months is not None and here.id == there.id and months_later(one.last_day, months) > other.first_day:
            yield f"months_between_uses: {pair} use {here.id} within {months} months"
        both = {t.person: t for t in one.trips if t.status != "remote"}
        for trip in other.trips:
            mine = both.get(trip.person)
            if mine and mine.last_day and trip.first_day and trip.first_day - timedelta(days=1) <= mine.last_day:
                yield f"{pair}: {trip.person} is due at both at once"


def _shared(scenario: Scenario, judged: list[EventJudge]) -> Iterator[str]:
    """Seats and the three flight limits, over the year."""
    policy, flights = scenario.policy, defaultdict(list)
    sold: Counter[str] = Counter()
    seats: dict[str, int] = {}
    for judge in judged:
        for person, verdict in judge.verdicts.items():
            for journey in verdict.journeys:
                for leg in journey.legs:
                    flown_by = leg.operator or leg.carrier
                    flights[leg.origin, leg.destination, leg.departs_utc, flown_by].append((judge, person))
            for name, journey in _bought(verdict):
                sold[name] += 1
                seats[name] = journey.seats
    for name, count in sold.items():
        if seats[name] != NO_LIMIT and count > seats[name]:
            yield f"seats: offer {name} has {seats[name]}, {count} travellers take it"
    for (origin, destination, _, _), people in flights.items():
        yield from _flight(scenario, f"{origin}-{destination}", people)
    del policy


def _bought(verdict: Verdict) -> Iterator[tuple[str, Journey]]:
    """Each offer once, a both-ways offer by its way out."""
    for journey in verdict.journeys:
        if journey.partner < 0 or journey.way_out:
            yield journey.name, journey


def _flight(scenario: Scenario, flight: str, people: list[tuple[EventJudge, str]]) -> Iterator[str]:
    policy = scenario.policy
    most, most_key = policy.max_travellers_per_flight, policy.max_key_travellers_per_flight
    keys = sum("key" in scenario.person_by_id[person].roles for _, person in people)
    if most is not None and len(people) > most:
        yield f"max_travellers_per_flight {most}: {len(people)} on one flight {flight}"
    if most_key is not None and keys > most_key:
        yield f"max_key_travellers_per_flight {most_key}: {keys} on one flight {flight}"
    share = policy.max_team_share_per_flight
    for judge in {id(judge): judge for judge, _ in people}.values() if share is not None else ():
        teams = Counter(scenario.person_by_id[person].team for at, person in people if at is judge)
        for team, count in teams.items():
            size = sum(v.travels and scenario.person_by_id[p].team == team for p, v in judge.verdicts.items())
            if team and count > max(2, floor((share or Decimal(0)) * size)):
                yield f"max_team_share_per_flight: {count} of {size} of team {team} on one flight {flight}"


def _year(scenario: Scenario, plan: Plan, judged: list[EventJudge]) -> Iterator[str]:
    objective, verdicts = sum(judge.total for judge in judged), [v for judge in judged for v in judge.verdicts.values()]
    if plan.objective != money_text(objective, plan.currency):
        yield f"objective {plan.objective}, expected {money_text(objective, plan.currency)}"
    hire = sum(judge.venue.hire_minor for judge in judged)
    if plan.totals is None:
        yield "totals: missing"
    else:
        yield from _totals(plan.totals, verdicts, hire, plan.currency)
    if plan.bound is None or Decimal(plan.bound) > Decimal(objective).scaleb(-currency_decimals(plan.currency)):
        yield f"bound {plan.bound} is above the objective {plan.objective}"
    if plan.status == "optimal" and plan.bound != plan.objective:
        yield f"status: optimal, but the bound {plan.bound} is not the objective {plan.objective}"
    yield from _limits(scenario, verdicts, sum(v.cash for v in verdicts) + hire)


def _limits(scenario: Scenario, verdicts: list[Verdict], cash: int) -> Iterator[str]:
    limits, currency = scenario.limits, scenario.currency
    if limits.budget_minor is not None and cash > limits.budget_minor:
        yield f"limits.budget {money_text(limits.budget_minor, currency)}: the year costs {money_text(cash, currency)}"
    grams = sum(v.grams for v in verdicts)
    if limits.co2e_g is not None and grams > limits.co2e_g:
        yield f"limits.co2e_tonnes: the year emits {grams} g"
