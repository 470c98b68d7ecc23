"""What deserves one verdict: people whom no rule tells apart, and trips that state the same."""

from collections.abc import Hashable, Iterator
from operator import itemgetter

from sprintplan.domain.model import Model
from sprintplan.domain.people import Person, Selector
from sprintplan.domain.plan import Trip
from sprintplan.domain.scenario import Scenario

OWN = ("name", "email", "team", "manager", "extra")
# What a trip repeats of its person: checked for each, whatever they share with others.
RECORDS = ("outbound", "inbound", "offers", "cost", "notices")
_own = itemgetter(*OWN)
_judged = itemgetter(*(name for name in Person.model_fields if name not in ("id", *OWN)))
_records = itemgetter(*RECORDS)
_plain = itemgetter(*(name for name in Trip.model_fields if name not in ("person", *OWN, *RECORDS)))


def alike(scenario: Scenario) -> dict[str, str]:
    """Everybody's id, with the id of the first person whom no rule tells apart from them.

    People differ by all that their rows say but what is their own; by team and id where a selector names it.
    """
    selectors = [*_selectors(scenario.events), *_selectors(scenario.policy), *_selectors(scenario.limits)]
    teams, ids = ({one.value for one in selectors if one.kind == kind} for kind in ("team", "id"))
    first: dict[Hashable, str] = {}
    found: dict[str, str] = {}
    for person in scenario.people:
        named = person.team if person.team in teams else None, person.id if person.id in ids else None
        found[person.id] = first.setdefault((named, _judged(vars(person))), person.id)
    return found


def _selectors(value: object) -> Iterator[Selector]:
    """Every selector of a model, wherever in it one stands."""
    if isinstance(value, Selector):
        yield value
    elif isinstance(value, Model):
        for _, member in value:
            yield from _selectors(member)
    elif isinstance(value, tuple):
        for member in value:
            yield from _selectors(member)


def is_own(trip: Trip, person: Person) -> bool:
    """Whether the trip repeats its person's row to the letter."""
    return bool(_own(vars(trip)) == _own(vars(person)))


class Contents:
    """What trips state, their person aside, as values that are equal where it is.

    Records that many trips share are looked into once: after that, the very objects are known again. They must live
    as long as this does.
    """

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}

    def of(self, trip: Trip) -> Hashable:
        """The content of one trip."""
        members = vars(trip)
        records = _records(members)
        objects = tuple(map(id, records))
        numbers = self._known.get(objects)
        if numbers is None:
            numbers = self._known[objects] = tuple(map(self._number, records))
        return _plain(members), numbers

    def _number(self, record: Hashable) -> int:
        """The same for records of the same value."""
        return self._numbers.setdefault(record, len(self._numbers))
