"""Where everybody was placed: the home as it was written, what it was taken for, and the airports."""

from collections.abc import Iterator

from sprintplan.domain.people import Home, Person
from sprintplan.domain.scenario import Scenario
from sprintplan.reports.formatting import fit, wrapped
from sprintplan.world.airports import airports

ANYWHERE = "no airport"
LARGE_DEGREE = 20
"""Nonstop destinations from which on a second airport of a city is worth naming."""


def wider_city(home: Home) -> str | None:
    """The city code that would add airports of note, where a home is one airport of a large city."""
    number = airports().number(home.airports[0]) if home.coded and len(home.airports) == 1 else None
    if number is None:
        return None
    city = airports().city_codes[number]
    others = airports().numbers(code for code in airports().of_city(city) if code != home.airports[0])
    return city if any(airports().degree[other] >= LARGE_DEGREE for other in others) else None


def homes_facts(scenario: Scenario) -> list[dict[str, object]]:
    """A record a person of a `scenario`, as JSON has it."""
    return [
        {
            "person": person.id,
            "name": person.name,
            "home": person.home.text,
            "place": person.home.place or None,
            "country": person.home.country,
            "airports": list(person.home.airports),
            "left_out": list(person.home.left_out),
            "wider_city": wider_city(person.home),
        }
        for person in scenario.people
    ]


def homes_text(scenario: Scenario) -> str:
    """The same for people, a line a person of a `scenario`."""
    return "\n".join(line for person in scenario.people for line in _lines(person)) + "\n"


def _lines(person: Person) -> Iterator[str]:
    home = person.home
    place = f" = {home.place}" if home.place and home.place != home.text else ""
    line = f"{fit(person.id, 40)}  {fit(person.name, 30)}: {home.text}{place}: {', '.join(home.airports) or ANYWHERE}"
    if home.left_out:
        line += f"; left out across a border: {', '.join(home.left_out)}"
    if city := wider_city(home):
        line += f"; write {city} if any airport of the city will do: {', '.join(airports().of_city(city))}"
    yield from wrapped(line, rest="    ")
