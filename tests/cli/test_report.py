"""`sprintplan report`: which files it writes, and which it leaves alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprintplan import cli
from sprintplan.app.report import page_file
from sprintplan.cli import commands
from sprintplan.domain.trip import Approval
from sprintplan.reports.html import trip_rows
from tests.build.plan_records import event_record, plan_record, team_plan, to_json, trip_record, without_events
from tests.patience import PATIENCE_S


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan on disk."""
    path = tmp_path / "plan.json"
    path.write_text(to_json(team_plan()), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.commands, ["report", *map(str, arguments)])


def test_the_year_is_index_html_and_nothing_else(path: Path, tmp_path: Path) -> None:
    """The folder is made; the path of the page is said."""
    result = run(path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert str(tmp_path / "out" / "index.html") in result.output
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["index.html"]


def test_a_team_is_a_page_beside_it(path: Path, tmp_path: Path) -> None:
    """By name or id; both pages may lie in one folder."""
    run(path, "-o", tmp_path / "out")
    assert run(path, "-o", tmp_path / "out", "--manager", "ana lima").exit_code == 0
    assert {each.name for each in (tmp_path / "out").iterdir()} == {"index.html", "manager-ana.html"}


def test_a_team_and_a_traveller_have_pages_of_their_own(path: Path, tmp_path: Path) -> None:
    """By name and by id; only one of the three at a time, and the scenarios on the year's page alone."""
    assert run(path, "-o", tmp_path / "out", "--team", "core").exit_code == 0
    assert run(path, "-o", tmp_path / "out", "--person", "bo").exit_code == 0
    assert {each.name for each in (tmp_path / "out").iterdir()} == {"team-Core.html", "person-bo.html"}
    assert "leave two of the three out" in run(path, "--team", "core", "--person", "bo").output
    assert "only the year's page shows scenarios" in run(path, "--person", "bo", "--compare", "x.json").output


def test_a_file_for_the_page_is_answered_with_the_folder_to_name(path: Path, tmp_path: Path) -> None:
    """`-o year.html` would make a folder of that name."""
    result = run(path, "-o", tmp_path / "year.html")
    assert result.exit_code == 2
    assert "-o takes the folder of the page" in result.output
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]


def test_a_page_of_ours_is_written_over_and_another_file_never(path: Path, tmp_path: Path) -> None:
    """The second run replaces; somebody's own index.html stays as it is, with status 2."""
    run(path, "-o", tmp_path / "out")
    assert run(path, "-o", tmp_path / "out").exit_code == 0
    own = tmp_path / "own" / "index.html"
    own.parent.mkdir()
    own.write_text("<h1>mine</h1>", encoding="utf-8")
    result = run(path, "-o", own.parent)
    assert result.exit_code == 2
    assert f"{own} is there already, and is not a report of sprintplan" in result.output
    assert own.read_text(encoding="utf-8") == "<h1>mine</h1>"
    assert run(path, "-o", own.parent, "--force").exit_code == 0


def test_the_page_of_a_result_without_events_takes_no_other_pages_place(path: Path, tmp_path: Path) -> None:
    """It goes beside the page of the plan."""
    run(path, "-o", tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_bytes()
    path.write_text(to_json(without_events("infeasible", "capacity 5")), encoding="utf-8")
    result = run(path, "-o", tmp_path / "out")
    assert str(tmp_path / "out" / "index.no-plan.html") in result.output
    assert (tmp_path / "out" / "index.html").read_bytes() == page


@pytest.mark.parametrize("words", ["team PLAN ana", "show PLAN --person ana", "report PLAN --manager ana"])
def test_a_part_of_a_result_without_events_says_that_there_is_no_plan(path: Path, words: str) -> None:
    """Not that it has nobody."""
    path.write_text(to_json(without_events("infeasible", "capacity 5")), encoding="utf-8")
    done = CliRunner().invoke(commands, words.replace("PLAN", str(path)).split())
    assert done.exit_code == 3
    assert "no plan is possible: change the workspace where the reasons point" in done.stderr


@pytest.mark.parametrize("folder", ["year/offers", "year/offers/report", "year/cache"])
def test_no_page_lies_among_the_files_of_a_workspace(path: Path, tmp_path: Path, folder: str) -> None:
    """There it would be taken for an answer of a provider."""
    (tmp_path / "year" / "offers").mkdir(parents=True)
    (tmp_path / "year" / "sprint.toml").touch()
    result = run(path, "-o", tmp_path / folder)
    assert result.exit_code == 2
    assert "of the workspace" in result.output
    assert not [*tmp_path.rglob("*.html")]


@pytest.mark.parametrize(
    ("output", "said"),
    [("plan.json", "is a file. Name a folder"), ("missing/out", "Make it, or name another folder")],
)
def test_where_no_folder_can_be_the_command_says_so(path: Path, tmp_path: Path, output: str, said: str) -> None:
    result = run(path, "-o", tmp_path / output)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_manager_who_is_none_leaves_no_folder_behind(path: Path, tmp_path: Path) -> None:
    assert run(path, "-o", tmp_path / "out", "--manager", "nobody").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_plan_without_events_gets_its_page_too(tmp_path: Path) -> None:
    """Written with status 0: the page says why there is no plan."""
    path = tmp_path / "plan.json"
    path.write_text(to_json(without_events("infeasible", "capacity 5")), encoding="utf-8")
    assert run(path, "-o", tmp_path / "out").exit_code == 0
    assert "capacity 5" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_the_same_plan_gives_the_same_page(path: Path, tmp_path: Path) -> None:
    run(path, "-o", tmp_path / "one")
    run(path, "-o", tmp_path / "two")
    assert (tmp_path / "one" / "index.html").read_bytes() == (tmp_path / "two" / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("manager", "file"),
    [
        ("ana", "manager-ana.html"),
        ("a.b-c_d@acme.example", "manager-a.b-c_d@acme.example.html"),
        ("../../etc/passwd", "manager-..~2f~..~2f~etc~2f~passwd.html"),
        ("a/<b>", "manager-a~2f~~3c~b~3e~.html"),
    ],
)
def test_a_managers_id_cannot_leave_the_folder(manager: str, file: str) -> None:
    assert page_file("manager", manager) == file


def test_a_rule_without_a_name_gets_its_line(tmp_path: Path) -> None:
    """No plan of ours has one; a file that was edited may."""
    trip = trip_record("ana").changed(approvals=(Approval(by="", rule="", reason="fares over 750 EUR"),))
    (tmp_path / "plan.json").write_text(to_json(plan_record(event_record(trip))), encoding="utf-8")
    result = run(tmp_path / "plan.json", "-o", tmp_path / "report")
    assert result.exit_code == 0, result.output


def test_long_ids_stay_apart() -> None:
    """Two of 300 letters that differ in the last one: names of some 120."""
    one, two = page_file("manager", "x" * 299 + "a"), page_file("manager", "x" * 299 + "b")
    assert one != two
    assert len(one) < 130


def test_a_hostile_manager_stays_in_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(to_json(plan_record(event_record(trip_record("bo", manager="../evil")))), encoding="utf-8")
    assert run(path, "-o", tmp_path / "out", "--manager", "../evil").exit_code == 0
    assert {each.name for each in tmp_path.iterdir()} == {"plan.json", "out"}


def test_only_the_report_loads_the_templates_library(path: Path) -> None:
    """`show` prints without it."""
    script = (
        "import sys; from sprintplan.cli import commands\n"
        f"commands.main(['show', {json.dumps(str(path))}], standalone_mode=False)\n"
        "print('jinja2' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stderr == "False\n"


def test_a_page_without_room_for_every_trip_has_them_in_a_file_beside_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five trips, and room for three: the first three, and a list of all; a manager's list has her people alone."""
    monkeypatch.setattr(trip_rows, "MOST_TRIPS", 3)
    assert run(path, "-o", tmp_path / "out").exit_code == 0
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "There are 5 trips." in page
    assert page.count('data-label="Event">') == 3
    assert (tmp_path / "out" / "trips.csv").read_text(encoding="utf-8-sig").startswith("event,person,name")
    monkeypatch.setattr(trip_rows, "MOST_TRIPS", 2)
    assert run(path, "-o", tmp_path / "out", "--manager", "ana").exit_code == 0
    listed = (tmp_path / "out" / "manager-ana-trips.csv").read_text(encoding="utf-8-sig")
    assert {line.split(",")[1] for line in listed.splitlines()[1:]} == {"bo", "cy"}
    assert run(path, "-o", tmp_path / "out").exit_code == 0


def test_the_file_beside_a_page_takes_no_strangers_place(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written then."""
    monkeypatch.setattr(trip_rows, "MOST_TRIPS", 3)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "trips.csv").write_text("mine\n", encoding="utf-8")
    assert run(path, "-o", tmp_path / "out").exit_code == 2
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["trips.csv"]
