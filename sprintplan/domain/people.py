"""Who travels: people, where their homes are, and the selectors that name groups of them."""

from typing import Literal

from sprintplan.domain.model import Cabin, DateRange, Model


class Home(Model):
    """Where a person starts from.

    `airports` are IATA codes, most connected first; `country` is the CC written in `home`, else the first
    airport's; `coded` tells that `home` was written as airport or city codes, so that an airport of it that
    is the venue's means at home; `latitude`, `longitude` are the city's, or the position's, where it was none.
    """

    text: str
    airports: tuple[str, ...]
    country: str
    coded: bool
    latitude: float | None = None
    longitude: float | None = None


class Person(Model):
    """One row of people.csv, with `all` and empty cells resolved to event ids."""

    id: str
    name: str
    home: Home
    email: str = ""
    team: str = ""
    manager: str = ""
    citizenship: tuple[str, ...] = ()
    grade: str = ""
    roles: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    own_travel: tuple[str, ...] = ()
    local_to: tuple[str, ...] = ()
    unavailable: tuple[DateRange, ...] = ()
    cabin: Cabin | None = None
    cannot_enter: tuple[str, ...] = ()
    may_enter: tuple[str, ...] = ()
    extra: dict[str, str] = {}


class Selector(Model):
    """One way to name people: `all`, `team:NAME`, `role:NAME`, `grade:NAME`, `home:CC`, `id:ID`."""

    kind: Literal["all", "team", "role", "grade", "home", "id"]
    value: str = ""

    def matches(self, person: Person) -> bool:
        """Whether the selector names this person."""
        match self.kind:
            case "all":
                return True
            case "team":
                return person.team == self.value
            case "role":
                return self.value in person.roles
            case "grade":
                return person.grade == self.value
            case "home":
                return person.home.country == self.value
            case "id":
                return person.id == self.value

    def __str__(self) -> str:
        return self.kind if self.kind == "all" else f"{self.kind}:{self.value}"


def selected(selectors: tuple[Selector, ...], person: Person) -> bool:
    """Whether any of the selectors names this person; an empty list names nobody."""
    return any(selector.matches(person) for selector in selectors)
