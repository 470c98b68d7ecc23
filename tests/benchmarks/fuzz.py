"""Spoil files of a small workspace and run commands on it: `python -m tests.benchmarks.fuzz --count 10000 --seed 1`.

Each case spoils one to three things in one file (a setting, a cell, an offer of Duffel or Amadeus, a visa, a member of
plan.json, some bytes, the file itself) and runs two commands in a process of its own. Wrong is a traceback, status 1 or
an unknown one, a silent failure, over 20 seconds or 2 GB, and any file of the user's that is lost: an input that
changed, or a good plan that was replaced by none. Ends with 1 where a case went wrong; `--keep FOLDER` keeps those.
"""

import argparse
import contextlib
import io
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tests.benchmarks.spoiling import inputs, spoil

MOST_SECONDS = 20


MOST_BYTES = 2 * 2**30


STATUSES = frozenset({0, 2, 3, 4, 5})


TODAY = "2026-11-23"


@dataclass(frozen=True)
class Case:
    """One spoilt workspace and the commands that are run in it."""

    number: int
    files: dict[str, bytes]
    without: str | None
    commands: tuple[tuple[str, ...], ...]


ON_A_PLAN: tuple[tuple[str, ...], ...] = (
    ("verify", "year", "plan.json"),
    ("show", "plan.json"),
    ("show", "plan.json", "--event", "spring"),
    ("show", "plan.json", "--person", "bob"),
    ("team", "plan.json", "ana"),
    ("report", "plan.json", "-o", "out.html"),
    ("diff", "plan.json", "good.json"),
    *(("export", "plan.json", "--kind", kind, "-o", "out.csv") for kind in ("manifest", "rooming", "transfers")),
    *(("export", "plan.json", "--kind", kind, "-o", "out.xlsx") for kind in ("bookings", "trips")),
    ("export", "plan.json", "--kind", "calendar", "-o", "calendar"),
)


ON_A_WORKSPACE: tuple[tuple[str, ...], ...] = (
    ("check", "year", "--today", TODAY),
    ("plan", "year", "-o", "plan.json", "--today", TODAY, "--workers", "1", "--time-limit", "10"),
    ("plan", "year", "-o", "plan.json", "--today", TODAY, "--workers", "1", "--format", "json"),
)


def drawn(number: int, seed: int, good: bytes) -> Case:
    """The case of a number; the same for the same seed."""
    chance = random.Random(f"{seed}:{number}")
    files = inputs()
    name = chance.choice([*files, "plan.json", "plan.json"])
    content = good if name == "plan.json" else files[name]
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        content = spoil(name, content, chance)
    without = name if chance.random() < 0.02 else None
    if name == "plan.json":
        commands = tuple(chance.sample(ON_A_PLAN, 2))
        return Case(number, {**files, name: content}, without, commands)
    return Case(number, {**files, name: content}, without, (ON_A_WORKSPACE[0], chance.choice(ON_A_WORKSPACE[1:])))


def written(case: Case, folder: Path, good: bytes) -> None:
    """The case's files in a folder: the workspace in `year`, plans beside it."""
    (folder / "year" / "offers").mkdir(parents=True)
    for name, content in {"good.json": good, "plan.json": good, **case.files}.items():
        if name != case.without:
            path = folder / name if name.endswith("plan.json") or name == "good.json" else folder / "year" / name
            path.write_bytes(content)


def wrong_with(case: Case, folder: Path, good: bytes) -> list[str]:
    """Everything that went wrong, in words."""
    written(case, folder, good)
    before = {path: path.read_bytes() for path in (folder / "year").rglob("*") if path.is_file()}
    plan_before = folder / "plan.json"
    stated = plan_before.read_bytes() if plan_before.exists() else None
    found: list[str] = []
    for words in case.commands:
        found += [f"{' '.join(words)}: {what}" for what in _run(words, folder)]
    for path, content in before.items():
        if not path.exists() or path.read_bytes() != content:
            found.append(f"{path.relative_to(folder)} was changed")
    if stated == good and not _is_plan(plan_before):
        found.append("a good plan was replaced by none")
    return found


def _is_plan(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_bytes())["events"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _run(words: Sequence[str], folder: Path) -> list[str]:
    """Run one command in a forked process; what was wrong with how it ended."""
    out, err = folder / "stdout", folder / "stderr"
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _become(words, folder, out, err)
    status, usage = _awaited(child)
    seconds = time.monotonic() - began
    told = out.read_text("utf-8", "replace") + err.read_text("utf-8", "replace")
    wrong = []
    if status not in STATUSES:
        wrong.append(f"status {status}: {told.strip()[-300:]}")
    if "Traceback" in told or "internal error" in told:
        wrong.append(f"an internal error: {told.strip()[-300:]}")
    if status not in (0, None) and not told.strip():
        wrong.append(f"status {status} without a word")
    if seconds > MOST_SECONDS:
        wrong.append(f"took {seconds:.0f} s")
    if usage > MOST_BYTES:
        wrong.append(f"took {usage / 2**30:.1f} GB")
    return wrong


def _become(words: Sequence[str], folder: Path, out: Path, err: Path) -> None:
    """Turn this forked process into the command; never returns."""
    status = 70
    try:
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for stream, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "utf-8", write_through=True)
        sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), "utf-8", write_through=True)
        from sprintplan.cli import commands

        try:
            commands.main(args=list(words), prog_name="sprintplan", standalone_mode=True)
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 0
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(status)


def _awaited(child: int) -> tuple[int | None, int]:
    """The status of a process, None where it had to be ended, and the most memory that it took, in bytes."""
    until = time.monotonic() + 2 * MOST_SECONDS
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return code, usage.ru_maxrss * 1024
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None, 0
        time.sleep(0.002)


def good_plan() -> bytes:
    """The plan of the unspoilt workspace; made in this process, too, so that forked ones find the tables loaded."""
    from sprintplan.itinerary.plan import plan_year
    from sprintplan.offers.registry import open_source
    from sprintplan.reports.html import year_page
    from sprintplan.verify import faults
    from sprintplan.workspace import read_workspace

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(Case(0, inputs(), None, ()), folder, b"")
        (folder / "plan.json").unlink()
        wrong = _run(ON_A_WORKSPACE[1], folder)
        if wrong or not _is_plan(folder / "plan.json"):
            raise SystemExit(f"the unspoilt workspace has no plan: {wrong} {(folder / 'stderr').read_text()}")
        today, scenario = date.fromisoformat(TODAY), read_workspace(folder / "year")
        source = open_source(scenario, today)
        plan = plan_year(scenario, source, today=today, created_at=datetime(2026, 11, 23, tzinfo=UTC))
        year_page(plan)
        faults(scenario, plan, source.to_and_from)
        return (folder / "plan.json").read_bytes()


def main() -> int:
    """Run the cases; 1 where one went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="run this case alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the workspaces of cases that went wrong")
    asked = parser.parse_args()
    good = good_plan()
    numbers = range(asked.count) if asked.only is None else [asked.only]
    began, failed, kinds = time.monotonic(), 0, Counter[str]()
    for number in numbers:
        case = drawn(number, asked.seed, good)
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        wrong = wrong_with(case, folder, good)
        kinds[next((name for name, content in case.files.items() if content != inputs().get(name)), "none")] += 1
        if wrong:
            failed += 1
            print(f"case {number}:", *wrong, sep="\n  ", flush=True)
            if asked.keep:
                shutil.copytree(folder, asked.keep / str(number), dirs_exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    seconds = time.monotonic() - began
    print(f"{len(numbers)} cases, {failed} wrong, {seconds:.0f} s; spoilt files: {dict(kinds)}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
