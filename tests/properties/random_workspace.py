"""Random small workspaces with random limits that bind: 3 to 8 people, 2 to 4 venues, 1 to 3 events.

A workspace is a random year of that size with some limits set close to what one likely plan of it takes, so that they
are just kept, just broken, or cannot be kept at all. The same seed and names of limits give the same workspace.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any

from sprintplan.domain.events import Event
from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.people import Person
from sprintplan.domain.quorum import Quorum
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from tests.build.year import Quote, selectors
from tests.oracle.brute import Trip, shortfall, shuttle_cost, trips
from tests.oracle.candidates import Candidate, candidate, heads
from tests.oracle.holidays import may_miss_a_holiday
from tests.oracle.model import all_candidates
from tests.oracle.sums import JOURNEY_SUMS, JourneySum
from tests.properties.random_offers import DAY, Sellers
from tests.properties.random_year import HOMES, VENUES, RandomYear, YearDice

CHANCE = 0.3
"""Of each limit to be drawn: about four of them."""
KEPT = 128
"""Workspaces that are kept."""
SELECTORS = ("id:p0", "team:red", "role:key", "home:GB home:US home:DE", "grade:director")


class WorkspaceDice(YearDice):
    """A year of the sizes above."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.calm = random.random() < 0.65

    def year(self) -> RandomYear:
        scenario = super().year()
        weights = scenario.scenario.objective.model_copy(
            update={"remote_minor": self.one(500_000, 500_000, 500_000, 200_000, 9000)}
        )
        return replace(scenario, scenario=_changed(scenario.scenario, objective=weights))

    def on_sale(self, scenario: Scenario) -> list[Quote]:
        """The quotes of a random year, and for most candidates and homes some that suit."""
        sellers, more = Sellers(self, scenario), list[Quote]()
        homes = sorted({one.home.airports for one in scenario.people})
        for event in scenario.events:
            for start, place, airports in product(event.starts, scenario.venues, homes):
                if airports[0] not in place.airports and self.often(0.85):
                    more += sellers.fitting_pair(event, start, place, airports)
        return [*super().on_sale(scenario), *more]

    def events(self) -> list[Event]:
        events = super().events()
        if len(events) == 2 and self.often(0.25):
            gap = self.one(12, 40, 90)
            events.append(self.event("winter", events[-1].starts[-1] + gap * DAY))
        return events

    def venues(self, events: Sequence[Event]) -> list[Venue]:
        ids = self.random.sample(sorted(VENUES), self.one(2, 3, 3, 4))
        return [self.venue(id, events) for id in sorted(ids)]

    def people(self, events: Sequence[Event], venues: Sequence[Venue]) -> list[Person]:
        ends = {code for place in venues for code in place.airports}
        away = [home for home in HOMES if self.often(0.1) or not ends.intersection(home.split("|"))]
        homes = self.random.sample(away, self.one(1, 1, 2, 2, 3))
        return [self.person(f"p{n}", homes, events, venues) for n in range(self.random.randint(3, 8))]


@dataclass(frozen=True)
class _Likely:
    """One plan of the year that a limit is set close to: the cheapest trips to some candidate of each event."""

    year: tuple[Trip, ...]

    @property
    def places(self) -> tuple[Candidate, ...]:
        return tuple({id(trip.place): trip.place for trip in self.year}.values())

    def cash(self, places: Iterable[Candidate]) -> int:
        """Cash of the events at these places."""
        return sum(self._cash(place) for place in places)

    def _cash(self, place: Candidate) -> int:
        mine = [trip for trip in self.year if trip.place is place]
        bought = shuttle_cost(mine) + shortfall(place, mine)
        return place.venue.hire_minor + bought + sum(trip.cash for trip in mine)

    def total(self, limit: JourneySum) -> int:
        """What everybody's journeys add up to."""
        return limit.total(journey for trip in self.year for journey in trip.journeys)

    def minutes(self) -> Counter[str]:
        """Minutes in journeys, person by person."""
        minutes = Counter[str]()
        for trip in self.year:
            minutes[trip.who.visit.person.id] += sum(journey.minutes for journey in trip.journeys)
        return minutes

    def journeys(self) -> list[int]:
        """Minutes of each journey, the shortest first."""
        return sorted(journey.minutes for trip in self.year for journey in trip.journeys)

    def nights(self, venue: Venue) -> int:
        """Most rooms of a night at the venue."""
        asleep = Counter(night for trip in self.year if trip.place.venue.id == venue.id for night in trip.nights)
        return max(asleep.values(), default=0)


def random_workspace(seed: int, names: Iterable[str] | None = None) -> RandomYear:
    """The workspace of a seed, its limits drawn among those named; None names all of LATER_LIMITS."""
    return _workspace(seed, frozenset(LATER_LIMITS if names is None else names))


@lru_cache(maxsize=KEPT)
def _workspace(seed: int, chosen: frozenset[str]) -> RandomYear:
    """The workspace; kept, as many tests ask for the same seeds, and none of them changes one."""
    year = WorkspaceDice(Random(f"workspace {seed}")).year()
    places: list[Candidate] = []
    cheapest = _CheapestTrips()
    for name, tighten in LATER_LIMITS.items():
        dice = Random(f"{name} {seed}")
        if dice.random() < CHANCE and name in chosen:
            places = places or all_candidates(year.scenario, year.quotes, year.today)
            year = replace(year, scenario=tighten(dice, year.scenario, _likely(dice, year, places, cheapest)))
            places = [_tightened(year.scenario, place) for place in places]
    return year


def _tightened(scenario: Scenario, place: Candidate) -> Candidate:
    """The candidate with the scenario's venue, and ruled out by its limits; none of them changes who may take what."""
    venue = scenario.venue_by_id[place.venue.id]
    return candidate(scenario, scenario.event_by_id[place.event.id], venue, place.start, place.standings)


class _CheapestTrips:
    """Everybody's cheapest trips at candidates, which are found once for the terms of each venue."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, date], tuple[Venue, list[Trip]]] = {}

    def at(self, place: Candidate) -> list[Trip]:
        key = place.event.id, place.venue.id, place.start
        venue, found = self._known.get(key, (None, []))
        if venue != place.venue:
            found = [min(trips(place, who), key=lambda trip: trip.cash + trip.weight) for who in place.standings]
        elif found and found[0].place is not place:
            found = [replace(trip, place=place) for trip in found]
        self._known[key] = place.venue, found
        return found


def _likely(dice: Random, year: RandomYear, places: Sequence[Candidate], cheapest: _CheapestTrips) -> _Likely:
    taken: list[Trip] = []
    for event in year.scenario.events:
        mine = [one for one in places if one.event.id == event.id]
        possible = sorted((one for one in mine if not one.ruled_out), key=lambda one: _sum(cheapest.at(one)))
        place = dice.choice(possible[:2] or mine)
        taken += cheapest.at(place)
    return _Likely(tuple(taken))


def _sum(year: Sequence[Trip]) -> int:
    return sum(trip.cash + trip.weight for trip in year)


def _about(dice: Random, amount: int) -> int:
    """Close to the amount: just kept, just broken, or some per cent more or less."""
    by = dice.choice(("0", "0", "-1", "+2%", "+5%", "+12%", "-3%", "-8%", "-20%"))
    return max(0, amount + amount * int(by[:-1]) // 100 if by.endswith("%") else amount + int(by))


def _changed(scenario: Scenario, **changes: Any) -> Scenario:
    """The scenario with other fields; a new one, as a copy would keep its tables of ids."""
    same = {name: getattr(scenario, name) for name in Scenario.model_fields}
    return Scenario(**same | changes)


def _with_limits(scenario: Scenario, **changes: Any) -> Scenario:
    limits: Limits = scenario.limits.model_copy(update=changes)
    return _changed(scenario, limits=limits)


def _with_venues(scenario: Scenario, terms: Callable[[Venue], dict[str, Any]]) -> Scenario:
    return _changed(scenario, venues=tuple(place.model_copy(update=terms(place)) for place in scenario.venues))


def _rooms(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    def terms(place: Venue) -> dict[str, Any]:
        nights = likely.nights(place) or len(scenario.people)
        return {"rooms": max(1, nights + dice.choice((-1, -1, 0, 0, 1)))} if dice.random() < 0.7 else {}

    return _with_venues(scenario, terms)


def _shuttles(dice: Random, scenario: Scenario, _: _Likely) -> Scenario:
    def terms(_: Venue) -> dict[str, Any]:
        cost = dice.choice((500, 3000, 9000, 20_000))
        return (
            {"shuttle_cost_minor": cost, "shuttle_seats": dice.choice((1, 2, 2, 3, 4, 50))}
            if dice.random() < 0.7
            else {}
        )

    return _with_venues(scenario, terms)


def _holiday_share(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    shares = []
    for place in likely.places:
        flying = [who.visit for who in place.standings if who.status == "travels"]
        shares.append(sum(map(may_miss_a_holiday, flying)) / max(1, len(flying)))
    share = Decimal(dice.choice((0, 20, 34, 50, round(100 * max(shares, default=0))))) / 100
    return _with_limits(scenario, holiday_share=share)


def _traveller_hours(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    elsewhere = dice.choice([*likely.minutes().values(), 300])
    most = max([*likely.minutes().values(), 0])
    minutes = _about(dice, dice.choice((most, most, elsewhere)))
    return _with_limits(scenario, traveller_hours=HoursPerYear(minutes=minutes, exempt=_exempt(dice)))


def _long_haul(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    over = dice.choice([*likely.journeys(), 240]) + dice.choice((0, -1, -1))
    haul = LongHaul(over_min=over, trips_per_year=dice.choice((0, 0, 1, 1, 2)), exempt=_exempt(dice))
    return _with_limits(scenario, long_haul=haul)


def _exempt(dice: Random) -> Any:
    return selectors(dice.choice(SELECTORS)) if dice.random() < 0.6 else ()


def _journey_sum(limit: JourneySum) -> "Tighten":
    return lambda dice, scenario, likely: _with_limits(scenario, **{limit.member: _about(dice, likely.total(limit))})


def _event_budget(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    events = []
    for event in scenario.events:
        cash = likely.cash(place for place in likely.places if place.event.id == event.id)
        budget = _about(dice, cash) if dice.random() < 0.7 else None
        events.append(event.model_copy(update={"budget_minor": budget}))
    return _changed(scenario, events=tuple(events))


def _per_head(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    each = [likely.cash([place]) // max(1, heads(place)) for place in likely.places]
    return _with_limits(scenario, budget_per_head_minor=_about(dice, max(each, default=0) * dice.choice((1, 1, 2))))


def _quorum(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    words = dice.sample(("all", "team:red", "role:key", "grade:director"), dice.choice((1, 1, 2)))
    shares = [Decimal(dice.choice((20, 34, 50, 50, 67, 100))) / 100 for _ in words]
    quorums = [Quorum(who=selectors(word)[0], share=share) for word, share in zip(words, shares, strict=True)]
    return _with_limits(scenario, quorum=tuple(quorums))


def _budget(dice: Random, scenario: Scenario, likely: _Likely) -> Scenario:
    return _with_limits(scenario, budget_minor=_about(dice, likely.cash(likely.places)))


Tighten = Callable[[Random, Scenario, _Likely], Scenario]
LATER_LIMITS: dict[str, Tighten] = {
    "rooms": _rooms,
    "shuttles": _shuttles,
    "holiday_share": _holiday_share,
    "traveller_hours": _traveller_hours,
    "long_haul": _long_haul,
    **{limit.name: _journey_sum(limit) for limit in JOURNEY_SUMS},
    "event_budget": _event_budget,
    "budget": _budget,
    "per_head": _per_head,
    "quorum": _quorum,
}
"""In the order in which they are drawn: what a venue's shuttles cost stands before its budget is set."""
