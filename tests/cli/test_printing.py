"""What reaches a terminal, a pipe and a reader who leaves."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sprintplan.cli import printing
from tests.build.plan_records import event_record, plan_record, to_json, trip_record
from tests.cli.hand_made import path, process
from tests.patience import PATIENCE_S

__all__ = ["path"]


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
