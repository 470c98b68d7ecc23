"""What an earlier people.csv says that a staff list does not: it was written there by hand, and stays."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from sprintplan.intake.headings import simple

Row = Mapping[str, str]


class Known(Protocol):
    """A person of the list, whose cells may be filled, and of whom guesses are noted."""

    cells: dict[str, str]
    guesses: list[str]


def keep(people: Sequence[Known], read: Collection[str], earlier: Sequence[Row]) -> list[str]:
    """Fill in what the list does not tell of its people, and say what that is.

    Parameters
    ----------
    people : those of the list, who are changed: they get cells of columns that no heading is read into, and the home
        that the list leaves unknown
    read : fields that some heading is read into
    earlier : rows of the people.csv that was there
    """
    kept = Counter[str]()
    left, ids = list(earlier), {person.cells["id"] for person in people}
    for person, row in _pairs(people, read, earlier):
        left.remove(row)
        for column, cell in row.items():
            is_told = column in ("id", "name") or (column in read and column != "home")
            is_gone = column == "manager" and cell not in ids
            if cell and not is_told and not is_gone and not person.cells.get(column):
                person.cells[column] = cell
                kept[column] += 1
                person.guesses[:] = [guess for guess in person.guesses if not guess.startswith(f"{column}: ")]
    columns = [f"{column} ({number})" for column, number in kept.items()]
    said = [f"Kept from the file that was there, as the list does not tell it: {', '.join(columns)}"] if columns else []
    names = [row.get("name") or row.get("id", "") for row in left]
    return said + ([f"In the file that was there, and not in the list: {', '.join(names)}"] if names else [])


def _pairs(people: Sequence[Known], read: Collection[str], earlier: Sequence[Row]) -> Iterator[tuple[Known, Row]]:
    """Everybody with their row of the earlier file, by the first of number, e-mail and name that one of both has."""
    keys = [key for key in ("id", "email", "name") if key in read or (key == "name" and {"first", "last"} & set(read))]
    open_people, open_rows = list(people), list(earlier)
    for key in keys:
        mine = _by_own_word([person.cells.get(key, "") for person in open_people])
        theirs = _by_own_word([row.get(key, "") for row in open_rows])
        shared = mine.keys() & theirs.keys()
        yield from ((open_people[at], open_rows[theirs[word]]) for word, at in mine.items() if word in shared)
        paired_people, paired_rows = ({known[word] for word in shared} for known in (mine, theirs))
        open_people = [person for at, person in enumerate(open_people) if at not in paired_people]
        open_rows = [row for at, row in enumerate(open_rows) if at not in paired_rows]


def _by_own_word(words: Sequence[str]) -> dict[str, int]:
    """Positions of some words, simply written, by those that no other one equals."""
    written = [simple(word) for word in words]
    many = Counter(written)
    return {word: at for at, word in enumerate(written) if word and many[word] == 1}
