"""Where everybody was placed: the home as it was written, what it was taken for, and the airports."""

from collections.abc import Iterator

from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.reports.formatting import fit, wrapped

ANYWHERE = "no airport"


def homes_facts(scenario: Scenario) -> list[dict[str, object]]:
    """A record a person, as JSON has it."""
    return [
        {
            "person": person.id,
            "name": person.name,
            "home": person.home.text,
            "place": person.home.place or None,
            "country": person.home.country,
            "airports": list(person.home.airports),
            "left_out": list(person.home.left_out),
        }
        for person in scenario.people
    ]


def homes_text(scenario: Scenario) -> str:
    """The same for people, a line each."""
    return "\n".join(line for person in scenario.people for line in _lines(person)) + "\n"


def _lines(person: Person) -> Iterator[str]:
    home = person.home
    taken = f" = {home.place}" if home.place and home.place != home.text else ""
    told = f"{fit(person.id, 24)}  {fit(person.name, 30)}: {home.text}{taken}: {', '.join(home.airports) or ANYWHERE}"
    if home.left_out:
        told += f"; left out across a border: {', '.join(home.left_out)}"
    yield from wrapped(told, rest="    ")
