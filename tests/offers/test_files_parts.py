"""Files that are read by parts are read as they are in one piece."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from sprintplan.errors import InputError
from sprintplan.offers.files import parts
from sprintplan.offers.files.source import read_table
from sprintplan.offers.table import OfferTable
from tests.benchmarks.read_offers import HEADER, generated, scenario

MANY = [*generated(300)]
POOLS = {
    "currency": "currencies",
    "file": "files",
    "seg_carrier": "carriers",
    "seg_operator": "carriers",
    "seg_number": "flight_numbers",
}


def _quoted(line: str, number: int) -> str:
    """A row whose first cell is quoted, with a note of several lines behind it."""
    origin, _, rest = line.partition(",")
    return f'"{origin}",{rest},"a ""note"" of\n\n{number}, over lines"'


def _columns(table: OfferTable) -> dict[str, list[object]]:
    """What the rows hold, words in place of their numbers."""
    told: dict[str, list[object]] = {}
    for column in fields(table):
        if isinstance(value := getattr(table, column.name), np.ndarray):
            words = (*getattr(table, POOLS[column.name]), None) if column.name in POOLS else None
            told[column.name] = [words[one] if words else one for one in value.ravel().tolist()]
    return told


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str], int], tuple[object, object]]:
    """Reads some files, of so many bytes at once; columns or messages, and warnings."""

    def reading(files: dict[str, str], size: int) -> tuple[object, object]:
        monkeypatch.setattr(parts, "PART_BYTES", size)
        (tmp_path / "offers").mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / "offers" / name).write_text(text)
        try:
            table, warnings = read_table(scenario(tmp_path))
        except InputError as error:
            return [str(problem) for problem in error.problems], error.more
        return _columns(table), warnings

    return reading


def _sheet(lines: list[str], header: str = HEADER) -> str:
    return "\n".join([header, *lines]) + "\n"


LEFT_OUT = MANY[10].replace(MANY[10][:3], "QQQ", 1)
FILES = {
    "plain": {"a.csv": _sheet(MANY)},
    "several": {"a.csv": _sheet(MANY[:40]), "b.csv": _sheet(MANY[40:44]), "c.csv": _sheet(MANY[44:])},
    "quoted": {"a.csv": _sheet([_quoted(line, at) for at, line in enumerate(MANY)], HEADER + ",x_note")},
    "left out": {"a.csv": _sheet([*MANY[:10], LEFT_OUT, "", *MANY[11:]])},
    "wrong": {"a.csv": _sheet([*MANY[:200], MANY[201].replace("2027-", "2027/"), *MANY[202:250], "x,y", MANY[251]])},
    "odd": {"a.csv": _sheet([line.replace("EUR", "JPY") for line in MANY])},
    "open": {"a.csv": _sheet([*MANY[:100], '"' + MANY[100], *MANY[101:]])},
    "no bundle": {"a.csv": _sheet([",".join([*line.split(",")[:-1], ""]) for line in MANY])},
}


@pytest.mark.parametrize("name", FILES)
def test_parts_are_read_as_the_whole(
    name: str, read: Callable[[dict[str, str], int], tuple[object, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows, lines, both-ways offers, what is wrong and what is left out, whatever the size of parts."""
    whole = read(FILES[name], 10**9)
    for size in (1, 700, 5000):
        assert read(FILES[name], size) == whole
    monkeypatch.setattr(parts, "PART_BYTES", 700)
    text = FILES[name]["a.csv"].encode()
    whole_file = parts.Part("a.csv", tuple(HEADER.split(",")), ",", 0, len(text))
    assert len(parts.read_at_once(text, [whole_file])) > 3
