"""Classes of interchangeable travellers: people of one event whom no rule tells apart."""

from collections import defaultdict
from dataclasses import dataclass

from sprintplan.domain.events import Event, Presence, presence
from sprintplan.domain.model import Cabin, DateRange
from sprintplan.domain.people import Home, Person, selected
from sprintplan.domain.scenario import Scenario


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


def kinds_of(scenario: Scenario, event: Event) -> tuple[Kind, ...]:
    """The kinds of travellers who attend the event, in order of their first member."""
    members: dict[Traits, list[int]] = defaultdict(list)
    homes: dict[tuple[object, ...], Home] = {}
    for number, person in enumerate(scenario.people):
        present = presence(event, person)
        if present:
            members[_traits(scenario, event, person, present, homes)].append(number)
    return tuple(Kind(traits, tuple(numbers)) for traits, numbers in members.items())


def _traits(
    scenario: Scenario, event: Event, person: Person, present: Presence, homes: dict[tuple[object, ...], Home]
) -> Traits:
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


def _shared(home: Home, homes: dict[tuple[object, ...], Home]) -> Home:
    """One Home for every way of writing the same airports, so that the spelling makes no new kind."""
    key = (home.airports, home.coded, home.country, home.latitude, home.longitude)
    return homes.setdefault(key, home)
