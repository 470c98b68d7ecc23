"""sprint.toml as it is written: its values, where they stand, and what is wrong with them."""

import re
from dataclasses import dataclass, field
from typing import Any

from sprintplan.errors import Place
from sprintplan.numerals import readings
from sprintplan.workspace.lines import Path, key_lines, line_of
from sprintplan.workspace.report import Report
from sprintplan.workspace.toml_text import NotToml, parsed, with_newlines

FILE = "sprint.toml"
LOCAL_NUMBER = r"=\s*([^\s\"'\[\]{}#=A-Za-z][^\"\[\]{}#=A-Za-z]*)"
LOCAL_DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
MONTHS = 12
LINE_REMEDY = "Fix this line: put text in quotes and dates without, and state each key once in its table"


@dataclass
class Document:
    """The values of the file, and the report that every problem of one goes to.

    `lines` tells where each path stands; `wrong` are the paths that a problem was noted at; `changed` are paths whose
    values are not the file's, each with the place that asks for another one.
    """

    values: dict[str, Any]
    lines: dict[Path, int]
    report: Report
    wrong: set[Path] = field(default_factory=set)
    changed: dict[Path, Place] = field(default_factory=dict)

    def bad(self, path: Path, what: str, remedy: str) -> None:
        """Note a problem of the key or table at a `path`: `what` is wrong, and the `remedy`."""
        self.wrong.add(path)
        place = self.place(path)
        self.report.add(place.file, place.line, f"{name_of(path)}: {what}", remedy)

    def warn(self, path: Path, what: str, remedy: str) -> None:
        """Note something odd at a `path` that does not stop a plan: `what` it is, and the `remedy`."""
        place = self.place(path)
        self.report.warn(place.file, place.line, f"{name_of(path)}: {what}", remedy)

    def place(self, path: Path) -> Place:
        """Where a path stands: what asks for its value, else the line of it, or of what is around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.changed:
                return self.changed[path[:length]]
        return Place(FILE, line_of(path, self.lines))

    def is_changed(self, *path: str | int) -> bool:
        """Whether a value at a path, in it or around it, is not the file's."""
        return any(one[: len(path)] == path or path[: len(one)] == one for one in self.changed)

    def is_sound(self, *path: str | int) -> bool:
        """Whether no problem was noted at a path, in it or around it: only then its value is the file's own."""
        return not any(one[: len(path)] == path or path[: len(one)] == one for one in self.wrong)


def name_of(path: Path) -> str:
    """A path as problems and headers name it: `event.session.days`."""
    return ".".join(part for part in path if isinstance(part, str))


def read_document(text: str | None, report: Report) -> Document:
    """The document of a text; an empty one, apart from the report, where the text is none or no TOML."""
    text = None if text is None else with_newlines(text)
    values = None if text is None else _parsed(text, report)
    if text is None or values is None:
        return Document({}, {}, Report())
    return Document(values, key_lines(text), report)


def _parsed(text: str, report: Report) -> dict[str, Any] | None:
    try:
        return parsed(text)
    except NotToml as error:
        otherwise = LINE_REMEDY if error.kind == "TOML" else f"Write {error.kind} as the example does"
        remedy = _date_remedy(error.written) or _number_remedy(error.written) or otherwise
        report.breaks(FILE, error.line, error.what, remedy)
    return None


def _date_remedy(line: str) -> str:
    """How to write a date that a line of broken TOML holds in a local form; empty where it holds none."""
    if not (local := LOCAL_DATE.search(line)):
        return ""
    first, second, year = map(int, local.groups())
    month, day = (second, first) if local[0].count(".") or first > MONTHS else (first, second)
    meant = f"Write {year}-{month:02}-{day:02}: dates" if month <= MONTHS else "Dates"
    return f"{meant} are written as year-month-day, without quotes"


def _number_remedy(line: str) -> str:
    """What to write where a line of broken TOML holds a number in a local form; empty where it holds none."""
    for written in re.findall(LOCAL_NUMBER, line):
        if (forms := readings(written)) and not re.fullmatch(r"[-+]?[\d_]+(\.\d+)?", written.strip()):
            fraction = f", or {forms[1]} for {forms[1].partition('.')[0]} and a fraction" if forms[1:] else ""
            return f"Write {forms[0]}{fraction}: numbers have a decimal point, and between thousands nothing or _"
    return ""
