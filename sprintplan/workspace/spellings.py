"""Words of people.csv that the program tells apart and people hardly do: alike but for capitals and spaces."""

from collections import Counter
from collections.abc import Iterator

from sprintplan.domain.scenario import Scenario
from sprintplan.workspace.people import FILE


def alike_words(scenario: Scenario) -> Iterator[str]:
    """A sentence for each column of a `scenario`'s people with words that differ in capitals or spaces alone."""
    columns = {
        "team": Counter(person.team for person in scenario.people),
        "grade": Counter(person.grade for person in scenario.people),
        "roles": Counter(role for person in scenario.people for role in person.roles),
    }
    for column, words in columns.items():
        alike: dict[str, list[str]] = {}
        for word in words:
            alike.setdefault("".join(word.split()).casefold(), []).append(word)
        twice = [spelt for spelt in alike.values() if len(spelt) > 1]
        named = "; ".join(" and ".join(f'"{word}" ({words[word]})' for word in spelt) for spelt in twice)
        if named:
            yield (
                f"{FILE}: {column}: words that differ in capitals or spaces alone count as different ones: {named}. "
                "Write them alike"
            )
