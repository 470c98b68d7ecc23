"""Rows of people.csv from a staff list: who everybody is, where, under whom; what was guessed or left is stated."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sprintplan.domain.columns import OWN_PREFIX
from sprintplan.intake.countries import find_citizenship
from sprintplan.intake.dates import Order, date_in, day_order, order_remarks, plannable
from sprintplan.intake.footers import is_closing_line, is_total
from sprintplan.intake.headings import Headings, find_headings, simple
from sprintplan.intake.kept import keep
from sprintplan.intake.names import person_name
from sprintplan.intake.places import Placed, home_airport, place
from sprintplan.intake.sheet import Sheet
from sprintplan.problems import email_in, shown

COLUMNS = (
    *("id", "name", "email", "team", "manager", "home", "citizenship", "grade", "roles", "events"),
    *("phone", "diet", "access", "joins", "leaves", "passport_expires"),
)
"""Columns that are written, in their order; those that no row fills are left out, but for the first and for `home`."""

DATED = ("joins", "leaves", "passport_expires")
"""Columns that hold dates."""

GONE = set("terminated inactive former left offboarded resigned suspended ended deactivated disabled no false".split())
GONE |= {"ausgeschieden", "退職"}
"""Words of a status that say that a person has left."""

UNKNOWN = "? "
"""Stands before a place that is not known, where people without a home are written."""

Fields = defaultdict[str, str]


@dataclass
class Person:
    """One row of a staff list.

    Attributes
    ----------
    line : its number in the list
    cells : by columns of people.csv
    listed : the place as the list has it
    guesses : what there is to say about the row, each with its column before a colon
    """

    line: int
    cells: dict[str, str]
    listed: str = ""
    guesses: list[str] = field(default_factory=list)

    @property
    def written_home(self) -> str:
        """The home as files have it: one that is unknown is what the list says behind a question mark, by which no
        workspace takes it for a place."""
        return self.cells["home"] or (f"{UNKNOWN}{self.listed}" if self.listed else "")


@dataclass(frozen=True)
class Imported:
    """A staff list that was understood.

    Attributes
    ----------
    people : rows for people.csv, in order of the list
    unplaced : rows whose home is unknown: they are in no file that can be planned with until it is written
    no_people : rows that stand for nobody, such as totals and closing lines: they are in no file
    fields : the heading that each column was read from, and those that stand in where it is empty
    unused : headings that nothing was read from
    remarks : what was guessed about the file as a whole
    """

    people: tuple[Person, ...]
    unplaced: tuple[Person, ...]
    no_people: tuple[Person, ...]
    fields: Mapping[str, str]
    unused: tuple[str, ...]
    remarks: tuple[str, ...]


def import_people(sheet: Sheet, headings: Headings, earlier: Sequence[Mapping[str, str]] = ()) -> Imported:
    """Everybody of a staff list; each row becomes a person, or is told of as one of nobody: none is dropped in silence.

    Parameters
    ----------
    sheet : the table
    headings : its heading row
    earlier : rows of the people.csv that it replaces, from which stays what the list does not tell
    """
    cells_by_line = sheet.rows[headings.row + 1 :]
    headings = _with_family_names(headings, [cells for _, cells in cells_by_line])
    rows = [(line, _fields(headings, cells)) for line, cells in cells_by_line]
    orders = {column: day_order([fields[column] for _, fields in rows]) for column in DATED}
    every = [(_person(line, fields, orders), fields) for line, fields in rows]
    nobody = [_stands_for_nobody(*one, cells) for one, (_, cells) in zip(every, cells_by_line, strict=True)]
    own = [one for one, is_nobody in zip(every, nobody, strict=True) if not is_nobody]
    people = [person for person, _ in own]
    _give_ids(people)
    kept = keep(people, headings.at.keys(), earlier)
    _find_managers(people, [fields for _, fields in own])
    _leave_out_unplaced_managers(people)
    titles = {name: headings.titles[columns[0]] for name, columns in headings.at.items()}
    read = {name: ", else ".join(headings.titles[at] for at in columns) for name, columns in headings.at.items()}
    return Imported(
        tuple(person for person in people if person.cells["home"]),
        tuple(person for person in people if not person.cells["home"]),
        tuple(person for (person, _), is_nobody in zip(every, nobody, strict=True) if is_nobody),
        read,
        headings.unused,
        (*sheet.remarks, *order_remarks(orders, titles), *kept),
    )


def has_people(sheet: Sheet, mapped: Mapping[str, str]) -> bool:
    """Whether a `sheet` has a heading row that names people, where headings mean what is `mapped`."""
    headings = find_headings(sheet.rows, mapped)
    return headings is not None and not {"name", "first", "last", "email", "id"}.isdisjoint(headings.at)


def _stands_for_nobody(person: Person, fields: Fields, cells: Sequence[str]) -> bool:
    """Whether a row without a home and an e-mail address is one of totals, closes the list, or says nothing of a
    person."""
    if person.cells["home"] or person.cells["email"]:
        return False
    words = [fields[name] for name in ("id", "name", "first", "last") if fields[name]]
    return not words or any(map(is_total, words)) or is_closing_line(cells)


def _with_family_names(headings: Headings, rows: Sequence[Sequence[str]]) -> Headings:
    """The headings with names read as family names, where first names stand in a column of their own and most names
    lack theirs, as in "Name, Vorname"."""
    if "name" not in headings.at or "first" not in headings.at or "last" in headings.at:
        return headings
    every = [(set(simple(fields["first"]).split()), fields) for cells in rows if (fields := _fields(headings, cells))]
    both = [(first, set(simple(fields["name"]).split())) for first, fields in every if first and fields["name"]]
    if 2 * sum(first.isdisjoint(name) for first, name in both) <= len(both):
        return headings
    return replace(headings, at={"last" if key == "name" else key: at for key, at in headings.at.items()})


def _fields(headings: Headings, cells: Sequence[str]) -> Fields:
    """By field the first of its cells that is not empty."""
    fields: Fields = defaultdict(str)
    for name, columns in headings.at.items():
        words = [cells[column] for column in columns if column < len(cells) and cells[column]]
        fields[name] = words[0] if words else ""
    return fields


def _person(line: int, fields: Fields, orders: Mapping[str, Order | None]) -> Person:
    placed, listed = _placed(fields)
    cells = {"home": placed.home, "id": fields["id"], "email": email_in(fields["email"]), "manager": ""}
    person = Person(line, cells, listed)
    if not placed.home and [name for name, word in fields.items() if word] in (["name"], ["first"], ["last"]):
        person.guesses.append("home: nothing else stands in the row: is it a heading or a total of the list?")
    elif placed.guess:
        person.guesses.append(f"home: {placed.guess}")
    if fields["email"] and not person.cells["email"]:
        person.guesses.append(f"email: {shown(fields['email'])} is not an e-mail address, so it was left out")
    name = _name(fields, person)
    person.cells["name"] = name or person.cells["email"].partition("@")[0] or fields["id"]
    if not name:
        person.guesses.append(f"name: it is empty, so {person.cells['name'] or 'the row'} stands for it")
    for column in ("team", "grade", "phone", "diet", "access"):
        person.cells[column] = fields[column]
    person.cells["roles"] = "|".join(part.strip() for part in re.split(r"[,;|]", fields["roles"]) if part.strip())
    person.cells["events"] = fields["events"]
    person.cells["citizenship"] = _citizenship(fields["citizenship"], person)
    for column, order in orders.items():
        day, doubt = date_in(fields[column], order)
        person.cells[column], why = plannable(column, day)
        person.guesses += [f"{column}: {one}" for one in (doubt, why) if one]
    person.cells |= {name: word for name, word in fields.items() if name.startswith(OWN_PREFIX)}
    if simple(fields["status"]) in GONE and not person.cells["leaves"]:
        person.cells["events"] = "-"
        person.guesses.append(f'events: the status is "{fields["status"]}", so the person comes to no event')
    return person


def _name(fields: Fields, person: Person) -> str:
    """The name of a row; what is left out of it is among the person's guesses, or its status where that says so."""
    whole = fields["name"] or " ".join(filter(None, (fields["first"], fields["last"])))
    if not simple(whole) or (fields["first"] and "," in whole):
        return whole
    name, left = person_name(whole, fields["id"])
    for words in left:
        person.guesses.append(f'name: "{words}" is no part of it, so it was left out')
        fields["status"] = fields["status"] or (words if simple(words) in GONE else "")
    return name


def _placed(fields: Fields) -> tuple[Placed, str]:
    """The home of a row, and the place as the list has it."""
    words = fields["place"] or fields["airport"]
    elsewhere = [fields[name] for name in ("city", "state", "country")]
    if words.startswith(UNKNOWN):
        listed = words.removeprefix(UNKNOWN)
        return Placed("", f"{shown(listed)} stands behind a question mark: write the home in its place"), listed
    placed = home_airport(fields["airport"]) or place(words, *elsewhere)
    return placed, ", ".join(dict.fromkeys(filter(None, (words, *elsewhere))))


def _citizenship(text: str, person: Person) -> str:
    codes: list[str] = []
    for word in filter(None, (part.strip() for part in re.split(r"[,;|/&]| and ", text))):
        code = find_citizenship(word)
        if code:
            codes.append(code)
        else:
            person.guesses.append(f'citizenship: "{word}" is not a country, so it was left out')
    return "|".join(dict.fromkeys(codes))


def _give_ids(people: Sequence[Person]) -> None:
    """Everybody an id of their own: the list's, else the e-mail, else a number."""
    used: set[str] = set()
    for number, person in enumerate(people, 1):
        stated = person.cells["id"]
        wanted = re.sub(r"[^A-Za-z0-9._@-]+", "-", stated or person.cells["email"]).strip("-") or str(number)
        own, copy = wanted, 2
        while own in used:
            own, copy = f"{wanted}-{copy}", copy + 1
        if stated and own != stated:
            person.guesses.append(f'id: "{stated}" was written as {own}')
        elif not stated and own != wanted:
            person.guesses.append(f"id: {wanted} is the address of another row, too, so the id became {own}")
        used.add(own)
        person.cells["id"] = own


def _find_managers(people: Sequence[Person], fields: Sequence[Fields]) -> None:
    """Each manager's id by id, e-mail or name."""
    known: dict[str, list[Person]] = {}
    for person, own in zip(people, fields, strict=True):
        first, _, last = person.cells["name"].partition(" ")
        names = {
            person.cells["name"],
            f"{last} {first}",
            own["name"],
            own["id"],
            person.cells["id"],
            person.cells["email"],
        }
        for word in {simple(name) for name in (*names, _joined(person.cells["name"]))} - {""}:
            known.setdefault(word, []).append(person)
    for person, own in zip(people, fields, strict=True):
        word = own["manager"]
        managers = (known.get(simple(word)) or known.get(simple(_joined(word)), [])) if word else []
        # "Silva, Ana (1042)": the number in brackets, as some systems write it, or the name before it.
        if word and not managers and (inside := re.fullmatch(r"(.*?)\s*\(([^)]+)\)", word)):
            managers = known.get(simple(inside[2]), []) or known.get(simple(inside[1]), [])
        if len(managers) == 1 and managers[0] is not person:
            person.cells["manager"] = managers[0].cells["id"]
        elif word and managers != [person]:
            what = "stands for several people" if managers else "is nobody of this list"
            person.guesses.append(f'manager: "{word}" {what}, so it was left out')
    _break_circles(people)


def _joined(name: str) -> str:
    """A name as Japanese and Chinese lists write it with a space or without."""
    return "".join(name.split())


def _break_circles(people: Sequence[Person]) -> None:
    """Leave out one manager of each circle, as people.csv may have none."""
    by_id = {person.cells["id"]: person for person in people}
    for person in people:
        seen, at = {person.cells["id"]}, person
        while at.cells["manager"] in by_id:
            above = by_id[at.cells["manager"]]
            if above is person:
                at.guesses.append(f"manager: {above.cells['id']} is below this person, too, so it was left out")
                at.cells["manager"] = ""
                break
            if above.cells["id"] in seen:
                break
            seen.add(above.cells["id"])
            at = above


def _leave_out_unplaced_managers(people: Sequence[Person]) -> None:
    """A manager without a home is not in people.csv, so nobody there may name one."""
    unplaced = {person.cells["id"] for person in people if not person.cells["home"]}
    for person in people:
        if person.cells["home"] and person.cells["manager"] in unplaced:
            what = f"{person.cells['manager']} has no home yet, so it was left out"
            person.guesses.append(f"manager: {what}; write it again once {person.cells['manager']} is in the file")
            person.cells["manager"] = ""


def people_csv(people: Sequence[Person], imported: Imported) -> str:
    """A CSV text of some `people` of an `imported` list.

    Its columns are those that anybody of the list fills, so that rows of one such text fit into another.
    """
    cells = [person.cells for person in (*imported.people, *imported.unplaced)]
    filled = {name for mine in cells for name, cell in mine.items() if cell} | {"id", "name", "home"}
    extra = sorted(name for name in filled if name.startswith(OWN_PREFIX))
    kept = [name for mine in cells for name in mine if name in filled - {*COLUMNS, *extra}]
    used = [*(name for name in COLUMNS if name in filled), *dict.fromkeys(kept), *extra]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(used)
    rows = (person.cells | {"home": person.written_home} for person in people)
    table.writerows([[cells.get(name, "") for name in used] for cells in rows])
    return text.getvalue()


def unplaced_reasons(person: Person) -> list[str]:
    """Why a person has no home, and what else there is to say about the row."""
    return [guess.removeprefix("home: ") for guess in person.guesses]
