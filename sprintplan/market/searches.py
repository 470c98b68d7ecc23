"""Which live searches each candidate needs: shared by everybody who could use their answers, never one a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

import numpy as np

from sprintplan.domain.events import NIGHT_ENDS_MIN, Event
from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.duffel.query import Query
from sprintplan.offers.estimate.block_times import block_minutes
from sprintplan.rules.exclusion import closures
from sprintplan.rules.place import flies
from sprintplan.rules.traits import Traits
from sprintplan.rules.traveller_classes import TravellerClass, selector_classes, traveller_classes
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes
from sprintplan.world.zones import local_from_utc

Candidate = tuple[str, str, date]
"""Event, venue and first day."""
FIRST_TAKE_OFF_MIN, LAST_TAKE_OFF_MIN = 5 * 60, 22 * 60
"""Few flights leave at night: a day on which only those could be of use is not asked for."""
CONNECTION_MIN = 150
"""What a journey without a nonstop flight takes beyond one, at the least that is worth a search."""
CABIN_MARGIN = 1.15
"""A real fastest journey may take so much longer than the estimated one, and entitle to a higher cabin."""


@dataclass(frozen=True)
class Need:
    """What one class of travellers needs for one candidate: one answer of `out` and one of `back`, or one of `both`."""

    candidate: Candidate
    traveller: int
    out: tuple[Query, ...]
    back: tuple[Query, ...]
    both: tuple[Query, ...]

    @property
    def queries(self) -> tuple[Query, ...]:
        """All that is asked for it."""
        return (*self.both, *self.out, *self.back)


@dataclass(frozen=True)
class Searches:
    """Every need of every candidate that no rule closes, in order of venues, events, first days and classes."""

    needs: tuple[Need, ...]

    @cached_property
    def of_candidate(self) -> dict[Candidate, tuple[Need, ...]]:
        """The needs of each candidate."""
        by_candidate: dict[Candidate, list[Need]] = {}
        for need in self.needs:
            by_candidate.setdefault(need.candidate, []).append(need)
        return {candidate: tuple(needs) for candidate, needs in by_candidate.items()}

    @cached_property
    def of_venue(self) -> dict[str, tuple[Query, ...]]:
        """Each venue's queries, each once; venues of one city share theirs."""
        by_venue: dict[str, dict[Query, None]] = {}
        for need in self.needs:
            by_venue.setdefault(need.candidate[1], {}).update(dict.fromkeys(need.queries))
        return {venue: tuple(queries) for venue, queries in by_venue.items()}

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """Every query once, a venue's before the next one's."""
        return tuple(dict.fromkeys(query for queries in self.of_venue.values() for query in queries))


def searches_of(scenario: Scenario) -> Searches:
    """The searches that asking for everything in a `scenario` takes."""
    by_selectors = selector_classes(scenario)
    classes = {event.id: traveller_classes(scenario, event, by_selectors) for event in scenario.events}
    places = _Places(scenario)
    return Searches(tuple(need for venue in scenario.venues for need in _of_venue(scenario, venue, classes, places)))


def _of_venue(
    scenario: Scenario, venue: Venue, classes: Mapping[str, tuple[TravellerClass, ...]], places: "_Places"
) -> Iterator[Need]:
    ends = places.of(venue.airports)
    for event in scenario.events:
        if venue.id not in event.venues:
            continue
        routes = {
            number: _Route(scenario, event, venue, traveller.traits, places.of(traveller.traits.home.airports), ends)
            for number, traveller in enumerate(classes[event.id])
            if flies(scenario, traveller.traits, venue)
        }
        for start in event.starts:
            if not any(closures(scenario, event, venue, start)):
                for number, route in routes.items():
                    yield route.need(start, number)


class _Places:
    """Airports as searches name them: one city code where several airports of a city are in use by the workspace."""

    def __init__(self, scenario: Scenario) -> None:
        used = {code for venue in scenario.venues for code in venue.airports}
        used |= {code for person in scenario.people for code in person.home.airports}
        by_city: dict[str, set[str]] = {}
        for code in used:
            by_city.setdefault(_city(code), set()).add(code)
        self._name = {code: city if len(codes) > 1 else code for city, codes in by_city.items() for code in codes}
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """What to ask for to have all of these airports."""
        if codes not in self._known:
            self._known[codes] = tuple(dict.fromkeys(self._name[code] for code in codes))
        return self._known[codes]


def _city(code: str) -> str:
    number = airports().number(code)
    return airports().city_codes[number] if number is not None else code


class _Route:
    """What one class's way to one venue asks for, counted in days from the event's first day."""

    def __init__(
        self,
        scenario: Scenario,
        event: Event,
        venue: Venue,
        traits: Traits,
        homes: tuple[str, ...],
        ends: tuple[str, ...],
    ) -> None:
        scenario = scenario.varied(traits.exemptions)
        self.event, self.venue, self.traits = event, venue, traits
        self.terms = scenario.duffel
        self.pairs = [(home, end) for home in homes for end in ends if home != end]
        policy = scenario.policy
        stops = policy.max_connections if self.terms.max_connections is None else self.terms.max_connections
        self.connections = min(stops, policy.max_connections, 2)
        minutes, shift = _estimated(traits.home.airports, venue.airports)
        self.cabins = _cabins(scenario, traits, minutes)
        self.out_days = _out_days(scenario, event, venue, traits, minutes + shift)
        last = traits.presence.last - 1
        self.back_days = [last + late for late in range(policy.max_late_nights + 1)]

    def need(self, start: date, traveller: int) -> Need:
        """The queries of one candidate."""
        out = [start + timedelta(days=day) for day in self.out_days]
        back = [start + timedelta(days=day) for day in self.back_days]
        candidate = (self.event.id, self.venue.id, start)
        if self._both_ways():
            both = (
                self._query(home, end, d, r, cabin) for home, end, cabin in self._asked() for d in out for r in back
            )
            return Need(candidate, traveller, (), (), tuple(both))
        there = (self._query(home, end, day, None, cabin) for home, end, cabin in self._asked() for day in out)
        again = (self._query(end, home, day, None, cabin) for home, end, cabin in self._asked() for day in back)
        return Need(candidate, traveller, tuple(there), tuple(again), ())

    def _asked(self) -> list[tuple[str, str, Cabin]]:
        return [(home, end, cabin) for home, end in self.pairs for cabin in self.cabins]

    def _query(self, origin: str, destination: str, departs: date, returns: date | None, cabin: Cabin) -> Query:
        return Query(origin, destination, departs, returns, cabin, self.connections)

    def _both_ways(self) -> bool:
        """Whether pairs of days are fewer searches than days out and days back one by one."""
        if self.terms.ask != "fewest":
            return self.terms.ask == "both_ways"
        return len(self.out_days) * len(self.back_days) < len(self.out_days) + len(self.back_days)


@cache
def _estimated(homes: tuple[str, ...], ends: tuple[str, ...]) -> tuple[int, int]:
    """Minutes of the quickest journey as far as the shipped network tells, and how far the clock goes forward."""
    table = airports()
    home, end = (np.array(table.numbers(codes), np.int32) for codes in (homes, ends))
    minutes = block_minutes(home[:, None], end[None, :])
    minutes = minutes + np.where(routes().has(home[:, None], end[None, :]), 0, CONNECTION_MIN)
    row, column = np.unravel_index(int(minutes.argmin()), minutes.shape)
    noon = np.array([_MIDSUMMER], np.int32)
    there, here = (int(local_from_utc(table.zone[[at]], noon)[0]) for at in (end[column], home[row]))
    return int(minutes[row, column]), there - here


_MIDSUMMER = 20_999 * MINUTES_PER_DAY + 720
"""A noon of 2027-06: an hour more or less moves no search."""


def _out_days(scenario: Scenario, event: Event, venue: Venue, traits: Traits, offset: int) -> list[int]:
    """Days of departure, counted from the first day, on which a quick journey lands on a night that may be needed.

    `offset` : minutes that the clock at the venue is ahead on landing of the clock at home on departure
    """
    eve = traits.presence.first - 2
    earliest = (eve - scenario.most_early_nights) * MINUTES_PER_DAY + NIGHT_ENDS_MIN - offset
    latest = eve * MINUTES_PER_DAY + event.arrive_by_min - venue.transfer_minutes - offset
    days = range(earliest // MINUTES_PER_DAY - 1, latest // MINUTES_PER_DAY + 1)
    useful = [
        day
        for day in days
        if day * MINUTES_PER_DAY + LAST_TAKE_OFF_MIN > earliest and day * MINUTES_PER_DAY + FIRST_TAKE_OFF_MIN <= latest
    ]
    return useful or [latest // MINUTES_PER_DAY]


def _cabins(scenario: Scenario, traits: Traits, minutes: int) -> tuple[Cabin, ...]:
    """Economy, and every cabin that the rules or the person's own grant may ask for on so long a way."""
    asked = {Cabin.ECONOMY}
    if traits.cabin is not None:
        asked.add(traits.cabin)
    for applies, rule in zip(traits.cabin_rules, scenario.policy.cabin_rules, strict=True):
        if applies and minutes * CABIN_MARGIN > rule.over_min:
            asked.add(rule.cabin)
            if rule.or_rest_nights is not None:
                asked.add(Cabin(max(0, rule.cabin - 1)))
    return tuple(sorted(asked))


def unpriced(searches: Searches, states: Mapping[Query, str]) -> set[Candidate]:
    """Candidates that cannot be judged: some class of travellers lacks an answer in some direction and cabin.

    An answer without offers counts only where every other day was answered too: what was not asked for, or failed, is
    never taken for "no flights".

    Parameters
    ----------
    searches : what asking for everything takes
    states : of each search how it went
    """
    offers = {query for query, state in states.items() if state in ("ok", "partial")}
    answered = offers | {query for query, state in states.items() if state == "empty"}
    return {need.candidate for need in searches.needs if not _answered(need, offers, answered)}


def _answered(need: Need, offers: set[Query], answered: set[Query]) -> bool:
    by_cabin: dict[tuple[int, Cabin], list[Query]] = {}
    for way, queries in enumerate((need.out, need.back, need.both)):
        for query in queries:
            by_cabin.setdefault((way, query.cabin), []).append(query)
    return all(not offers.isdisjoint(asked) or answered.issuperset(asked) for asked in by_cabin.values())
