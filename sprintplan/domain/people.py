"""Who travels: people, where their homes are, and the selectors that name groups of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import model_validator

from sprintplan.domain import columns
from sprintplan.domain.columns import Column, Whole, columns_of
from sprintplan.domain.keys import Key, Reading, Schema, of_type, wrong
from sprintplan.domain.model import Cabin, DateRange, Model
from sprintplan.problems import shown
from sprintplan.world.cities import countries


class Home(Model):
    """Where a person starts from.

    `airports` are IATA codes, most connected first; `country` is the CC written in `home`, else the first
    airport's; `coded` tells that `home` was written as airport or city codes, so that an airport of it that
    is the venue's means at home; `latitude`, `longitude` are the city's, or the position's, where it was none, and
    `place` is that city with its state. `left_out` are airports in another country that the person cannot pass through.
    """

    text: str
    airports: tuple[str, ...]
    country: str
    coded: bool
    latitude: float | None = None
    longitude: float | None = None
    place: str = ""
    left_out: tuple[str, ...] = ()


class Person(Model):
    """One row of people.csv, with `all` and empty cells resolved to event ids."""

    id: Annotated[str, columns.Id("what other rows and files call the person by", "ana", required=True, own=True)]
    name: Annotated[str, Column("shown to people", "Ana Sá", required=True, own=True)]
    email: Annotated[str, columns.Email("shown to people", "ana@acme.example", own=True)] = ""
    team: Annotated[str, Column("team", "Platform", own=True)] = ""
    manager: Annotated[str, Column("another row's id", "bob", empty="nobody", own=True)] = ""
    home: Annotated[
        Home,
        columns.Place(
            "airports that journeys begin and end at: IATA codes joined by |, a city code, or a place, which means the "
            "airports within policy.home_radius_km",
            "LHR|LGW",
            required=True,
        ),
    ]
    citizenship: Annotated[tuple[str, ...], columns.Countries("passports", "PT|BR", empty="unknown")] = ()
    grade: Annotated[str, Column("a word that selectors match", "director")] = ""
    roles: Annotated[
        tuple[str, ...],
        columns.Words("selectors match them; `key` counts for the key-traveller rule", "lead|key"),
    ] = ()
    events: Annotated[
        tuple[str, ...], columns.Ids("events that the person is asked to come to; - for none", "spring", empty="all")
    ] = ()
    own_travel: Annotated[
        tuple[str, ...],
        columns.Ids(
            "where the person arranges their own travel: events, @VENUE, EVENT@VENUE, or all",
            "spring|@lisbon",
            empty="none",
        ),
    ] = ()
    local_to: Annotated[
        tuple[str, ...], columns.Ids("venues where the person is at home, whatever the airports say", "lisbon")
    ] = ()
    unavailable: Annotated[
        tuple[DateRange, ...], columns.Ranges("days without attending or travelling", "2027-05-01..2027-05-09")
    ] = ()
    cabin: Annotated[
        Cabin | None, columns.CabinWord("granted personally, at least this one", "business", empty="by the rules")
    ] = None
    cannot_enter: Annotated[
        tuple[str, ...], columns.Countries("neither venue nor connection may be there", "RU|BY")
    ] = ()
    may_enter: Annotated[
        tuple[str, ...], columns.Countries("need no visa whatever the passport: residence permits", "US")
    ] = ()
    joins: Annotated[
        date | None, columns.Day("comes to no event that begins before this day", "2027-03-01", empty="works here")
    ] = None
    leaves: Annotated[
        date | None, columns.Day("comes to no event that ends after this day", "2027-08-31", empty="stays")
    ] = None
    passport_expires: Annotated[
        date | None,
        columns.Day("a notice, where it is less than six months after an event abroad", "2027-09-30", empty="unknown"),
    ] = None
    phone: Annotated[str, Column("in lists for drivers and desks", "+351 912 345 678", own=True)] = ""
    diet: Annotated[str, Column("in the organiser's own list alone", "vegetarian", own=True)] = ""
    access: Annotated[str, Column("needs, in the organiser's own list alone", "step-free", own=True)] = ""
    extra: dict[str, str] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The id, and that of the row where the row stands for several people alike."""
        row, sign, _ = self.id.partition(OF_MANY)
        return (self.id, row) if sign else (self.id,)

    def comes_by_own_means(self, event: str, venue: str) -> bool:
        """Whether an entry of `own_travel` speaks of the event, of the venue, or of the event there; ids of both."""
        return not {event, f"@{venue}", f"{event}@{venue}"}.isdisjoint(self.own_travel)


OF_MANY = "#"
"""Between the id of a row that stands for several people and the number of one of them; no id of a row has it."""

PEOPLE_COLUMNS = dict(columns_of(Person)) | {
    "count": Whole("so many people alike, with ids ID#1 to ID#n", "12", unit="people", least=1, most=100_000, empty="1")
}
"""The columns of people.csv, by their names, in order."""

SELECTED_BY = ("team", "role", "grade", "home", "id")
SELECTORS = "all, team:NAME, role:NAME, grade:NAME, home:CC or id:ID"


SELECTOR_PATTERN = "^(all|(team|role|grade|id):.+|home:[A-Z]{2})$"
"""Every selector as a file writes it."""


def parsed_selector(word: str) -> dict[str, str]:
    """The members of the selector that a `word` is.

    Raises
    ------
    PydanticCustomError : it is none
    """
    kind, colon, name = word.partition(":")
    if word == "all":
        return {"kind": "all"}
    if not colon or kind not in SELECTED_BY or not name:
        raise wrong(f"{shown(word)} is not a selector", f"Use {SELECTORS}")
    if kind == "home" and name not in countries():
        raise wrong(f'"{name}" is not a country code', "Use ISO 3166-1 alpha-2 codes, such as home:FR")
    return {"kind": kind, "value": name}


class Selector(Model):
    """One way to name people: `all`, `team:NAME`, `role:NAME`, `grade:NAME`, `home:CC`, `id:ID`."""

    kind: Literal["all", "team", "role", "grade", "home", "id"]
    value: str = ""

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, word: Any) -> Any:
        """Take a selector as it is written, too."""
        return parsed_selector(word) if isinstance(word, str) else word

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
                return self.value in person.ids

    def __str__(self) -> str:
        return self.kind if self.kind == "all" else f"{self.kind}:{self.value}"


ALL = (Selector(kind="all"),)
"""Everybody."""


def selectors_in(value: object) -> Iterator[Selector]:
    """Every selector of a `value`, a model or a tuple or dict of them, wherever one stands: a rule that is new is met
    like the others."""
    if isinstance(value, Selector):
        yield value
    elif isinstance(value, Model):
        for _, member in value:
            yield from selectors_in(member)
    elif isinstance(value, tuple | dict):
        for member in value.values() if isinstance(value, dict) else value:
            yield from selectors_in(member)


def selected(selectors: tuple[Selector, ...], person: Person) -> bool:
    """Whether any of the selectors names this person; an empty list names nobody."""
    return any(selector.matches(person) for selector in selectors)


@dataclass(frozen=True)
class Who(Key):
    """A selector or a list of them, each once."""

    kind = "selectors"

    def read(self, value: Any, reading: Reading) -> tuple[Any, ...]:
        """The selectors as they are written."""
        words = of_type(value, (str, list), 'a selector such as "all" or ["team:core"]')
        return tuple(dict.fromkeys(map(str, [words] if isinstance(words, str) else words)))

    def written(self, value: tuple[Selector, ...], reading: Reading) -> list[str]:
        """The selectors as they are written."""
        return list(map(str, value))

    def schema(self) -> Schema:
        """A string or an array of strings."""
        one = {"type": "string", "pattern": SELECTOR_PATTERN}
        return {"anyOf": [one, {"type": "array", "items": one}]}
