"""The group that every command belongs to: it ends with one message and the error's exit status."""

import os
from typing import Any, NoReturn

import click

from sprintplan import __version__
from sprintplan.cli.printing import Output, note_fault, warn
from sprintplan.errors import SprintplanError, UsageError

DEBUG = "SPRINTPLAN_DEBUG"
STOPPED = 130
# The status of a program that ctrl-C ended, as shells have it.


class Commands(click.Group):
    """A group whose commands end with one message and the error's exit status, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        result, Output.fault = None, None
        try:
            result = super().invoke(ctx)
        except SprintplanError as error:
            _stop(ctx, str(error), error.exit_status)
        except KeyboardInterrupt:
            _stop(ctx, "stopped; nothing was written", STOPPED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if not note_fault(error):
                _report(ctx, error)
        if Output.fault:
            _stop(ctx, f"standard output cannot be written: {Output.fault}", UsageError.exit_status)
        return result


def _report(ctx: click.Context, error: Exception) -> NoReturn:
    if os.environ.get(DEBUG):
        raise error
    told = " ".join(f"{type(error).__name__}: {error}".split())
    _stop(ctx, f"internal error: {told}. {DEBUG}=1 shows where; please report it", SprintplanError.exit_status)


def _stop(ctx: click.Context, message: str, status: int) -> NoReturn:
    warn(message)
    ctx.exit(status)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="sprintplan")
def commands() -> None:
    """Choose venue and dates of the year's events at least cost, with a proof."""
