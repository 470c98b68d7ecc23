"""The command line: parse, call, show, exit; heavy rooms are imported by the command that needs them."""

from typing import NoReturn

from sprintplan.cli import estimating, planning, publishing, quoting, reading
from sprintplan.cli.commands import commands

__all__ = ["commands", "estimating", "main", "planning", "publishing", "quoting", "reading"]


def main() -> NoReturn:
    """Run the command that the command line names."""
    commands.main(prog_name="sprintplan")
    raise AssertionError("click ends the program")
