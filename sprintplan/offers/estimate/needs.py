"""What the estimate has to shop for: from which airports, for which nights, in which cabins, for how many people."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.events import Event, Presence, presence
from sprintplan.domain.journey_rules import CabinRule
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person, selected, selectors_in
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int32, Int64, Mask
from sprintplan.units import MINUTES_PER_DAY, day_number
from sprintplan.world.airports import airports

SELECTED_BY = {"team": "team", "role": "roles", "grade": "grade", "home": "home.country"}
"""What of a person selectors look at, by their kind."""
LONGEST_TRAVEL_DAYS = 2
NEVER_ASKED = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Needs:
    """What people may need at venues of one set of events.

    homes : (h,) airport numbers, sorted; `people` : (h,) how many may fly from each
    first : day number of the masks' column 0
    eves, last_days : (h, days) eves and last days of someone from that airport
    early, late : nights that they may come before the eve and leave after the last day
    arrive_by_min : latest minute of the eve to land; `depart_after_min` : earliest minute of the last day to take off
    over_min : (h, 4) fastest minutes above which somebody there may be entitled to a cabin; economy always
    floor_min : (h, 4) fastest minutes above which nobody there may take less than a cabin
    shared : rows of the home airports that the same people may leave from, one array a set of two and more
    """

    homes: Int32
    people: Int32
    first: int
    eves: Mask
    last_days: Mask
    early: int
    late: int
    arrive_by_min: int
    depart_after_min: int
    over_min: Int64
    floor_min: Int64
    shared: tuple[Int64, ...] = ()

    @property
    def days(self) -> int:
        """Columns of the masks."""
        return int(self.eves.shape[1])

    @cached_property
    def check_in(self) -> Mask:
        """(h, days) nights that someone from that airport may arrive for."""
        return _widened(self.eves, self.early, -1)

    @cached_property
    def check_out(self) -> Mask:
        """(h, days) days that someone from that airport may leave on."""
        return _widened(self.last_days, self.late, 1)

    def serves_eve(self, home: Int64, night: Int32, ready: Int32) -> Mask:
        """Whether a check-in fits some eve that somebody of a home may need.

        Parameters
        ----------
        home : (n,) number of the home
        night : (n,) day number of the check-in
        ready : (n,) the first eve that the landing is in time for
        """
        return _any_between(self.eves, home, ready, night + self.early)

    def serves_last_day(self, home: Int64, night: Int32, ready: Int32) -> Mask:
        """Whether a check-out fits some last day that somebody of a home may need.

        Parameters
        ----------
        home : (n,) number of the home
        night : (n,) day number of the check-out
        ready : (n,) the last event day that ends early enough
        """
        return _any_between(self.last_days, home, night - self.late, ready)

    def as_key(self) -> tuple[object, ...]:
        """All of it, to be compared."""
        return tuple(_as_key(getattr(self, part.name)) for part in fields(self))

    def fastest_of_sharers(self, fastest: Int64) -> Int64:
        """(h,) the least of anybody's fastest minutes among those who may leave from each airport."""
        least = fastest.copy()
        for rows in self.shared:
            least[rows] = np.minimum(least[rows], fastest[rows].min())
        return least


def _as_key(value: object) -> object:
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    return tuple(map(_as_key, value)) if isinstance(value, tuple) else value


def _widened(mask: Mask, nights: int, step: int) -> Mask:
    widened = mask.copy()
    for _ in range(nights):
        if step < 0:
            widened[:, :-1] |= widened[:, 1:]
        else:
            widened[:, 1:] |= widened[:, :-1].copy()
    return widened


def _any_between(mask: Mask, home: Int64, first: Int32, last: Int32) -> Mask:
    """Whether the home's row of the mask is set anywhere from column `first` to `last`, both included; broadcasts."""
    width = mask.shape[1]
    before = np.zeros((len(mask), width + 1), np.int16)
    np.cumsum(mask, axis=1, out=before[:, 1:], dtype=np.int16)
    return np.asarray(before[home, np.clip(last + 1, 0, width)] > before[home, np.clip(first, 0, width)], np.bool_)


def needs(scenario: Scenario, event_ids: tuple[str, ...]) -> Needs:
    """The needs of everybody who may come to a venue of the events with these `event_ids` of a `scenario`."""
    events = [scenario.event_by_id[event] for event in event_ids]
    flying = _flying(scenario, events)
    sets = {person.home.airports: tuple(airports().numbers(person.home.airports)) for person, _ in flying}
    homes = np.array(sorted({home for numbers in sets.values() for home in numbers}), np.int32)
    row = {int(home): number for number, home in enumerate(homes)}
    first, days = _span(scenario, events)
    eves, last_days = _masks(_spans(flying, events), row, first, days)
    over, floor = _cabins(scenario, flying, row)
    people = np.zeros(len(row), np.int32)
    for person, count in flying:
        people[[row[home] for home in sets[person.home.airports]]] += count
    return Needs(
        homes=homes,
        people=people,
        first=first,
        eves=eves,
        last_days=last_days,
        early=scenario.most_early_nights,
        late=scenario.most_late_nights,
        arrive_by_min=max((event.arrive_by_min for event in events), default=MINUTES_PER_DAY),
        depart_after_min=min((event.depart_after_min for event in events), default=0)
        + min(policy.check_in_minutes for policy in scenario.policies),
        over_min=over,
        floor_min=floor,
        shared=tuple(
            np.array([row[home] for home in numbers]) for numbers in sorted(set(sets.values())) if len(numbers) > 1
        ),
    )


def _flying(scenario: Scenario, events: list[Event]) -> list[tuple[Person, int]]:
    """All who may fly to one of the events: of those who need the same the first, and how many they are."""
    alike: dict[Hashable, Person] = {}
    count = Counter[Hashable]()
    for key, person in zip(_told_apart(scenario), scenario.people, strict=True):
        alike.setdefault(key, person)
        count[key] += 1
    return [
        (person, count[key])
        for key, person in alike.items()
        if any(event.id not in person.own_travel and presence(event, person) for event in events)
    ]


def _told_apart(scenario: Scenario) -> Iterator[Hashable]:
    """Of everybody what decides who needs what, and which selectors and exceptions name them."""
    selectors = [*selectors_in((scenario.events, scenario.policy))]
    named = {selector.value for selector in selectors if selector.kind == "id"}
    named |= {row.person for row in scenario.exemptions}
    asked = {SELECTED_BY[selector.kind] for selector in selectors if selector.kind in SELECTED_BY}
    own = attrgetter("home.airports", "events", "own_travel", "cabin", *sorted(asked))
    for person in scenario.people:
        yield own(person), person.id if named.intersection(person.ids) else None


def _span(scenario: Scenario, events: list[Event]) -> tuple[int, int]:
    """Day number of the first column, and how many columns hold every journey that may be needed."""
    days = [day for event in events for day in event.starts]
    before = scenario.most_early_nights + LONGEST_TRAVEL_DAYS + 1
    after = scenario.most_late_nights + max((event.days for event in events), default=0) + 1
    first = day_number(min(days, default=date(1970, 1, 1))) - before
    return first, (max(days) - min(days)).days + before + after if days else 0


def _spans(flying: list[tuple[Person, int]], events: list[Event]) -> list[tuple[int, Event, Presence]]:
    """Distinct (home airport, event, presence) of all who may fly."""
    spans = {}
    for event in events:
        for person, _ in flying:
            if event.id not in person.own_travel and (present := presence(event, person)):
                for home in airports().numbers(person.home.airports):
                    spans[home, event.id, present] = (home, event, present)
    return list(spans.values())


def _masks(spans: list[tuple[int, Event, Presence]], row: dict[int, int], first: int, days: int) -> tuple[Mask, Mask]:
    eves, last_days = np.zeros((2, len(row), days), np.bool_)
    for home, event, present in spans:
        for start in event.starts:
            eves[row[home], day_number(present.eve(start)) - first] = True
            last_days[row[home], day_number(present.last_day(start)) - first] = True
    return eves, last_days


def _cabins(scenario: Scenario, flying: list[tuple[Person, int]], row: dict[int, int]) -> tuple[Int64, Int64]:
    """(h, 4) each by cabin: the minutes above which someone may be entitled to it, and above which all are."""
    over = np.full((len(row), len(Cabin)), NEVER_ASKED, np.int64)
    floor = np.zeros((len(row), len(Cabin)), np.int64)
    for person, _ in flying:
        asked, accepted = cabin_minutes(scenario, person)
        for home in airports().numbers(person.home.airports):
            over[row[home]] = np.minimum(over[row[home]], asked)
            floor[row[home]] = np.maximum(floor[row[home]], accepted)
    return over, floor


def cabin_minutes(
    scenario: Scenario, person: Person, *, rests: bool = True
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(4,) by cabin: the minutes above which the person may be entitled to it, and may take no lower one.

    Over all events, at some of which the person may have exceptions.

    Parameters
    ----------
    scenario : states the rules and exceptions
    person : of people.csv
    rests : whether nights of rest may stand in for a cabin, as they may outbound
    """
    sets = dict.fromkeys(scenario.exemptions_of(person, event.id) for event in scenario.events)
    limits = [_asked(scenario.varied(rows), person, rests=rests) for rows in sets]
    return np.min([asked for asked, _ in limits], axis=0), np.max([accepted for _, accepted in limits], axis=0)


def _asked(scenario: Scenario, person: Person, *, rests: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(4,) by cabin: the same under the policy of one event."""
    asked, accepted = np.full((2, len(Cabin)), NEVER_ASKED, np.int64)
    asked[Cabin.ECONOMY] = accepted[Cabin.ECONOMY] = 0
    if person.cabin is not None:
        asked[person.cabin] = 0
        accepted[: person.cabin + 1] = 0
    for rule in scenario.policy.cabin_rules:
        if selected(rule.who, person):
            lowest = _lowest(rule) if rests else rule.cabin
            asked[[rule.cabin, lowest]] = np.minimum(asked[[rule.cabin, lowest]], rule.over_min)
            if not rule.is_conditional:
                accepted[: lowest + 1] = np.minimum(accepted[: lowest + 1], rule.over_min)
    return asked, accepted


def _lowest(rule: CabinRule) -> Cabin:
    """The lowest cabin that keeps the rule: one lower for those who rest."""
    return rule.cabin if rule.or_rest_nights is None else Cabin(max(0, rule.cabin - 1))
