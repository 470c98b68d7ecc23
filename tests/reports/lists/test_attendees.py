"""The organiser's own list of attendees, and where phone, diet and access may stand."""

from datetime import date
from pathlib import Path

import pytest

from sprintplan.app.export import Wanted, export_list
from sprintplan.errors import UsageError
from sprintplan.reports.html.team_part import team_part
from sprintplan.reports.lists.attendees import attendees
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.plan_json import plan_bytes
from sprintplan.watch import Watch
from tests.build import full_workspace as full
from tests.build.lisbon_week import back, out
from tests.build.two_weeks import planned_of
from tests.build.year import person, scenario

PEOPLE = [
    person("ana", phone="+44 20 1", diet="vegan", access="step-free"),
    person("bob", diet="vegan", manager="ana"),
    person("cyd", cannot_enter=("PT",), diet="halal"),
]
YEAR = scenario(PEOPLE)
PLAN = planned_of(YEAR, (out(), back()))


def test_it_tells_who_is_there_with_what_they_eat_and_need() -> None:
    """Two are in Lisbon from Monday to Friday, the third cannot come."""
    people, diets = attendees(PLAN, YEAR.person_by_id)
    rows = [dict(zip(people.names, row, strict=True)) for row in people.cells]
    assert [(row["person"], row["phone"], row["diet"], row["access"]) for row in rows] == [
        ("ana", "+44 20 1", "vegan", "step-free"),
        ("bob", "", "vegan", ""),
    ]
    assert (rows[0]["first_day"], rows[0]["last_day"]) == (date(2027, 4, 5), date(2027, 4, 9))
    assert diets.cells == tuple(("spring", date(2027, 4, day), "vegan", 2) for day in range(5, 10))


def test_diet_and_access_stand_in_no_plan_and_in_no_other_list() -> None:
    """The phone stands in the lists of who arrives and who sleeps where, and on no team page."""
    text = b"".join(plan_bytes(PLAN)).decode()
    assert "+44 20 1" in text
    for word in ("vegan", "halal", "step-free"):
        assert word not in text
        assert not any(word in str(table.cells) for make in LISTS.values() for table in make(PLAN))
    with_phone = {kind for kind, make in LISTS.items() if "+44 20 1" in str([table.cells for table in make(PLAN)])}
    assert with_phone == {"manifest", "rooming"}
    assert "+44 20 1" not in b"".join(plan_bytes(team_part(PLAN, "ana"))).decode()


def test_lists_without_a_phone_have_no_column_for_it() -> None:
    bare = planned_of(scenario([person()]), (out(), back()))
    assert not any("phone" in table.names for make in LISTS.values() for table in make(bare))


def test_the_workspace_is_that_of_the_plan_or_is_named(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(b"".join(plan_bytes(PLAN)))
    with pytest.raises(UsageError, match="Name the workspace of the plan with --workspace"):
        export_list(plan, Wanted("attendees"), Watch())
    (tmp_path / "year").mkdir()
    full.write(tmp_path / "year")
    wanted = Wanted("attendees", output=tmp_path / "attendees.csv", workspace=tmp_path / "year")
    assert export_list(plan, wanted, Watch()).endswith("2 rows")
    assert "step-free" not in (tmp_path / "attendees.csv").read_text(encoding="utf-8")
