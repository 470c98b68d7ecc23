"""people.csv: who comes, from where, under which personal terms."""

from collections.abc import Iterator
from typing import Any

from sprintplan.domain.people import OF_MANY, PEOPLE_COLUMNS, Person
from sprintplan.problems import shown
from sprintplan.workspace.cells import ID, ID_REMEDY, Cells
from sprintplan.workspace.files import read_rows
from sprintplan.workspace.homes import Homes
from sprintplan.workspace.report import Report

FILE = "people.csv"
COLUMNS = PEOPLE_COLUMNS
OWN = tuple(name for name, column in COLUMNS.items() if column.own)
COUNT = "count"
TERMS = tuple(name for name in COLUMNS if name not in (*OWN, COUNT))


def read_people(
    text: str,
    event_ids: tuple[str, ...] | None,
    venue_ids: tuple[str, ...] | None,
    homes: Homes,
    report: Report,
    *,
    file: str = FILE,
    others: tuple[Person, ...] = (),
) -> tuple[Person, ...]:
    """Everybody, in file order.

    Parameters
    ----------
    text : of people.csv
    event_ids, venue_ids : what people may refer to; None where the file that says so could not be read
    homes : resolves homes
    report : gets the problems
    file : the file's name, where it is another one of that form
    others : people who are listed elsewhere: they may be managers, and their ids are taken
    """
    lines, people = dict[str, int](), list[Person]()
    like: dict[tuple[str, ...], Person] = {}
    header, rows = read_rows(file, text, COLUMNS, report)
    terms_of, own_of = header.picker(TERMS), header.picker(OWN)
    for row in rows:
        terms = terms_of(row.cells)
        person = like.get(terms)
        if person is None:
            problems = len(report)
            person = _person(Cells(row, report), homes, event_ids, venue_ids)
            if len(report) == problems:
                like[terms] = person
        own = dict(zip(OWN, own_of(row.cells), strict=True))
        person = person.changed(**own, extra=row.extra if header.titles else {})
        people += _people(person, Cells(row, report)) if row[COUNT] else (person,)
        _check_own(Cells(row, report), own, lines)
    if file not in report.broken:
        _check_whole(people, lines, {word for one in others for word in one.ids}, report, file)
    return tuple(people)


def _people(person: Person, cells: Cells) -> Iterator[Person]:
    """So many people as the row's count says, whose ids and names end with their number; one alone is as written."""
    count = cells.value(COUNT, COLUMNS[COUNT]) or 1
    if count == 1:
        yield person
        return
    for number in range(1, count + 1):
        mark = f"{OF_MANY}{number}"
        yield person.changed(id=f"{person.id}{mark}", name=f"{person.name} {mark}")


def _person(cells: Cells, homes: Homes, event_ids: tuple[str, ...] | None, venue_ids: tuple[str, ...] | None) -> Person:
    """Somebody of these terms, which many people may share; the rest is for each to fill in."""
    resolved: dict[str, Any] = {
        "home": homes.read(cells),
        "events": _events(cells, event_ids),
        "own_travel": _own_travel(cells, event_ids, venue_ids),
        "local_to": cells.known("local_to", venue_ids),
    }
    plain = {name: cells.value(name, COLUMNS[name]) for name in TERMS if name not in resolved}
    return Person.model_construct(_fields_set=set(), id="", name="", **resolved, **plain)


def _events(cells: Cells, known: tuple[str, ...] | None) -> tuple[str, ...]:
    word = cells.row["events"]
    if word == "":
        return known or ()
    return () if word == "-" else cells.known("events", known)


def _own_travel(cells: Cells, event_ids: tuple[str, ...] | None, venue_ids: tuple[str, ...] | None) -> tuple[str, ...]:
    """Entries as they are written, `all` as every event; each names an event, a venue, or an event at a venue."""
    if cells.row["own_travel"] == "all":
        return event_ids or ()
    for word in cells.words("own_travel"):
        if event_ids is None or word in event_ids:
            continue
        if "@" not in word:
            cells.known_word("own_travel", word, event_ids)
            continue
        event, _, venue = word.rpartition("@")
        if event:
            cells.known_word("own_travel", event, event_ids)
        if venue_ids is not None:
            cells.known_word("own_travel", venue, venue_ids)
    return cells.words("own_travel")


def _check_own(cells: Cells, own: dict[str, str], lines: dict[str, int]) -> None:
    """Problems of what is a person's own: no name, no id or one of another of the `lines`, which get this one, and an
    e-mail address that is none."""
    word = own["id"]
    if not own["name"]:
        cells.bad("name", "it is empty", "Write the person's name")
    if own["email"]:
        cells.check_email("email")
    if not word:
        cells.bad("id", "it is empty", ID_REMEDY)
    elif not ID.fullmatch(word):
        cells.bad("id", f"{shown(word)} is not an id", ID_REMEDY)
    elif word in lines:
        cells.bad("id", f'"{word}" stands on line {lines[word]} too', "Give each person an id of their own")
    lines.setdefault(word, cells.row.line)


def _check_whole(people: list[Person], lines: dict[str, int], taken: set[str], report: Report, file: str) -> None:
    """Problems of the rows together: none, ids that are taken elsewhere, and managers."""
    if not people:
        report.add(file, 0, "nobody is listed", "Add a row for each person")
    for word in lines.keys() & taken:
        report.add(file, lines[word], f'"{word}" stands in {FILE} too', "Give each person an id of their own")
    _check_managers(people, lines | dict.fromkeys(taken - lines.keys(), 0), report, file)


def _check_managers(people: list[Person], lines: dict[str, int], report: Report, file: str) -> None:
    manager = {person.id: person.manager for person in people if person.manager}
    many = {person.ids[-1] for person in people if len(person.ids) > 1}
    for person in people:
        line = lines.get(person.ids[-1], 0)
        if person.manager and person.manager not in lines:
            what = f"manager: nobody has the id {shown(person.manager)}"
            report.add(file, line, what, report.hint("manager", person.manager, lines))
        elif person.manager in many:
            what = f"manager: {shown(person.manager)} stands for several people"
            report.add(file, line, what, "Name one person, or leave it empty")
    for circle in _circles(manager):
        chain = " -> ".join([*circle, circle[0]]) if len(circle) < 10 else f"{circle[0]} -> ... -> {circle[-1]}"
        what = f"manager: {chain} is a circle"
        report.add(file, lines[circle[0]], what, "Change a manager of it: somebody has none")


def _circles(manager: dict[str, str]) -> list[list[str]]:
    """Every circle of managers once, beginning where it is met first; each person is walked over once."""
    circles, walk_of = list[list[str]](), dict[str, str]()
    for start in manager:
        at, walk = start, list[str]()
        while at in manager and at not in walk_of:
            walk_of[at] = start
            walk.append(at)
            at = manager[at]
        if walk and walk_of.get(at) == start:
            circles.append(walk[walk.index(at) :])
    return circles
