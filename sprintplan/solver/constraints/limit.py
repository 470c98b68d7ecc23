"""What each limit says of itself, once: its key, where it is in force, and how it is loosened where no plan exists.

Everything else follows from these classes: the rows of the model (`registry.limits_of`), the sums and bounds of a year,
which candidates have to be judged anew, and the sentences of a conflict.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.solver.instance.figures import Figures
from sprintplan.units import money_text


@dataclass(frozen=True)
class Relaxation:
    """A stated limit that may be part of a conflict, and how to loosen it.

    Attributes
    ----------
    name : the limit's key and number, as in "limits.budget 90 000"
    without : the workspace without the limit
    widened : the workspace with the limit wider by so many steps; None where it has no number
    enough : the sentence for so many steps, as in "policy.max_travellers_per_flight: 7 is enough"
    alone : the workspace without the limit in which nothing but the limited sum counts, for limits whose least number
        is the optimum of that workspace; None for all others
    enough_sum : the sentence for the sums of that optimum
    needs_sum : what that optimum takes, as people read it
    at_sum : a workspace with as much as that sentence says
    """

    name: str
    without: Scenario
    widened: Callable[[int], Scenario] | None = None
    enough: Callable[[int], str] | None = None
    alone: Scenario | None = None
    enough_sum: Callable[[Figures], str] | None = None
    needs_sum: Callable[[Figures], str] | None = None
    at_sum: Callable[[Figures, Scenario], Scenario] | None = None

    @property
    def key(self) -> str:
        """The limit's key: the first word of its name."""
        return self.name.partition(" ")[0]


class Limit(ABC):
    """A limit that a workspace may state. Classes speak of a workspace; their objects of candidates solved under it."""

    key: ClassVar[str]
    """The limit with its table, as the workspace writes it: "limits.budget"."""

    complaint: ClassVar[str]
    """What is wrong where no plan keeps the limit, as people read it: "The budget is too low"."""

    judged: ClassVar[bool] = False
    """Whether what people may buy, and with that a candidate's bound, depends on the limit, so that without the limit
    every candidate has to be judged anew."""

    @classmethod
    @abstractmethod
    def is_stated(cls, scenario: Scenario) -> bool:
        """Whether a `scenario` states the limit."""

    @classmethod
    @abstractmethod
    def without(cls, scenario: Scenario) -> Scenario:
        """A `scenario` without the limit."""

    @classmethod
    @abstractmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """How the limit is loosened; nothing where the `scenario` does not state it."""


class TableLimit(Limit):
    """A limit that is one member of the tables `[policy]` or `[limits]`."""

    member: ClassVar[str]
    """The limit's member of `Policy` or `Limits`."""

    absent: ClassVar[Any] = None
    """The member's value where there is no limit."""

    many: ClassVar[str] = "is enough"
    """What the sentence says of a number that is wide enough."""

    @classmethod
    def stated(cls, scenario: Scenario) -> Any:
        """The limit's value in a `scenario`."""
        return getattr(getattr(scenario, cls._table()), cls.member)

    @classmethod
    def is_stated(cls, scenario: Scenario) -> bool:
        """Whether the value limits anything."""
        return bool(cls.stated(scenario) != cls.absent)

    @classmethod
    def having(cls, scenario: Scenario, value: Any) -> Scenario:
        """The `scenario` with another `value` of the limit."""
        table = cls._table()
        return scenario.changed(**{table: getattr(scenario, table).changed(**{cls.member: value})})

    @classmethod
    def without(cls, scenario: Scenario) -> Scenario:
        """The workspace without the limit."""
        return cls.having(scenario, cls.absent)

    @classmethod
    def wider(cls, value: Any, steps: int) -> Any:
        """The value loosened by so many steps; None where it has no number."""
        return None

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """The `value` as sentences about a `scenario` write it; empty where the key says all."""
        return str(value)

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """The limit without, and wider by steps where it has a number."""
        if not cls.is_stated(scenario):
            return
        value = cls.stated(scenario)
        name = f"{cls.key} {cls.shown(value, scenario)}".rstrip()
        if cls.wider(value, 1) is None:
            yield Relaxation(name, cls.without(scenario))
            return
        yield Relaxation(
            name,
            cls.without(scenario),
            lambda steps: cls.having(scenario, cls.wider(value, steps)),
            lambda steps: f"{cls.key}: {cls.shown(cls.wider(value, steps), scenario)} {cls.many}",
        )

    @classmethod
    def _table(cls) -> str:
        return cls.key.partition(".")[0]


class CountLimit(TableLimit):
    """A limit with a whole number, loosened one by one."""

    @classmethod
    def wider(cls, value: Any, steps: int) -> Any:
        """So many more."""
        return value + steps


class ShareLimit(TableLimit):
    """A limit with a share from 0 to 1, loosened by hundredths."""

    @classmethod
    def wider(cls, value: Any, steps: int) -> Any:
        """So many hundredths more."""
        return value + Decimal(steps) / 100


class HoursLimit(TableLimit):
    """A limit in minutes that the workspace states in hours, loosened by the hour."""

    @classmethod
    def wider(cls, value: Any, steps: int) -> Any:
        """So many hours more, whole ones."""
        return (value // 60 + steps) * 60

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """Hours."""
        return f"{value / 60:g}"


class EventLimit(Limit):
    """A limit that every event states for itself."""

    member: ClassVar[str]
    """The limit's member of `Event`."""

    absent: ClassVar[Any] = None
    """The member's value where there is no limit."""

    @classmethod
    def is_stated(cls, scenario: Scenario) -> bool:
        """Whether any event states it."""
        return any(getattr(event, cls.member) != cls.absent for event in scenario.events)

    @classmethod
    def without(cls, scenario: Scenario) -> Scenario:
        """The workspace without the limit at any event."""
        for number in range(len(scenario.events)):
            scenario = cls.having(scenario, number, cls.absent)
        return scenario

    @classmethod
    def having(cls, scenario: Scenario, number: int, value: Any) -> Scenario:
        """The `scenario` with another `value` at the event of that `number`."""
        events = list(scenario.events)
        events[number] = events[number].changed(**{cls.member: value})
        return scenario.changed(events=tuple(events))

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """How the limit is loosened, event by event."""
        for number in range(len(scenario.events)):
            yield from cls.of_event(scenario, number)

    @classmethod
    def of_event(cls, scenario: Scenario, number: int) -> Iterator[Relaxation]:
        """How the limit of the event of that `number` in a `scenario` is loosened; nothing where the event states
        none."""
        event = scenario.events[number]
        if getattr(event, cls.member) != cls.absent:
            yield Relaxation(f"{cls.key} of {scenario.event_names[event.id]}", cls.having(scenario, number, cls.absent))


class VenueLimit(Limit):
    """A limit that every venue states for itself, loosened at all venues at once."""

    member: ClassVar[str]
    """The limit's member of `Venue`."""

    absent: ClassVar[Any] = None
    """The member's value where there is no limit."""

    @classmethod
    def is_stated(cls, scenario: Scenario) -> bool:
        """Whether any venue states it."""
        return any(getattr(venue, cls.member) != cls.absent for venue in scenario.venues)

    @classmethod
    def having(cls, scenario: Scenario, value: Callable[[Venue], Any]) -> Scenario:
        """The `scenario` with another `value`, made of the venue, at every venue that states one."""
        venues = tuple(
            venue if getattr(venue, cls.member) == cls.absent else venue.changed(**{cls.member: value(venue)})
            for venue in scenario.venues
        )
        return scenario.changed(venues=venues)

    @classmethod
    def without(cls, scenario: Scenario) -> Scenario:
        """The workspace without the limit at any venue."""
        return cls.having(scenario, lambda venue: cls.absent)

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """The limit without."""
        if cls.is_stated(scenario):
            yield Relaxation(cls.key, cls.without(scenario))


class PlacesLimit(VenueLimit):
    """How many people a venue has room for, loosened one by one at every venue that an event may be at."""

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """The limit without, and with more places at every venue that an event may be at."""
        if cls.is_stated(scenario):
            yield Relaxation(
                cls.key,
                cls.without(scenario),
                lambda steps: cls.having(scenario, lambda venue: getattr(venue, cls.member) + steps),
                lambda steps: f"{cls.key}: {steps} more at {_venues(scenario)} is enough",
            )


def _venues(scenario: Scenario) -> str:
    """The venues that events may be at, by name where others of the workspace are left out, as where one is held."""
    used = {venue for event in scenario.events for venue in event.venues}
    names = [name for id, name in scenario.place_names.items() if id in used]
    return "every venue" if 1 < len(names) == len(scenario.venues) else " and ".join(names)


def spaced(amount_minor: int, currency: str) -> str:
    """An amount as sentences write it, in whole units of a `currency`: `amount_minor` 93412000 -> "934 120"."""
    return f"{int(Decimal(money_text(amount_minor, currency))):,}".replace(",", " ")
