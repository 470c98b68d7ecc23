"""A limit that the product does not have is added to a copy of it: what that takes, and that it is kept everywhere."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.additions import LIMIT_ADDED, Edit

TOP = Path(__file__).parent.parent
MOST_FILES = 6


def copied(to: Path, edits: Mapping[str, Sequence[Edit]]) -> Path:
    """The product and its tests with the edits made."""
    for folder in ("sprintplan", "tests"):
        shutil.copytree(TOP / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__", "browser", "cli"))
    shutil.copy(TOP / "pyproject.toml", to)
    for name, changes in edits.items():
        text = (to / name).read_text(encoding="utf-8")
        for edit in changes:
            assert text.count(edit.old) == 1, f"{name} says {edit.old!r} {text.count(edit.old)} times"
            text = text.replace(edit.old, edit.new)
        (to / name).write_text(text, encoding="utf-8")
    return to


def run(folder: Path, *arguments: str) -> str:
    """What a module of the copy's tests says where it fails; empty where it does not."""
    wanted = {"PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=folder, env=os.environ | wanted, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_a_limit_takes_six_files_and_is_kept_by_search_judge_and_oracle(tmp_path: Path) -> None:
    """Its story, its key in the template and what it decides, and random workspaces that draw it."""
    assert len(LIMIT_ADDED) <= MOST_FILES
    folder = copied(tmp_path, LIMIT_ADDED)
    for tests, names in (
        ("tests/stories/test_year.py", "everybody or budget"),
        ("tests/workspace/test_template.py", "every_key_stands"),
        ("tests/keys/test_every_key.py", "year_hours or among"),
    ):
        assert run(folder, "pytest", "-q", "-x", "-p", "no:cacheprovider", tests, "-k", names) == ""
    drawn = ("--limits", "year_hours,budget", "--count", "40", "--processes", "1")
    assert run(folder, "tests.benchmarks.random_workspaces", *drawn) == ""
