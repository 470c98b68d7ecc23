"""Where the plans of `plan` and `replan` go: into a file, whose summary is printed, or to standard output.

Neither a file that cannot be written nor an output that is full loses one: it goes into the folder for temporary files.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sprintplan.app.plan_file import keep_plan, other_plan, refuse_plan_file, rescue, rescuing
from sprintplan.app.plan_log import record
from sprintplan.cli.printing import Output, print_bytes, print_text, say, say_json, warn
from sprintplan.domain.plan import Plan
from sprintplan.files import named, typed
from sprintplan.reports.plan_json import plan_bytes
from sprintplan.watch import Watch


@dataclass(frozen=True)
class Summary:
    """What is printed beside a plan that goes into a file: its facts for programs, its text for people."""

    facts: Callable[[Plan], object]
    text: Callable[[Plan], str]


@dataclass(frozen=True)
class PlanOutput:
    """Where a plan goes.

    Attributes
    ----------
    path : the file; None prints the plan
    form : how the summary is printed: text or json
    force : whether a file that is no plan may be written over
    summary : what is printed beside the file
    """

    path: Path | None
    form: str
    force: bool
    summary: Summary

    @classmethod
    def checked(cls, output: str, folder: Path, form: str, summary: Summary, *, force: bool) -> "PlanOutput":
        """The place that the option `output` names for the plan of the workspace `folder`, looked at before the work.

        Parameters
        ----------
        output : the file; - prints the plan
        folder : the workspace, whose files must not be written
        form, summary, force : as they are kept

        Raises
        ------
        UsageError : no plan must be written there
        """
        if output == "-":
            return cls(None, form, force, summary)
        path = Path(output)
        refuse_plan_file(path, folder, force=force)
        if sentence := other_plan(path, folder):
            warn(f"warning: {sentence}")
        return cls(path, form, force, summary)

    def put(self, plan: Plan, watch: Watch, before: Callable[[], object] | None = None) -> str:
        """Write or print the `plan`; what is to be said about its file.

        Parameters
        ----------
        plan : the plan, or a result that says why there is none
        watch : times the writing
        before : what must have been done before a file is replaced; None for nothing

        Raises
        ------
        UsageError : it cannot be written, or what comes before cannot be done; names the file that it is in instead
        """
        if self.path is None:
            return self._print(plan, watch, before)
        kept = None
        try:
            with watch.stage("write"):
                _do(before, plan)
                kept = keep_plan(plan, self.path, force=self.force)
        finally:
            if self.form == "json":
                say_json(self.summary.facts(plan))
            else:
                say(self.summary.text(plan))
        if plan.events and self.form != "json":
            show = f"`sprintplan show {typed(kept.written)} --person ID`"
            print_text(f"\nEvery trip is in {named(kept.written)}; {show} tells one.", sys.stdout)
        return str(kept) or ("" if plan.events else f"This result is in {named(kept.written)}")

    def _print(self, plan: Plan, watch: Watch, before: Callable[[], object] | None) -> str:
        with watch.stage("write"):
            _do(before, plan)
            print_bytes(plan_bytes(plan))
        kept = rescue(plan) if Output.fault and plan.events else None
        return f"the plan is in {named(kept)}" if kept else ""


def enter_in_log(plan: Plan, folder: Path, path: Path, form: str) -> None:
    """Enter a `plan`, in the file at `path`, that took the place of a published one in the log of the workspace
    `folder`, and say so unless the `form` of what is printed is json.

    Raises
    ------
    UsageError : it cannot be entered
    """
    entry = record(folder, plan, path)
    if form != "json":
        say(f"It takes the place of a published plan: it is in the log too, as {named(entry)}.")


def _do(before: Callable[[], object] | None, plan: Plan) -> None:
    if before is not None and plan.events:
        with rescuing(plan):
            before()
