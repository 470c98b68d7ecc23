"""What became of a staff list, as people read it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sprintplan.domain.inputs import SETTINGS
from sprintplan.files import is_file, named, typed
from sprintplan.intake.headings import field_names
from sprintplan.intake.people import Imported, Person, unplaced_reasons
from sprintplan.problems import listed
from sprintplan.reports.formatting import columns, count, wrapped

MOST_NAMES = 12
"""People that are named of those whose guess is one."""
MOST_ROWS = 20
"""Guesses that are printed one by one; `--format json` has all."""


def imported_people_text(imported: Imported, output: Path, unplaced: Path) -> str:
    """The columns of a staff list that were understood, every guess, and every row without a home.

    Parameters
    ----------
    imported : what was imported
    output, unplaced : the files of people with a home, and without one
    """
    return "\n".join(_lines(imported, output, unplaced)) + "\n"


def after_import(output: Path) -> str:
    """The next step with the file of people that is the `output`, in a workspace or outside of one."""
    if is_file(output.parent / SETTINGS):
        return "\n".join(wrapped(f"Next: run `sprintplan check {typed(output.parent)}`."))
    step = f"Next: put {named(output.name)} into a workspace folder and run `sprintplan check FOLDER`."
    return "\n".join(wrapped(step))


def _lines(imported: Imported, output: Path, unplaced: Path) -> Iterator[str]:
    yield from wrapped(f"{count(len(imported.people), 'person', 'people')} written to {named(output)}", rest="  ")
    yield from (line for remark in imported.remarks for line in wrapped(remark, "  ", "    "))
    yield ""
    yield "Read from these headings"
    yield from columns([("  " + name, heading) for name, heading in imported.fields.items()])
    if imported.unused:
        yield from wrapped(f"Not read: {', '.join(imported.unused)}", "  ", "    ")
        again = f"sprintplan import people FILE -o {typed(output)} --force"
        how = f'If one matters: `{again} --map "{imported.unused[0]}=COLUMN"`'
        yield from wrapped(
            f"{how}, where COLUMN is one of {', '.join(field_names())}, or x_ with a word of your own. Plan and "
            "lists show what stands under x_: notes on health or food belong under access and diet, which they do not.",
            "  ",
            "    ",
        )
    guessed = [person for person in imported.people if person.guesses]
    if guessed:
        yield ""
        yield f"Guessed for {count(len(guessed), 'person', 'people')}: look at these"
        yield from _guesses(guessed)
    if imported.unplaced:
        yield ""
        yield f"Without a known home: {count(len(imported.unplaced), 'person', 'people')}, written to {named(unplaced)}"
        for person in imported.unplaced[:MOST_ROWS]:
            for reason in unplaced_reasons(person):
                yield from wrapped(f"row {person.line}, {person.cells['name'] or '-'}: {reason}", "  ", "    ")
        yield from _more(len(imported.unplaced))
        listed = " in place of what the list says there, behind a question mark," * any(
            person.listed for person in imported.unplaced
        )
        yield from wrapped(f"Write their home{listed} and add them to {named(output)}.", "  ", "    ")
    if imported.no_people:
        yield ""
        rows = ", ".join(f"{person.line} ({person.cells['name'] or 'no name'})" for person in imported.no_people)
        yield from wrapped(f"Left out, as totals, closing lines or without anything of a person: row {rows}", rest="  ")


def _guesses(guessed: list[Person]) -> Iterator[str]:
    """Each guess, those that many rows share once."""
    shared = Counter(guess for person in guessed for guess in person.guesses)
    rows = [person for person in guessed if any(shared[guess] == 1 for guess in person.guesses)]
    for guess, people in shared.items():
        if people > 1:
            names = [person.cells["name"] or person.cells["id"] for person in guessed if guess in person.guesses]
            who = f"{count(people, 'person', 'people')} ({listed(names, MOST_NAMES)})"
            yield from wrapped(f"{who}: {guess}", "  ", "    ")
    for person in rows[:MOST_ROWS]:
        for guess in (guess for guess in person.guesses if shared[guess] == 1):
            yield from wrapped(f"row {person.line}, {person.cells['name']}: {guess}", "  ", "    ")
    yield from _more(len(rows))


def _more(people: int) -> Iterator[str]:
    if people > MOST_ROWS:
        command = "`sprintplan import people FILE --format json`"
        yield from wrapped(f"and {people - MOST_ROWS} more ({command} lists all)", "  ", "    ")


def imported_people_facts(imported: Imported, output: Path, unplaced: Path) -> dict[str, object]:
    """The same as JSON.

    Parameters
    ----------
    imported : what was imported
    output, unplaced : the files of people with a home, and without one
    """

    def facts(people: tuple[Person, ...]) -> list[dict[str, object]]:
        return [{"row": person.line, **person.cells, "guesses": person.guesses} for person in people]

    return {
        "output": str(output),
        "unplaced_output": str(unplaced) if imported.unplaced else None,
        "headings": dict(imported.fields),
        "not_read": list(imported.unused),
        "remarks": list(imported.remarks),
        "people": facts(imported.people),
        "unplaced": facts(imported.unplaced),
        "no_people": [person.line for person in imported.no_people],
    }
