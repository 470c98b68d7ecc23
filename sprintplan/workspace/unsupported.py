"""Limits of the contract that this version reads but does not enforce: refused, never ignored."""

from collections.abc import Iterator
from pathlib import Path

from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError, Place, Problem
from sprintplan.workspace.files import read_rows, read_text
from sprintplan.workspace.lines import key_lines, line_of
from sprintplan.workspace.report import Report
from sprintplan.workspace.tables import FILE
from sprintplan.workspace.venues import COLUMNS
from sprintplan.workspace.venues import FILE as VENUES

REMEDY = "Leave it out: a plan of this version would not keep it"


def refuse_unsupported(scenario: Scenario) -> None:
    """Raise InputError where the workspace states a limit that plans of this version would not keep."""
    problems = [*_settings(scenario), *_venues(scenario)]
    if problems:
        raise InputError(sorted(problems))


def _settings(scenario: Scenario) -> Iterator[Problem]:
    limits = scenario.limits
    stated: dict[tuple[str | int, ...], object] = {
        ("limits", "budget"): limits.budget_minor,
        ("limits", "co2e_tonnes"): limits.co2e_g,
        ("limits", "traveller_hours_per_year"): limits.traveller_hours,
        ("limits", "long_haul"): limits.long_haul,
        ("limits", "holiday_share"): limits.holiday_share,
    }
    stated |= {("event", n, "budget"): event.budget_minor for n, event in enumerate(scenario.events)}
    lines = key_lines(read_text(scenario.folder, FILE, Report()) or "")
    for path, value in stated.items():
        if value is not None:
            key = ".".join(part for part in path if isinstance(part, str))
            yield Problem(Place(FILE, line_of(path, lines)), f"{key} is not supported yet", REMEDY)


def _venues(scenario: Scenario) -> Iterator[Problem]:
    columns = {"rooms": "rooms", "shuttle_cost": "shuttle_cost_minor", "shuttle_seats": "shuttle_seats"}
    stated = [
        (venue.id, column)
        for venue in scenario.venues
        for column, name in columns.items()
        if getattr(venue, name) is not None
    ]
    lines = _venue_lines(scenario.folder) if stated else {}
    for venue, column in stated:
        yield Problem(Place(VENUES, lines.get(venue, 0)), f'{column} of "{venue}" is not supported yet', REMEDY)


def _venue_lines(folder: Path) -> dict[str, int]:
    text = read_text(folder, VENUES, Report()) or ""
    return {row["id"]: row.line for row in read_rows(VENUES, text, COLUMNS, (), Report())}
