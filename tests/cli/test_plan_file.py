"""Where `plan` writes: no plan is lost, and no file that is none of its own."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprintplan import cli
from sprintplan.app import planning
from sprintplan.domain.plan import Plan
from sprintplan.watch import Watch
from tests.build.plan_records import (
    event_record,
    offer_record,
    plan_record,
    team_plan,
    to_json,
    trip_record,
    without_events,
)

Planned = Callable[..., None]
HERE = "year"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.commands, [*map(str, arguments)])


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> Planned:
    """Has `plan` find this plan whatever the folder, at once or after ctrl-C."""

    def find(plan: Plan, *, stopped: bool = False) -> None:
        def told(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
            watch.stopped = stopped
            return plan

        monkeypatch.setattr(planning, "plan", told)

    return find


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that we are in, with a workspace in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / HERE / "offers").mkdir(parents=True)
    for name in ("sprint.toml", "people.csv", "venues.csv", "offers/quotes.csv"):
        (tmp_path / HERE / name).write_text(name, encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize(
    ("plan", "stopped", "why"),
    [
        (without_events("infeasible", "capacity 5, 9 attend"), False, "no plan is possible"),
        (without_events("unknown"), False, "time ran out"),
        (without_events("unknown"), True, "stopped before any plan was found"),
    ],
    ids=["infeasible", "time limit", "ctrl-C"],
)
def test_a_result_without_events_goes_beside_the_plan(
    here: Path, planned: Planned, plan: Plan, stopped: bool, why: str
) -> None:
    """plan.json stays byte for byte; one line says why there is no plan, and names both files."""
    Path("plan.json").write_text(to_json(team_plan()), encoding="utf-8")
    planned(plan, stopped=stopped)
    result = run("plan", HERE)
    assert result.exit_code == 3
    assert Path("plan.json").read_text(encoding="utf-8") == to_json(team_plan())
    assert Path("plan.no-plan.json").read_text(encoding="utf-8") == to_json(plan)
    [line] = result.stderr.splitlines()
    assert line.startswith(why)
    assert "plan.json stays as it was, with the plan made 2026-11-24 09:00" in line
    assert line.endswith("this result is in plan.no-plan.json")
    assert ("time ran out" in result.output) == (why == "time ran out")


def test_a_result_without_events_that_replaces_nothing_is_named(here: Path, planned: Planned) -> None:
    """Nobody takes the file for a plan because it has the name that was asked for."""
    planned(without_events("infeasible", "capacity 5, 9 attend"))
    result = run("plan", HERE)
    [line] = result.stderr.splitlines()
    assert line.endswith("change the workspace where the reasons point. This result is in plan.json")
    assert contents(here)["plan.json"] == to_json(without_events("infeasible", "capacity 5, 9 attend"))


def test_nothing_is_said_to_be_replaced_where_there_is_no_workspace(here: Path) -> None:
    """A plan named in place of the folder is refused, in one sentence."""
    (here / "plan.json").write_text(to_json(plan_record(event_record(), workspace="beta")), encoding="utf-8")
    result = run("plan", "plan.json")
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("plan.json is a file")


def test_where_no_plan_is_there_the_result_is_the_file_that_was_asked_for(here: Path, planned: Planned) -> None:
    """Also over an earlier result without events, and over an empty file; the first plan then takes its place."""
    Path("empty.json").touch()
    for name in ("out.json", "out.json", "empty.json"):
        planned(without_events("unknown"))
        assert run("plan", HERE, "-o", name).exit_code == 3
        assert json.loads(Path(name).read_text(encoding="utf-8"))["status"] == "unknown"
        assert not [*Path().glob("*.no-plan.json")]
    planned(team_plan())
    assert run("plan", HERE, "-o", "out.json").exit_code == 0
    assert Path("out.json").read_text(encoding="utf-8") == to_json(team_plan())


def test_a_plan_of_a_later_version_is_a_plan_too(here: Path, planned: Planned) -> None:
    """This version cannot read it, and keeps it all the same."""
    later = json.dumps(json.loads(to_json(team_plan())) | {"version": 2, "more": [1]})
    Path("plan.json").write_text("\ufeff" + later, encoding="utf-8")
    planned(without_events("unknown"))
    assert run("plan", HERE).exit_code == 3
    assert Path("plan.json").read_text(encoding="utf-8-sig") == later


def test_a_plan_that_was_cut_short_does_not_take_the_place_of_the_proven_one(here: Path, planned: Planned) -> None:
    """Of the same inputs, day and versions; status 0, and both files are named. Of other inputs it does."""
    short = plan_record(event_record(trip_record("ana")), status="feasible", bound="17500.00", gap=0.0286)
    Path("plan.json").write_text(to_json(plan_record(event_record(trip_record("ana")))), encoding="utf-8")
    planned(short, stopped=True)
    result = run("plan", HERE)
    assert result.exit_code == 0
    assert json.loads(Path("plan.json").read_text(encoding="utf-8"))["status"] == "optimal"
    assert Path("plan.cut-short.json").read_text(encoding="utf-8") == to_json(short)
    assert result.stderr == (
        "plan.json stays as it was, with the proven plan of the same inputs; this result is in plan.cut-short.json\n"
    )
    assert "Every trip is in plan.cut-short.json" in result.stdout
    for changes in ({"inputs_sha256": "1" * 64}, {"today": "2026-11-25"}, {"data_version": "2026.12"}):
        planned(Plan.model_validate_json(json.dumps(json.loads(to_json(short)) | changes)))
        Path("plan.json").write_text(to_json(plan_record(event_record(trip_record("ana")))), encoding="utf-8")
        assert run("plan", HERE).stderr == ""
        assert json.loads(Path("plan.json").read_text(encoding="utf-8"))["status"] == "feasible"


def test_a_proven_plan_with_a_train_of_ground_csv_stays_too(here: Path, planned: Planned) -> None:
    """The one that was cut short has flights alone; both were made with estimates."""
    flies = trip_record("ana", offers=(offer_record(source="estimate"),))
    train = flies.outbound and flies.outbound.changed(mode="train")
    rides = flies.changed(outbound=train, inbound=train, offers=(offer_record(source="files"),))
    proven = to_json(plan_record(event_record(rides)))
    Path("plan.json").write_text(proven, encoding="utf-8")
    planned(plan_record(event_record(flies), status="feasible", bound="17500.00", gap=0.0286), stopped=True)
    assert "this result is in plan.cut-short.json" in run("plan", HERE).stderr
    assert Path("plan.json").read_text(encoding="utf-8") == proven


def test_of_two_plans_that_were_cut_short_the_better_one_stays(here: Path, planned: Planned) -> None:
    """Of the same inputs, day and versions; one that scores no more takes the place of the other."""
    good, worse = (
        plan_record(event_record(trip_record("ana")), status="feasible", objective=score, bound="17000.00")
        for score in ("17500.00", "18000.00")
    )
    for first, second, stays in ((good, worse, True), (worse, good, False), (good, good, False)):
        Path("plan.json").write_text(to_json(first), encoding="utf-8")
        planned(second)
        result = run("plan", HERE)
        assert result.exit_code == 0
        assert json.loads(Path("plan.json").read_text(encoding="utf-8"))["objective"] == "17500.00"
        assert ("with the better plan of the same inputs; this result is in plan.cut-short" in result.stderr) == stays


@pytest.mark.parametrize(
    "name",
    [
        "year/people.csv",
        "year/sprint.toml",
        "year/../year/venues.csv",
        "year/visas.csv",
        "year/VISAS.CSV",
        "year/offers/quotes.csv",
        "year/offers/plan.json",
        "year/offers/old/plan.json",
        "year/cache/plan.json",
        "other/people.csv",
        "link.json",
        "second-name.json",
        "link-to-offers/plan.json",
        "archive/published.json",
        "kept/booked.csv",
        "second-name.csv",
    ],
)
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
def test_no_file_of_a_workspace_is_written_over_nor_one_added(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, force: list[str]
) -> None:
    """Of this workspace or another, by whatever way and name; before the work, and --force changes nothing."""
    (here / "other").mkdir()
    (here / "other" / "sprint.toml").touch()
    Path("link.json").symlink_to("year/people.csv")
    Path("second-name.json").hardlink_to("year/offers/quotes.csv")
    Path("link-to-offers").symlink_to("year/offers")
    for folder in ("archive", "kept"):
        Path(folder).mkdir()
    Path("archive/published.json").write_text(to_json(team_plan()), encoding="utf-8")
    Path("year/plans").symlink_to("../archive")
    Path("kept/booked.csv").write_text("bookings", encoding="utf-8")
    Path("second-name.csv").hardlink_to("kept/booked.csv")
    Path("year/bookings.csv").symlink_to("../kept/booked.csv")
    before = contents(here)
    monkeypatch.setattr(planning, "plan", lambda *_: pytest.fail("planned in vain"))
    result = run("plan", HERE, "-o", name, *force)
    assert result.exit_code == 2
    assert name in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert contents(here) == before


def test_a_plan_may_lie_in_the_workspace(here: Path, planned: Planned) -> None:
    planned(team_plan())
    assert run("plan", HERE, "-o", "year/plan.json").exit_code == 0
    assert run("plan", HERE, "-o", "year/plan.json").exit_code == 0


@pytest.mark.parametrize(
    "text",
    ["notes", '{"format": "other"}', "[1]", to_json(team_plan())[:900], "\0", '{"format": "sprintplan-list"}'],
    ids=["text", "another format", "a list", "half a plan", "no text", "a list of ours"],
)
def test_a_file_that_is_no_plan_is_written_over_with_force_alone(here: Path, planned: Planned, text: str) -> None:
    """Half a plan may be all that is left of one."""
    planned(team_plan())
    Path("mine.json").write_text(text, encoding="utf-8")
    result = run("plan", HERE, "-o", "mine.json")
    assert result.exit_code == 2
    assert result.stderr == (
        "mine.json is there already, and is not a plan of sprintplan. "
        "Name another file, or write over it with --force\n"
    )
    assert Path("mine.json").read_text(encoding="utf-8") == text
    assert run("plan", HERE, "-o", "mine.json", "--force").exit_code == 0
    assert Path("mine.json").read_text(encoding="utf-8") == to_json(team_plan())


@pytest.mark.parametrize("beside", ["plan.no-plan.json", "plan.cut-short.json"])
def test_the_places_beside_the_plan_are_nobody_elses_either(
    here: Path, monkeypatch: pytest.MonkeyPatch, beside: str
) -> None:
    """Known before the work, as a result without events, or one that was cut short, may have to go there."""
    Path(beside).write_text("notes", encoding="utf-8")
    monkeypatch.setattr(planning, "plan", lambda *_: pytest.fail("planned in vain"))
    result = run("plan", HERE)
    assert result.exit_code == 2
    assert f"{beside} is there already" in result.stderr


def test_a_folder_is_refused(here: Path) -> None:
    result = run("plan", HERE, "-o", HERE)
    assert result.exit_code == 2
    assert "year is a folder. Name a file in it" in result.stderr


def test_a_plan_that_cannot_be_written_is_not_lost(
    here: Path, planned: Planned, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The folder went away during the work: the summary is printed, and a folder for temporary files has the plan."""
    elsewhere = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    Path("out").mkdir()

    def told(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
        Path("out").rmdir()
        return team_plan()

    monkeypatch.setattr(planning, "plan", told)
    result = run("plan", HERE, "-o", "out/plan.json")
    assert result.exit_code == 2
    assert "Acme: Lisbon in May" in result.stdout
    [kept] = [*elsewhere.glob("sprintplan-*/plan.json")]
    assert f"The plan is in {kept}" in result.stderr
    assert kept.read_text(encoding="utf-8") == to_json(team_plan())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_where_not_even_that_can_be_written_the_summary_stays(
    here: Path, planned: Planned, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every disk is full: status 2, one line that says so, no empty folder, and the plan of before is whole."""
    elsewhere = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("plan.json").write_text(to_json(plan_record(event_record())), encoding="utf-8")
    planned(team_plan())
    monkeypatch.setattr(os, "fsync", full)
    result = run("plan", HERE)
    assert result.exit_code == 2
    assert "Acme: Lisbon in May" in result.stdout
    assert result.stderr == (
        "plan.json cannot be written: No space left on device. Name another file. The plan is lost, as it could not be "
        "written to the folder for temporary files either\n"
    )
    assert not [*elsewhere.iterdir()]
    assert Path("plan.json").read_text(encoding="utf-8") == to_json(plan_record(event_record()))


def test_the_plan_of_another_workspace_is_named_before_it_is_replaced(here: Path, planned: Planned) -> None:
    """One sentence before the work; not for a plan of this workspace, nor for one that does not tell."""
    for workspace, is_named in (("beta", True), (HERE, False), ("", False)):
        Path("plan.json").write_text(to_json(plan_record(event_record(), workspace=workspace)), encoding="utf-8")
        planned(team_plan())
        sentence = "warning: plan.json holds the plan of the workspace beta; it will be replaced\n"
        assert run("plan", HERE).stderr == (sentence if is_named else "")


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_verify_refuses_a_result_without_events(here: Path, status: str) -> None:
    """Status 5 and one sentence; the workspace is not even looked at."""
    Path("none.json").write_text(to_json(without_events(status, "capacity 5")), encoding="utf-8")
    result = run("verify", "nowhere", "none.json")
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == f"none.json holds no plan: its status is {status}, it has no events\n"
