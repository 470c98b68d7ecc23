"""Commands that newcomers begin with: new."""

from pathlib import Path

from sprintplan.cli.commands import commands
from sprintplan.cli.options import folder_argument
from sprintplan.cli.printing import say
from sprintplan.files import named
from sprintplan.workspace.template import write_template


@commands.command()
@folder_argument
def new(folder: Path) -> None:
    """Write a commented workspace into FOLDER; it plans as it stands."""
    write_template(folder)
    say(f"Edit the files in {named(folder)}, then: sprintplan plan {named(folder)}")
