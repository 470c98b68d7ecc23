"""One monolithic HiGHS model of the whole year, person by person: it knows the contract alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import floor
from typing import Any

import highspy

from sprintplan.domain.events import Event, presence
from sprintplan.domain.people import selected
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import NO_LIMIT
from sprintplan.units import round_half_up
from tests.properties.market import Journey, Market
from tests.properties.terms import Terms, on_day
from tests.properties.tiny import TODAY
from tests.properties.tiny import Market as Source


def half_up(numerator: int, denominator: int) -> int:
    """A quotient rounded half up."""
    return round_half_up(Fraction(numerator, denominator))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for wanted in range(day.day, 27, -1):
        try:
            return day.replace(year=year, month=month + 1, day=wanted)
        except ValueError:
            continue
    return day.replace(year=year, month=month + 1)


@dataclass(frozen=True)
class Candidate:
    """One venue and first day of one event."""

    event: Event
    venue: Venue
    first: date


@dataclass(frozen=True)
class Trip:
    """One allowed trip with its cost in minor units."""

    person: str
    candidate: Candidate
    journeys: tuple[Journey, ...]
    cost: int


class Oracle:
    """Builds and solves the model; `objective` is None where nothing is possible."""

    def __init__(self, scenario: Scenario, source: Source) -> None:
        self.scenario = scenario
        self.markets = {venue.id: Market(source.to_and_from(venue)) for venue in scenario.venues}
        self.model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.model.setOptionValue("output_flag", False)
        # HiGHS has one scheduler a process: every model of the tests asks for the same number of threads.
        self.model.setOptionValue("threads", 1)
        self.model.setOptionValue("mip_rel_gap", 0.0)
        self.model.setOptionValue("mip_abs_gap", 0.0)
        self.cost: list[tuple[int, highspy.highs.highs_var]] = []
        self.use: dict[tuple[object, ...], list[highspy.highs.highs_var]] = defaultdict(list)
        self.most: dict[tuple[object, ...], int] = {}

    def objective(self) -> int | None:
        """The least objective in minor units."""
        picked: dict[str, list[tuple[Candidate, highspy.highs.highs_var]]] = {}
        for event in self.scenario.events:
            options = [self._open(c) for c in self._candidates(event)]
            picked[event.id] = [option for option in options if option]
            if not picked[event.id]:
                return None
            self.model.addConstr(sum(x for _, x in picked[event.id]) == 1)
        self._pairs([option for options in picked.values() for option in options])
        for resource, used in self.use.items():
            self.model.addConstr(sum(used) <= self.most[resource])
        self.model.minimize(sum(cost * x for cost, x in self.cost))
        if self.model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        assert self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        least: float = self.model.getInfo().objective_function_value
        return round(least)

    def _candidates(self, event: Event) -> list[Candidate]:
        return [
            Candidate(event, self.scenario.venue_by_id[venue], first)
            for venue in event.venues
            for first in event.starts
            if self._venue_open(self.scenario.venue_by_id[venue], first)
        ]

    def _venue_open(self, venue: Venue, first: date) -> bool:
        months = self.scenario.limits.months_between_uses
        return months is None or venue.last_used is None or months_later(venue.last_used, months) <= first

    def _open(self, candidate: Candidate) -> tuple[Candidate, highspy.highs.highs_var] | None:
        """Add a candidate with everybody's trips; None where a rule excludes it."""
        policy, worth = self.scenario.policy, self.scenario.objective
        everybody = [terms for person in self.scenario.people if (terms := self._terms(candidate, person.id))]
        for terms in everybody:
            must = policy.unreachable == "forbid" or selected(policy.must_attend, terms.person)
            if terms.status == "remote" and must:
                return None
        if candidate.venue.capacity is not None and self._crowd(everybody) > candidate.venue.capacity:
            return None
        chosen = self.model.addBinary()
        fixed = candidate.venue.hire_minor
        fixed += sum(self._grounded(terms) for terms in everybody if terms.status in ("local", "own_travel"))
        fixed += sum(worth.remote_minor for terms in everybody if terms.status == "remote")
        self.cost.append((fixed, chosen))
        self._flyers(candidate, [terms for terms in everybody if terms.status == "travels"], chosen)
        return candidate, chosen

    def _terms(self, candidate: Candidate, person: str) -> Terms | None:
        who = self.scenario.person_by_id[person]
        present = presence(candidate.event, who)
        if present is None:
            return None
        market = self.markets[candidate.venue.id]
        return Terms(self.scenario, candidate.event, candidate.venue, candidate.first, who, present, market, TODAY)

    def _crowd(self, everybody: list[Terms]) -> int:
        days = [
            day
            for terms in everybody
            if terms.status != "remote"
            for day in range(terms.presence.first, terms.presence.last + 1)
        ]
        return max((days.count(day) for day in days), default=0)

    def _grounded(self, terms: Terms) -> int:
        """What somebody at home or by own means costs."""
        own = terms.status == "own_travel"
        nights = (terms.last - terms.eve).days if own or self.scenario.policy.locals_stay else 0
        visa = (terms.visa_fee(terms.eve) or 0) if own else 0
        return nights * self._nightly(terms.venue) + terms.presence.days * terms.venue.day_rate_minor + visa

    def _nightly(self, venue: Venue) -> int:
        return venue.room_rate_minor + self.scenario.objective.night_per_diem_minor

    def _flyers(self, candidate: Candidate, flyers: list[Terms], chosen: highspy.highs.highs_var) -> None:
        teams = [terms.person.team for terms in flyers]
        for terms in flyers:
            taken = []
            for trip in self._trips(terms):
                x = self.model.addBinary()
                self.cost.append((trip.cost, x))
                taken.append(x)
                self._uses(trip, terms, teams.count(terms.person.team), x)
            self.model.addConstr(sum(taken) == chosen)

    def _trips(self, terms: Terms) -> list[Trip]:
        """Every pair of allowed journeys that can be bought together."""
        there, back = terms.allowed(True), terms.allowed(False)
        pairs = [(a, b) for a in there for b in back if (a.partner < 0 and b.partner < 0) or a.partner == b.row]
        candidate = Candidate(terms.event, terms.venue, terms.first_day)
        return [Trip(terms.person.id, candidate, pair, self._cost(terms, *pair)) for pair in pairs]

    def _cost(self, terms: Terms, out: Journey, back: Journey) -> int:
        worth, venue = self.scenario.objective, terms.venue
        nights = (terms.last - terms.eve).days
        nights += (terms.extra_nights(out, True) or 0) + (terms.extra_nights(back, False) or 0)
        cost = (
            nights * self._nightly(venue) + terms.presence.days * venue.day_rate_minor + 2 * venue.transfer_cost_minor
        )
        cost += terms.visa_fee(on_day(out.legs[0].departs)) or 0
        for journey in (out, back):
            cost += journey.fare + half_up(worth.travel_hour_minor * journey.minutes, 60)
            cost += half_up(worth.tonne_co2e_minor * journey.grams, 1_000_000)
        return cost

    def _uses(self, trip: Trip, terms: Terms, team_size: int, x: highspy.highs.highs_var) -> None:
        policy, person = self.scenario.policy, terms.person
        for journey in trip.journeys:
            if journey.seats < NO_LIMIT and (journey.partner < 0 or journey.way_out):
                self._limit(("seats", journey.name), journey.seats, x)
            for leg in journey.legs:
                flight = (leg.origin, leg.destination, leg.departs_utc, leg.operator or leg.carrier)
                if policy.max_travellers_per_flight is not None:
                    self._limit(("all", *flight), policy.max_travellers_per_flight, x)
                if policy.max_key_travellers_per_flight is not None and "key" in person.roles:
                    self._limit(("key", *flight), policy.max_key_travellers_per_flight, x)
                if policy.max_team_share_per_flight is not None and person.team:
                    most = max(2, floor(policy.max_team_share_per_flight * team_size))
                    self._limit((trip.candidate, person.team, *flight), most, x)

    def _limit(self, resource: tuple[object, ...], most: int, x: highspy.highs.highs_var) -> None:
        key = tuple((c.event.id, c.venue.id, c.first) if isinstance(c, Candidate) else c for c in resource)
        self.use[key].append(x)
        self.most[key] = most

    def _pairs(self, options: list[tuple[Candidate, highspy.highs.highs_var]]) -> None:
        """Candidates of different events that do not go together."""
        for (one, x), (other, y) in combinations(options, 2):
            if one.event is not other.event and not self._go_together(one, other):
                self.model.addConstr(x + y <= 1)

    def _go_together(self, one: Candidate, other: Candidate) -> bool:
        limits = self.scenario.limits
        earlier, later = sorted((one, other), key=lambda c: c.first)
        ends, here, there = earlier.event.last_day(earlier.first), earlier.venue, later.venue
        same = {
            "venue": here.id == there.id,
            "country": here.country == there.country,
            "region": here.region == there.region,
        }
        if limits.different and same[limits.different]:
            return False
        weeks, months = limits.weeks_between_events, limits.months_between_uses
        if weeks is not None and later.first - ends < timedelta(weeks=weeks):
            return False
        return months is None or here.id != there.id or months_later(ends, months) <= later.first
