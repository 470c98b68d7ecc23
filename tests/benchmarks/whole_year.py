"""The whole year of a company as one model, in two formulations.

Person by person, a column is one person who takes an offer at a candidate, as the contract tells the problem. Class by
class, people whom no rule and no limit tells apart are counted together, which helps a general solver most: it is given
for nothing what this product finds out; limits of one person's year split a class into its people where its longest
journeys could break them. Rows that can never bind are left out of both. What may be taken at what cost comes from the
oracle of the tests.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from math import floor
from typing import Any

from sprintplan.domain.events import Event, presence
from sprintplan.domain.people import Person, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from tests.benchmarks.milp import Milp
from tests.build.year import Quote
from tests.oracle.candidates import (
    Candidate,
    Standing,
    Take,
    candidate,
    clash,
    extra_nights,
    has_shuttles,
    key_person,
    standing,
    take_cash,
    take_weight,
)
from tests.oracle.journeys import Journey, Offer, shop
from tests.oracle.model import fixed_cash, fixed_objective, shuttle_slot
from tests.oracle.visit import Visit


class Judge:
    """Everybody's standing at every candidate, judged once for people whom no rule tells apart."""

    def __init__(self, scenario: Scenario, quotes: Sequence[Quote], today: date) -> None:
        self.scenario, self.today = scenario, today
        self.offers: dict[tuple[str, str], list[Offer]] = defaultdict(list)
        for offer in shop(scenario, quotes).offers:
            ends = offer.journey.quote
            self.offers[ends.origin, ends.destination].append(offer)

    @cached_property
    def places(self) -> tuple[Candidate, ...]:
        """Every candidate of the year that no rule excludes."""
        every = [one for event in self.scenario.events for one in self._candidates(event)]
        return tuple(one for one in every if not one.ruled_out)

    def _candidates(self, event: Event) -> Iterator[Candidate]:
        coming = [(one, days) for one in self.scenario.people if (days := presence(event, one))]
        for start in event.starts:
            for venue in (self.scenario.venue_by_id[word] for word in event.venues):
                known: dict[object, Standing] = {}
                candidates = []
                for person, days in coming:
                    visit = Visit(self.scenario, person, event, days, venue, start, self.today, ())
                    kind = (self.kind(person), days)
                    if kind not in known:
                        known[kind] = standing(replace(visit, offers=self._between(person, venue)))
                    candidates.append(replace(known[kind], visit=visit))
                yield candidate(self.scenario, event, venue, start, tuple(candidates))

    def kind(self, person: Person) -> object:
        """All that rules look at."""
        rules = self.scenario.policy
        named = [rule.who for rule in rules.cabin_rules] + [rules.no_weekend_travel]
        return (
            *(person.home, person.cabin, person.own_travel, person.local_to, person.cannot_enter, person.unavailable),
            *(person.citizenship, person.may_enter, tuple(selected(who, person) for who in named)),
        )

    def _between(self, person: Person, venue: Venue) -> tuple[Offer, ...]:
        pairs = [(home, end) for home in person.home.airports for end in venue.airports]
        return tuple(offer for a, b in pairs for way in ((a, b), (b, a)) for offer in self.offers.get(way, ()))


@dataclass(frozen=True, eq=False)
class _Taken:
    """A column that counts people of one class who take an offer at a candidate."""

    column: int
    place: Candidate
    group: "_Group"
    take: Take

    @property
    def journeys(self) -> tuple[Journey, ...]:
        return tuple(one for one in self.take[1:] if one)


@dataclass(frozen=True, eq=False)
class _Group:
    """People of one class at one candidate; `who` stands for each, `alone` is the one person whom it is."""

    who: Standing
    count: int
    key: bool
    team: str
    alone: str


class WholeYear:
    """The model of a year; `model` is what solvers take."""

    def __init__(self, judge: Judge, *, by_person: bool) -> None:
        self.scenario, self.places, self.model, self.by_person = judge.scenario, judge.places, Milp(), by_person
        self.chosen = {one: self.model.column(fixed_objective(one), 1) for one in self.places}
        self.taken: list[_Taken] = []
        self.runs: dict[Candidate, list[tuple[int, int]]] = defaultdict(list)

    def build(self) -> Milp:
        """Every row; the list of calls is the list of what must hold."""
        self.one_candidate_an_event()
        self.everybody_goes_and_returns()
        self.pairs_of_events()
        self.seats()
        self.flights()
        self.shuttles()
        self.rooms()
        self.money_and_emissions()
        self.years_of_people()
        return self.model

    def one_candidate_an_event(self) -> None:
        """Exactly one."""
        for event in self.scenario.events:
            self.model.row([(self.chosen[one], 1) for one in self.places if one.event is event], 1, 1)

    def everybody_goes_and_returns(self) -> None:
        """As many ways out and home as there are people of the class."""
        for place in self.places:
            for group in self._groups(place):
                self._both_ways(place, group)

    def _groups(self, place: Candidate) -> Iterator[_Group]:
        members: dict[Any, list[Standing]] = defaultdict(list)
        for who in place.standings:
            if who.status == "travels":
                person = who.visit.person
                alone = person.id if self.by_person or person.id in self.limited_people else ""
                team = person.team if self.teams_matter else ""
                key = key_person(person) and self.scenario.policy.max_key_travellers_per_flight is not None
                members[id(who.takes), key, team, alone].append(who)
        for (_, key, team, alone), group in members.items():
            yield _Group(group[0], len(group), key, team, alone)

    @cached_property
    def teams_matter(self) -> bool:
        """Whether any team is so big that its share is fewer than any travellers may be on a flight."""
        policy = self.scenario.policy
        most, share = policy.max_travellers_per_flight, policy.max_team_share_per_flight
        teams = {person.team for person in self.scenario.people} - {""}
        limits = (
            [max(2, floor(share * place.travellers(team))) for place in self.places for team in teams] if share else []
        )
        return any(most is None or limit < most for limit in limits)

    @cached_property
    def limited_people(self) -> frozenset[str]:
        """People whose longest journeys could break a limit of their year."""
        hours, haul, people = self.scenario.limits.traveller_hours, self.scenario.limits.long_haul, self.scenario.people
        worst: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        hauls: dict[str, set[str]] = defaultdict(set)
        longest: dict[int, tuple[int, int]] = {}
        for place in self.places:
            for who in place.standings:
                out, back = longest.setdefault(id(who.takes), _longest(who.takes))
                mine, event = worst[who.visit.person.id], place.event.id
                mine[event] = max(mine[event], out + back)
                if haul and max(out, back) > haul.over_min:
                    hauls[who.visit.person.id].add(event)
        broken = set()
        for one in people:
            if hours and not selected(hours.exempt, one) and sum(worst[one.id].values()) > hours.minutes:
                broken.add(one.id)
            if haul and not selected(haul.exempt, one) and len(hauls[one.id]) > haul.trips_per_year:
                broken.add(one.id)
        return frozenset(broken)

    def _both_ways(self, place: Candidate, group: _Group) -> None:
        mine = []
        for take in group.who.takes:
            cost = take_cash(group.who.visit, take) + take_weight(group.who.visit, take)
            seats = take[0].seats
            most = group.count if seats is None else min(seats, group.count)
            mine.append(_Taken(self.model.column(cost, most), place, group, take))
        self.taken += mine
        for way in (1, 2):
            terms = [(one.column, 1) for one in mine if one.take[way]]
            self.model.row([*terms, (self.chosen[place], -group.count)], 0, 0)

    def pairs_of_events(self) -> None:
        """Candidates that do not go together."""
        for one, other in combinations(self.places, 2):
            if one.event is not other.event and clash(self.scenario, one, other):
                self.model.at_most([(self.chosen[one], 1), (self.chosen[other], 1)], 1)

    def seats(self) -> None:
        """No offer serves more than its seats."""
        users: dict[Offer, list[tuple[int, int]]] = defaultdict(list)
        for one in self.taken:
            if one.take[0].seats is not None:
                users[one.take[0]].append((one.column, 1))
        for offer, terms in users.items():
            self.model.at_most(terms, offer.seats or 0)

    def flights(self) -> None:
        """The three flight limits."""
        policy = self.scenario.policy
        self._flights(self.taken, policy.max_travellers_per_flight)
        self._flights([one for one in self.taken if one.group.key], policy.max_key_travellers_per_flight)
        if self.teams_matter and policy.max_team_share_per_flight is not None:
            teams: dict[tuple[Candidate, str], list[_Taken]] = defaultdict(list)
            for one in self.taken:
                if one.group.team:
                    teams[one.place, one.group.team].append(one)
            for (place, team), users in teams.items():
                share = floor(policy.max_team_share_per_flight * place.travellers(team))
                self._flights(users, max(2, share))

    def _flights(self, users: Sequence[_Taken], most: int | None) -> None:
        aboard: dict[object, list[tuple[int, int]]] = defaultdict(list)
        for one in users if most is not None else ():
            for journey in one.journeys:
                for flight in journey.flights:
                    aboard[flight].append((one.column, 1))
        for terms in aboard.values():
            self.model.at_most(terms, most or 0)

    def shuttles(self) -> None:
        """Runs of each airport, direction, date and hour."""
        riders: dict[Any, list[tuple[int, int]]] = defaultdict(list)
        for one in self.taken:
            if has_shuttles(one.place.venue):
                for way, journey in zip(("out", "back"), one.take[1:], strict=True):
                    if journey:
                        riders[one.place, way, *shuttle_slot(way, journey)].append((one.column, 1))
        for slot, terms in riders.items():
            place, venue = slot[0], slot[0].venue
            most = -(-sum(self.model.most[column] for column, _ in terms) // venue.shuttle_seats)
            run = self.model.column(venue.shuttle_cost_minor, most)
            self.runs[place].append((run, venue.shuttle_cost_minor))
            self.model.at_most([*terms, (run, -venue.shuttle_seats)], 0)

    def rooms(self) -> None:
        """Rooms of every night."""
        for place in self.places:
            if place.venue.rooms is None:
                continue
            fixed: dict[date, int] = defaultdict(int)
            nights: dict[date, list[tuple[int, int]]] = defaultdict(list)
            for who in place.standings:
                for night in who.nights:
                    fixed[night] += 1
            for one in self.taken:
                if one.place is place:
                    for night in extra_nights(one.group.who.visit, one.take):
                        nights[night].append((one.column, 1))
            for night in fixed.keys() | nights.keys():
                self.model.at_most([*nights[night], (self.chosen[place], fixed[night])], place.venue.rooms)

    def money_and_emissions(self) -> None:
        """Budgets and the cap."""
        limits = self.scenario.limits
        if limits.budget_minor is not None:
            self.model.at_most(self._cash(self.places), limits.budget_minor)
        for event in self.scenario.events:
            if event.budget_minor is not None:
                self.model.at_most(self._cash([one for one in self.places if one.event is event]), event.budget_minor)
        if limits.co2e_g is not None:
            grams = [(one.column, sum(j.quote.co2e_g for j in one.journeys)) for one in self.taken]
            self.model.at_most(grams, limits.co2e_g)

    def _cash(self, places: Sequence[Candidate]) -> list[tuple[int, int]]:
        wanted = set(places)
        terms = [(self.chosen[one], fixed_cash(one)) for one in places]
        terms += [(t.column, take_cash(t.group.who.visit, t.take)) for t in self.taken if t.place in wanted]
        return terms + [run for one in places for run in self.runs[one]]

    def years_of_people(self) -> None:
        """Hours and long hauls of those who could break them."""
        mine: dict[str, list[_Taken]] = defaultdict(list)
        for one in self.taken:
            if one.group.alone in self.limited_people:
                mine[one.group.alone].append(one)
        for number, taken in mine.items():
            self._year_of(self.scenario.person_by_id[number], taken)

    def _year_of(self, person: Person, taken: list[_Taken]) -> None:
        hours, haul = self.scenario.limits.traveller_hours, self.scenario.limits.long_haul
        if hours and not selected(hours.exempt, person):
            self.model.at_most([(one.column, sum(j.minutes for j in one.journeys)) for one in taken], hours.minutes)
        if haul and not selected(haul.exempt, person):
            marks = {event.id: self.model.column(0, 1) for event in self.scenario.events}
            for one in taken:
                if any(journey.minutes > haul.over_min for journey in one.journeys):
                    self.model.at_most([(one.column, 1), (marks[one.place.event.id], -1)], 0)
            self.model.at_most([(mark, 1) for mark in marks.values()], haul.trips_per_year)


def _longest(takes: Sequence[Take]) -> tuple[int, int]:
    out = max((one.minutes for _, one, _ in takes if one), default=0)
    return out, max((one.minutes for _, _, one in takes if one), default=0)
