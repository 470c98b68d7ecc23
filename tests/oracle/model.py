"""The whole year as one mixed integer program for HiGHS: candidates, offers, flights and every limit.

Where the contract can be read in two ways, this is the reading:

- Who stays away is told person by person before anything is chosen: who is not free, may not enter, or has no pair of
  journeys that keep `[policy]` and `limits.journey_hours`. The limits of a year never send anybody away: where a
  person's cheapest and fastest trips break `traveller_hours_per_year` or `long_haul`, the combination is impossible.
- `budget` is cash: everything but the travel time, the emissions and the price of who stays away.
- A trip is a long haul once, though both its journeys are long; a traveller's hours are those of all their journeys.
- `capacity` counts who attends on a day, `rooms` who sleeps at the venue on a night: people at home with `locals_stay`
  and those with own travel too.
- Somebody has a holiday where any part of the country of their home has one on a day that they attend, travel days
  aside; those at home, with own travel and away count neither as travellers nor as missing it.
- `months_between_uses` runs from the last day of the earlier use to the first day of the next.
- Two events of which somebody attends both cannot both be chosen where the days from eve to last day meet.
- A team's share is of those of its people who travel to that event, on the ground too, and is of each event's
  travellers on a flight.
- A shuttle's slot is the clock hour of the landing, or of the take-off, at the venue's airport; where a venue has
  shuttles nobody pays a transfer.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import floor

import highspy

from sprintplan.domain.bookings import Booking
from sprintplan.domain.people import selected
from sprintplan.domain.published import History
from sprintplan.domain.scenario import Scenario
from tests.build.year import Quote
from tests.oracle.booked import differs, gone, moved_minutes
from tests.oracle.candidates import (
    Candidate,
    Standing,
    Take,
    candidates,
    clash,
    extra_nights,
    has_shuttles,
    heads,
    key_person,
    room_cost,
    spent_fixed,
    take_cash,
    take_weight,
    weighs,
)
from tests.oracle.ground import GroundJourney
from tests.oracle.journeys import Journey, instant, shop
from tests.oracle.program import Program, Terms
from tests.oracle.sums import JOURNEY_SUMS

AN_ITINERARY = 10**7
"""More than the minutes of all itineraries together."""

LIMITS = (
    *("seats", "max_travellers", "max_key_travellers", "team_share", "different", "months_between_uses"),
    *("weeks_between_events", "overlap", "budget", "event_budget", "per_head", "rooms", "traveller_hours", "long_haul"),
    *(limit.name for limit in JOURNEY_SUMS),
)
RULED_OUT = (*("available", "avoid", "last_used", "unreachable", "must_attend", "capacity", "holiday_share", "quorum"),)


@dataclass(frozen=True)
class Answer:
    """The best year: its objective in minor units, the candidates in the order of events, and what is taken."""

    objective: int
    picks: tuple[tuple[str, str, date], ...]
    takes: tuple[tuple[str, str, tuple[int, ...]], ...]


@dataclass(frozen=True, eq=False)
class ColumnCounts:
    """A column that says whether somebody takes an offer."""

    column: int
    place: Candidate
    who: Standing
    take: Take

    @property
    def journeys(self) -> tuple[Journey, ...]:
        return tuple(one for one in self.take[1:] if one)


NO_HISTORY = History()


class YearModel:
    """Columns and rows of one year; `without` names limits that are left out."""

    def __init__(self, scenario: Scenario, places: Iterable[Candidate], without: frozenset[str]) -> None:
        self.scenario, self.without = scenario, without
        self.places = [one for one in places if not one.ruled_out - without]
        self.program = Program()
        self.chosen = {one: self.program.whole(fixed_objective(one, scenario.history)) for one in self.places}
        self.taken: list[ColumnCounts] = []
        self.runs_at: dict[Candidate, Terms] = defaultdict(list)
        self.changed: list[int] = []
        self.moved: Terms = []

    def build(self) -> None:
        """Every row; the list of calls is the list of what must hold."""
        self.one_candidate_an_event()
        self.everybody_goes_and_returns()
        self.pairs_of_events()
        self.seats()
        self.flights()
        self.team_shares()
        self.shuttles()
        self.minimum_spend()
        self.rooms()
        self.money()
        self.sums_of_journeys()
        self.hours_of_the_year()
        self.long_hauls()

    def one_candidate_an_event(self) -> None:
        for event in self.scenario.events:
            self.program.row([(self.chosen[one], 1) for one in self.places if one.event is event], 1, 1)

    def everybody_goes_and_returns(self) -> None:
        for place in self.places:
            for who in place.standings:
                if who.status == "travels":
                    self._traveller(place, who)

    def _traveller(self, place: Candidate, who: Standing) -> None:
        mine = []
        for take in who.takes:
            cost = take_cash(who.visit, take) + take_weight(who.visit, take)
            mine.append(ColumnCounts(self.program.whole(cost), place, who, take))
        self.taken += mine
        self._itinerary(place, who, mine)
        for way in (1, 2):
            terms = [(one.column, 1) for one in mine if one.take[way]]
            self.program.row([*terms, (self.chosen[place], -1)], 0, 0)

    def _itinerary(self, place: Candidate, who: Standing, mine: Sequence[ColumnCounts]) -> None:
        """A published itinerary changes where any journey of it is another one."""
        published = self.scenario.history.published.get((place.event.id, who.visit.person.id))
        if published is None:
            return
        mark = self.program.whole(self.scenario.objective.change_minor if weighs(who.visit) else 0)
        self.changed.append(mark)
        for one in mine:
            for way, journey in zip(published, one.take[1:], strict=True):
                if journey and differs(way, journey):
                    self.program.at_most([(one.column, 1), (mark, -1)], 0)
                    self.moved.append((one.column, moved_minutes(way, journey)))

    def pairs_of_events(self) -> None:
        for one, other in combinations(self.places, 2):
            if one.event is not other.event and clash(self.scenario, one, other) - self.without:
                self.program.at_most([(self.chosen[one], 1), (self.chosen[other], 1)], 1)

    def seats(self) -> None:
        if "seats" in self.without:
            return
        users: dict[int, Terms] = defaultdict(list)
        for one in self.taken:
            users[one.take[0].number].append((one.column, 1))
        most = {one.take[0].number: one.take[0].seats for one in self.taken}
        for number, terms in users.items():
            limit = most[number]
            if limit is not None:
                self.program.at_most(terms, limit)

    def flights(self) -> None:
        policy = self.scenario.policy
        keys = {one.id for one in self.scenario.people if key_person(one)}
        self._flight_limit("max_travellers", policy.max_travellers_per_flight, self.taken, lambda _: True)
        key = [one for one in self.taken if key_person(one.who.visit.person)]
        most = policy.max_key_travellers_per_flight
        self._flight_limit("max_key_travellers", most, key, lambda one: one.person in keys)

    def _flight_limit(
        self, name: str, most: int | None, users: Sequence[ColumnCounts], counts: Callable[[Booking], bool]
    ) -> None:
        """At most so many on each flight, or as many as have booked it of those who count."""
        if most is None or name in self.without:
            return
        aboard: dict[object, Terms] = defaultdict(list)
        for one in users:
            for journey in one.journeys:
                for flight in journey.flights:
                    aboard[flight].append((one.column, 1))
        booked: Counter[object] = self._booked(counts)
        for shared, terms in aboard.items():
            self.program.at_most(terms, max(most, booked[shared]))

    def _booked(self, counts: Callable[[Booking], bool]) -> Counter[object]:
        """How many live bookings there are on each flight, of those that a limit counts."""
        seats: Counter[object] = Counter()
        for booking in self.scenario.history.bookings:
            ways = [way for way in (booking.outbound, booking.inbound) if way]
            if booking.status != "cancelled" and counts(booking) and (booking.direction != "both" or len(ways) == 2):
                hops = [hop for way in ways if way.mode == "air" for hop in way.flights]
                seats.update(
                    {
                        (h.origin, h.destination, instant(h.origin, h.departs), h.operator or h.carrier or "")
                        for h in hops
                    }
                )
        return seats

    def team_shares(self) -> None:
        share = self.scenario.policy.max_team_share_per_flight
        if share is None:
            return
        for place in self.places:
            for team in {one.visit.person.team for one in place.standings} - {""}:
                limit = max(2, floor(share * place.travellers(team)))
                users = [one for one in self.taken if one.place is place and one.who.visit.person.team == team]
                mates = {one.id for one in self.scenario.people if one.team == team}
                event = place.event.id
                self._flight_limit("team_share", limit, users, _of(event, mates))

    def shuttles(self) -> None:
        riders: dict[tuple[Candidate, str, str, date, int], Terms] = defaultdict(list)
        for one in self.taken:
            if has_shuttles(one.place.venue):
                for way, journey in zip(("out", "back"), one.take[1:], strict=True):
                    if journey and not isinstance(journey, GroundJourney):
                        slot = (one.place, way, *shuttle_slot(way, journey))
                        riders[slot].append((one.column, 1))
        for slot, terms in riders.items():
            place, venue = slot[0], slot[0].venue
            runs = self.program.whole(venue.shuttle_cost_minor or 0, len(terms))
            self.runs_at[place].append((runs, venue.shuttle_cost_minor or 0))
            self.program.at_most([*terms, (runs, -(venue.shuttle_seats or 1))], 0)

    def minimum_spend(self) -> None:
        """What hire, day rates and rooms of a chosen candidate fall short of the minimum is bought."""
        for place in self.places:
            minimum = place.venue.minimum_spend_minor
            if minimum:
                short = self.program.whole(1, minimum)
                self.runs_at[place].append((short, 1))
                mine = [one for one in self.taken if one.place is place]
                rooms = [(one.column, room_cost(one.who.visit, extra_nights(one.who.visit, one.take))) for one in mine]
                spent = [*rooms, (short, 1), (self.chosen[place], spent_fixed(place) - minimum)]
                self.program.row(spent, 0, highspy.kHighsInf)

    def rooms(self) -> None:
        if "rooms" in self.without:
            return
        nights: dict[tuple[str, date], Terms] = defaultdict(list)
        for place in self.places:
            for night, terms in self._sleepers(place).items():
                nights[place.venue.id, night] += terms
        for (venue, _), terms in nights.items():
            if (rooms := self.scenario.venue_by_id[venue].rooms) is not None:
                self.program.at_most(terms, rooms)

    def _sleepers(self, place: Candidate) -> dict[date, Terms]:
        nights: dict[date, Terms] = defaultdict(list)
        for who in place.standings:
            for night in who.nights:
                nights[night].append((self.chosen[place], 1))
        for one in self.taken:
            if one.place is place:
                for night in extra_nights(one.who.visit, one.take):
                    nights[night].append((one.column, 1))
        return nights

    def money(self) -> None:
        budget = self.scenario.limits.budget_minor
        if budget is not None and "budget" not in self.without:
            self.program.at_most(self._cash(self.places), budget)
        for event in self.scenario.events:
            if event.budget_minor is not None and "event_budget" not in self.without:
                self.program.at_most(self._cash([p for p in self.places if p.event is event]), event.budget_minor)

        each = self.scenario.limits.budget_per_head_minor
        for place in self.places if each is not None and "per_head" not in self.without else ():
            self.program.at_most([*self._cash([place]), (self.chosen[place], -(each or 0) * heads(place))], 0)

    def _cash(self, places: Sequence[Candidate]) -> Terms:
        terms = [(self.chosen[one], fixed_cash(one, self.scenario.history)) for one in places]
        terms += [(one.column, take_cash(one.who.visit, one.take)) for one in self.taken if one.place in places]
        return terms + [run for place in places for run in self.runs_at[place]]

    def sums_of_journeys(self) -> None:
        for limit in JOURNEY_SUMS:
            most = limit.most(self.scenario)
            if most is not None and limit.name not in self.without:
                self.program.at_most([(one.column, limit.total(one.journeys)) for one in self.taken], most)

    def hours_of_the_year(self) -> None:
        limit = self.scenario.limits.traveller_hours
        if limit is None or "traveller_hours" in self.without:
            return
        for person in self.scenario.people:
            if not selected(limit.exempt, person):
                mine = [one for one in self.taken if one.who.visit.person is person]
                minutes = [(one.column, sum(journey.minutes for journey in one.journeys)) for one in mine]
                before = sum(sum(one[2:]) for one in self.scenario.history.travelled if one.person == person.id)
                self.program.at_most(minutes, max(0, limit.minutes - before))

    def long_hauls(self) -> None:
        limit = self.scenario.limits.long_haul
        if limit is None or "long_haul" in self.without:
            return
        for person in self.scenario.people:
            if not selected(limit.exempt, person):
                trips: dict[str, list[ColumnCounts]] = defaultdict(list)
                for one in self.taken:
                    if one.who.visit.person is person and any(j.minutes > limit.over_min for j in one.journeys):
                        trips[one.place.event.id].append(one)
                before = [one for one in self.scenario.history.travelled if one.person == person.id]
                long = sum(max(one[2:]) > limit.over_min for one in before)
                self._trips_with_any_of(list(trips.values()), max(0, limit.trips_per_year - long))

    def _trips_with_any_of(self, groups: Sequence[Sequence[ColumnCounts]], most: int) -> None:
        marks: Terms = []
        for group in groups:
            mark = self.program.whole(0)
            marks.append((mark, 1))
            for one in group:
                self.program.at_most([(one.column, 1), (mark, -1)], 0)
        self.program.at_most(marks, most)

    def least_change(self, objective: int, picks: Iterable[tuple[str, str, date]]) -> tuple[int, int] | None:
        """The fewest itineraries that change, and then the fewest minutes, at these candidates and at this objective.

        The model is solved for it: nothing else can be asked of it afterwards.
        """
        program = self.program
        program.at_most(list(enumerate(program.costs)), objective)
        for one, column in self.chosen.items():
            wanted = (one.event.id, one.venue.id, one.start) in picks
            program.row([(column, 1)], wanted, wanted)
        for column in range(len(program.costs)):
            program.change_cost(column, 0)
        for mark in self.changed:
            program.change_cost(mark, AN_ITINERARY)
        for column, minutes in self.moved:
            program.change_cost(column, program.costs[column] + minutes)
        values = program.solve()
        if values is None:
            return None
        total = sum(cost * value for cost, value in zip(program.costs, values, strict=True))
        return divmod(total, AN_ITINERARY)

    def answer(self) -> Answer | None:
        """The best year, None where there is none."""
        values = self.program.solve()
        if values is None:
            return None
        total = sum(cost * value for cost, value in zip(self.program.costs, values, strict=True))
        order = [event.id for event in self.scenario.events]
        picks = [(one.event.id, one.venue.id, one.start) for one, column in self.chosen.items() if values[column]]
        takes = [
            (one.place.event.id, one.who.visit.person.id, tuple(journey.number for journey in one.journeys))
            for one in self.taken
            if values[one.column]
        ]
        return Answer(total, tuple(sorted(picks, key=lambda pick: order.index(pick[0]))), tuple(takes))


def shuttle_slot(way: str, journey: Journey) -> tuple[str, date, int]:
    """Airport, local date and clock hour of the landing, or of the take-off on the way home."""
    when = journey.lands if way == "out" else journey.departs
    return (journey.quote.destination if way == "out" else journey.quote.origin, when.date(), when.hour)


def _of(event: str, people: set[str]) -> Callable[[Booking], bool]:
    return lambda one: one.event == event and one.person in people


def fixed_cash(place: Candidate, history: History = NO_HISTORY) -> int:
    """Hire, what people cost whatever they take, and what is lost of bookings of those who are called no more."""
    called = {one.visit.person.id for one in place.standings}
    left = [one for one in history.bookings if one.event == place.event.id and one.person not in called]
    return place.venue.hire_minor + sum(one.cash for one in place.standings) + sum(map(gone, left))


def fixed_objective(place: Candidate, history: History = NO_HISTORY) -> int:
    """Fixed cash and the price of those who stay away."""
    return fixed_cash(place, history) + sum(one.weight for one in place.standings)


def all_candidates(scenario: Scenario, quotes: Sequence[Quote], today: date) -> list[Candidate]:
    """Every candidate of every event."""
    goods = shop(scenario, quotes)
    return [one for event in scenario.events for one in candidates(scenario, goods, event, today)]


def best(
    scenario: Scenario, quotes: Sequence[Quote], today: date, without: frozenset[str] = frozenset()
) -> Answer | None:
    """The year that costs least, None where no year keeps every rule.

    Parameters
    ----------
    without : limits of LIMITS and RULED_OUT that are left out
    """
    return best_of(scenario.on(today), all_candidates(scenario, quotes, today), without)


def best_of(
    scenario: Scenario, places: Sequence[Candidate], without: frozenset[str] = frozenset(), *, presolve: bool = True
) -> Answer | None:
    """As `best`, for candidates that are known already; HiGHS may be asked without its `presolve`."""
    model = YearModel(scenario, places, without)
    model.build()
    if not presolve:
        model.program.as_it_stands()
    return model.answer()
