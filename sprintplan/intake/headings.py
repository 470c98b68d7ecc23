"""What the headings of staff lists mean, by the names that HR systems and people use in many languages."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ENOUGH = 2
"""Headings that a row must have to be taken for the heading row."""

LOOKED_AT = 30
"""Rows from the top among which the headings are looked for: titles and blank rows stand above some."""

WORDLESS = {"nearest", "closest", "work", "home", "main", "primary", "current", "usual", "your"}
"""Words of a heading that do not change what it means."""

OF_OTHERS = {"emergency", "previous", "former", "old", "spouse", "partner", "dependent", "next", "kin"}
"""Words of a heading below which somebody or something else stands."""

LAST = 1000
"""Rank of a heading that is known by a part alone."""
MAPPED, WHOLE = -2, -1
"""Ranks of a heading that the user maps, and of one that is of a whole place, "City, Country": others say "Remote"."""


@dataclass(frozen=True)
class Headings:
    """The heading row of a list.

    Attributes
    ----------
    row : its position among the rows of the sheet
    at : the columns of each field, best name first
    unused : headings that no field is read from
    titles : all cells of the row
    """

    row: int
    at: Mapping[str, tuple[int, ...]]
    unused: tuple[str, ...]
    titles: tuple[str, ...]


def simple(text: str) -> str:
    """A text in small letters without accents, with single spaces for signs, for comparisons; a plural that is left
    open, as in "Passport(s)", is none."""
    whole = unicodedata.normalize("NFKC", text).replace("ß", "ss").replace("(s)", "")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", whole)
    apart = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign) or "\u3099" <= sign <= "\u309a")
    return " ".join(re.sub(r"[^\w#]+|_", " ", unicodedata.normalize("NFC", kept)).split())


def field_names() -> tuple[str, ...]:
    """All fields of a staff list, by which users say what a heading means."""
    return tuple(dict.fromkeys(field for field, _ in _ranks().values()))


def column_meant(heading: str) -> str | None:
    """The column of people.csv that a heading of a staff list means; None where it means none, or a part of one."""
    field, _ = _ranks().get(simple(heading), ("", 0))
    return {"airport": "home", "place": "home", "city": "home", "first": "name", "last": "name"}.get(
        field, field
    ) or None


@cache
def _ranks() -> Mapping[str, tuple[str, int]]:
    """Field and rank of each name; of two headings of one field the one of lower rank is read."""
    ranks: dict[str, tuple[str, int]] = {}
    for line in (files(__package__) / "headings.txt").read_text(encoding="utf-8").splitlines():
        field, _, names = line.partition(": ")
        for rank, name in enumerate(names.split("|")):
            ranks.setdefault(simple(name), (field, rank))
    return ranks


def find_headings(rows: Sequence[tuple[int, tuple[str, ...]]], mapped: Mapping[str, str]) -> Headings | None:
    """The row that names most fields among the first rows; None where none names two.

    Parameters
    ----------
    rows : line numbers and cells
    mapped : fields by the heading that the user says they stand under
    """
    ranks = _ranks()
    own = {simple(heading): field for heading, field in mapped.items()}
    best: Headings | None = None
    for number, (_, cells) in enumerate(rows[:LOOKED_AT]):
        headings = _read(number, cells, ranks, own)
        if len(headings.at) >= ENOUGH and (best is None or len(headings.at) > len(best.at)):
            best = headings
    return best


def _read(
    number: int, cells: tuple[str, ...], ranks: Mapping[str, tuple[str, int]], own: Mapping[str, str]
) -> Headings:
    columns: dict[str, list[tuple[int, int]]] = {}
    unused: list[str] = []
    for column, cell in enumerate(cells):
        name = simple(cell)
        known = own.get(name, ""), MAPPED
        field, rank = known if name in own else ranks.get(name) or _by_parts(cell, ranks)
        if not field and OF_OTHERS.isdisjoint(name.split()):
            field, rank = _by_parts(_bare(cell), ranks)
        if field and field != "-":
            columns.setdefault(field, []).append((rank, column))
        elif cell:
            unused.append(cell)
    at = {field: tuple(column for _, column in sorted(places)) for field, places in columns.items()}
    return Headings(number, at, tuple(unused), cells)


def _bare(cell: str) -> str:
    """A heading without what is in brackets, "First Name [Required]", or before a colon, "Primary Address: City"."""
    return re.sub(r"[(\[][^)\]]*[)\]]", " ", cell).rpartition(":")[2]


def _by_parts(cell: str, ranks: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    """Field and rank of a heading of several names ("Office / City"), or with words that say no more (WORDLESS).

    It has none where its names mean different columns, unless these are parts of a name or of a place; a heading that
    is known as a whole is read first.
    """
    parts = re.split(r"[/|;,]|\bor\b", cell, flags=re.IGNORECASE)
    names = (" ".join(word for word in simple(part).split() if word not in WORDLESS) for part in parts)
    fields = [ranks[name][0] for name in names if name in ranks and ranks[name][0] != "-"]
    if len(set(fields)) > 1 and {"first", "last", "name"}.issuperset(fields):
        return "name", LAST
    if len(set(fields)) > 1 and "city" in fields and {"city", "state", "country"}.issuperset(fields):
        return "place", WHOLE
    one_column = len({"place" if field in ("airport", "city") else field for field in fields}) == 1
    return (fields[0], LAST) if one_column else ("", 0)
