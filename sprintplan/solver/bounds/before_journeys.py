"""What an event costs at least at a venue before any timetable of it is drawn: only where journeys are estimated."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.estimate.least import UNREACHABLE, LeastJourneys, Price, Weights, least_journeys
from sprintplan.offers.estimate.needs import NEVER_ASKED, cabin_minutes
from sprintplan.offers.estimate.products import Shop
from sprintplan.offers.ground.journeys import FASTEST_KMH, GroundJourney, ground_journeys
from sprintplan.offers.ground.place import place_of_home, place_of_venue
from sprintplan.offers.table import Int64, Mask, OfferTable
from sprintplan.rules.allowed import keeps_row_rules
from sprintplan.rules.attendance import Attendance, Attending, standing
from sprintplan.rules.costs import ITEMS, PAID, Rates
from sprintplan.rules.exclusion import closures
from sprintplan.rules.journeys import detour_limit
from sprintplan.rules.pairs import NEVER, Pairs
from sprintplan.rules.place import visa_ways
from sprintplan.rules.traits import Traits
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.units import MINUTES_PER_HOUR, day_number, emission_cost, journey_time_cost
from sprintplan.world.airports import airports
from sprintplan.world.distance import great_circle_km

Ways = dict[bool, LeastJourneys]
"""By direction (outbound or not) the least journeys of a place."""

POSITION = ("latitude", "longitude")
OUT_OF_REACH = int(np.iinfo(np.int64).max // 8)
"""The bound of a first day that a rule of the venue or the event rules out."""


class LeastCosts:
    """What bounds need of the people, worked out once.

    Parameters
    ----------
    scenario : the workspace
    classes : the traveller classes of each event
    today : day number of the planning date
    shop : what estimates the journeys of a venue
    """

    def __init__(
        self, scenario: Scenario, classes: Sequence[TravellerClasses], today: int, shop: Callable[[Venue], Shop]
    ) -> None:
        self.scenario, self.classes, self.today, self._shop_of = scenario, classes, today, shop
        self._events_by_shop: dict[int, list[_EventBounds]] = {}
        self._ways = lru_cache(maxsize=1)(self._least_ways)
        of_place: dict[int, Person] = {}
        if scenario.has_ground:
            for person in scenario.people:
                of_place.setdefault(scenario.place_by_id[person.id], person)
        self.people = [of_place[number] for number in range(len(of_place))]
        ends = [place_of_home(person.home) for person in self.people]
        self.latitude, self.longitude = (np.array([getattr(end, name) for end in ends]) for name in POSITION)

    def of(self, venue: Venue, prices: Sequence[Price]) -> list[Int64]:
        """Of each event, (prices, starts) what no year that has it at a venue stays below: the event counted by each
        price.

        OUT_OF_REACH for first days that are ruled out whoever comes; empty for events that have not the venue.

        Parameters
        ----------
        venue : where the events would be
        prices : what counts how much
        """
        weights = self._weights(venue)
        ways = self._ways(_SameJourneys(venue, self._shop_of(venue)), weights, tuple(prices))
        ground = self._on_ground(venue, weights, prices)
        return [
            one.of(venue, prices, ways, ground)
            if venue.id in one.event.venues
            else np.zeros((len(prices), 0), np.int64)
            for one in self._events(self._shop_of(venue))
        ]

    def minutes(self, venue: Venue) -> list[tuple[Int64, Int64]]:
        """Of each event, (starts, classes) minutes out and back that nobody of a class can do with less than; 0 for
        classes that may have no such trip.

        Parameters
        ----------
        venue : where the events would be
        """
        prices, weights = (Price(cost=0, minutes=1),), self._weights(venue)
        ways = self._ways(_SameJourneys(venue, self._shop_of(venue)), weights, prices)
        ground = self._on_ground(venue, weights, prices)
        return [one.minutes(venue, prices[0], ways, ground) for one in self._events(self._shop_of(venue))]

    def _events(self, shop: Shop) -> "list[_EventBounds]":
        """The events, for the nights that a shop counts."""
        if id(shop) not in self._events_by_shop:
            pairs = zip(self.scenario.events, self.classes, strict=True)
            self._events_by_shop[id(shop)] = [_EventBounds(self.scenario, shop, self.today, *pair) for pair in pairs]
        return self._events_by_shop[id(shop)]

    def _weights(self, venue: Venue) -> Weights:
        """What counts beside fares: a seat of a full shuttle in place of transfers where shuttles run."""
        objective, ride = self.scenario.objective, venue.transfer_cost_minor
        if venue.shuttle_cost_minor is not None:
            ride = venue.shuttle_cost_minor // venue.shuttle_seats if venue.shuttle_seats else 0
        return Weights(
            objective.travel_hour_minor,
            objective.tonne_co2e_minor,
            objective.connection_minor,
            objective.co2e_levy_minor,
            ride,
        )

    def _least_ways(self, place: "_SameJourneys", weights: Weights, prices: Sequence[Price]) -> Ways:
        """The least journeys to a venue and from it."""
        ends = airports().numbers(place.venue.airports)
        return {
            outbound: least_journeys(
                place.shop,
                ends,
                weights,
                prices,
                partial(self._allowed, place.venue, outbound=outbound),
                outbound=outbound,
            )
            for outbound in (True, False)
        }

    def _on_ground(self, venue: Venue, weights: Weights, prices: Sequence[Price]) -> dict[bool, Int64]:
        """By direction, (prices, places + 1) the least of a journey on the ground from each place, UNREACHABLE where
        there is none; the last stands for people who have no place."""
        shape = len(prices), len(self.people) + 1
        least = {outbound: np.full(shape, UNREACHABLE, np.int64) for outbound in (True, False)}
        if not self.scenario.has_ground:
            return least
        to_venue = place_of_venue(venue)
        away = great_circle_km(to_venue.latitude, to_venue.longitude, self.latitude, self.longitude)
        near = away <= FASTEST_KMH * self.scenario.ground_terms.max_min / MINUTES_PER_HOUR
        for number in np.flatnonzero(near | bool(self.scenario.ground)).tolist():
            for journey in ground_journeys(self.scenario, self.people[number], venue):
                counts = _ground_cost(journey, weights, prices)
                for outbound, goes in ((True, journey.out), (False, journey.back)):
                    if goes:
                        np.minimum(least[outbound][:, number], counts, out=least[outbound][:, number])
        return least

    def _allowed(self, venue: Venue, table: OfferTable, home: Int64, fastest: Int64, *, outbound: bool) -> Mask:
        """(n,) journeys that keep the rules on journeys alone, and are no detour from their home airport; all of them
        where somebody has exceptions."""
        classes = next((one for one in self.classes if len(one)), None)
        if classes is None or self.scenario.exemptions:
            return np.ones(len(table), np.bool_)
        every = np.ones(len(table), np.bool_)
        kept = keeps_row_rules(self.scenario, venue, classes, table, every, self.today, outbound)
        minutes = np.minimum(fastest, NEVER).astype(np.int32)
        nothing = np.zeros(0, np.int32)
        homes = Pairs(self.scenario, venue, table, classes, outbound, self.today, minutes, minutes, nothing, nothing)
        return np.asarray(kept & (table.duration_min <= detour_limit(homes)[home]), np.bool_)


class _SameJourneys(NamedTuple):
    """A venue and what estimates its journeys; equal to another one to which the same are made and allowed."""

    venue: Venue
    shop: Shop

    @property
    def _key(self) -> tuple[object, ...]:
        return self.venue.airports, self.venue.country, id(self.shop)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameJourneys) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


class _EventBounds:
    """What bounds of one event need of the people who come."""

    def __init__(self, scenario: Scenario, shop: Shop, today: int, event: Event, classes: TravellerClasses) -> None:
        self.scenario, self.today, self.event, self.classes = scenario, today, event, classes
        wanted = shop.wanted
        beyond = len(wanted.homes)
        at = np.minimum(np.searchsorted(wanted.homes, classes.homes), max(0, beyond - 1))
        known = beyond and wanted.homes[at] == classes.homes
        self.rows = np.where(known, at, beyond)
        self.persons = [scenario.people[one.members[0]] for one in classes]
        self.cabins = {rests: self._cabin_minutes(rests) for rests in (True, False)}
        rules = [rule for policy in scenario.policies for rule in policy.cabin_rules]
        nights = [rule.or_rest_nights for rule in rules if rule.or_rest_nights is not None]
        self.rest_nights = min(nights, default=0)
        ground = scenario.policy.ground
        unsure = bool(ground.no_flight_under_min is not None or ground.no_flight_within or scenario.exemptions)
        self.bound_by_rules = np.array([unsure or _has_rules(one.traits) for one in classes], np.bool_)
        days = [(one.traits.presence.first, one.traits.presence.last) for one in classes]
        self.presences = list(dict.fromkeys(days)) or [(1, 1)]
        self.presence = np.array([self.presences.index(one) for one in days], np.int64)
        starts = np.array([day_number(day) for day in event.starts], np.int64) - wanted.first
        self.eves = np.concatenate([starts + first - 2 for first, _ in self.presences])
        self.last_days = np.concatenate([starts + last - 1 for _, last in self.presences])

    def _cabin_minutes(self, rests: bool) -> Int64:
        """(classes, cabins) fastest minutes above which nobody of a class takes less than a cabin."""
        minutes = [cabin_minutes(self.scenario, person, rests=rests)[1] for person in self.persons]
        return np.array(minutes, np.int64).reshape(-1, len(Cabin))

    def of(
        self,
        venue: Venue,
        prices: Sequence[Price],
        ways: Ways,
        ground: dict[bool, Int64],
    ) -> Int64:
        """(prices, starts) bounds at the venue.

        Parameters
        ----------
        venue : where the event would be
        prices : what counts how much
        ways : the least by air, by direction
        ground : the least on the ground from each place, by direction
        """
        scenario, starts = self.scenario, len(self.event.starts)
        everybody = np.ones((starts, len(self.classes)), np.bool_)
        stand = standing(scenario, self.event, venue, self.classes, everybody, self.today)
        rates = Rates(venue, scenario.objective, self.event.starts, scenario.policy.fare)
        closed = np.array([any(closures(scenario, self.event, venue, day)) for day in self.event.starts], np.bool_)
        may_miss, night = self._may_miss(venue), self._night(rates)
        totals = list[Int64]()
        for number, price in enumerate(prices):
            out, back = self._both_ways(ways, ground, number, price, night)
            totals.append(self._total(price, rates, stand, may_miss, out + back))
        return np.where(closed, OUT_OF_REACH, np.stack(totals)).astype(np.int64)

    def minutes(self, venue: Venue, price: Price, ways: Ways, ground: dict[bool, Int64]) -> tuple[Int64, Int64]:
        """(starts, classes) the least minutes out and back, as `LeastCosts.minutes` has them.

        Parameters
        ----------
        venue : where the event would be
        price : minutes alone
        ways : the least by air at that price, by direction
        ground : the least on the ground from each place, by direction
        """
        everybody = np.ones((len(self.event.starts), len(self.classes)), np.bool_)
        stand = standing(self.scenario, self.event, venue, self.classes, everybody, self.today)
        no_night = np.zeros(len(self.presences) * len(self.event.starts), np.int64)
        out, back = self._both_ways(ways, ground, 0, price, no_night)
        sure = (stand.status == Attendance.TRAVELS) & ~self._may_miss(venue) & (out + back < UNREACHABLE)
        return np.where(sure, out, 0), np.where(sure, back, 0)

    def _total(self, price: Price, rates: Rates, stand: Attending, may_miss: Mask, journeys: Int64) -> Int64:
        """(starts,) the event at one price.

        Parameters
        ----------
        price : what counts how much
        rates : what things cost at the venue
        stand : who comes how
        may_miss : (classes,) who may have no trip, as rules are not looked at
        journeys : (starts, classes) the least of both ways
        """
        policy, objective = self.scenario.policy, self.scenario.objective
        people, fixed = np.zeros(stand.status.shape, np.int64), 0
        for items, times in ((ITEMS, price.cost), (PAID, price.cash)):
            if times:
                people = people + times * np.asarray(sum(item.of_people(rates, stand) for item in items), np.int64)
                fixed += times * sum(item.of_venue(rates) for item in items)
        away = UNREACHABLE if policy.unreachable == "forbid" else price.cost * objective.remote_minor
        trip = people + journeys
        trip = np.where(may_miss | (trip >= UNREACHABLE), np.minimum(trip, away), trip)
        each = np.where(stand.status == Attendance.TRAVELS, trip, people)
        missing = each >= UNREACHABLE
        total = fixed + np.where(missing, 0, each) @ self.classes.heads
        return np.where(missing.any(axis=1), OUT_OF_REACH, total).astype(np.int64)

    def _may_miss(self, venue: Venue) -> Mask:
        """(classes,) whether rules that are not looked at here may leave a class no trip."""
        if self.scenario.visas is None:
            return self.bound_by_rules
        ways = [visa_ways(self.scenario, one.traits, venue) for one in self.classes]
        late = [not mine or any(way.lead_days for way in mine) for mine in ways]
        return np.asarray(self.bound_by_rules | np.array(late, np.bool_), np.bool_)

    def _night(self, rates: Rates) -> Int64:
        """(presences x starts,) what a night more costs at least, minor units."""
        seasons = [season.rate_minor for season in rates.venue.room_rates]
        rooms = [
            min(rates.venue.room_rate_on(day), *seasons) if seasons else rates.venue.room_rate_on(day)
            for day in self.event.starts
        ]
        return np.tile(np.array(rooms, np.int64) + rates.per_diem_minor, len(self.presences))

    def _both_ways(
        self, ways: Ways, ground: dict[bool, Int64], number: int, price: Price, night: Int64
    ) -> tuple[Int64, Int64]:
        """(starts, classes) the least outbound and return, by air or on the ground, at the price of a `number`."""
        out, back = self._out(ways[True], number, price, night), self._back(ways[False], number, price, night)
        (by_land, back_by_land) = (ground[outbound][number][self.classes.places] for outbound in (True, False))
        return np.minimum(out, by_land), np.minimum(back, back_by_land)

    def _out(self, ways: LeastJourneys, number: int, price: Price, night: Int64) -> Int64:
        """(starts, classes) the least outbound by air: in the cabin of the rule, or rested in a lower one."""
        most, each = self.scenario.most_early_nights, (price.cost + price.cash) * night
        least = self._of_classes(ways, ways.by_night(number, self.eves, range(most + 1), each), rests=False)
        if not self.rest_nights:
            return least
        rested = ways.by_night(number, self.eves, range(self.rest_nights, most + 1), each)
        return np.minimum(least, self._of_classes(ways, rested, rests=True))

    def _back(self, ways: LeastJourneys, number: int, price: Price, night: Int64) -> Int64:
        """(starts, classes) the least of the return by air."""
        late, each = self.scenario.most_late_nights, (price.cost + price.cash) * night
        least = ways.by_night(number, self.last_days, range(0, -late - 1, -1), each)
        return self._of_classes(ways, least, rests=False)

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


def _ground_cost(journey: GroundJourney, weights: Weights, prices: Sequence[Price]) -> Int64:
    """(prices,) what counts of a journey on the ground."""
    grams, minutes = np.array([journey.co2e_g]), np.array([journey.minutes])
    paid = journey.fare_minor + emission_cost(weights.levy, grams)
    weighed = journey_time_cost(weights.hour, minutes) + emission_cost(weights.tonne, grams)
    return np.concatenate([price.of(paid, weighed, grams, minutes) for price in prices])
