"""The command line: parse, call, show, exit; heavy rooms are imported by the command that needs them."""

import gc
from typing import NoReturn

from sprintplan.cli import estimating, importing, planning, publishing, quoting, reading
from sprintplan.cli.commands import commands

__all__ = ["commands", "estimating", "importing", "main", "planning", "publishing", "quoting", "reading"]

NEW_OBJECTS = 1_000_000
# How many are made between two looks for circular garbage. A command makes little of it, and what it makes lasts:
# looking as often as Python does took a third of the time of a plan for 10 000 people.


def main() -> NoReturn:
    """Run the command that the command line names."""
    gc.set_threshold(NEW_OBJECTS)
    try:
        commands.main(prog_name="sprintplan")
    finally:
        # What is left goes with the process: to look through a huge plan for garbage once more takes long.
        gc.freeze()
    raise AssertionError("click ends the program")
