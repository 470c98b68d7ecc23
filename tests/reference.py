"""Writes sprintplan/docs/reference.md from the declarations of keys and columns: `python -m tests.reference`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sprintplan.domain.bookings import COLUMNS as BOOKINGS
from sprintplan.domain.columns import Column, columns_of
from sprintplan.domain.people import PEOPLE_COLUMNS
from sprintplan.domain.settings import RATE, Rates, Settings
from sprintplan.domain.tables import Declared, Tables, keys_of
from sprintplan.domain.venues import Venue
from sprintplan.offers.files.columns import COLUMNS as OFFERS
from sprintplan.workspace.exceptions import COLUMNS as EXCEPTIONS
from sprintplan.workspace.ground import COLUMNS as GROUND
from sprintplan.workspace.json_schema import plain, written_default
from sprintplan.workspace.visas import COLUMNS as VISAS
from sprintplan.workspace.visas import TRANSIT_COLUMNS as TRANSIT

PAPER = Path(__file__).parent.parent / "sprintplan" / "docs" / "reference.md"
HEAD = """\
# Reference: every key and every column

What each means in full, and how they work together, stands in the contract (`sprintplan help contract`). This page is
made from the declarations in the code by `python -m tests.reference`.

A file with mistakes is not planned with: unknown keys and columns are among them, but for columns that begin with `x_`,
which are carried through to the plan. Amounts are decimal numbers with a point. Dates in sprint.toml stand without
quotes; texts, and times of the day, stand in quotes.
"""
KEYS = ("key", "type", "unit", "default", "bounds", "example", "meaning")
COLUMNS = ("column", "type", "unit", "empty", "bounds", "example", "meaning")
FILES: Mapping[str, Mapping[str, Column]] = {
    "people.csv: one row a person": PEOPLE_COLUMNS,
    "venues.csv: one row a venue": columns_of(Venue),
    "visas.csv: one row a passport and country": VISAS,
    "transit.csv: one row a passport and country": TRANSIT,
    "ground.csv: one row a journey by train, coach, car or ferry": GROUND,
    "exceptions.csv: one row a person and key": EXCEPTIONS,
    "offers/*.csv: one row a journey": OFFERS,
    "bookings.csv: one row a purchase": BOOKINGS,
}


def reference() -> str:
    """The page."""
    return "\n".join([HEAD, "## sprint.toml", *_tables(Settings, ()), *_files()]).rstrip("\n") + "\n"


def _tables(model: type[BaseModel], path: tuple[str, ...], within: str = "") -> Iterator[str]:
    """The keys of a table, then those of the tables in it that have headers; `within` it stand the tables by name."""
    keys = keys_of(model)
    rows = [row for name, one in keys.items() if not one.key.has_header for row in _rows(name, one)]
    for row in rows if within else ():
        row[0] = f"`{within}.{row[0].strip('`')}`"
    if model is Rates:
        rows.append(["`USD`, …", RATE.kind, "", "the ECB table's", RATE.bounds(), f"`USD = {RATE.example}`", RATE.says])
    if rows:
        yield from _grid(KEYS, rows)
    for name, one in keys.items():
        if one.key.has_header and one.table:
            header = ".".join((*path, name))
            yield f"\n### {f'[[{header}]]' if isinstance(one.key, Tables) else f'[{header}]'}\n"
            yield f"{one.key.says[0].upper()}{one.key.says[1:]}." + (" It must be there." if one.required else "")
            yield ""
            yield from _tables(one.table, (*path, name), one.key.between)


def _rows(name: str, one: Declared) -> Iterator[list[str]]:
    """A key, and those of the table that it may be written as."""
    key, default = one.key, written_default(one)
    left_out = "must be there" if one.required else "none" if default is None else f"`{_toml(default)}`"
    example = f"`{name} = {key.example}`" if key.example else ""
    yield [f"`{name}`", key.kind, key.unit, left_out, key.bounds(), example, key.says]
    for inner, part in keys_of(one.table).items() if one.table else ():
        for row in _rows(inner, part):
            yield [f"`{name}.{row[0].strip('`')}`", *row[1:]]


def _files() -> Iterator[str]:
    for title, columns in FILES.items():
        yield f"\n## {title}\n"
        rows = [
            [
                f"`{name}`",
                one.kind,
                one.unit,
                "the column must be there" if one.required else one.empty,
                one.bounds(),
                f"`{one.example}`",
                one.says,
            ]
            for name, one in columns.items()
        ]
        yield from _grid(COLUMNS, rows)


def _grid(titles: tuple[str, ...], rows: list[list[str]]) -> Iterator[str]:
    """A table of Markdown."""
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _toml(value: Any) -> str:
    """A default as TOML writes it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, str | bool | list):
        return json.dumps(value)
    return str(value if isinstance(value, int) else plain(value))


if __name__ == "__main__":
    PAPER.write_text(reference(), encoding="utf-8")
