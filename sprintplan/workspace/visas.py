"""visas.csv and transit.csv: what a passport needs to enter a country, and to connect there."""

import re
from collections.abc import Mapping

from sprintplan.domain.columns import Column, Country
from sprintplan.domain.synonyms import SYNONYMS
from sprintplan.domain.visa_rules import REQUIREMENTS
from sprintplan.intake.countries import find_country
from sprintplan.problems import shown
from sprintplan.workspace.files import Row, read_rows
from sprintplan.workspace.report import Report

FILE, TRANSIT = "visas.csv", "transit.csv"


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
TRANSIT_COLUMNS = {
    "passport": Country("country of the passport", "IN", required=True),
    "country": Country("country of a connecting airport", "DE", required=True),
    "requirement": Requirement("what the passport needs for a connection there", "visa required", required=True),
}
WORDS = (*REQUIREMENTS, "-1")
CODE = re.compile(r"[A-Z]{2}")


def read_visas(text: str, report: Report) -> dict[tuple[str, str], str]:
    """Requirements by (passport, destination), from the `text` of visas.csv; problems go to the `report`."""
    return _requirements(FILE, COLUMNS, text, report)


def read_transit(text: str, report: Report) -> dict[tuple[str, str], str]:
    """Requirements by (passport, country), from the `text` of transit.csv; problems go to the `report`."""
    return _requirements(TRANSIT, TRANSIT_COLUMNS, text, report)


def _requirements(file: str, columns: Mapping[str, Column], text: str, report: Report) -> dict[tuple[str, str], str]:
    """Requirements by passport and country, the first two of the columns."""
    requirements: dict[tuple[str, str], str] = {}
    passport, country, _ = columns
    _, rows = read_rows(file, text, columns, report)
    for row in rows:
        pair, requirement = (row[passport].upper(), row[country].upper()), row["requirement"].lower()
        _check_codes(row, dict(zip(columns, pair, strict=False)), report)
        if requirement not in WORDS and not (requirement.isascii() and requirement.isdigit()):
            what = f"requirement: {shown(row['requirement'])} is not a requirement"
            report.add(file, row.line, what, report.hint("visa", requirement, WORDS, SYNONYMS))
        if requirements.setdefault(pair, requirement) != requirement:
            what = f'"{pair[0]}" to "{pair[1]}" already has another requirement above'
            report.add(file, row.line, what, "Keep one of the two rows")
    return requirements


def _check_codes(row: Row, codes: Mapping[str, str], report: Report) -> None:
    for column, code in codes.items():
        if not CODE.fullmatch(code):
            meant = find_country(row[column])
            remedy = "Use ISO 3166-1 alpha-2 codes"
            if row.file == FILE:
                remedy = "Use the layout with ISO 3166-1 alpha-2 codes (passport-index-tidy-iso2.csv)"
            what = f"{column}: {shown(row[column])} is not a country code"
            report.add(row.file, row.line, what, f"{remedy}, here {meant}" if meant else remedy, f"{column}: no code")
