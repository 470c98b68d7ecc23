"""Classes of interchangeable travellers: people of one event whom no rule tells apart."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter

import numpy as np

from sprintplan.domain.events import Event, presence
from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.people import Home, Person, selectors_in
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int8, Int32, Int64, Mask
from sprintplan.rules.traits import Traits, expiring, traits_of
from sprintplan.units import day_number
from sprintplan.world.airports import airports
from sprintplan.world.holidays import has_holiday_between

NO_DAY = np.iinfo(np.int32).max
"""A day number after every day."""
OWN = (
    *("events", "cabin", "own_travel", "local_to", "cannot_enter", "unavailable", "citizenship", "may_enter"),
    *("joins", "leaves"),
)
SELECTED_BY = {"team": "team", "role": "roles", "grade": "grade"}
"""Members of a person that traits hold, home aside, and those that selectors of a sort look at."""


@dataclass(frozen=True)
class TravellerClass:
    """Travellers to one event whom no rule tells apart.

    Attributes
    ----------
    traits : what the rules read of every one of them
    members : positions in the scenario's people
    """

    traits: Traits
    members: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many people it has."""
        return len(self.members)


class TravellerClasses(tuple[TravellerClass, ...]):
    """Classes of travellers, with what rules read of all of them as (classes,) columns."""

    @cached_property
    def heads(self) -> Int64:
        """How many people each class has."""
        return np.array([one.count for one in self], np.int64)

    @cached_property
    def members(self) -> Int64:
        """Positions in the people of each class's members, class after class."""
        return np.fromiter(chain.from_iterable(one.members for one in self), np.int64, int(self.heads.sum()))

    @cached_property
    def of_member(self) -> Int64:
        """The class of each of `members`."""
        return np.repeat(np.arange(len(self)), self.heads)

    @cached_property
    def first(self) -> Int64:
        """First day of each class's presence, counted from 1."""
        return np.array([one.traits.presence.first for one in self], np.int64)

    @cached_property
    def last(self) -> Int64:
        """Last day of each class's presence."""
        return np.array([one.traits.presence.last for one in self], np.int64)

    def own_travel_to(self, venue: str) -> Mask:
        """(classes,) who comes to a venue, given by its id, by own travel."""
        return np.array([venue in one.traits.own_travel for one in self], np.bool_)

    @cached_property
    def coded(self) -> Mask:
        """Whose home was written as airport or city codes."""
        return np.array([one.traits.home.coded for one in self], np.bool_)

    @cached_property
    def placed(self) -> tuple[int, ...]:
        """Numbers of the classes that live near what they say or near the place of their home, which is no codes."""
        return tuple(number for number, one in enumerate(self) if one.traits.local_to or not one.traits.home.coded)

    @cached_property
    def homes(self) -> Int64:
        """(classes, most) numbers of the home airports, filled up with the number after the last airport's."""
        numbers = [airports().numbers(one.traits.home.airports) for one in self]
        homes = np.full((len(self), max(map(len, numbers), default=1)), len(airports().codes), np.int64)
        for row, mine in zip(homes, numbers, strict=True):
            row[: len(mine)] = mine
        return homes

    @cached_property
    def places(self) -> Int64:
        """The place of each class's ground journeys, -1 where there are none."""
        return np.array([traveller.traits.place for traveller in self], np.int64)

    @cached_property
    def home_countries(self) -> tuple[str, ...]:
        """The country of each class's home."""
        return tuple(one.traits.home.country for one in self)

    def of_cabin_rule(self, number: int) -> Mask:
        """(classes,) whom a rule for cabins names, by its `number`; worked out once."""
        known: dict[int, Mask] = self.__dict__.setdefault("_of_cabin_rule", {})
        if number not in known:
            known[number] = np.array([one.traits.cabin_rules[number] for one in self], np.bool_)
        return known[number]

    @cached_property
    def personal_cabin(self) -> Int8:
        """The cabin that each class is granted personally, -1 where it is granted none."""
        return np.array([-1 if one.traits.cabin is None else one.traits.cabin for one in self], np.int8)

    @cached_property
    def no_weekend(self) -> Mask:
        """Who travels on no weekend."""
        return np.array([one.traits.no_weekend for one in self], np.bool_)

    @cached_property
    def unavailable(self) -> tuple[tuple[Int32, Int32], ...]:
        """First and last days on which each class is not free, as many pairs of columns as one class has ranges; where
        a class has fewer the range is empty."""
        most = max((len(one.traits.unavailable) for one in self), default=0)
        return tuple(self._unavailable(slot) for slot in range(most))

    def _unavailable(self, slot: int) -> tuple[Int32, Int32]:
        ranges = [one.traits.unavailable[slot : slot + 1] for one in self]
        first = [day_number(some[0].first) if some else NO_DAY for some in ranges]
        last = [day_number(some[0].last) if some else -NO_DAY for some in ranges]
        return np.array(first, np.int32), np.array(last, np.int32)

    @cached_property
    def barred_countries(self) -> tuple[str, ...]:
        """Every country that some class cannot enter, in order."""
        return tuple(sorted({country for one in self for country in one.traits.cannot_enter}))

    @cached_property
    def lost_minor(self) -> Int64:
        """Minor units that are gone where one of each class gives up everything that is booked."""
        return np.array([sum(one.lost_minor for one in some.traits.bookings) for some in self], np.int64)

    @cached_property
    def have_bookings(self) -> bool:
        """Whether any class has booked anything."""
        return any(one.traits.bookings for one in self)

    @cached_property
    def published(self) -> Mask:
        """Who was told an itinerary to the event."""
        return np.array([one.traits.published is not None for one in self], np.bool_)

    @cached_property
    def are_published(self) -> bool:
        """Whether any class has a published trip."""
        return bool(self.published.any())

    @cached_property
    def change_is_weighed(self) -> Mask:
        """Of whom a change of the published itinerary counts in the score."""
        return np.array([one.traits.change_is_weighed for one in self], np.bool_)

    @cached_property
    def by_exemptions(self) -> tuple[tuple[Int64, tuple[Exemption, ...], "TravellerClasses"], ...]:
        """Groups that exceptions give the same rules: the numbers of their classes, the exceptions of the first, and
        the classes."""
        numbers: dict[Hashable, list[int]] = {}
        for number, one in enumerate(self):
            numbers.setdefault(tuple((row.key, row.held) for row in one.traits.exemptions), []).append(number)
        return tuple(
            (np.array(some), self[some[0]].traits.exemptions, TravellerClasses(self[one] for one in some))
            for some in numbers.values()
        )

    @cached_property
    def bordered(self) -> tuple[int, ...]:
        """Positions of those whom borders may keep away, or what it takes to come by own travel."""
        return tuple(number for number, one in enumerate(self) if one.traits.cannot_enter or one.traits.own_travel)

    @cached_property
    def not_called(self) -> tuple[int, ...]:
        """Positions of those who are not called at some dates."""
        return tuple(number for number, one in enumerate(self) if one.traits.not_called)

    def free_at(self, starts: tuple[date, ...]) -> Mask:
        """(starts, classes) who is free on all days of their presence, by the event's first days, `starts`; worked out
        once for the same days."""
        known: dict[tuple[date, ...], Mask] = self.__dict__.setdefault("_free_at", {})
        if starts not in known:
            free = np.ones((len(starts), len(self)), np.bool_)
            for number, one in enumerate(self):
                for start, day in enumerate(starts if one.traits.unavailable else ()):
                    free[start, number] = is_free(one, day)
            known[starts] = free
        return known[starts]

    def on_holiday_at(self, starts: tuple[date, ...]) -> Mask:
        """(starts, classes) for whom a day of their presence may be a public holiday at home, by the event's first
        days, `starts`; worked out once for the same days."""
        known: dict[tuple[date, ...], Mask] = self.__dict__.setdefault("_on_holiday_at", {})
        if starts not in known:
            away = [[has_holiday(one, day) for one in self] for day in starts]
            known[starts] = np.array(away, np.bool_).reshape(len(starts), len(self))
        return known[starts]


def is_free(traveller: TravellerClass, first_day: date) -> bool:
    """Whether a class, `traveller`, is free on all days of its presence at an event from `first_day` on."""
    present = traveller.traits.presence
    first, last = present.first_day(first_day), present.last_day(first_day)
    return not any(closed.overlaps(first, last) for closed in traveller.traits.unavailable)


def has_holiday(traveller: TravellerClass, first_day: date) -> bool:
    """Whether a day on which the class `traveller` attends an event from `first_day` on may be a public holiday at
    home."""
    present = traveller.traits.presence
    first, last = present.first_day(first_day), present.last_day(first_day)
    return has_holiday_between(traveller.traits.home.country, first, last)


@dataclass(frozen=True)
class SelectorClasses:
    """Equivalence classes of people under every selector and attribute that `presence` and `Traits` read.

    Each traveller class of an event is made of whole ones of these, so that its traits are read once.

    Attributes
    ----------
    first : the first person of each class, in the order of people.csv
    of : (people,) the class of everybody
    """

    first: tuple[Person, ...]
    of: Int64


def selector_classes(scenario: Scenario) -> SelectorClasses:
    """The classes of everybody in a `scenario` under all of its selectors; whom a selector names by id is alone in a
    class."""
    people, selectors = scenario.people, list(selectors_in((scenario.events, scenario.policy, scenario.limits.quorum)))
    ends = [end for row in scenario.ground for end in (row.origin, row.destination)]
    words = {SELECTED_BY[selector.kind] for selector in selectors if selector.kind in SELECTED_BY}
    named = {selector.value for selector in selectors if selector.kind == "id"}
    named |= {end.person for end in ends if end.person is not None} | {row.person for row in scenario.exemptions}
    seen: list[Iterable[Hashable]] = [map(attrgetter(*OWN, *sorted(words)), people)]
    seen.append(id(person.home) for person in people)
    seen.append(expiring(person, scenario.events) for person in people)
    if named:
        seen.append(tuple(word for word in person.ids if word in named) for person in people)
    if scenario.history.published or scenario.history.bookings:
        seen.append(map(_history(scenario), people))
    numbers: dict[Hashable, int] = {}
    of = np.array([numbers.setdefault(read, len(numbers)) for read in zip(*seen, strict=True)], np.int64)
    first = np.unique(of, return_index=True)[1].tolist()
    return SelectorClasses(tuple(people[number] for number in first), of)


def _history(scenario: Scenario) -> Callable[[Person], Hashable]:
    """What gives a person's part of the history as something that is equal for people of one history."""
    history, ids = scenario.history, [event.id for event in scenario.events]
    numbers: dict[Hashable, int] = {None: 0}
    numbered = {key: numbers.setdefault(one, len(numbers)) for key, one in history.published.items()}
    holders = {one.person for one in history.bookings}

    def part(person: Person) -> Hashable:
        mine = tuple(numbered.get((event, person.id), 0) for event in ids)
        return mine, person.id if person.id in holders else None

    return part


def traveller_classes(scenario: Scenario, event: Event, by_selectors: SelectorClasses) -> TravellerClasses:
    """The classes of travellers who attend an event, in order of their first member.

    Parameters
    ----------
    scenario : the workspace
    event : the event
    by_selectors : the classes of everybody under all selectors
    """
    homes: dict[Hashable, Home] = {}
    numbers: dict[Traits, int] = {}
    of_selectors = np.full(len(by_selectors.first), -1, np.int64)
    for number, person in enumerate(by_selectors.first):
        if present := presence(event, person):
            traits = traits_of(scenario, event, person, present, homes)
            of_selectors[number] = numbers.setdefault(traits, len(numbers))
    return TravellerClasses(map(TravellerClass, numbers, _positions(of_selectors[by_selectors.of], len(numbers))))


def _positions(of: Int64, count: int) -> Iterator[tuple[int, ...]]:
    """Of each of so many classes its members, where (people,) everybody's class is given, -1 for none."""
    order = np.argsort(of, kind="stable")
    ends = np.searchsorted(of[order], np.arange(count + 1)).tolist()
    members = order.tolist()
    return (tuple(members[start:end]) for start, end in pairwise(ends))
