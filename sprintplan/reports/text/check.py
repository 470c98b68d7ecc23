"""What `check` prints: who comes from where, how many candidates, where prices will come from."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from sprintplan.domain.events import is_asked
from sprintplan.domain.scenario import Scenario
from sprintplan.problems import listed
from sprintplan.reports.formatting import columns, count, wrapped
from sprintplan.reports.text.exceptions import exceptions_facts, exceptions_lines
from sprintplan.rules.bottlenecks import Bottleneck
from sprintplan.world.cities import country_name

MOST_COUNTRIES = 12
MOST_AIRPORTS = 12

SOURCE_WORDS = {"estimate": "estimates", "files": "the files in offers/", "duffel": "live answers of Duffel"}
"""Sources of offers as people call them."""


def check_facts(scenario: Scenario, journeys: int, bottlenecks: Sequence[Bottleneck] = ()) -> dict[str, object]:
    """The figures of a workspace, as JSON has them.

    Parameters
    ----------
    scenario : the workspace
    journeys : how many are on sale
    bottlenecks : people and rules that rule out most candidates of an event
    """
    airports = _airports(scenario)
    return {
        "company": scenario.company,
        "people": len(scenario.people),
        "people_by_country": dict(_countries(scenario)),
        "home_airports": len(airports),
        "people_by_airport": dict(airports),
        "venues": len(scenario.venues),
        "events": _events(scenario),
        "source": scenario.source,
        "journeys": journeys,
        "exceptions": exceptions_facts(scenario),
        "bottlenecks": [asdict(one) for one in bottlenecks],
        "warnings": list(scenario.warnings),
    }


def check_text(scenario: Scenario, journeys: int, bottlenecks: Sequence[Bottleneck] = ()) -> str:
    """The same for people.

    Parameters
    ----------
    scenario : the workspace
    journeys : how many are on sale
    bottlenecks : people and rules that rule out most candidates of an event
    """
    return "\n".join(_lines(scenario, journeys, bottlenecks)) + "\n"


def _lines(scenario: Scenario, journeys: int, bottlenecks: Sequence[Bottleneck]) -> Iterator[str]:
    airports, countries = _airports(scenario), _countries(scenario)
    heads = count(len(scenario.people), "person", "people")
    yield from wrapped(f"{scenario.company}: {heads}, {count(len(airports), 'home airport')}", rest="  ")
    yield from _by_country(countries)
    codes = [f"{code} {number}" for code, number in airports]
    yield from wrapped(listed(codes, MOST_AIRPORTS), "  airports: ", " " * 12)
    for event in scenario.events:
        coming = sum(is_asked(event, person) for person in scenario.people)
        sizes = f"{count(len(event.venues), 'venue')} x {count(len(event.starts), 'first day')}"
        candidates = count(len(event.venues) * len(event.starts), "candidate")
        yield from wrapped(f"{event.name}: {coming} asked to come, {sizes} = {candidates}", rest="  ")
    yield f"{count(journeys, 'journey')} will be priced from {SOURCE_WORDS[scenario.source]}"
    yield from exceptions_lines(scenario)
    abroad = {venue.country for venue in scenario.venues} | {person.home.country for person in scenario.people}
    if scenario.visas is None and len(abroad) > 1:
        yield "Visas will not be looked at: there is no visas.csv (`sprintplan help files`)"
    warnings = [*scenario.warnings, *(one.sentence for one in bottlenecks)]
    yield from (line for warning in warnings for line in wrapped(warning, "warning: ", "  "))
    above = f" that keeps it from being planned; {count(len(warnings), 'warning')} above" if warnings else ""
    yield f"No problem found{above}."


def _by_country(countries: list[tuple[str, int]]) -> Iterator[str]:
    rows = [[country_name(code) or code, str(number)] for code, number in countries[:MOST_COUNTRIES]]
    yield from columns(rows, right=frozenset({1}), indent="  ")
    if len(countries) > MOST_COUNTRIES:
        rest = countries[MOST_COUNTRIES:]
        people = count(sum(number for _, number in rest), "person", "people")
        yield f"  and {people} in {count(len(rest), 'more country', 'more countries')}"


def _countries(scenario: Scenario) -> list[tuple[str, int]]:
    return Counter(person.home.country for person in scenario.people).most_common()


def _airports(scenario: Scenario) -> list[tuple[str, int]]:
    """People who can leave from each airport, the busiest first."""
    return Counter(code for person in scenario.people for code in person.home.airports).most_common()


def _events(scenario: Scenario) -> list[dict[str, object]]:
    return [
        {
            "event": event.id,
            "attending": sum(is_asked(event, person) for person in scenario.people),
            "venues": len(event.venues),
            "first_days": len(event.starts),
            "candidates": len(event.venues) * len(event.starts),
        }
        for event in scenario.events
    ]
