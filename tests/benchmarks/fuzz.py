"""Spoil files of a small workspace and run commands on it: `python -m tests.benchmarks.fuzz --count 10000 --seed 1`.

Each case spoils one to three things in one file (a setting, a cell of any table or workbook, an offer or order of a
provider, a member of plan.json, some bytes, the file itself) or a word of a command line, and runs one or two commands
in a process of its own. Wrong is a traceback, status 1 or an unknown one, a silent failure, over 20 seconds of a
processor or 2 GB, and any file of the user's that is lost: an input that changed, a row of a list that rows are added
to, or a good plan that was replaced by none. Ends with 1 where a case went wrong; `--keep FOLDER` keeps those.
"""

import argparse
import contextlib
import gc
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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from sprintplan.cli import commands as program
from tests.benchmarks.fuzz_commands import CHECK, EVERY, PLAN, Words, commands_on, with_a_word
from tests.benchmarks.fuzz_files import TODAY, as_workbook, inputs
from tests.benchmarks.spoiling import spoil

MOST_SECONDS = 20
"""Of a processor; by the clock thirty times as many are waited for, as the machine may have other work."""
MOST_BYTES = 2 * 2**30
STATUSES = frozenset({0, 2, 3, 4, 5})
WORKBOOKS = ("year/people.csv", "year/venues.csv", "staff.csv")
"""Tables that are read from workbooks, too."""
ADDED_TO = "places.csv"
"""The list that rows are added to; its own stay."""
RESULTS = ("good.json", "comparison.json")
"""What commands write from the unspoilt files: files of cases like all others."""
WEIGHTS = {"plan.json": 12, "year/sprint.toml": 6, "year/people.csv": 3, "year/venues.csv": 3, "a word": 10}
"""How often each file is spoilt against the others, each of which counts 1.5; `a word` is none."""


@dataclass(frozen=True)
class Case:
    """One spoilt set of files, and the commands that are run on it.

    Attributes
    ----------
    number : of the case
    spoilt : name of the spoilt file, or `a word` of a command line
    files : contents by path
    odd : what stands in place of the spoilt file: "missing", "folder", "loop", or nothing odd
    """

    number: int
    spoilt: str
    files: dict[str, bytes]
    odd: str
    commands: tuple[Words, ...]


@dataclass
class Worst:
    """The most that any run took: seconds of a processor, seconds by the clock, bytes."""

    cpu: float = 0.0
    clock: float = 0.0
    memory: int = 0
    statuses: Counter[str] = field(default_factory=Counter)


def drawn(number: int, seed: int, good: dict[str, bytes]) -> Case:
    """The case of a number; the same for the same seed."""
    chance = random.Random(f"{seed}:{number}")
    files = dict(good)
    names = [*(name for name in files if name not in RESULTS[:1]), "a word"]
    name = chance.choices(names, [WEIGHTS.get(each, 1.5) for each in names])[0]
    if name == "a word":
        return Case(number, name, files, "", (with_a_word(chance),))
    content = files[name]
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        content = spoil(name, content, chance)
    commands = commands_on(name, chance)
    odd = chance.choice(("missing", "missing", "folder", "loop")) if chance.random() < 0.03 else ""
    if name in WORKBOOKS and not odd and chance.random() < 0.15:
        del files[name]
        book = str(Path(name).with_suffix(".xlsx"))
        content = as_workbook(content)
        content = spoil(book, content, chance) if chance.random() < 0.3 else content
        commands = tuple(tuple(word.replace("staff.csv", "staff.xlsx") for word in words) for words in commands)
        name = book
    return Case(number, name, {**files, name: content}, odd, commands)


def written(case: Case, folder: Path) -> None:
    """The case's files in a folder."""
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name != case.spoilt or not case.odd:
            path.write_bytes(content)
        elif case.odd == "folder":
            path.mkdir()
        elif case.odd == "loop":
            path.symlink_to(path.name)


def wrong_with(case: Case, folder: Path, good: bytes, worst: Worst) -> list[str]:
    """Everything that went wrong, in words."""
    written(case, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    plan = folder / "plan.json"
    wrong: list[str] = []
    for words in case.commands:
        wrong += [f"{' '.join(words)}: {what}" for what in _run(words, folder, worst)]
    for path, content in before.items():
        name = path.relative_to(folder).as_posix()
        if name == "plan.json" or (name == ADDED_TO and _keeps_rows(content, path)):
            continue
        if not path.exists() or path.read_bytes() != content:
            wrong.append(f"{name} was changed")
    if before.get(plan) == good and not _is_plan(plan):
        wrong.append("a good plan was replaced by none")
    return wrong


def _keeps_rows(before: bytes, path: Path) -> bool:
    """Whether every cell of a list is in it still."""
    cells = {cell.strip(b' "\t\r\n') for cell in before.replace(b"\n", b";").replace(b"\r", b";").split(b";")}
    now = path.read_bytes() if path.is_file() else b""
    return all(cell in now for cell in cells)


def _is_plan(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_bytes())["events"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _run(words: Sequence[str], folder: Path, worst: Worst) -> list[str]:
    """Run one command in a forked process; what was wrong with how it ended."""
    out, err = folder.parent / "stdout", folder.parent / "stderr"
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _become(words, folder, out, err)
    status, usage = _awaited(child)
    clock, cpu, memory = time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    worst.cpu, worst.clock, worst.memory = max(worst.cpu, cpu), max(worst.clock, clock), max(worst.memory, memory)
    worst.statuses[str(status)] += 1
    shown = out.read_text("utf-8", "replace") + err.read_text("utf-8", "replace")
    wrong = []
    if status not in STATUSES:
        wrong.append(f"status {status}: {shown.strip()[-300:]}")
    if "Traceback" in shown or "internal error" in shown:
        wrong.append(f"an internal error: {shown.strip()[-300:]}")
    if status not in (0, None) and not shown.strip():
        wrong.append(f"status {status} without a word")
    if cpu > MOST_SECONDS or status is None:
        wrong.append(f"took {cpu:.0f} s of a processor, {clock:.0f} s by the clock")
    if memory > MOST_BYTES:
        wrong.append(f"took {memory / 2**30:.1f} GB")
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
        try:
            program.main(args=list(words), prog_name="sprintplan", standalone_mode=True)
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 0
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(status)


def _awaited(child: int) -> tuple[int | None, resource.struct_rusage]:
    """The status of a process, None where it had to be ended, and what it used."""
    until = time.monotonic() + 30 * MOST_SECONDS
    ended = False
    while True:
        done, status, usage = os.wait4(child, 0 if ended else os.WNOHANG)
        if done:
            return (None if ended else os.waitstatus_to_exitcode(status)), usage
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            ended = True
        time.sleep(0.002)


def good_files() -> dict[str, bytes]:
    """The unspoilt files and what commands make of them: a plan, published, and a comparison.

    Every command runs in this process, too, so that forked ones find its modules and tables loaded.
    """
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        folder = Path(name)
        written(Case(0, "", inputs(), "", ()), folder)
        compare = ("compare", "year", "--set", "limits.budget=", "-o", "comparison.json", "--today", TODAY)
        for words in (CHECK, PLAN, ("log", "year", "plan.json"), compare):
            _invoke(words, {0})
        plan = (folder / "plan.json").read_bytes()
        (log,) = (folder / "year" / "plans").glob("*.json")
        made = {"plan.json": plan, "good.json": plan, "comparison.json": (folder / "comparison.json").read_bytes()}
        (folder / "good.json").write_bytes(plan)
        for words in EVERY:
            _invoke(words, STATUSES)
        return inputs() | made | {log.relative_to(folder).as_posix(): plan}


def _invoke(words: Words, statuses: Iterable[int]) -> None:
    result = CliRunner().invoke(program, list(words))
    if result.exit_code not in statuses:
        raise SystemExit(f"the unspoilt files do not work: {' '.join(words)}: {result.output} {result.exception!r}")


def main() -> int:
    """Run the cases; 1 where one went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="run this case alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the files of cases that went wrong")
    asked = parser.parse_args()
    good = good_files()
    gc.freeze()
    numbers = range(asked.count) if asked.only is None else [asked.only]
    began, failed, kinds, worst = time.monotonic(), 0, Counter[str](), Worst()
    for number in numbers:
        case = drawn(number, asked.seed, good)
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        (folder / "here").mkdir()
        wrong = wrong_with(case, folder / "here", good["plan.json"], worst)
        kinds[case.spoilt.partition("plans/")[0]] += 1
        if wrong:
            failed += 1
            print(f"case {number} ({case.spoilt}):", *wrong, sep="\n  ", flush=True)
            if asked.keep:
                shutil.copytree(folder, asked.keep / str(number), dirs_exist_ok=True, symlinks=True)
        shutil.rmtree(folder, ignore_errors=True)
    seconds = time.monotonic() - began
    print(f"{len(numbers)} cases of seed {asked.seed}, {failed} wrong, {seconds:.0f} s by the clock")
    print(f"worst: {worst.cpu:.1f} s of a processor, {worst.clock:.1f} s by the clock, {worst.memory / 2**20:.0f} MB")
    print(f"statuses: {dict(worst.statuses)}; spoilt: {dict(kinds)}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
