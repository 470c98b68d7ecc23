"""The log of published plans: a file each in the workspace's folder plans/, by date and hash; none is replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sprintplan.domain.claims import plan_sha256
from sprintplan.domain.inputs import PLANS, SETTINGS
from sprintplan.domain.plan import Plan
from sprintplan.errors import InputError, UsageError
from sprintplan.files import entries, is_file, is_folder, make_folder, named, typed, write_file
from sprintplan.folders import refuse_unwritable_folder
from sprintplan.reports.plan_json import plan_bytes, plan_head, read_plan

SHORT = 12
"""Signs of a hash that a file's name has."""
FILES = "files.txt"
"""Names of the files that held published plans, one a line: a copy under another name is a draft."""


@dataclass(frozen=True)
class Logged:
    """One published plan.

    Attributes
    ----------
    path : its file
    sha256 : its hash
    plan : the plan
    """

    path: Path
    sha256: str
    plan: Plan


def record(folder: Path, plan: Plan, held: Path) -> Path:
    """Keep a `plan` in the log of the workspace `folder`; its file, which stays as it was where it is there already.

    Parameters
    ----------
    folder : the workspace
    plan : the published plan
    held : the file that holds it, whose name is noted: what is written over it takes its place

    Raises
    ------
    UsageError : the `folder` is no workspace, the log cannot be written, or its file of this plan holds something else
    """
    _refuse_no_workspace(folder)
    sha256 = plan_sha256(plan)
    path = _file(folder, plan, sha256)
    _refuse_damaged(path, sha256)
    if not is_file(path):
        try:
            make_folder(path.parent)
        except OSError as error:
            raise UsageError(f"{named(path.parent)} cannot be made: {error.strerror}. Check its rights") from error
        write_file(path, plan_bytes(plan))
    names = _published_names(folder)
    if held.name not in names and held.resolve().parent != path.parent.resolve():
        write_file(path.with_name(FILES), "".join(f"{name}\n" for name in sorted({*names, held.name})))
    return path


def refuse_log(folder: Path, plan: Plan) -> None:
    """Raise UsageError where a `plan` cannot be kept in the log of the workspace `folder`, so that this is known
    before the work."""
    if is_folder(folder):
        refuse_unwritable_folder(folder / PLANS)
        sha256 = plan_sha256(plan)
        _refuse_damaged(_file(folder, plan, sha256), sha256)


def is_published(path: Path, folder: Path) -> bool:
    """Whether the file at `path` holds a plan of the log of the workspace `folder`, under a name that one had which was
    published.

    Raises
    ------
    UsageError : the file cannot be read
    """
    head, names = plan_head(path), _published_names(folder)
    if head is None or (names and path.name not in names):
        return False
    if not any(one.name.startswith(_day(head.created_at)) for one in _files(folder)):
        return False
    plan = _plan(path)
    return plan is not None and is_file(_file(folder, plan, plan_sha256(plan)))


def _published_names(folder: Path) -> set[str]:
    """Names of files that held published plans; none in a log that does not note them."""
    try:
        return set((folder / PLANS / FILES).read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return set()


def _file(folder: Path, plan: Plan, sha256: str) -> Path:
    return folder / PLANS / f"{_day(plan.created_at)}-{sha256[:SHORT]}.json"


def _is_named(path: Path, sha256: str) -> bool:
    """Whether the name of a file of the log says that it holds the plan of a hash."""
    return sha256[:SHORT] in path.name


def _day(created_at: str) -> str:
    return created_at[: len("2027-03-01")]


def _refuse_damaged(path: Path, sha256: str) -> None:
    """Raise UsageError where the file at `path` is there and does not hold the plan of that hash."""
    if is_file(path) and ((plan := _plan(path)) is None or plan_sha256(plan) != sha256):
        raise UsageError(f"{named(path)} is not the plan that it was written as: it is damaged. Move it away")


def logged(folder: Path) -> list[Logged]:
    """Every plan of the log of the workspace `folder`, the oldest first; files that are no plans are passed over."""
    entries = [Logged(path, plan_sha256(plan), plan) for path in _files(folder) if (plan := _plan(path)) is not None]
    return sorted(entries, key=lambda one: (one.plan.created_at, one.plan.predecessor is not None, one.path.name))


def earlier_plans(folder: Path) -> Callable[[], tuple[Plan, ...]]:
    """What gives every plan of the log of the workspace `folder`, the oldest first, where it is asked for them."""
    return lambda: tuple(one.plan for one in logged(folder))


def log_of(folder: Path) -> tuple[list[Logged], list[Path]]:
    """Every plan of the log of a workspace, and the files that were to be one and are none.

    Raises
    ------
    UsageError : the `folder` is no workspace
    """
    _refuse_no_workspace(folder)
    plans = logged(folder)
    whole = {one.path for one in plans}
    return plans, [path for path in _files(folder) if path not in whole]


def is_of_log(folder: Path, plan: Plan) -> bool:
    """Whether the log of the workspace `folder` has a `plan`, or the one that it follows."""
    if is_file(_file(folder, plan, plan_sha256(plan))):
        return True
    return plan.predecessor is not None and any(_is_named(path, plan.predecessor) for path in _files(folder))


def published_since(folder: Path, plan: Plan, path: Path) -> str | None:
    """A sentence where the log of the workspace `folder` has a plan that followed a `plan`, in the file at `path`, or
    that is newer; else None."""
    mine, day = plan_sha256(plan), _day(plan.created_at)
    newer = list[tuple[str, Path]]()
    for file in _files(folder):
        other = _plan(file) if file.name[: len(day)] >= day and not _is_named(file, mine) else None
        if other and (other.predecessor == mine or other.created_at > plan.created_at):
            newer.append((other.created_at, file))
    if not newer:
        return None
    last = max(newer)[1]
    return (
        f"{named(path)} is not the plan that was published last, which is {named(last)}: changes are told from the "
        f"older one. `sprintplan replan {typed(folder)} {typed(last)}` starts from the newer one"
    )


def _refuse_no_workspace(folder: Path) -> None:
    if not is_file(folder / SETTINGS):
        raise UsageError(f"{named(folder)} is no workspace, as it has no {SETTINGS}. Name the folder that has it")


def find(folder: Path, sha256: str) -> Plan:
    """The published plan of a hash, `sha256`, from the log of the workspace `folder`.

    Raises
    ------
    UsageError : the log does not have it
    """
    for path in sorted(_files(folder), key=lambda one: not _is_named(one, sha256)):
        plan = _plan(path)
        if plan is not None and plan_sha256(plan) == sha256:
            return plan
    what = f"the plan {sha256[:SHORT]} that this one follows is not in {named(folder / PLANS)}"
    raise UsageError(f"{what}. `sprintplan log {typed(folder)} PLAN` enters a published plan")


def _files(folder: Path) -> list[Path]:
    return [path for path in entries(folder / PLANS) if path.suffix == ".json" and is_file(path)]


def _plan(path: Path) -> Plan | None:
    try:
        return read_plan(path) if plan_head(path) else None
    except InputError:
        return None
