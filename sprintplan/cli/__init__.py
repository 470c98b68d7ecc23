"""The command line: parse, call, show, exit; a command's module is imported when it runs."""

import gc
import sys
from typing import NoReturn

from sprintplan.cli.commands import commands
from sprintplan.cli.printing import give_up, open_streams, warn
from sprintplan.errors import UsageError

__all__ = ["commands", "main"]

NEW_OBJECTS = 1_000_000
"""How many are made between two looks for circular garbage. A command makes little of it, and what it makes lasts:
looking as often as Python does took a third of the time of a plan for 10 000 people."""


def main(begun: float | None = None) -> NoReturn:
    """Run the command that the command line names.

    Parameters
    ----------
    begun : moment of `time.monotonic` from which on a limit of time counts; None is when the command's options are read
    """
    gc.set_threshold(NEW_OBJECTS)
    open_streams()
    try:
        status = _run(begun)
    finally:
        # What is left goes with the process: to look through a huge plan for garbage once more takes long.
        gc.freeze()
    sys.exit(status)


def _run(begun: float | None) -> int | str | None:
    """The exit status; click prints help and wrong usage itself, which may meet a full disk too."""
    status: int | str | None
    try:
        commands.main(prog_name="sprintplan", obj=begun)
    except SystemExit as end:
        status = end.code
    except OSError as error:
        warn(f"standard output cannot be written: {error.strerror}")
        status = UsageError.exit_status
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            give_up(stream)
    return status
