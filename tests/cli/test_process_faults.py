"""Faults around the process: streams that are closed or full, folders that may not be searched, odd names of files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprintplan import cli
from sprintplan.app import planning
from sprintplan.cli import printing
from sprintplan.domain.plan import Plan
from sprintplan.reports.text import progress
from sprintplan.watch import Watch
from tests.build.plan_records import team_plan, to_json
from tests.patience import PATIENCE_S

COMMAND = [sys.executable, "-m", "sprintplan.cli"]
FULL = Path("/dev/full")
needs_full_disk = pytest.mark.skipif(not FULL.exists(), reason="the system has no device that is always full")
NOT_UTF8 = os.fsdecode(b"Ren\xe9")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.commands, [*map(str, arguments)])


def shell(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`sprintplan WORDS`, with the shell's redirections, in a folder."""
    line = f'exec "$0" -m sprintplan.cli {words}'
    command = ["/bin/sh", "-c", line, sys.executable]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE_S)


def as_nobody_special(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command run by somebody for whom rights count: the administrator gives up being exempt from them."""
    command = [*COMMAND, *map(str, words)]
    if os.getuid() == 0:
        drop = shutil.which("setpriv")
        if drop is None:
            pytest.skip("rights do not count for the administrator")
        command = [drop, "--bounding-set=-dac_override,-dac_read_search", *command]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=PATIENCE_S)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with quotes of one flight each way in `year`, and a plan made by hand."""
    folder = tmp_path_factory.mktemp("faults")
    assert run("new", folder / "year").exit_code == 0
    (folder / "plan.json").write_text(to_json(team_plan()), encoding="utf-8")
    return folder


@pytest.fixture
def here(year: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(year, tmp_path / "here"))


@pytest.mark.parametrize(
    ("words", "status", "out", "err"),
    [
        ("show plan.json >&-", 0, "", ""),
        ("show plan.json 2>&-", 0, "Acme: Lisbon in May", ""),
        ("show plan.json <&- >&- 2>&-", 0, "", ""),
        ("--help >&-", 0, "", ""),
        ("check nowhere 2>&-", 2, "", ""),
        ("check nowhere >&-", 2, "", "nowhere: there is no such folder"),
        ("export plan.json --kind trips >&- 2>&-", 0, "", ""),
        ("check nowhere 2>/dev/full", 2, "", ""),
        ("plna 2>/dev/full", 2, "", ""),
        ("show plan.json --help | true", 0, "", ""),
        ("schema | true", 0, "", ""),
    ],
)
def test_a_stream_that_is_closed_or_gone_changes_nothing_else(
    year: Path, words: str, status: int, out: str, err: str
) -> None:
    """As cron jobs and services start commands: the same exit status, and what can be said is said."""
    if "/dev/full" in words and not FULL.exists():
        pytest.skip("the system has no device that is always full")
    done = shell(words, year)
    assert done.returncode == status
    assert done.stdout.startswith(out)
    assert done.stderr.startswith(err)
    assert "internal error" not in done.stderr


@needs_full_disk
@pytest.mark.parametrize(
    "words",
    [
        "show plan.json",
        "--help",
        "show --help",
        "--version",
        "schema",
        "export plan.json --kind trips -o -",
        "show plan.json --format json",
    ],
)
def test_an_output_on_a_full_disk_is_told_in_one_line(year: Path, words: str) -> None:
    done = shell(f"{words} >/dev/full", year)
    assert done.returncode == 2
    assert done.stderr == "standard output cannot be written: No space left on device\n"


@pytest.fixture
def planning_here(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the workspace `year` and `plan.json`, in which plans are found at once; that for temporary files
    is `temporary` in it."""
    monkeypatch.chdir(here)
    (here / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(here / "temporary"))
    monkeypatch.setattr(planning, "plan", lambda *_: team_plan())
    monkeypatch.setattr("sprintplan.cli.booking.replan_year", lambda *_: team_plan())
    return here


REPLAN = ("replan", "year", "plan.json")
both_commands = pytest.mark.parametrize("words", [("plan", "year"), REPLAN], ids=["plan", "replan"])


def kept(here: Path) -> Path:
    """The plan in the folder for temporary files, which is whole."""
    [facts] = [*(here / "temporary").glob("sprintplan-*/plan.json")]
    assert facts.read_text(encoding="utf-8") == to_json(team_plan())
    return facts


@both_commands
def test_a_plan_that_is_printed_to_a_full_disk_is_not_lost(
    planning_here: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Printed with `-o -`: it goes into the folder for temporary files."""

    def full(pieces: object) -> None:
        printing.Output.fault = "No space left on device"

    monkeypatch.setattr("sprintplan.cli.plan_output.print_bytes", full)
    result = run(*words, "-o", "-")
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"the plan is in {kept(planning_here)}\nstandard output cannot be written: No space left on device\n"
    )


@both_commands
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_plan_whose_file_cannot_be_written_is_not_lost(
    planning_here: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], form: str
) -> None:
    """The disk is full at the end: the summary is printed, the file that was there stays."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (planning_here / "plan.json").read_bytes()
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: full() if _in(handle, planning_here) == planning_here else real(handle)
    )
    result = run(*words, "--format", form)
    assert result.exit_code == 2
    assert result.stdout.startswith("Acme" if form == "text" else "{")
    fault = "plan.json cannot be written: No space left on device. Name another file"
    assert result.stderr == f"{fault}. The plan is in {kept(planning_here)}\n"
    assert (planning_here / "plan.json").read_bytes() == before


def _in(handle: int, here: Path) -> Path:
    """The folder of an open file."""
    return Path(f"/proc/self/fd/{handle}").readlink().parent if Path("/proc/self/fd").exists() else here


@pytest.mark.parametrize("output", ["plan.json", "-"])
def test_a_plan_whose_predecessor_cannot_be_kept_is_not_lost(
    planning_here: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    """plans/ cannot be made at the end: the published plan is not replaced, and the new one is in another folder."""

    def fail(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sprintplan.app.plan_log.make_folder", fail)
    before = (planning_here / "plan.json").read_bytes()
    result = run(*REPLAN, "-o", output)
    assert result.exit_code == 2
    fault = "year/plans cannot be made: No space left on device. Check its rights"
    assert result.stderr == f"{fault}. The plan is in {kept(planning_here)}\n"
    assert (planning_here / "plan.json").read_bytes() == before


def test_a_log_that_is_no_folder_is_refused_before_the_work(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sprintplan.cli.booking.replan_year", lambda *_: pytest.fail("planned"))
    monkeypatch.chdir(here)
    (here / "year" / "plans").write_text("", encoding="utf-8")
    result = run("replan", "year", "plan.json", "-o", "new.json")
    assert (result.exit_code, result.stderr) == (2, "year/plans is a file. Name a folder\n")


def test_progress_on_a_terminal_that_has_gone_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed window answers with an error of input and output."""

    def gone(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    bars = progress.Bars()
    bars.draw("shop", 1, 3)
    monkeypatch.setattr("rich.progress.Progress.refresh", gone)
    monkeypatch.setattr("rich.progress.Progress.stop", gone)
    bars.draw("shop", 2, 3)
    bars.improved("shop", "12.00", "10.00")
    bars.clear()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["check", "no/year"], "no/year cannot be reached: Permission denied"),
        (["plan", "year", "-o", "no/x/plan.json"], "no/x/plan.json cannot be reached: Permission denied"),
        (["show", "no/plan.json"], "no/plan.json cannot be reached: Permission denied"),
        (["verify", "year", "no/plan.json"], "no/plan.json cannot be reached: Permission denied"),
        (["export", "plan.json", "--kind", "trips", "-o", "no/x.csv"], "no/x.csv cannot be reached: Permission denied"),
        (["export", "plan.json", "--kind", "calendar", "-o", "no/c"], "no/c cannot be reached: Permission denied"),
        (["report", "plan.json", "-o", "no/report"], "no/report cannot be reached: Permission denied"),
        (["new", "no/year"], "no/year cannot be reached: Permission denied"),
        (["network", "import", "no/routes.dat"], "no/routes.dat cannot be read: Permission denied"),
        (["import", "people", "no/staff.csv"], "no/staff.csv"),
    ],
    ids=lambda case: " ".join(case[:2]) if isinstance(case, list) else "",
)
def test_a_folder_on_the_way_that_may_not_be_searched_is_named(here: Path, words: list[str], expected: str) -> None:
    """Status 2 and one line."""
    (here / "no" / "x").mkdir(parents=True)
    (here / "no").chmod(0)
    try:
        done = as_nobody_special(*words, cwd=here)
    finally:
        (here / "no").chmod(0o755)
    assert done.returncode == 2
    assert done.stderr.startswith(expected)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("source", ["estimate", "files"])
@pytest.mark.parametrize(
    ("locked", "rights", "expected"),
    [
        ("people.csv", 0o000, ["people.csv: the file cannot be read: Permission denied"]),
        ("offers/quotes.csv", 0o000, ["offers/quotes.csv: the file cannot be read: Permission denied"]),
        ("offers/answer.json", 0o000, ["offers/answer.json: the file cannot be read: Permission denied"]),
        ("offers", 0o000, ["offers: the folder cannot be read: Permission denied"]),
        ("offers", 0o444, ["offers: the folder cannot be read: Permission denied"]),
        (".", 0o444, ["year/sprint.toml cannot be reached: Permission denied"]),
    ],
)
def test_what_cannot_be_read_of_a_workspace_is_named(
    here: Path, source: str, locked: str, rights: int, expected: list[str]
) -> None:
    """Each file or folder once, whatever the source of offers, beside whatever else is wrong: status 2."""
    folder = here / "year"
    (folder / "offers").mkdir()
    for name in ("quotes.csv", "answer.json", "notes.txt"):
        (folder / "offers" / name).write_text("{}", encoding="utf-8")
    settings = (folder / "sprint.toml").read_text(encoding="utf-8")
    (folder / "sprint.toml").write_text(
        settings.replace('source = "estimate"', f'source = "{source}"'), encoding="utf-8"
    )
    before = (folder / locked).stat().st_mode
    (folder / locked).chmod(rights)
    try:
        done = as_nobody_special("check", "year", "--today", "2026-11-24", cwd=here)
    finally:
        (folder / locked).chmod(before)
    assert done.returncode == 2, done.stderr
    assert [line.split(". ")[0] for line in done.stderr.splitlines()] == expected


def test_a_file_beside_the_quotes_that_nothing_reads_may_have_any_rights_and_name(here: Path) -> None:
    """Notes are no input: locked, not in UTF-8, of a program."""
    (here / "year" / "offers").mkdir()
    for name in ("notes.txt", f"{NOT_UTF8}.txt", ".~lock.quotes.csv#", "~$quotes.csv"):
        (here / "year" / "offers" / name).write_text("notes", encoding="utf-8")
        (here / "year" / "offers" / name).chmod(0)
    done = as_nobody_special("check", "year", "--today", "2026-11-24", cwd=here)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [f"{NOT_UTF8}.csv", "two\nlines.csv", f"{NOT_UTF8}.json", "\x1b[2J.csv"], ids=ascii)
def test_a_file_of_quotes_with_an_odd_name_is_named_on_one_line(here: Path, name: str) -> None:
    """As an old archive or a slip leaves them: escapes stand for what cannot be shown."""
    (here / "year" / "offers").mkdir()
    (here / "year" / "offers" / name).write_text("nothing", encoding="utf-8")
    settings = (here / "year" / "sprint.toml").read_text(encoding="utf-8")
    (here / "year" / "sprint.toml").write_text(
        settings.replace('source = "estimate"', 'source = "files"'), encoding="utf-8"
    )
    done = subprocess.run([*COMMAND, "check", "year"], cwd=here, capture_output=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert lines
    assert all(line.startswith(("offers/Ren\\xe9.", "offers/two\\nlines.csv", "offers/\\x1b[2J.csv")) for line in lines)


def test_a_workspace_may_lie_in_a_folder_with_an_odd_name(here: Path) -> None:
    """Its plan says the name with escapes."""
    folder = here / NOT_UTF8
    (here / "year").rename(folder)
    done = subprocess.run([*COMMAND, "check", folder], cwd=here, capture_output=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    done = subprocess.run(
        [*COMMAND, "check", f"{folder}2"], cwd=here, capture_output=True, check=False, timeout=PATIENCE_S
    )
    assert b"Ren\\xe92: there is no such folder" in done.stderr


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e400", "NaN", "abc", "-1"])
def test_what_is_no_number_is_none_for_an_option(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "plan", lambda *_: pytest.fail("planned"))
    for words in (["plan", "year", "--time-limit", number], ["quote", "year", "--adaptive", "--confidence", number]):
        result = run(*words)
        assert result.exit_code == 2
        assert "Invalid value for" in result.stderr


def test_no_option_starts_more_processes_than_a_machine_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    """512 are taken, 513 are not."""
    asked = list[int | None]()

    def planned(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
        asked.append(wish.workers)
        return team_plan()

    monkeypatch.setattr(planning, "plan", planned)
    assert run("plan", "year", "-o", "-", "--workers", "512").exit_code == 0
    assert run("plan", "year", "-o", "-", "--workers", "513").exit_code == 2
    assert asked == [512]
