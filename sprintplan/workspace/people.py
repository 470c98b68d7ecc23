"""people.csv: who comes, from where, under which personal terms."""

import re
from typing import Any

from sprintplan.domain.people import Person
from sprintplan.workspace.cells import Cells
from sprintplan.workspace.files import read_rows
from sprintplan.workspace.homes import Homes
from sprintplan.workspace.report import Report, did_you_mean

FILE = "people.csv"
REQUIRED = ("id", "name", "home")
COLUMNS = (
    *("id", "name", "email", "team", "manager", "home", "citizenship", "grade", "roles", "events"),
    *("own_travel", "local_to", "unavailable", "cabin", "cannot_enter", "may_enter"),
)
ID = re.compile(r"[A-Za-z0-9._@-]+$")


def read_people(
    text: str, event_ids: tuple[str, ...], venue_ids: tuple[str, ...], radius_km: int, report: Report
) -> tuple[Person, ...]:
    """Everybody, in file order; problems go to the report."""
    homes, lines, people = Homes(radius_km), dict[str, int](), list[Person]()
    for row in read_rows(FILE, text, COLUMNS, REQUIRED, report):
        cells = Cells(row, report)
        person = _person(cells, homes, event_ids, venue_ids)
        _check_id(cells, row["id"], lines)
        if person:
            people.append(person)
    if not lines:
        report.add(FILE, 0, "nobody is listed", "Add a row for each person")
    _check_managers(people, lines, report)
    return tuple(people)


def _person(cells: Cells, homes: Homes, event_ids: tuple[str, ...], venue_ids: tuple[str, ...]) -> Person | None:
    row, home = cells.row, homes.read(cells)
    if not row["name"]:
        cells.bad("name", "it is empty", "Write the person's name")
    fields: dict[str, Any] = {
        "events": _events(cells, "events", event_ids, event_ids),
        "own_travel": _events(cells, "own_travel", event_ids, ()),
        "local_to": cells.known("local_to", venue_ids, lambda: list(venue_ids)),
        "unavailable": cells.ranges("unavailable"),
        "cabin": cells.cabin("cabin"),
        "citizenship": cells.country_codes("citizenship"),
        "cannot_enter": cells.country_codes("cannot_enter"),
        "may_enter": cells.country_codes("may_enter"),
        "roles": cells.words("roles"),
    }
    plain: dict[str, Any] = {name: row[name] for name in ("id", "name", "email", "team", "manager", "grade")}
    return Person.model_construct(home=home, extra=row.extra, **plain, **fields) if home else None


def _events(cells: Cells, column: str, known: tuple[str, ...], empty: tuple[str, ...]) -> tuple[str, ...]:
    match cells.row[column]:
        case "":
            return empty
        case "-":
            return ()
        case "all" if column == "own_travel":
            return known
    return cells.known(column, known, lambda: list(known))


def _check_id(cells: Cells, word: str, lines: dict[str, int]) -> None:
    if not ID.match(word):
        cells.bad("id", f'"{word}" is no id', "Use letters, digits, . _ - @")
    elif word in lines:
        cells.bad("id", f'"{word}" stands on line {lines[word]} too', "Give each person an id of their own")
    lines.setdefault(word, cells.row.line)


def _check_managers(people: list[Person], lines: dict[str, int], report: Report) -> None:
    manager = {person.id: person.manager for person in people}
    told: set[str] = set()
    for person in people:
        if person.manager and person.manager not in lines:
            what = f'manager: nobody has the id "{person.manager}"'
            report.add(FILE, lines[person.id], what, did_you_mean(person.manager, lines))
        cycle = _cycle(person.id, manager)
        if cycle and told.isdisjoint(cycle):
            told |= set(cycle)
            report.add(
                FILE,
                lines[person.id],
                f"manager: {' -> '.join(cycle)} is a circle",
                "Give one of them no manager",
            )


def _cycle(start: str, manager: dict[str, str]) -> list[str]:
    """The chain of managers from a person back to themselves, or nothing."""
    chain, at = [start], manager.get(start, "")
    while at and at not in chain:
        chain.append(at)
        at = manager.get(at, "")
    return [*chain, start] if at == start else []
