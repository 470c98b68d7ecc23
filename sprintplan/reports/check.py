"""What `check` prints: who comes from where, how many candidates, what will be shopped."""

from collections import Counter
from collections.abc import Iterator

from sprintplan.domain.events import presence
from sprintplan.domain.scenario import Scenario
from sprintplan.reports.words import columns, count, plain
from sprintplan.world.cities import country_name

MOST_COUNTRIES = 12


def check_facts(scenario: Scenario, journeys: int) -> dict[str, object]:
    """The figures of a workspace, as JSON has them."""
    countries = Counter(person.home.country for person in scenario.people)
    return {
        "company": scenario.company,
        "people": len(scenario.people),
        "people_by_country": dict(countries.most_common()),
        "home_airports": len({code for person in scenario.people for code in person.home.airports}),
        "venues": len(scenario.venues),
        "events": [
            {
                "event": event.id,
                "attending": sum(presence(event, person) is not None for person in scenario.people),
                "venues": len(event.venues),
                "first_days": len(event.starts),
                "candidates": len(event.venues) * len(event.starts),
            }
            for event in scenario.events
        ],
        "journeys": journeys,
        "warnings": list(scenario.warnings),
    }


def check_text(scenario: Scenario, journeys: int) -> str:
    """The same for people."""
    return "\n".join(_lines(scenario, journeys)) + "\n"


def _lines(scenario: Scenario, journeys: int) -> Iterator[str]:
    airports = {code for person in scenario.people for code in person.home.airports}
    yield f"{plain(scenario.company)}: {len(scenario.people)} people, {count(len(airports), 'home airport')}"
    countries = Counter(person.home.country for person in scenario.people).most_common()
    rows = [[country_name(code), str(number)] for code, number in countries[:MOST_COUNTRIES]]
    yield from (f"  {line}" for line in columns(rows, right=frozenset({1}), width=60))
    if len(countries) > MOST_COUNTRIES:
        yield f"  and {len(countries) - MOST_COUNTRIES} more countries"
    for event in scenario.events:
        attending = sum(presence(event, person) is not None for person in scenario.people)
        sizes = f"{len(event.venues)} venues x {count(len(event.starts), 'first day')}"
        yield f"{plain(event.name)}: {attending} attend, {sizes} = {len(event.venues) * len(event.starts)} candidates"
    yield f"{journeys:,} journeys will be shopped from the source {scenario.source}".replace(",", " ")
    yield from (f"warning: {plain(line)}" for line in scenario.warnings)
    yield "No problem found."
