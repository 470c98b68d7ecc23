"""What a place costs at least, by event and first day, before any timetable of it is drawn."""

from functools import lru_cache, partial

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person
from sprintplan.domain.venues import Venue
from sprintplan.offers.estimate.least import UNREACHABLE, LeastJourneys, Weights, least_journeys
from sprintplan.offers.estimate.needs import NEVER_ASKED, cabin_minutes, needs
from sprintplan.offers.estimate.products import Shop
from sprintplan.offers.estimate.source import estimate_terms
from sprintplan.offers.ground.journeys import FASTEST_KMH, GroundJourney, ground_journeys
from sprintplan.offers.ground.place import place_of_home, place_of_venue
from sprintplan.offers.table import Int64, Mask, OfferTable
from sprintplan.rules.allowed import keeps_row_rules
from sprintplan.rules.attendance import Attendance, attending
from sprintplan.rules.costs import ITEMS, Rates
from sprintplan.rules.exclusion import closures
from sprintplan.rules.journeys import detour_limit
from sprintplan.rules.pairs import NEVER, Pairs
from sprintplan.rules.place import visa_ways
from sprintplan.rules.traits import Traits
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.units import MOST_MINOR, day_number, emission_cost, journey_time_cost
from sprintplan.world.airports import airports
from sprintplan.world.distance import great_circle_km

Ways = dict[bool, LeastJourneys]
"""By direction (outbound or not) the least journeys of a place."""

MINUTES_PER_HOUR = 60
POSITION = ("latitude", "longitude")
OUT_OF_REACH = int(np.iinfo(np.int64).max // 8)
"""The bound of a first day that a rule of the venue or the event rules out."""


def least_costs(evaluator: Evaluator, venue: int) -> list[Int64]:
    """Of each event, (starts,) minor units below which no year has the event at the venue.

    Parameters
    ----------
    evaluator : of a scenario whose venues are the places
    venue : position in the scenario's venues

    Returns
    -------
    OUT_OF_REACH for first days that are ruled out whoever comes; empty for events that have not the venue
    """
    return _bounds(evaluator).of(evaluator.scenario.venues[venue])


@lru_cache(maxsize=1)
def _bounds(evaluator: Evaluator) -> "_Bounds":
    return _Bounds(evaluator)


class _Bounds:
    """What bounds need of the people, worked out once."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.scenario, self.today = evaluator.scenario, evaluator.today
        objective = self.scenario.objective
        self.weights = Weights(objective.travel_hour_minor, objective.tonne_co2e_minor, objective.connection_minor)
        wanted = needs(self.scenario, tuple(event.id for event in self.scenario.events))
        self.shop = Shop(wanted, estimate_terms(self.scenario, self.today))
        pairs = zip(self.scenario.events, evaluator.classes, strict=True)
        self.events = [_EventBounds(self, event, classes) for event, classes in pairs]
        of_place: dict[int, Person] = {}
        if self.scenario.has_ground:
            for person in self.scenario.people:
                of_place.setdefault(self.scenario.place_by_id[person.id], person)
        self.people = [of_place[number] for number in range(len(of_place))]
        ends = [place_of_home(person.home) for person in self.people]
        self.latitude, self.longitude = (np.array([getattr(end, name) for end in ends]) for name in POSITION)

    def of(self, venue: Venue) -> list[Int64]:
        """Of each event, (starts,) bounds at the venue."""
        ends = airports().numbers(venue.airports)
        ways = {
            outbound: least_journeys(
                self.shop, ends, self.weights, partial(self._allowed, venue, outbound=outbound), outbound=outbound
            )
            for outbound in (True, False)
        }
        ground = self._on_ground(venue)
        return [
            one.of(venue, ways, ground) if venue.id in one.event.venues else np.zeros(0, np.int64)
            for one in self.events
        ]

    def _on_ground(self, venue: Venue) -> dict[bool, Int64]:
        """By direction, (places + 1,) the least of a journey on the ground from each place, UNREACHABLE where there is
        none; the last stands for people who have no place."""
        least = {outbound: np.full(len(self.people) + 1, UNREACHABLE, np.int64) for outbound in (True, False)}
        if not self.scenario.has_ground:
            return least
        to_venue = place_of_venue(venue)
        away = great_circle_km(to_venue.latitude, to_venue.longitude, self.latitude, self.longitude)
        near = away <= FASTEST_KMH * self.scenario.ground_terms.max_min / MINUTES_PER_HOUR
        for number in np.flatnonzero(near | bool(self.scenario.ground)).tolist():
            journeys = ground_journeys(self.scenario, self.people[number], venue)
            out = (_ground_cost(journey, self.weights) for journey in journeys if journey.out)
            back = (_ground_cost(journey, self.weights) for journey in journeys if journey.back)
            least[True][number] = min(out, default=UNREACHABLE)
            least[False][number] = min(back, default=UNREACHABLE)
        return least

    def _allowed(self, venue: Venue, table: OfferTable, home: Int64, fastest: Int64, *, outbound: bool) -> Mask:
        """(n,) journeys that keep the rules on journeys alone, and are no detour from their home airport; all of them
        where somebody has exceptions."""
        classes = next((one.classes for one in self.events if len(one.classes)), None)
        if classes is None or self.scenario.exemptions:
            return np.ones(len(table), np.bool_)
        every = np.ones(len(table), np.bool_)
        kept = keeps_row_rules(self.scenario, venue, classes, table, every, self.today, outbound)
        minutes = np.minimum(fastest, NEVER).astype(np.int32)
        nothing = np.zeros(0, np.int32)
        homes = Pairs(self.scenario, venue, table, classes, outbound, self.today, minutes, minutes, nothing, nothing)
        return np.asarray(kept & (table.duration_min <= detour_limit(homes)[home]), np.bool_)


class _EventBounds:
    """What bounds of one event need of the people who come."""

    def __init__(self, whole: _Bounds, event: Event, classes: TravellerClasses) -> None:
        self.whole, self.event, self.classes = whole, event, classes
        wanted = whole.shop.wanted
        beyond = len(wanted.homes)
        at = np.minimum(np.searchsorted(wanted.homes, classes.homes), max(0, beyond - 1))
        known = beyond and wanted.homes[at] == classes.homes
        self.rows = np.where(known, at, beyond)
        self.persons = [whole.scenario.people[one.members[0]] for one in classes]
        self.cabins = {rests: self._cabin_minutes(rests) for rests in (True, False)}
        rules = [rule for policy in whole.scenario.policies for rule in policy.cabin_rules]
        nights = [rule.or_rest_nights for rule in rules if rule.or_rest_nights is not None]
        self.rest_nights = min(nights, default=0)
        ground = whole.scenario.policy.ground
        unsure = bool(ground.no_flight_under_min is not None or ground.no_flight_within or whole.scenario.exemptions)
        self.bound_by_rules = np.array([unsure or _has_rules(one.traits) for one in classes], np.bool_)
        days = [(one.traits.presence.first, one.traits.presence.last) for one in classes]
        self.presences = list(dict.fromkeys(days)) or [(1, 1)]
        self.presence = np.array([self.presences.index(one) for one in days], np.int64)
        starts = np.array([day_number(day) for day in event.starts], np.int64) - wanted.first
        self.eves = np.concatenate([starts + first - 2 for first, _ in self.presences])
        self.last_days = np.concatenate([starts + last - 1 for _, last in self.presences])

    def _cabin_minutes(self, rests: bool) -> Int64:
        """(classes, cabins) fastest minutes above which nobody of a class takes less than a cabin."""
        minutes = [cabin_minutes(self.whole.scenario, person, rests=rests)[1] for person in self.persons]
        return np.array(minutes, np.int64).reshape(-1, len(Cabin))

    def of(self, venue: Venue, ways: Ways, ground: dict[bool, Int64]) -> Int64:
        """(starts,) bounds at the venue; `ground` is the least on the ground from each place, by direction."""
        scenario, starts = self.whole.scenario, len(self.event.starts)
        everybody = np.ones((starts, len(self.classes)), np.bool_)
        stand = attending(scenario, self.event, venue, self.classes, everybody, self.whole.today)
        rates = Rates(venue, scenario.objective, self.event.starts, scenario.policy.fare)
        night, places = self._night(rates), self.classes.places
        out = np.minimum(self._out(ways[True], night), ground[True][places])
        back = np.minimum(self._back(ways[False], night), ground[False][places])
        people = sum(item.of_people(rates, stand) for item in ITEMS)
        away = UNREACHABLE if scenario.policy.unreachable == "forbid" else scenario.objective.remote_minor
        trip, may_miss = people + out + back, self._may_miss(venue)
        trip = np.where(may_miss | (trip >= UNREACHABLE), np.minimum(trip, away), trip)
        each = np.where(stand.status == Attendance.TRAVELS, trip, people)
        missing = (each >= UNREACHABLE).any(axis=1)
        total = sum(item.of_venue(rates) for item in ITEMS) + np.minimum(each, MOST_MINOR) @ self.classes.heads
        closed = [any(closures(scenario, self.event, venue, day)) for day in self.event.starts]
        return np.where(missing | np.array(closed, np.bool_), OUT_OF_REACH, total).astype(np.int64)

    def _may_miss(self, venue: Venue) -> Mask:
        """(classes,) whether rules that are not looked at here may leave a class no trip."""
        scenario = self.whole.scenario
        if scenario.visas is None:
            return self.bound_by_rules
        ways = [visa_ways(scenario, one.traits, venue) for one in self.classes]
        late = [not mine or any(way.lead_days for way in mine) for mine in ways]
        return np.asarray(self.bound_by_rules | np.array(late, np.bool_), np.bool_)

    def _night(self, rates: Rates) -> Int64:
        """(presences x starts,) what a night more costs at least; places have no seasons."""
        rooms = [rates.venue.room_rate_on(day) for day in self.event.starts]
        return np.tile(np.array(rooms, np.int64) + rates.per_diem_minor, len(self.presences))

    def _out(self, ways: LeastJourneys, night: Int64) -> Int64:
        """(starts, classes) the least outbound by air: in the cabin of the rule, or rested in a lower one."""
        most = self.whole.scenario.most_early_nights
        least = self._of_classes(ways, ways.by_night(self.eves, range(most + 1), night), rests=False)
        if not self.rest_nights:
            return least
        rested = ways.by_night(self.eves, range(self.rest_nights, most + 1), night)
        return np.minimum(least, self._of_classes(ways, rested, rests=True))

    def _back(self, ways: LeastJourneys, night: Int64) -> Int64:
        """(starts, classes) the least of the return by air."""
        late = self.whole.scenario.most_late_nights
        return self._of_classes(ways, ways.by_night(self.last_days, range(0, -late - 1, -1), night), rests=False)

    def _of_classes(self, ways: LeastJourneys, least: Int64, *, rests: bool) -> Int64:
        """(starts, classes) the least of each class, in the highest cabin that it is due and that is sold at all.

        Parameters
        ----------
        least : (homes, cabins, presences x starts)
        rests : whether nights of rest stand in for a cabin
        """
        fastest = np.append(ways.fastest, NEVER_ASKED)[self.rows].min(axis=1)
        cabin = np.maximum((fastest[:, None] > self.cabins[rests]).sum(axis=1) - 1, 0)
        cabin = np.where(self.bound_by_rules, 0, cabin)
        nowhere = np.full((1, *least.shape[1:]), UNREACHABLE, np.int64)
        by_presence = np.concatenate([least, nowhere]).reshape(-1, len(Cabin), len(self.presences), self._starts)
        least_of = by_presence[self.rows, cabin[:, None], self.presence[:, None]].min(axis=1)
        for lower in range(len(Cabin) - 2, -1, -1):
            unsold = np.flatnonzero((least_of >= UNREACHABLE).any(axis=1) & (cabin > lower))
            instead = by_presence[self.rows[unsold], lower, self.presence[unsold, None]].min(axis=1)
            least_of[unsold] = np.where(least_of[unsold] >= UNREACHABLE, instead, least_of[unsold])
        return np.asarray(least_of.T, np.int64)

    @property
    def _starts(self) -> int:
        return len(self.event.starts)


def _has_rules(traits: Traits) -> bool:
    """Whether rules of somebody's own may forbid a journey that everybody else may take."""
    mine = (traits.unavailable, traits.cannot_enter, traits.no_weekend, *traits.hours_rules, *traits.rest_rules)
    return any(map(bool, mine))


def _ground_cost(journey: GroundJourney, weights: Weights) -> int:
    """What counts of a journey on the ground, minor units."""
    time = journey_time_cost(weights.hour, np.array([journey.minutes]))
    emitted = emission_cost(weights.tonne, np.array([journey.co2e_g]))
    return int(journey.fare_minor + time[0] + emitted[0])
