"""What commands print: text and JSON to standard output, warnings and progress to standard error.

What loads rich is imported where it is printed with, as the list of commands does without. A stream that is closed,
or whose reader has gone, takes nothing and changes nothing; what a full disk does not take is reported at the end.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from errno import EPIPE
from traceback import walk_tb
from typing import Any

import click

from sprintplan.interrupts import finish_first
from sprintplan.watch import Watch

STREAMS = ("stdin", "stdout", "stderr")


class Output:
    """Standard output as far as it could be written.

    Attributes
    ----------
    fault : why not all of it could be written; None while all was, or its reader has gone, which is no fault
    """

    fault: str | None = None


def open_streams() -> None:
    """Open those standard streams to nowhere that are closed, as services and cron jobs have them."""
    for number, name in enumerate(STREAMS):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))


def _written(stream: Any, write: Callable[[], object]) -> None:
    """Write to a stream; where it cannot be written, the rest goes nowhere, which is noted of standard output."""
    try:
        write()
        stream.flush()
    except OSError as error:
        if stream is sys.stdout:
            _note(error)
        give_up(stream)


def note_fault(error: Exception) -> bool:
    """Note that click could not print help or the like; whether that is what the error tells."""
    printed = any(frame.f_code is click.echo.__code__ for frame, _ in walk_tb(error.__traceback__))
    if isinstance(error, OSError) and printed:
        _note(error)
        give_up(sys.stdout)
        return True
    return False


def _note(error: OSError) -> None:
    Output.fault = None if error.errno == EPIPE else error.strerror


def give_up(stream: Any) -> None:
    """Have everything that is still to be written to a stream go nowhere."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


def say(text: str) -> None:
    """Print `text` that people read: headings bold and remarks yellow on a terminal and no line wider than it, plain
    elsewhere."""
    from sprintplan.reports.formatting import folded, isolated

    lines = [part for line in text.rstrip("\n").split("\n") for part in folded(line)]
    if sys.stdout.isatty():
        paint = (lambda line: line) if os.environ.get("NO_COLOR") else _painted
        lines = [paint(isolated(line)) for line in lines]
    print_text("\n".join(lines), sys.stdout)


def _painted(line: str) -> str:
    if line.startswith("  !"):
        return click.style(line, fg="yellow")
    return click.style(line, bold=True) if line[:1] not in ("", " ", "(") else line


def say_json(facts: object) -> None:
    """Print `facts` as JSON: UTF-8 whatever the terminal says."""
    print_bytes([(json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode()])


def warn(message: str) -> None:
    """Print a `message` to standard error, without anything in it that could steer the terminal."""
    from sprintplan.reports.formatting import plain_lines

    print_text(plain_lines(message), sys.stderr)


def show_warnings(sentences: Iterable[str]) -> None:
    """Print each of the `sentences` to standard error as a warning."""
    for sentence in sentences:
        warn(f"warning: {sentence}")


def print_text(text: str, stream: Any) -> None:
    """Print `text` to a `stream`; signs that the stream cannot show become question marks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = text.encode(encoding, "replace").decode(encoding)
    _written(stream, lambda: click.echo(shown, file=stream))


def print_bytes(pieces: Iterable[bytes]) -> None:
    """Print UTF-8 that comes in pieces, whatever the terminal says."""

    def write() -> None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()

    _written(sys.stdout, write)


def new_watch() -> Watch:
    """A watch that draws bars where standard error is a terminal, and lets ctrl-C write first what is known."""
    if not sys.stderr.isatty():
        return Watch(None, _finish_first)
    from sprintplan.reports.text.progress import Bars

    return Watch(Bars(), _finish_first)


def _finish_first(watch: Watch) -> None:
    def pressed() -> bool:
        before, watch.stopped = watch.stopped, True
        return before

    def tell() -> None:
        warn("stopping: the plan is written first; ctrl-C again ends at once")

    if watch.stopped:
        tell()
    finish_first(pressed, tell)


def show_timings(watch: Watch, proof: str) -> None:
    """Print to standard error how the `proof` was reached, and the seconds of each stage of a `watch`."""
    click.echo(f"options: {proof}", err=True)
    for stage, seconds in watch.timings.items():
        print_text(f"{stage:<20} {seconds:7.2f} s", sys.stderr)
    print_text(f"{'in all':<20} {sum(watch.timings.values()):7.2f} s", sys.stderr)
