"""Classes of interchangeable travellers: people of one event whom no rule tells apart."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import numpy as np

from sprintplan.domain.events import Event, Presence, presence
from sprintplan.domain.model import Cabin, DateRange
from sprintplan.domain.people import Home, Person, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.world.airports import airports

OWN = ("events", "cabin", "own_travel", "local_to", "cannot_enter", "unavailable", "citizenship", "may_enter")
SELECTED_BY = {"team": "team", "role": "roles", "grade": "grade"}
# Members of a person that traits hold, home aside, and those that selectors of a kind look at.


@dataclass(frozen=True)
class Traits:
    """All of a person that decides which trips to one event are allowed and what they cost."""

    presence: Presence
    home: Home
    cabin: Cabin | None
    cabin_rules: tuple[bool, ...]
    no_weekend: bool
    own_travel: bool
    must_attend: bool
    local_to: tuple[str, ...]
    cannot_enter: tuple[str, ...]
    unavailable: tuple[DateRange, ...]
    citizenship: tuple[str, ...]
    may_enter: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """Travellers to one event who share their traits; `members` are positions in the scenario's people."""

    traits: Traits
    members: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many people are of this kind."""
        return len(self.members)


class Kinds(tuple[Kind, ...]):
    """Kinds of travellers, with what rules read of all of them as (kinds,) columns."""

    @cached_property
    def heads(self) -> Int64:
        """How many people each kind has."""
        return np.array([kind.count for kind in self], np.int64)

    @cached_property
    def first(self) -> Int64:
        """First day of each kind's presence, counted from 1."""
        return np.array([kind.traits.presence.first for kind in self], np.int64)

    @cached_property
    def last(self) -> Int64:
        """Last day of each kind's presence."""
        return np.array([kind.traits.presence.last for kind in self], np.int64)

    @cached_property
    def own_travel(self) -> Mask:
        """Who comes by own means."""
        return np.array([kind.traits.own_travel for kind in self], np.bool_)

    @cached_property
    def coded(self) -> Mask:
        """Whose home was written as airport or city codes."""
        return np.array([kind.traits.home.coded for kind in self], np.bool_)

    @cached_property
    def homes(self) -> Int64:
        """(kinds, most) numbers of the home airports, filled up with the number after the last airport's."""
        numbers = [airports().numbers(kind.traits.home.airports) for kind in self]
        found = np.full((len(self), max(map(len, numbers), default=1)), len(airports().codes), np.int64)
        for row, mine in zip(found, numbers, strict=True):
            row[: len(mine)] = mine
        return found

    @cached_property
    def special(self) -> tuple[int, ...]:
        """Positions of those whom dates, borders or own means may keep away."""
        return tuple(
            number
            for number, kind in enumerate(self)
            if kind.traits.unavailable or kind.traits.cannot_enter or kind.traits.own_travel
        )


def kinds_of(scenario: Scenario, event: Event) -> Kinds:
    """The kinds of travellers who attend the event, in order of their first member."""
    look = _look(scenario, event)
    like: dict[Hashable, list[int]] = {}
    members: dict[Traits, list[int]] = {}
    homes: dict[Hashable, Home] = {}
    for number, person in enumerate(scenario.people):
        seen = look(person)
        if seen not in like:
            present = presence(event, person)
            traits = _traits(scenario, event, person, present, homes) if present else None
            like[seen] = members.setdefault(traits, []) if traits else []
        like[seen].append(number)
    return Kinds(Kind(traits, tuple(numbers)) for traits, numbers in members.items())


def _look(scenario: Scenario, event: Event) -> Callable[[Person], Hashable]:
    """What presence and traits read of a person: who look alike are judged once; an id where some selector names it."""
    policy = scenario.policy
    lists = [policy.no_weekend_travel, policy.must_attend]
    lists += [*(rule.who for rule in policy.cabin_rules), *(session.who for session in event.sessions)]
    selectors = [selector for who in lists for selector in who]
    words = {SELECTED_BY[selector.kind] for selector in selectors if selector.kind in SELECTED_BY}
    named = {selector.value for selector in selectors if selector.kind == "id"}
    read = attrgetter(*OWN, *sorted(words))
    return lambda person: (id(person.home), person.id if person.id in named else None, read(person))


def _traits(scenario: Scenario, event: Event, person: Person, present: Presence, homes: dict[Hashable, Home]) -> Traits:
    policy, visas = scenario.policy, scenario.visas is not None
    return Traits(
        presence=present,
        home=_shared(person.home, homes),
        cabin=person.cabin,
        cabin_rules=tuple(selected(rule.who, person) for rule in policy.cabin_rules),
        no_weekend=selected(policy.no_weekend_travel, person),
        own_travel=event.id in person.own_travel,
        must_attend=selected(policy.must_attend, person),
        local_to=person.local_to,
        cannot_enter=person.cannot_enter,
        unavailable=person.unavailable,
        citizenship=person.citizenship if visas else (),
        may_enter=person.may_enter if visas else (),
    )


def _shared(home: Home, homes: dict[Hashable, Home]) -> Home:
    """One Home for every way of writing the same airports, so that the spelling makes no new kind."""
    key = (home.airports, home.coded, home.country, home.latitude, home.longitude)
    return homes.setdefault(key, home)
