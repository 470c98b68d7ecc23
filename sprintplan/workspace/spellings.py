"""Words of people.csv that the program and people read differently: alike but for capitals, joined by other signs."""

from collections import Counter
from collections.abc import Iterator

from sprintplan.domain.scenario import Scenario
from sprintplan.problems import MOST_LINES
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


def joined_roles(scenario: Scenario) -> Iterator[str]:
    """A sentence where roles of a `scenario`'s people hold signs by which lists join words: each is one role."""
    odd = dict.fromkeys(role for person in scenario.people for role in person.roles if {*",;"} & {*role})
    if odd:
        named = ", ".join(f'"{role}"' for role in [*odd][:MOST_LINES]) + (", ..." if len(odd) > MOST_LINES else "")
        yield f"{FILE}: roles: {named} {'is one role' if len(odd) == 1 else 'are one role each'}. Join several by |"


def shared_addresses(scenario: Scenario) -> Iterator[str]:
    """A sentence where several rows of a `scenario`'s people have one e-mail address, by which bookings name people."""
    ids: dict[str, dict[str, None]] = {}
    for person in scenario.people:
        ids.setdefault(person.email.casefold(), {})[person.ids[-1]] = None
    shared = {email: [*rows] for email, rows in ids.items() if email and len(rows) > 1}
    if shared:
        named = "; ".join(f"{', '.join(rows)} ({email})" for email, rows in [*shared.items()][:MOST_LINES])
        more = "; ..." if len(shared) > MOST_LINES else ""
        yield f"{FILE}: email: several people have one address: {named}{more}. Give each their own, or leave it empty"
