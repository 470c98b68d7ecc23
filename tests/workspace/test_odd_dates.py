"""Dates that are dates and can hardly be meant: each is asked about, and what may well be meant is not."""

from datetime import date
from pathlib import Path

import pytest

from sprintplan.workspace import read_workspace
from sprintplan.workspace.odd_dates import odd_rates
from tests.build import full_workspace as full

LAST = "2027-10-15"
"""Last day that an event of the full workspace may take."""


def person(folder: Path, column: str, cell: str) -> tuple[str, ...]:
    """Warnings on somebody with such a cell."""
    return _warned(
        folder, people=f"id,name,home,roles,team,{column}\nana,Ana,LHR,lead,Core,{cell}\nbob,Bob,LHR,key,,\n"
    )


def venue(folder: Path, column: str, cell: str) -> tuple[str, ...]:
    """Warnings on Lisbon with such a cell."""
    return _warned(
        folder,
        venues=f"id,name,country,airports,room_rate,{column}\nriga,Hall,LV,RIX,100,\nlisbon,Casa,PT,LIS,250,{cell}\n",
    )


def _warned(folder: Path, **changed: str) -> tuple[str, ...]:
    toml = full.TOML.replace("2027-05-01", "2027-05-03")
    scenario = read_workspace(full.write(folder, **{"sprint": toml, "visas": None, **changed}))
    return tuple(text for text in scenario.warnings if "Check the year" in text)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("joins", "2072-01-04", "joins: too late for every event of: ana 2072-01-04"),
        ("leaves", "2017-12-31", "leaves: too early for every event of: ana 2017-12-31"),
        ("unavailable", "2072-05-01..2072-05-09", "unavailable: years after the last event: ana 2072-05-01"),
    ],
)
def test_a_date_of_a_person_that_is_years_off_is_asked_about(
    tmp_path: Path, column: str, cell: str, words: str
) -> None:
    assert person(tmp_path, column, cell) == (f"people.csv: {words}. Check the year",)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("last_used", "2072-05-01", "last_used: after the last day that any event may take: lisbon 2072-05-01"),
        ("available", "2072-05-01..2072-06-01", "available: years after the last event: lisbon 2072-05-01"),
        ("room_rates", "2072-05-01..2072-06-01=90", "room_rates: years after the last event: lisbon 2072-05-01"),
    ],
)
def test_a_date_of_a_venue_that_is_years_off_is_asked_about(tmp_path: Path, column: str, cell: str, words: str) -> None:
    assert venue(tmp_path, column, cell) == (f"venues.csv: {words}. Check the year",)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("joins", "2009-01-01"),
        ("joins", "2027-10-11"),
        ("leaves", "2072-01-01"),
        ("leaves", "2026-12-31"),
        ("unavailable", "2017-05-01..2017-05-09"),
        ("unavailable", "2027-01-01..2099-12-31"),
        ("passport_expires", "2036-01-01"),
    ],
)
def test_what_a_staff_list_may_well_hold_is_not(tmp_path: Path, column: str, cell: str) -> None:
    """Who has long been there, absences of years ago, an end that stands for none."""
    assert person(tmp_path, column, cell) == ()


@pytest.mark.parametrize(
    ("column", "cell"), [("last_used", "2009-01-01"), ("last_used", LAST), ("available", "2027-01-01..2099-12-31")]
)
def test_what_a_list_of_venues_may_well_hold_is_not(tmp_path: Path, column: str, cell: str) -> None:
    assert venue(tmp_path, column, cell) == ()


def test_many_dates_of_a_kind_are_one_message(tmp_path: Path) -> None:
    rows = "".join(f"p{number},P,LHR,lead,Core,2072-01-01\n" for number in range(9))
    people = f"id,name,home,roles,team,joins\nana,Ana,LHR,lead,Core,\nbob,Bob,LHR,key,,\n{rows}"
    [text] = _warned(tmp_path, people=people)
    assert text.endswith("p0 2072-01-01, p1 2072-01-01, p2 2072-01-01 and 6 more. Check the year")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2072-11-20", ["sprint.toml: rates.date: 2072-11-20 lies 16797 days after the planning date. Check the year"]),
        ("2006-11-20", ["sprint.toml: rates.date: 2006-11-20 lies 7310 days before the planning date. Check the year"]),
        ("2025-11-20", []),
        ("2027-11-20", []),
    ],
)
def test_the_day_of_rates_lies_near_the_planning_date(tmp_path: Path, on: str, words: list[str]) -> None:
    scenario = read_workspace(full.write(tmp_path)).changed(rates_date=date.fromisoformat(on))
    assert list(odd_rates(scenario, date(2026, 11, 25))) == words
