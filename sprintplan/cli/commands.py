"""The group that every command belongs to: it ends with one message and the error's exit status."""

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from sprintplan import __version__
from sprintplan.cli.printing import Output, note_fault, warn
from sprintplan.errors import SprintplanError, UsageError
from sprintplan.files import named, written
from sprintplan.interrupts import noted
from sprintplan.problems import did_you_mean, shown
from sprintplan.terminal import line_width

DEBUG = "SPRINTPLAN_DEBUG"
STOPPED = 130
"""The status of a program that ctrl-C ended, as shells have it."""


IMPORTED = {
    "actuals": ("booking", "Print what of PLAN is booked, at what price, and what is still to book."),
    "check": ("checking", "Check FOLDER and summarise what would be planned."),
    "compare": ("comparing", "Plan FOLDER as it is and as it might be, side by side."),
    "completion": ("starting", "Print the completion script of SHELL."),
    "diff": ("reading", "Print what changed for whom between two plans."),
    "estimate": ("estimating", "Print the estimated journeys from ORIGIN to DESTINATION on DATE."),
    "explain": ("comparing", "Say why PLAN is as it is: a person's trip, a place, a date, the year."),
    "export": ("publishing", "Write lists for the travel desk, or calendars for travellers and teams."),
    "help": ("starting", "Print what is written about TOPIC, or the list of topics."),
    "import": ("importing", "Read what HR systems and spreadsheets hold."),
    "log": ("booking", "List the plans that were published in FOLDER, or enter PLAN as published."),
    "network": ("estimating", "Show or change the nonstop routes that estimates fly."),
    "new": ("starting", "Write a commented workspace into FOLDER; it plans as it stands."),
    "plan": ("planning", "Plan the year of FOLDER and write plan.json."),
    "quote": ("quoting", "Ask Duffel for the live fares that planning FOLDER needs."),
    "replan": ("booking", "Change the published PLAN at least cost to fit FOLDER as it is now."),
    "report": ("publishing", "Write PLAN as a page: map, costs, alternatives, every trip."),
    "schema": ("reading", "Print the JSON Schema of plan.json, or of what `compare` and `explain` write."),
    "scout": ("scouting", "Rank the places of the world for the events of FOLDER."),
    "show": ("reading", "Print the plan again, or a part of it."),
    "team": ("reading", "Print the trips of everybody below MANAGER, what needs attention first."),
    "verify": ("checking", "Check PLAN anew against the workspace in FOLDER."),
}
"""The module of this room that each command is imported from when it runs, and the first sentence of its help."""


class Command(click.Command):
    """A command whose help ends with examples, each on a line of its own, to be copied.

    Parameters
    ----------
    examples : command lines
    words : words that an argument or option knows, each with what it means
    """

    def __init__(
        self, *args: Any, examples: Sequence[str] = (), words: Mapping[str, str] | None = None, **others: Any
    ) -> None:
        super().__init__(*args, **others)
        self.examples, self.words = tuple(examples), dict(words or {})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write words, options and examples of `ctx` to the `formatter` of its help."""
        if self.words:
            with formatter.section("Words"):
                formatter.write_dl(list(self.words.items()))
        super().format_options(ctx, formatter)
        _write_examples(formatter, self.examples)


class Group(click.Group):
    """Commands of one topic; its help ends with the examples of all of them."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, commands and examples of `ctx` to the `formatter` of its help."""
        super().format_options(ctx, formatter)
        mine = (command for command in self.commands.values() if isinstance(command, Command))
        _write_examples(formatter, [example for command in mine for example in command.examples])


def _write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    """Write command lines, each as one line however long, as they are there to be copied."""
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{' ' * formatter.current_indent}{example}\n")


class Commands(click.Group):
    """A group whose commands end with one message and the error's exit status, never with a traceback.

    A command's module is imported when the command runs or its help is asked for, so that it can import at its top
    all that it needs; the list of commands takes none of them. Help is as wide as lines are.
    """

    command_class = Command
    group_class = Group

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """A context whose help is as wide as the terminal; `info_name`, `args`, `parent` and `extra` are click's."""
        return super().make_context(info_name, args, parent, **{"terminal_width": line_width()} | extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, whatever the `ctx`."""
        return sorted(IMPORTED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, which its module adds when it is imported; `ctx` is click's."""
        if cmd_name in IMPORTED:
            import_module(f"sprintplan.cli.{IMPORTED[cmd_name][0]}")
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first of `args` names, and the others; `ctx` is click's. A name that is none fails with
        the one like it."""
        word = args[0]
        if self.get_command(ctx, word) is None and word[:1] != "-" and not ctx.resilient_parsing:
            ctx.fail(f"There is no command {shown(word)}. {did_you_mean(word, IMPORTED)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands of `ctx` to the `formatter` of its help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, IMPORTED[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command of `ctx`, and end with one message and an exit status where it fails."""
        result, Output.fault = None, None
        written.clear()
        with noted() as pressed:
            try:
                result = super().invoke(ctx)
            except SprintplanError as error:
                _stop(ctx, str(error), error.exit_status)
            except KeyboardInterrupt:
                _stop_at_once(ctx)
            except (click.ClickException, click.exceptions.Exit, click.Abort):
                raise
            except Exception as error:
                if pressed():
                    _stop_at_once(ctx)
                if not note_fault(error):
                    _report(ctx, error)
        if Output.fault:
            _stop(ctx, f"standard output cannot be written: {Output.fault}", UsageError.exit_status)
        return result


def _stop_at_once(ctx: click.Context) -> NoReturn:
    """End after ctrl-C, and say what was written by then."""
    _stop(ctx, f"stopped; {', '.join(map(named, written)) or 'nothing'} was written", STOPPED)


def _report(ctx: click.Context, error: Exception) -> NoReturn:
    if os.environ.get(DEBUG):
        raise error
    message = " ".join(f"{type(error).__name__}: {error}".split())
    _stop(ctx, f"internal error: {message}. {DEBUG}=1 shows where; please report it", SprintplanError.exit_status)


def _stop(ctx: click.Context, message: str, status: int) -> NoReturn:
    warn(message)
    ctx.exit(status)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sprintplan")
def commands() -> None:
    """Choose venue and dates of the year's events at least cost, with a proof."""
