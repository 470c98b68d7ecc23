"""The best year by trying everything: for the tiniest years, with no model at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor, prod

from sprintplan.domain.people import selected
from sprintplan.domain.scenario import Scenario
from tests.oracle.candidates import (
    Candidate,
    Standing,
    Take,
    bag_fee,
    clash,
    days_from,
    has_shuttles,
    heads,
    key_person,
    liked,
    room_cost,
    stay_per_diem,
    transfer_minutes,
)
from tests.oracle.ground import GroundJourney
from tests.oracle.journeys import Journey, half_up
from tests.oracle.model import shuttle_slot
from tests.oracle.sums import JOURNEY_SUMS

MOST_YEARS = 20_000


@dataclass(frozen=True, eq=False)
class Trip:
    """Somebody's stay at a candidate, with whole journeys where they travel."""

    place: Candidate
    who: Standing
    takes: tuple[Take, ...] = ()

    @property
    def journeys(self) -> tuple[Journey, ...]:
        outs, backs = [take[1] for take in self.takes], [take[2] for take in self.takes]
        return tuple(one for one in [*outs, *backs] if one)

    @property
    def nights(self) -> tuple[date, ...]:
        if not self.takes:
            return self.who.nights
        out, back = self.journeys
        return days_from(self.who.visit.check_in(out), back.departs.date())

    @property
    def cash(self) -> int:
        if not self.takes:
            return self.who.cash
        visit, venue = self.who.visit, self.place.venue
        fares = sum(one.fare_minor for one in self.journeys)
        flown = [one for one in self.journeys if not isinstance(one, GroundJourney)]
        transfers = 0 if has_shuttles(venue) else len(flown) * venue.transfer_cost_minor
        visa = visit.visa_fee(self.journeys[0].departs.date()) or 0
        visa += sum(visit.transit_fee(one) or 0 for one in self.journeys)
        flown_by = [(take[0], one) for take in self.takes for one in take[1:] if one]
        fares += sum(bag_fee(visit, offer) for offer, one in flown_by if not isinstance(one, GroundJourney))
        levy = visit.scenario.objective.co2e_levy_minor
        fares += sum(half_up(Fraction(levy * one.quote.co2e_g, 10**6)) for one in self.journeys)
        lodging = room_cost(visit, self.nights) + stay_per_diem(visit, len(self.nights))
        return fares + transfers + visa + lodging + venue.day_rate_minor * visit.presence.days

    @property
    def weight(self) -> int:
        weights = self.who.visit.scenario.objective
        minutes = [one.minutes + transfer_minutes(self.who.visit, one) for one in self.journeys]
        hours = [half_up(Fraction(weights.travel_hour_minor * count, 60)) for count in minutes]
        tonnes = [half_up(Fraction(weights.tonne_co2e_minor * one.quote.co2e_g, 10**6)) for one in self.journeys]
        changes = sum(len(one.waits) for one in self.journeys)
        less = sum(liked(self.who.visit, take[0]) for take in self.takes)
        return self.who.weight + sum(hours) + sum(tonnes) + weights.connection_minor * changes - less


def years(scenario: Scenario, places: Iterable[Candidate]) -> int:
    """How many years there are to try."""
    possible = [one for one in places if not one.ruled_out]
    return sum(
        prod(len(trips(place, who)) for place in picks for who in place.standings)
        for picks in _picks(scenario, possible)
    )


def least(scenario: Scenario, places: Iterable[Candidate]) -> int | None:
    """The objective of the best year, None where there is none."""
    possible = [one for one in places if not one.ruled_out]
    costs = (_least_of(scenario, picks) for picks in _picks(scenario, possible))
    return min((total for total in costs if total is not None), default=None)


def trips(place: Candidate, who: Standing) -> list[Trip]:
    """Everything that somebody may do at a candidate."""
    if who.status != "travels":
        return [Trip(place, who)]
    both = [(take,) for take in who.takes if take[1] and take[2]]
    outs = [take for take in who.takes if not take[2]]
    backs = [take for take in who.takes if not take[1]]
    return [Trip(place, who, taken) for taken in [*both, *product(outs, backs)]]


def _picks(scenario: Scenario, possible: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    for picks in product(*([one for one in possible if one.event is event] for event in scenario.events)):
        if not any(clash(scenario, one, other) for one, other in combinations(picks, 2)):
            yield picks


def _least_of(scenario: Scenario, picks: tuple[Candidate, ...]) -> int | None:
    choices = [trips(place, who) for place in picks for who in place.standings]
    kept = (year for year in product(*choices) if not broken_limits(scenario, picks, year))
    hire = sum(place.venue.hire_minor for place in picks)
    weights = (
        hire
        + shuttle_cost(year)
        + sum(shortfall(place, year) for place in picks)
        + sum(trip.cash + trip.weight for trip in year)
        for year in kept
    )
    return min(weights, default=None)


def broken_limits(scenario: Scenario, picks: Sequence[Candidate], year: Sequence[Trip]) -> frozenset[str]:
    """Limits that tie travellers together and that a year of trips breaks."""
    checks = (_seats, _flights, _teams, _rooms, _budgets, _personal)
    return frozenset(name for check in checks for name in check(scenario, picks, year))


def _aboard(year: Iterable[Trip]) -> Counter[object]:
    return Counter(flight for trip in year for journey in trip.journeys for flight in journey.flights)


def _most(counts: Counter[object]) -> int:
    return max(counts.values(), default=0)


def _seats(_: Scenario, __: Sequence[Candidate], year: Sequence[Trip]) -> Iterator[str]:
    sold = Counter(take[0] for trip in year for take in trip.takes)
    if any(offer.seats is not None and count > offer.seats for offer, count in sold.items()):
        yield "seats"


def _flights(scenario: Scenario, _: Sequence[Candidate], year: Sequence[Trip]) -> Iterator[str]:
    policy = scenario.policy
    if policy.max_travellers_per_flight is not None and _most(_aboard(year)) > policy.max_travellers_per_flight:
        yield "max_travellers"
    key = _most(_aboard(trip for trip in year if key_person(trip.who.visit.person)))
    if policy.max_key_travellers_per_flight is not None and key > policy.max_key_travellers_per_flight:
        yield "max_key_travellers"


def _teams(scenario: Scenario, picks: Sequence[Candidate], year: Sequence[Trip]) -> Iterator[str]:
    share = scenario.policy.max_team_share_per_flight
    for place in picks if share is not None else ():
        for team in {trip.who.visit.person.team for trip in year} - {""}:
            mine = [trip for trip in year if trip.place is place and trip.takes and trip.who.visit.person.team == team]
            if _most(_aboard(mine)) > max(2, floor((share or 0) * len(mine))):
                yield "team_share"


def _rooms(_: Scenario, picks: Sequence[Candidate], year: Sequence[Trip]) -> Iterator[str]:
    for place in picks:
        asleep = Counter[object](night for trip in year if trip.place is place for night in trip.nights)
        if place.venue.rooms is not None and _most(asleep) > place.venue.rooms:
            yield "rooms"


def _budgets(scenario: Scenario, picks: Sequence[Candidate], year: Sequence[Trip]) -> Iterator[str]:
    spent = {}
    for place in picks:
        mine = [trip for trip in year if trip.place is place]
        bought = shuttle_cost(mine) + shortfall(place, mine)
        spent[place.event] = place.venue.hire_minor + bought + sum(trip.cash for trip in mine)
        if place.event.budget_minor is not None and spent[place.event] > place.event.budget_minor:
            yield "event_budget"
        each = scenario.limits.budget_per_head_minor
        if each is not None and spent[place.event] > each * heads(place):
            yield "per_head"
    if scenario.limits.budget_minor is not None and sum(spent.values()) > scenario.limits.budget_minor:
        yield "budget"
    for limit in JOURNEY_SUMS:
        most = limit.most(scenario)
        if most is not None and limit.total(journey for trip in year for journey in trip.journeys) > most:
            yield limit.name


def _personal(scenario: Scenario, _: Sequence[Candidate], year: Sequence[Trip]) -> Iterator[str]:
    hours, hauls = scenario.limits.traveller_hours, scenario.limits.long_haul
    for person in scenario.people:
        mine = [trip for trip in year if trip.who.visit.person is person]
        spent = sum(journey.minutes for trip in mine for journey in trip.journeys)
        if hours and not selected(hours.exempt, person) and spent > hours.minutes:
            yield "traveller_hours"
        long = [trip for trip in mine if any(hauls and one.minutes > hauls.over_min for one in trip.journeys)]
        if hauls and not selected(hauls.exempt, person) and len(long) > hauls.trips_per_year:
            yield "long_haul"


def shortfall(place: Candidate, year: Iterable[Trip]) -> int:
    """What hire, day rates and rooms of an event fall short of the venue's minimum spend."""
    mine = [trip for trip in year if trip.place is place and trip.who.status != "remote"]
    rooms = sum(room_cost(trip.who.visit, trip.nights) for trip in mine)
    days = sum(trip.who.visit.presence.days for trip in mine)
    spent = place.venue.hire_minor + place.venue.day_rate_minor * days + rooms
    return max(0, place.venue.minimum_spend_minor - spent)


def shuttle_cost(year: Iterable[Trip]) -> int:
    """What the shuttle runs of these trips cost."""
    riders: Counter[tuple[Candidate, str, str, date, int]] = Counter()
    for trip in year:
        if trip.takes and has_shuttles(trip.place.venue):
            for way, journey in zip(("out", "back"), trip.journeys, strict=True):
                if not isinstance(journey, GroundJourney):
                    riders[(trip.place, way, *shuttle_slot(way, journey))] += 1
    runs = ((slot[0].venue, count) for slot, count in riders.items())
    return sum(ceil(count / (venue.shuttle_seats or 1)) * (venue.shuttle_cost_minor or 0) for venue, count in runs)
