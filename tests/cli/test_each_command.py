"""Each command does what its help says, with plans made by hand in place of the solver's."""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sprintplan import __version__, alarm, cli
from sprintplan.app import planning, verifying
from sprintplan.app.export import KINDS
from sprintplan.cli import printing
from sprintplan.cli.commands import IMPORTED, Command
from sprintplan.cli.publishing import KIND_WORDS
from sprintplan.domain.plan import ManagerRecord, Plan
from sprintplan.errors import InputError, OfferSourceError, Place, PlanDoesNotHold, Problem, SprintplanError
from sprintplan.watch import TELL, Watch
from tests.build.plan_records import event_record, plan_record, team_plan, to_json, trip_record, without_events
from tests.build.year import market, scenario
from tests.patience import PATIENCE_S

Planned = Callable[[Plan], None]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.commands, [*map(str, arguments)])


def process(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with its real streams."""
    command = [sys.executable, "-m", "sprintplan.cli", *map(str, arguments)]
    variables = os.environ | {"PYTHONIOENCODING": "utf-8"} | env
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=variables, timeout=PATIENCE_S
    )


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> Planned:
    """Has `plan` find this plan whatever the folder."""

    def find(plan: Plan) -> None:
        def told(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
            watch.warn("people.csv:2: strange name\x1b[2J.")
            with watch.stage("verify"):
                return plan

        monkeypatch.setattr(planning, "plan", told)

    return find


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan on disk."""
    path = tmp_path / "plan.json"
    path.write_text(to_json(team_plan()), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sorted(IMPORTED))
def test_every_command_and_each_of_its_options_has_help(name: str) -> None:
    """`sprintplan COMMAND --help` ends with 0, says a sentence, and explains every option within 80 columns."""
    command = cli.commands.get_command(click.Context(cli.commands), name)
    assert command
    assert command.help
    assert IMPORTED[name][1] == " ".join(command.help.split("\n\n")[0].split())
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    result = run(name, "--help")
    assert result.exit_code == 0
    assert command.help.splitlines()[0] in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def every_command() -> list[tuple[str, Command]]:
    """Each command with the words that call it, those of groups among them."""
    context, listed = click.Context(cli.commands), list[tuple[str, Command]]()
    for name in sorted(IMPORTED):
        command = cli.commands.get_command(context, name)
        inner = command.commands.items() if isinstance(command, click.Group) else [("", command)]
        listed += [(f"{name} {word}".strip(), each) for word, each in inner if isinstance(each, Command)]
    return listed


@pytest.mark.parametrize(("name", "command"), every_command(), ids=[name for name, _ in every_command()])
def test_the_help_of_every_command_has_examples_that_it_accepts(name: str, command: Command) -> None:
    """Each example stands on a line of its own, calls the command, and parses."""
    shown = run(*name.split(), "--help").output.splitlines()
    assert command.examples
    for example in command.examples:
        assert f"  {example}" in shown
        _, *words = shlex.split(example.partition(" >")[0])
        assert words[: len(name.split())] == name.split()
        command.make_context(name, words[len(name.split()) :])


@pytest.mark.parametrize("terminal", ["40", "80", "140"])
@pytest.mark.parametrize("name", ["export", "compare", "replan"])
def test_help_is_as_wide_as_the_terminal(name: str, terminal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only examples, which are to be copied, may be longer."""
    monkeypatch.setenv("COLUMNS", terminal)
    lines = run(name, "--help").output.partition("Examples:")[0].splitlines()
    assert max(map(len, lines)) <= int(terminal)
    assert "..." not in "".join(lines)


def test_the_words_of_export_are_its_kinds() -> None:
    assert {*KIND_WORDS} == {*KINDS}


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_completion_scripts_call_the_program(shell: str) -> None:
    """Sourced, they have `sprintplan` itself say what may come next."""
    script = run("completion", shell).stdout
    assert f"_SPRINTPLAN_COMPLETE={shell}_complete" in script
    printed = process("", _SPRINTPLAN_COMPLETE="bash_complete", COMP_WORDS="sprintplan ex", COMP_CWORD="1").stdout
    assert printed == "plain,explain\nplain,export\n"


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


def test_help_imports_no_heavy_library() -> None:
    """Neither solver nor tables, models or rich are loaded for it."""
    script = (
        "import sys; from sprintplan.cli import commands\n"
        "commands.main(['--help'], standalone_mode=False)\n"
        "print({'ortools', 'numpy', 'pydantic', 'rich', 'pandas'} & {*sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stderr == "set()\n"


def test_the_version_is_printed() -> None:
    assert run("--version").output == f"sprintplan, version {__version__}\n"


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

    def told(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
        wishes.append((folder, wish))
        return team_plan()

    monkeypatch.setattr(planning, "plan", told)
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


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (SprintplanError("the plan does not hold"), 1, "the plan does not hold\n"),
        (InputError([Problem(Place("people.csv", 3), "no id", "Give one")]), 2, "people.csv:3: no id. Give one\n"),
        (OfferSourceError("out of reach"), 4, "out of reach\n"),
        (PlanDoesNotHold(["one", "two"]), 5, "one\ntwo\n"),
        (KeyboardInterrupt(), 130, "stopped"),
        (ValueError("odd\nthing"), 1, "internal error: ValueError: odd thing. SPRINTPLAN_DEBUG=1 shows where"),
    ],
    ids=["ours", "inputs", "offers", "does not hold", "stopped", "unexpected"],
)
def test_each_error_has_its_status_and_no_traceback(
    error: BaseException, status: int, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is written either."""

    def fail(*_: object) -> Plan:
        raise error

    monkeypatch.setattr(planning, "plan", fail)
    result = run("plan", "folder", "-o", tmp_path / "out.json")
    assert result.exit_code == status
    assert result.stderr.startswith(expected)
    assert "Traceback" not in result.output
    assert not [*tmp_path.iterdir()]


def test_an_error_that_a_library_makes_of_ctrl_c_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressed while one is imported it comes as an ImportError; status 130 and the usual words."""

    def fail(*_: object) -> Plan:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise ImportError("initialization failed")

    monkeypatch.setattr(planning, "plan", fail)
    result = run("plan", "folder", "-o", "-")
    assert (result.exit_code, result.stderr) == (130, "stopped; nothing was written\n")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_after_the_plan_was_written_says_that_it_was(
    planned: Planned, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """While the summary is printed, say."""

    def fail(_: str) -> None:
        raise KeyboardInterrupt

    planned(team_plan())
    monkeypatch.setattr("sprintplan.cli.plan_output.say", fail)
    result = run("plan", "folder", "-o", tmp_path / "out.json")
    assert result.exit_code == 130
    assert result.stderr.endswith(f"stopped; {tmp_path / 'out.json'} was written\n")


@pytest.mark.parametrize(("loaded_s", "left"), [(1000.0, pytest.approx(5000, abs=PATIENCE_S)), (7000.0, 0.0)])
def test_loading_the_program_counts_towards_a_limit_of_time(
    monkeypatch: pytest.MonkeyPatch, loaded_s: float, left: float
) -> None:
    limits: list[float | None] = []

    def told(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
        limits.append(wish.time_limit)
        return team_plan()

    monkeypatch.setattr(planning, "plan", told)
    words = ["plan", "folder", "-o", "-", "--time-limit", "6000"]
    assert CliRunner().invoke(cli.commands, words, obj=time.monotonic() - loaded_s).exit_code == 0
    assert limits == [left]


def test_ctrl_c_while_the_program_is_loaded_leaves_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it is pressed right after the command was started."""
    script = (
        "import sys, sprintplan.__main__ as start\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "start.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stderr) == (130, "stopped; nothing was written\n")


def test_the_traceback_is_shown_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "plan", lambda *_: int("none"))
    monkeypatch.setenv("SPRINTPLAN_DEBUG", "1")
    assert isinstance(run("plan", "folder", "-o", "-").exception, ValueError)


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["plan", "folder", "--today", "tomorrow"],
        ["plan", "folder", "--workers", "0"],
        ["plan", "folder", "--offers", "rumours"],
        ["plna", "folder"],
        ["show", "no-such-plan.json"],
        ["check", "no-such-folder"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_usage_has_status_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


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


def test_output_is_plain_in_a_pipe_and_survives_a_narrow_encoding(tmp_path: Path) -> None:
    """No escapes; what ASCII has no sign for becomes a question mark, while JSON stays UTF-8."""
    path = tmp_path / "plan.json"
    path.write_text(to_json(plan_record(event_record(trip_record("ana", "Łukasz 漢字")))), encoding="utf-8")
    text = process("show", path, "--person", "ana", PYTHONIOENCODING="ascii")
    assert (text.returncode, text.stderr) == (0, "")
    assert "?ukasz ??" in text.stdout
    assert "\x1b" not in text.stdout
    printed = process("show", path, "--person", "ana", "--format", "json", PYTHONIOENCODING="ascii")
    assert "Łukasz 漢字" in printed.stdout


def test_a_reader_who_leaves_early_is_no_error(path: Path) -> None:
    """As `sprintplan show PLAN | head -1` is used."""
    command = [sys.executable, "-m", "sprintplan.cli", "show", str(path), "--event", "spring"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, timeout=PATIENCE_S)
    os.close(writer)
    assert done.stderr == ""


def test_headings_are_bold_on_a_terminal_unless_no_colour_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Remarks are yellow there and body text is plain; with NO_COLOR all is plain."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    printing.say("Head\n  ! look\n  body")
    assert re.findall(r"\x1b\[(\d+)m", capsys.readouterr().out) == ["1", "0", "33", "0"]
    monkeypatch.setenv("NO_COLOR", "1")
    printing.say("Head")
    assert capsys.readouterr().out == "Head\n"


def test_names_from_right_to_left_are_set_apart_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipe the text is the plain name, with or without colour."""
    printing.say("שרה: x")
    assert capsys.readouterr().out == "שרה: x\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    printing.say("שרה: x")
    assert capsys.readouterr().out == "\u2068שרה\u2069: x\n"


def busy(*_: object, **__: object) -> None:
    """A stage that looks at no clock but to end a failing test."""
    threading.Event().wait(60)


@pytest.mark.parametrize(
    ("stage", "what"),
    [
        ("opened", "any plan was found"),
        ("plan_year", "any plan was found"),
        ("faults", "the plan that was found could be written down and checked"),
    ],
)
def test_a_time_limit_holds_for_every_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, what: str
) -> None:
    """Reading, searching or checking that takes a minute is interrupted, and nothing is written; status 3."""

    def solved(*_: object, watch: Watch, **__: object) -> Plan:
        with watch.stage(TELL):
            return plan_record()

    monkeypatch.setattr(alarm, "MOST_LATE_S", 1.0)
    monkeypatch.setattr(planning, "planned_scenario", lambda *_, **__: scenario())
    monkeypatch.setattr(planning, "opened", lambda year, today: (year, market([], year)))
    monkeypatch.setattr(planning, "plan_year", solved)
    monkeypatch.setattr(planning, stage, busy)
    result = run("plan", tmp_path, "-o", tmp_path / "plan.json", "--time-limit", "1")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines()[-1] == f"time ran out before {what}: allow more with --time-limit"
    assert list(tmp_path.iterdir()) == []
