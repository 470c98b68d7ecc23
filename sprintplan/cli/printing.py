"""What commands print: text and JSON to standard output, warnings and progress to standard error."""

import json
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sprintplan.watch import Watch


def say(text: str) -> None:
    """Print what people read: headings bold and remarks yellow on a terminal, plain elsewhere."""
    lines = text.rstrip("\n").split("\n")
    if sys.stdout.isatty():
        from sprintplan.reports.formatting import isolated

        paint = (lambda line: line) if os.environ.get("NO_COLOR") else _painted
        lines = [paint(isolated(line)) for line in lines]
    print_text("\n".join(lines), sys.stdout)


def _painted(line: str) -> str:
    if line.startswith("  !"):
        return click.style(line, fg="yellow")
    return click.style(line, bold=True) if line[:1] not in ("", " ", "(") else line


def say_json(facts: object) -> None:
    """Print JSON: UTF-8 whatever the terminal says."""
    click.echo((json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode(), nl=False)


def warn(message: str) -> None:
    """Print to standard error, without anything in it that could steer the terminal."""
    from sprintplan.reports.formatting import plain_lines

    print_text(plain_lines(message), sys.stderr)


def print_text(text: str, stream: Any) -> None:
    """Print; signs that the stream cannot show become question marks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), file=stream)


def print_bytes(pieces: Iterable[bytes]) -> None:
    """Print UTF-8 that comes in pieces, whatever the terminal says."""
    sys.stdout.flush()
    sys.stdout.buffer.writelines(pieces)
    sys.stdout.buffer.flush()


def new_watch() -> "Watch":
    """A watch that draws bars where standard error is a terminal."""
    from sprintplan.watch import Watch

    if not sys.stderr.isatty():
        return Watch()
    from sprintplan.reports.text.progress import Bars

    return Watch(Bars())


def show_timings(watch: "Watch", proof: str) -> None:
    """Print how the proof was reached, and the seconds of each stage, to standard error."""
    click.echo(f"options: {proof}", err=True)
    for stage, seconds in watch.timings.items():
        click.echo(f"{stage:<20} {seconds:7.2f} s", err=True)
    click.echo(f"{'in all':<20} {sum(watch.timings.values()):7.2f} s", err=True)
