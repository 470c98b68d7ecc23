"""visas.csv: the public passport-index layout, passport, destination, requirement."""

import re

from sprintplan.domain.columns import Column, Country
from sprintplan.domain.policy import REQUIREMENTS
from sprintplan.problems import shown
from sprintplan.workspace.files import Row, read_rows
from sprintplan.workspace.report import Report

FILE = "visas.csv"


class Requirement(Column):
    """A word of the public table, a number of days, or -1 at home."""

    kind = "word, or number of days"

    def bounds(self) -> str:
        """The words."""
        return ", ".join(WORDS)


COLUMNS = {
    "passport": Country("country of the passport, as the public passport-index table has it", "PT", required=True),
    "destination": Country("country that it is held against", "LV", required=True),
    "requirement": Requirement("what the passport needs there", "visa free", required=True),
}
WORDS = (*REQUIREMENTS, "-1")
CODE = re.compile(r"[A-Z]{2}")


def read_visas(text: str, report: Report) -> dict[tuple[str, str], str]:
    """Requirements by (passport, destination); a word that many rows repeat is reported where it comes first."""
    found: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    _, rows = read_rows(FILE, text, COLUMNS, report)
    for row in rows:
        pair, requirement = (row["passport"].upper(), row["destination"].upper()), row["requirement"].lower()
        _check_codes(row, pair, told, report)
        if requirement not in WORDS and not (requirement.isascii() and requirement.isdigit()):
            _once(row, "requirement", row["requirement"], report.hint("visa", requirement, WORDS), told, report)
        if found.setdefault(pair, requirement) != requirement:
            what = f"{pair[0]} to {pair[1]} already has another requirement above"
            report.add(FILE, row.line, what, "Keep one of the two rows")
    return found


def _check_codes(row: Row, pair: tuple[str, str], told: set[str], report: Report) -> None:
    for column, code in zip(COLUMNS, pair, strict=False):
        if not CODE.fullmatch(code):
            remedy = "Use the layout with ISO 3166-1 alpha-2 codes (passport-index-tidy-iso2.csv)"
            _once(row, column, row[column], remedy, told, report)


def _once(row: Row, column: str, word: str, remedy: str, told: set[str], report: Report) -> None:
    if word not in told:
        told.add(word)
        kind = "requirement" if column == "requirement" else "country code"
        report.add(FILE, row.line, f"{column}: {shown(word)} is no {kind}", remedy)
