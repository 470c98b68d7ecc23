"""Events that want the same person at once, whichever of their first days are chosen."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

from sprintplan.domain.events import Event, Presence, is_with_company, presence
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.problems import listed

MOST_NAMED = 3
Wanted = list[tuple[Person, Presence, Presence]]
"""Who is called to both of two events, and when to each."""


def overlaps(scenario: Scenario) -> Iterator[str]:
    """A sentence for each two events of a `scenario` of which every pair of first days wants somebody at both at once.

    People are wanted at an event from the eve of the first day to the last day that they attend.
    """
    for one, other in combinations(scenario.events, 2):
        wanted = [
            (person, here, there)
            for person in scenario.people
            if (here := presence(one, person)) and (there := presence(other, person))
        ]
        pairs = [((one, start), (other, later)) for start, later in product(one.starts, other.starts)]
        if wanted and all(any(_at_once(who, *pair) for who in wanted) for pair in pairs):
            yield _sentence(one, other, [who[0].name for who in wanted if all(_at_once(who, *pair) for pair in pairs)])


def _at_once(who: tuple[Person, Presence, Presence], one: tuple[Event, date], other: tuple[Event, date]) -> bool:
    """Whether somebody is wanted at both of two events with these first days at once."""
    person, here, there = who
    if not all(is_with_company(event, person, day) for event, day in (one, other)):
        return False
    start, other_start = one[1], other[1]
    return here.eve(start) <= there.last_day(other_start) and there.eve(other_start) <= here.last_day(start)


def _sentence(one: Event, other: Event, always: list[str]) -> str:
    named = listed(always, MOST_NAMED) or "somebody"
    return (
        f"{one.name} and {other.name} overlap on every pair of their first days: {named} would be wanted at both at "
        "once. Move the starts of one, or let people.events name one of the two"
    )
