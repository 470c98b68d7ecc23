"""visas.csv: the public passport-index layout, passport, destination, requirement."""

from sprintplan.workspace.files import read_rows
from sprintplan.workspace.report import Report, did_you_mean

FILE = "visas.csv"
COLUMNS = ("passport", "destination", "requirement")
WORDS = ("visa free", "visa on arrival", "eta", "e-visa", "visa required", "no admission", "-1")


def read_visas(text: str, report: Report) -> dict[tuple[str, str], str]:
    """Requirements by (passport, destination); problems go to the report."""
    found: dict[tuple[str, str], str] = {}
    for row in read_rows(FILE, text, COLUMNS, COLUMNS, report):
        requirement = row["requirement"].lower()
        if requirement not in WORDS and not requirement.isdigit():
            report.add(
                FILE,
                row.line,
                f'unknown requirement "{row["requirement"]}"',
                did_you_mean(requirement, WORDS),
            )
        found[row["passport"].upper(), row["destination"].upper()] = requirement
    return found
