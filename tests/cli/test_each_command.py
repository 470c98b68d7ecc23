"""Each command does what its help says, with plans made by hand in place of the solver's."""

import json
from pathlib import Path

import pytest

from sprintplan.app import planning, verifying
from sprintplan.domain.plan import ManagerRecord, Plan
from sprintplan.errors import PlanDoesNotHold
from sprintplan.watch import Watch
from tests.build.plan_records import event_record, plan_record, team_plan, to_json, trip_record, without_events
from tests.cli.hand_made import Planned, path, planned, run

__all__ = ["path", "planned"]


def test_the_plan_of_this_folder_is_meant_where_none_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alike by name and without; `team` takes one word as the manager and two as plan and manager."""
    monkeypatch.chdir(path.parent)
    for words in (["show"], ["show", "--event", "spring"], ["report", "-o", "out"], ["export", "--kind", "trips"]):
        command, *rest = words
        assert run(*words).output == run(command, "plan.json", *rest).output
    assert run("team", "ana").output == run("team", "plan.json", "ana").output
    assert run("team").exit_code == 2
    assert "more than [PLAN] and MANAGER" in run("team", "a", "b", "c").stderr
    assert run("diff", "plan.json").output == run("diff", "plan.json", "plan.json").output


def test_people_are_named_by_id_e_mail_or_name(tmp_path: Path) -> None:
    """In any case; for `show`, `team` and `report` alike, and managers who come to no event too."""
    path, absent = (
        tmp_path / "plan.json",
        ManagerRecord(person="desk", name="Dee Marsh", manager="", email="d@m.example"),
    )
    people = (trip_record("ana", "Ana Lima", email="al@acme.example"), trip_record("bo", "Bo Ek", manager="desk"))
    path.write_text(to_json(plan_record(event_record(*people), managers=(absent,))), encoding="utf-8")
    shown = {run("show", path, "--person", word).output for word in ("ana", "AL@acme.example", "ana lima")}
    assert len(shown) == 1
    assert "Ana Lima" in shown.pop()
    printed = {run("team", path, word).output for word in ("desk", "D@m.example", "Dee")}
    assert len(printed) == 1
    assert printed.pop().startswith("Below Dee Marsh: 1 person")
    assert "Bo Ek" in run("show", path, "--manager", "d@m.example").output
    assert "Ana Lima" not in run("show", path, "--manager", "d@m.example").output


def test_plan_writes_the_file_and_prints_the_summary(planned: Planned, tmp_path: Path) -> None:
    """Warnings go to standard error, without what could steer a terminal; no timings unasked."""
    planned(team_plan())
    result = run("plan", "folder", "-o", tmp_path / "out.json")
    assert result.exit_code == 0
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == to_json(team_plan())
    assert result.stdout.startswith("Acme: Lisbon in May: 12 841 EUR cash\n")
    assert f"Every trip is in {tmp_path / 'out.json'}" in result.stdout
    assert result.stderr == "warning: people.csv:2: strange name[2J.\n"


def test_plan_writes_plan_json_here_unless_told(
    planned: Planned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(team_plan())
    monkeypatch.chdir(tmp_path)
    assert run("plan", "folder").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_plan_to_standard_output_is_the_json_alone(planned: Planned) -> None:
    """Names in any script stay as they are; timings go to standard error."""
    year_plan = plan_record(event_record(trip_record("ana", "Łukasz 漢字")))
    planned(year_plan)
    result = run("plan", "folder", "-o", "-", "--timings")
    assert result.stdout == to_json(year_plan)
    assert "verify" in result.stderr
    assert "in all" in result.stderr


def test_plan_passes_on_what_it_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    wishes: list[tuple[Path, planning.Wish]] = []

    def solved(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
        wishes.append((folder, wish))
        return team_plan()

    monkeypatch.setattr(planning, "plan", solved)
    options = [
        "--offers",
        "files",
        "--today",
        "2026-11-24",
        "--time-limit",
        "9.5",
        "--workers",
        "2",
        "--cluster",
        "tcp://10.0.0.5:8786",
    ]
    assert run("plan", "folder", "-o", "-", *options).exit_code == 0
    [(folder, wish)] = wishes
    assert (folder, wish.offers, str(wish.today)) == (Path("folder"), "files", "2026-11-24")
    assert (wish.time_limit, wish.workers, wish.cluster) == (9.5, 2, "tcp://10.0.0.5:8786")


@pytest.mark.parametrize(("status", "word"), [("infeasible", "no plan is possible"), ("unknown", "time ran out")])
def test_without_a_plan_the_reasons_are_written_and_the_status_is_3(
    planned: Planned, tmp_path: Path, status: str, word: str
) -> None:
    """The JSON tells the status and the conflict, standard error says it."""
    planned(without_events(status, "capacity 5, 9 attend"))
    result = run("plan", "folder", "-o", tmp_path / "out.json")
    assert result.exit_code == 3
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["status"] == status
    assert word in result.stderr
    assert "capacity 5, 9 attend" in result.stdout


def test_a_place_that_cannot_be_written_is_refused_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "plan", lambda *_: pytest.fail("planned in vain"))
    result = run("plan", "folder", "-o", "no/such/folder/plan.json")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


def test_show_and_team_print_text_and_json(path: Path) -> None:
    """Each table is there as JSON too."""
    assert run("show", path).stdout.startswith("Acme: Lisbon in May")
    assert "Trips" in run("show", path, "--event", "spring").stdout
    assert json.loads(run("show", path, "--format", "json").stdout)["status"] == "optimal"
    [event] = json.loads(run("show", path, "--person", "eva", "--format", "json").stdout)["events"]
    assert [each["person"] for each in event["trips"]] == ["eva"]
    assert run("team", path, "ana").stdout.startswith("Below Ana Lima: 3 people")
    [event] = json.loads(run("team", path, "Ana Lima", "--format", "json").stdout)["events"]
    assert [each["person"] for each in event["trips"]] == ["di", "bo", "cy"]


def test_an_unknown_manager_has_status_2_and_a_suggestion(path: Path) -> None:
    result = run("team", path, "anna")
    assert result.exit_code == 2
    assert "Did you mean ana (Ana Lima)?" in result.stderr


def test_verify_says_that_the_plan_holds_or_each_fault(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0 and a word, or 5 and the faults on standard error."""
    monkeypatch.setattr(verifying, "verify", lambda *_, **__: None)
    assert run("verify", "folder", path).stdout == "The plan holds.\n"

    def fail(*_: object, **__: object) -> None:
        raise PlanDoesNotHold(["totals.cash is 5.00, not 4.00"])

    monkeypatch.setattr(verifying, "verify", fail)
    result = run("verify", "folder", path)
    assert (result.exit_code, result.stdout, result.stderr) == (5, "", "totals.cash is 5.00, not 4.00\n")


def test_the_schema_is_printed_as_json() -> None:
    assert json.loads(run("schema").stdout)["$schema"].endswith("2020-12/schema")


def test_new_and_check_work_hand_in_hand(tmp_path: Path) -> None:
    """A new workspace has no problem; the same folder twice is refused."""
    assert f"sprintplan plan {tmp_path / 'year'}" in run("new", tmp_path / "year").stdout
    result = run("check", tmp_path / "year", "--format", "json", "--today", "2026-11-24")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["journeys"] > 0
    assert run("new", tmp_path / "year").exit_code == 2
