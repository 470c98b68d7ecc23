"""Dates of staff lists that could mean two days are read as the others of their column."""

from pathlib import Path

import pytest

from tests.intake.importing import imported, people_of

DATED = [["Name", "Location", "Start date"], ["Ana", "Lisbon, PT", "02/03/2026"]]


@pytest.mark.parametrize(
    ("another", "joins", "said"),
    [
        ("30/05/2026", "2026-03-02", "Start date: dates are read day before month, as 30/05/2026 is one of them"),
        ("05/30/2026", "2026-02-03", "Start date: dates are read month before day, as 05/30/2026 is one of them"),
        ("03/03/2026", "", 'joins: "02/03/2026" could mean 2026-02-03 or 2026-03-02, so it was left out'),
    ],
)
def test_a_date_of_two_meanings_is_read_as_the_others_of_its_column(
    another: str, joins: str, said: str, tmp_path: Path
) -> None:
    """A third one below that can mean one day alone tells which comes first; without one both meanings are named."""
    facts = imported(tmp_path, [*DATED, ["Bo", "Riga, LV", another]], {})
    assert facts["people"][0]["joins"] == joins
    assert said in [*facts["remarks"], *facts["people"][0]["guesses"]]
    assert facts["people"][1]["joins"] in ("2026-05-30", "2026-03-03")


def test_a_column_that_shows_both_orders_shows_none(tmp_path: Path) -> None:
    """30/05 and 05/30 are read each for itself; the other one, and a word that is no date, are left out."""
    rows = [[name, "Riga, LV", day] for name, day in (("Bo", "30/05/2026"), ("Cy", "05/30/2026"), ("Di", "soon"))]
    facts = imported(tmp_path, [*DATED, *rows], {})
    assert [row["joins"] for row in facts["people"]] == ["", "2026-05-30", "2026-05-30", ""]
    assert facts["people"][3]["guesses"] == ['joins: "soon" is not a date, so it was left out']


@pytest.mark.parametrize("heading", ["Passport expiry", "Passport valid until", "Reisepass gültig bis", "Valid"])
def test_the_day_a_passport_expires_is_read(heading: str, tmp_path: Path) -> None:
    """Under its usual names, and under any other that is told; its dates have an order of their own."""
    table = [["Name", "Location", "Start date", heading], ["Ana", "Lisbon, PT", "05/30/2026", "30/11/2027"]]
    facts = imported(tmp_path, table, {"Valid": "passport_expires"} if heading == "Valid" else {})
    assert people_of(tmp_path / "people.csv") == [
        {"id": "1", "name": "Ana", "home": "Lisbon, PT", "joins": "2026-05-30", "passport_expires": "2027-11-30"}
    ]
    assert facts["not_read"] == []


def test_days_outside_the_years_that_are_planned_are_none_that_check_refuses(tmp_path: Path) -> None:
    """Hired in 1998, or never to leave, as systems write 9999-12-31; who left long ago comes to nothing."""
    table = [
        ["Name", "City", "Country", "Hire Date", "Termination Date", "Passport Expiry"],
        ["Ana", "Lisbon", "PT", "1998-05-01", "9999-12-31", "2031-01-01"],
        ["Bo", "Lisbon", "PT", "2250-05-01", "1899-12-31", "1999-01-01"],
    ]
    ana, bo = imported(tmp_path, table, {})["people"]
    names = ("joins", "leaves", "passport_expires")
    assert [ana[name] for name in names] == ["", "", "2031-01-01"]
    assert [bo[name] for name in names] == ["", "2000-01-01", ""]
    assert ana["guesses"] == []
    assert bo["guesses"] == [
        "joins: 2250-05-01 is not a year to plan for, so it was left out",
        "leaves: 1899-12-31 was written as 2000-01-01, before which no year is planned",
        "passport_expires: 1999-01-01 is not a year to plan for, so it was left out",
    ]
