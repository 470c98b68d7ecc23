"""The group that every command belongs to: it ends with one message and the error's exit status."""

import os
import sys
from typing import Any, NoReturn

import click

from sprintplan import __version__
from sprintplan.cli.printing import warn
from sprintplan.errors import SprintplanError

DEBUG = "SPRINTPLAN_DEBUG"
STOPPED = 130
# The status of a program that ctrl-C ended, as shells have it.


class Commands(click.Group):
    """A group whose commands end with one message and the error's exit status, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except SprintplanError as error:
            _stop(ctx, str(error), error.exit_status)
        except BrokenPipeError:
            _leave_quietly(ctx)
        except KeyboardInterrupt:
            _stop(ctx, "stopped; nothing was written", STOPPED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            told = " ".join(f"{type(error).__name__}: {error}".split())
            _stop(ctx, f"internal error: {told}. {DEBUG}=1 shows where; please report it", SprintplanError.exit_status)


def _stop(ctx: click.Context, message: str, status: int) -> NoReturn:
    warn(message)
    ctx.exit(status)


def _leave_quietly(ctx: click.Context) -> NoReturn:
    """Whoever read our output has gone: what is left of it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    ctx.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="sprintplan")
def commands() -> None:
    """Choose venue and dates of the year's events at least cost, with a proof."""
