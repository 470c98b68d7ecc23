"""sprint.toml as its declarations read it, and what is wrong with its keys in words."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sprintplan.domain.booking import MANAGER, Approver
from sprintplan.domain.keys import Reading
from sprintplan.domain.people import Selector, Who
from sprintplan.domain.quorum import Quorums
from sprintplan.domain.settings import Settings
from sprintplan.domain.starts import LISTED, SPAN
from sprintplan.domain.tables import Declared, Section, Tables, all_keys, keys_of, keys_written
from sprintplan.domain.visa_rules import REQUIREMENTS
from sprintplan.errors import SprintplanError
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.document import FILE, Document, name_of
from sprintplan.workspace.lines import Path
from sprintplan.world.money import known_currency

OF_A_KEY = "[key]"
"""What pydantic puts behind the path of a key that is wrong itself."""
EURO = "EUR"
MOST_ATTEMPTS = 9
"""Each takes out what the one before reported; what must be there is put back by the next."""


def read_settings(document: Document) -> Settings:
    """The settings; problems go to the document's report.

    What is wrong is left out, and where it must be there its example stands in for it: reading goes on, so that the
    problems of all files are reported together, and no plan is made of it.
    """
    reading = Reading(_currency(document.values))
    for attempt in range(MOST_ATTEMPTS):
        try:
            settings = Settings.model_validate(document.values, context=reading, by_alias=True, by_name=False)
        except ValidationError as error:
            for detail in sorted(error.errors(include_url=False), key=_speaks_of_the_value):
                if attempt == 0:
                    _note(document, detail)
                _mend(document.values, _path(detail), missing=detail["type"] == "missing")
        else:
            _note_doubts(document, reading)
            return settings
    raise SprintplanError("what is wrong in sprint.toml could not be left out")


def selectors_of(document: Document) -> Iterator[tuple[Path, Selector]]:
    """Every selector that the settings of a `document` were read with, and where it stands."""
    for path, one, value in keys_written(document.values, Settings):
        if isinstance(one.key, Who | Quorums):
            words = [value] if isinstance(value, str) else value
            yield from ((path, Selector.model_validate(word)) for word in dict.fromkeys(words))
        elif isinstance(one.key, Approver) and value != MANAGER:
            yield path, Selector.model_validate(value)


def _currency(values: dict[str, Any]) -> str:
    """The currency that amounts are read in: the company's, or one that stands in for it."""
    company = values.get("company")
    code = company.get("currency") if isinstance(company, dict) else None
    return code if isinstance(code, str) and known_currency(code) else EURO


def _note_doubts(document: Document, reading: Reading) -> None:
    """Warn of values that were read and look wrong."""
    for path, one, value in keys_written(document.values, Settings):
        if doubt := one.key.doubt(value, reading):
            document.warn(path, *doubt)


def _path(detail: ErrorDetails) -> Path:
    """The path in the file of what pydantic reports."""
    return tuple(part for part in detail["loc"] if part not in (LISTED, SPAN, OF_A_KEY))


def _speaks_of_the_value(detail: ErrorDetails) -> bool:
    """Whether something is wrong with a key's value, and not with the key itself, which is reported first."""
    return OF_A_KEY not in detail["loc"]


def _note(document: Document, detail: ErrorDetails) -> None:
    path = _path(detail)
    if path in document.wrong:
        return
    match detail["type"]:
        case "missing":
            _note_missing(document, path)
        case "extra_forbidden":
            _note_unknown(document, path)
        case "key" if OF_A_KEY in detail["loc"] and path[-1] in _owners():
            _note_unknown(document, path)
        case "key":
            document.bad(path, detail["ctx"]["what"], detail["ctx"]["remedy"])
        case _:
            document.bad(path, f"{shown(detail['input'])} is not a table", "Write a table in braces")


def _note_missing(document: Document, path: Path) -> None:
    name, one = str(path[-1]), keys_of(_table_at(path))[str(path[-1])]
    if len(path) > 1 and one.table and isinstance(one.key, Tables):
        needed = [inner.name for inner in keys_of(one.table).values() if inner.required]
        document.bad(path, "it is missing", f"Add [[{name_of(path)}]] with {', '.join(needed)}")
        return
    if len(path) > 1:
        document.bad(path, "it is missing", f"Write {name} = {one.key.example}")
        return
    what, remedy = f"the table [{name}] is missing", "`sprintplan new FOLDER` writes every table with comments"
    if isinstance(one.key, Tables):
        what, remedy = f"there is no [[{name}]]", "Add an event with its sessions"
    document.wrong.add(path)
    document.report.add(FILE, 0, what, remedy)


def _note_unknown(document: Document, path: Path) -> None:
    """A key that its table does not know: another table's, or a slip of the pen."""
    key, table = str(path[-1]), name_of(path[:-1])
    owners = [owner for owner in _owners().get(key, ()) if owner != table]
    inner = [owner for owner in owners if table.startswith(owner + ".")]
    if owners and table:
        owner = (inner or owners)[0]
        what = f"this key belongs to {_header(owner)}, and TOML gives a key to the table above it"
        remedy = f"Move it above the first {_header(table)}" if inner else f"Move it under {_header(owner)}"
        document.bad(path, what, remedy)
    else:
        document.bad(path, "unknown key", did_you_mean(key, sorted(keys_of(_table_at(path)))))


def _table_at(path: Path) -> type[BaseModel]:
    """The model of the table that a path ends in."""
    model: type[BaseModel] = Settings
    for part in path[:-1]:
        one = keys_of(model).get(str(part))
        model = one.table if one and one.table else model
    return model


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """The tables with headers that declare a key, by the key; those that stand once come first."""
    owners: dict[str, list[str]] = {}
    for path, _ in all_keys(Settings):
        table = ".".join(path[:-1])
        if not table or table in _headers():
            owners.setdefault(path[-1], []).append(table)
    owners |= {requirement: ["policy.visa"] for requirement in REQUIREMENTS}
    return {key: tuple(sorted(filter(None, tables), key=_is_array)) for key, tables in owners.items()}


@cache
def _headers() -> dict[str, Declared]:
    """The keys that are written as headers, by their full names."""
    return {".".join(path): one for path, one in all_keys(Settings) if one.key.has_header and not one.key.between}


def _is_array(table: str) -> bool:
    return table in _headers() and isinstance(_headers()[table].key, Tables)


def _header(table: str) -> str:
    return f"[[{table}]]" if _is_array(table) else f"[{table}]"


def _mend(values: dict[str, Any], path: Path, *, missing: bool) -> None:
    """Take what is wrong at a path out of the values, or give a key that is missing its example."""
    inner: Any = values
    holder, key = values, str(path[0])
    for part in path:
        if isinstance(inner, dict):
            holder, key = inner, str(part)
            inner = inner.get(key)
        elif isinstance(inner, list) and isinstance(part, int):
            inner = inner[part]
    if missing:
        holder[key] = _example(keys_of(_table_at(path))[key])
    else:
        holder.pop(key, None)


def _example(one: Declared) -> Any:
    """A value that the key may have: its example, or a table of those keys that must be there."""
    if one.table and isinstance(one.key, Section | Tables):
        table = {name: _example(inner) for name, inner in keys_of(one.table).items() if inner.required}
        return [table] if isinstance(one.key, Tables) else table
    return tomllib.loads(f"example = {one.key.example}", parse_float=Decimal)["example"]
