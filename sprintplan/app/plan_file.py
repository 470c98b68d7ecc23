"""Where a plan goes: a result without events never replaces one with events, and a full disk loses none."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sprintplan.app.opening import source_of
from sprintplan.app.output import OR_CSV, refuse_ending, refuse_output, refuse_strange
from sprintplan.domain.plan import Plan
from sprintplan.errors import InputError, UsageError
from sprintplan.files import named, write_file
from sprintplan.folders import locked
from sprintplan.reports.plan_json import PlanHead, plan_bytes, plan_head, read_plan

LIVE = "duffel"


@dataclass(frozen=True)
class KeptPlan:
    """The file that a plan was written to; `stays` is the one that was asked for, where another plan stays in it."""

    written: Path
    stays: Path | None = None
    why: str = ""

    def __str__(self) -> str:
        """What became of both files, or nothing where the plan is where it was wished."""
        if self.stays is None:
            return ""
        return f"{named(self.stays)} stays as it was, with {self.why}; this result is in {named(self.written)}"


def refuse_plan_file(path: Path, folder: Path, *, force: bool) -> None:
    """Raise UsageError where the plan of a workspace must not be written, so that this is known before the work.

    Parameters
    ----------
    path : file that is wished
    folder : the workspace
    force : whether a file that is no plan may be written over
    """
    refuse_output(path, _is_plan, "plan", force=force, folder=folder)
    refuse_ending(path, "json", "a plan is a .json file", others=OR_CSV)
    for beside in (without_events(path), cut_short(path)):
        refuse_strange(beside, _is_plan, "plan")


def other_plan(path: Path, folder: Path) -> str | None:
    """A sentence where the file at `path` holds the plan of another workspace, which that of `folder` is to replace;
    else None."""
    head = plan_head(path) if folder.is_dir() else None
    if head and head.events and head.workspace not in ("", named(folder.resolve().name)):
        return f"{named(path)} holds the plan of the workspace {head.workspace}; it will be replaced"
    return None


def without_events(path: Path) -> Path:
    """The file for a result without events while a plan is in the file at `path`: plan.no-plan.json beside
    plan.json."""
    return path.with_name(f"{path.stem}.no-plan.json")


def cut_short(path: Path) -> Path:
    """The file for a plan that was cut short while a proven one of the same inputs is in the file at `path`."""
    return path.with_name(f"{path.stem}.cut-short.json")


def keep_plan(plan: Plan, path: Path, *, force: bool) -> KeptPlan:
    """Write a plan; where the file holds a better one, beside it.

    Parameters
    ----------
    plan : the plan
    path : the file
    force : whether a file that is no plan may be written over

    Raises
    ------
    UsageError : it could not be written; names the file in the system's folder for temporary ones that it is in instead
    """
    with rescuing(plan), locked(path.resolve().parent):
        return _kept(plan, path, force=force)


@contextmanager
def rescuing(plan: Plan) -> Iterator[None]:
    """Keep the `plan` in the system's folder for temporary files where what is done with it fails.

    Raises
    ------
    UsageError : it failed; names the file that the plan is in, or says that there is none
    """
    try:
        yield
    except UsageError as error:
        if not plan.events:
            raise
        rescued = rescue(plan)
        lost = "The plan is lost, as it could not be written to the folder for temporary files either"
        message = f"The plan is in {named(rescued)}" if rescued else lost
        raise UsageError(f"{error}. {message}") from error


def _kept(plan: Plan, path: Path, *, force: bool) -> KeptPlan:
    if not force:
        refuse_strange(path, _is_plan, "plan")
    kept = _beside(plan, path, plan_head(path))
    write_file(kept.written, plan_bytes(plan))
    return kept


def _beside(plan: Plan, path: Path, head: PlanHead | None) -> KeptPlan:
    if head is None or not head.events:
        return KeptPlan(path)
    if not plan.events:
        return KeptPlan(without_events(path), path, f"the plan made {head.created_at[:16].replace('T', ' ')}")
    if _is_better(head, path, plan):
        what = "proven" if head.status == "optimal" else "better"
        return KeptPlan(cut_short(path), path, f"the {what} plan of the same inputs")
    return KeptPlan(path)


def _is_better(head: PlanHead, path: Path, plan: Plan) -> bool:
    """Whether the file has a proven plan, or one that scores less, of what this one was made from and cut short."""
    names = ("inputs_sha256", "today", "tool_version", "data_version", "currency")
    same = all(str(getattr(head, name)) == str(getattr(plan, name)) for name in names)
    if not same or head.status not in ("optimal", "feasible") or plan.status != "feasible":
        return False
    try:
        before = read_plan(path)
    except InputError:
        return False
    if len({source_of(before), source_of(plan)} - {None}) > 1 or LIVE in before.sources | plan.sources:
        return False
    if before.status == "optimal":
        return True
    if before.predecessor != plan.predecessor or before.objective is None or plan.objective is None:
        return False
    return Decimal(before.objective) < Decimal(plan.objective)


def rescue(plan: Plan) -> Path | None:
    """The file of the plan in a new folder for temporary ones; None where it cannot be written there either."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="sprintplan-"))
    except OSError:
        return None
    try:
        write_file(folder / "plan.json", plan_bytes(plan))
    except (OSError, UsageError):
        with suppress(OSError):
            folder.rmdir()
        return None
    return folder / "plan.json"


def _is_plan(path: Path) -> bool:
    return plan_head(path) is not None
