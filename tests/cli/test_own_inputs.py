"""No command writes over what it reads or writes besides, by whatever name, with --force or without."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprintplan.cli import commands
from tests.build.plan_records import team_plan, to_json

COLUMNS = "person,event,direction,status,flights,origin,destination,departs,arrives,cabin,fare,currency"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [*map(str, words)])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with the workspace `year`, a plan, bookings, a staff list and scenarios, each by two names."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "year").exit_code == 0
    files = {
        "plan.json": to_json(team_plan()),
        "booked.csv": f"{COLUMNS}\n",
        "staff.csv": "name,location\nAna Lima,Lisbon\n",
        "what-if.toml": '[[scenario]]\nname = "June"\nset = ["policy.max_connections=1"]\n',
    }
    (tmp_path / "orders").mkdir()
    for name, text in (files | {"orders/bookings.csv": files["booked.csv"]}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in files:
        (tmp_path / f"link-{name}").symlink_to(name)
        (tmp_path / f"second-{name}").hardlink_to(tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        "export plan.json --kind rooming --format json -o plan.json",
        "export plan.json --kind rooming --format json -o link-plan.json",
        "export link-plan.json --kind rooming --format json -o second-plan.json",
        "actuals plan.json booked.csv -o booked.csv",
        "actuals plan.json booked.csv -o second-booked.csv",
        "actuals plan.json booked.csv --page plan.json",
        "actuals plan.json booked.csv --page link-booked.csv",
        "actuals plan.json orders -o orders/bookings.csv",
        "actuals plan.json booked.csv -o new.csv --page new.csv",
        "actuals plan.json booked.csv -o new.csv --page orders/../new.csv",
        "scout year -o new.csv --page ./new.csv",
        "compare year --scenarios what-if.toml -o second-what-if.toml",
        "compare year --people staff.csv -o link-staff.csv",
    ],
)
def test_it_is_refused_before_anything_is_written(here: Path, words: str) -> None:
    """One line that names the file; everything is as it was."""
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    result = run(*words.split(), "--force")
    assert result.exit_code == 2, result.output
    [line] = result.stderr.splitlines()
    assert line.endswith("Name another file")
    assert "used by this very command" in line
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("plan year -o year.xlsx", "year.json"),
        ("replan year plan.json -o next.csv", "next.json"),
        ("compare year --set limits.budget=1 -o costs.xlsx", "costs.json"),
        ("scout year --page places.csv", "places.html"),
        ("actuals plan.json booked.csv --page paid.pdf", "paid.html"),
    ],
)
def test_an_ending_of_another_kind_of_file_is_refused_before_the_work(here: Path, words: str, right: str) -> None:
    """Excel would call the file damaged."""
    before = sorted(here.rglob("*"))
    result = run(*words.split())
    assert result.exit_code == 2, result.output
    assert result.stderr.endswith(f"Name it {right}\n")
    assert sorted(here.rglob("*")) == before


def test_nothing_is_written_where_one_of_two_files_may_not_be(here: Path) -> None:
    result = run("actuals", "plan.json", "booked.csv", "-o", "new.csv", "--page", "staff.csv")
    assert result.exit_code == 2
    assert not Path("new.csv").exists()


def test_a_list_that_was_written_into_the_workspace_is_replaced(here: Path) -> None:
    """It is none of the files that are read."""
    for _ in range(2):
        (here / "year" / "bookings.csv").write_text(f"{COLUMNS}\n", encoding="utf-8")
        assert run("actuals", "plan.json", "year", "-o", "year/actuals.csv", "--page", "year/a.html").exit_code == 0


@pytest.mark.parametrize("output", ["", ".", "..", "/"])
def test_a_folder_is_no_file_of_people(here: Path, output: str) -> None:
    result = run("import", "people", "staff.csv", "-o", output)
    assert result.exit_code == 2
    assert "is a folder. Name a file in it" in result.stderr


@pytest.mark.parametrize(
    "text",
    ["", "{}", to_json(team_plan()).replace(": 1", ": 2").replace('"version": 2', '"version": 1')],
    ids=["", "half", "changed"],
)
def test_a_damaged_file_of_the_log_is_not_taken_for_the_plan(here: Path, text: str) -> None:
    """`replan` knows it before the work: else the published plan would be kept nowhere."""
    assert run("log", "year", "plan.json", "--force").exit_code == 0
    [kept] = (here / "year" / "plans").glob("*.json")
    kept.write_text(text, encoding="utf-8")
    for words in (["log", "year", "plan.json"], ["replan", "year", "plan.json"]):
        result = run(*words)
        assert result.exit_code == 2
        assert "is not the plan that it was written as: it is damaged. Move it away" in result.stderr
        assert kept.read_text(encoding="utf-8") == text
