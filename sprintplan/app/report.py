"""Writes the report of a plan: the page of the year, of a manager's people, a team or a traveller."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from sprintplan.app.output import refuse_output
from sprintplan.app.planning import require_plan
from sprintplan.domain.comparison import Comparison
from sprintplan.domain.inputs import refuse_input
from sprintplan.domain.plan import Plan
from sprintplan.encoding import BYTE_ORDER_MARK
from sprintplan.errors import UsageError
from sprintplan.files import is_file, is_folder, make_folder, named
from sprintplan.folders import refuse_unwritable_folder, write_files
from sprintplan.reports.comparison_json import read_comparison
from sprintplan.reports.html import named_team_page, person_page, team_page, year_page
from sprintplan.reports.html.rendering import GENERATOR
from sprintplan.reports.html.team_part import named_team_part, person_part, team_part
from sprintplan.reports.html.trip_rows import is_cut
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.recognised import is_list
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.show import Part

LONGEST = 100
"""Of an id in a file name; a longer one ends in its hash."""
INDEX, NO_PLAN = "index.html", "index.no-plan.html"
TRIPS = "trips"
"""The list that lies beside a page which has not room for every trip."""
HEAD = 4096
"""Characters of a page among which its generator is told."""


def report(path: Path, folder: Path, whose: Part, *, compared: Path | None = None, force: bool = False) -> Path:
    """Write the page of a plan; returns its file: `index.html` for the year, `manager-ID.html` for the people below a
    manager, `team-NAME.html` for a team, `person-ID.html` for one traveller.

    A page of ours is written over, another file with `force` alone; the page of a result without events,
    `index.no-plan.html`, never takes the place of another page.

    Parameters
    ----------
    path : file of the plan
    folder : where the page goes; it is made where it is missing
    whose : the manager, team or person; one that names none of them is the year
    compared : file of a comparison of the same workspace, which the year's page shows; None for none
    force : whether a file that is no page of ours may be written over

    Raises
    ------
    InputError : the plan, or the comparison, cannot be read
    UsageError : no such manager, team or person, or the page cannot be written
    """
    plan = read_plan(path)
    name, page, part = _page(path, folder, plan, whose, compared)
    files = {name: page}
    if is_cut(part):
        stem = "" if name == INDEX else f"{name.removesuffix('.html')}-"
        files[f"{stem}{TRIPS}.csv"] = BYTE_ORDER_MARK.decode() + csv_text(LISTS[TRIPS](part)[0])
    reads = [path, *([] if compared is None else [compared])]
    with _made(folder):
        for one in files:
            is_ours = is_page if one == name else is_list
            refuse_output(folder / one, is_ours, "report", force=force, reads=reads, folder=path.parent)
        write_files({folder / one: content.encode() for one, content in files.items()})
    return folder / name


def _page(path: Path, folder: Path, plan: Plan, whose: Part, compared: Path | None) -> tuple[str, str, Plan]:
    """The file name of the page, its text, and the part of the plan that it is of."""
    if whose != Part():
        require_plan(plan)
    if whose.person is not None:
        at, page = person_page(plan, whose.person)
        return page_file("person", at), page, person_part(plan, at)
    if whose.team is not None:
        at, page = named_team_page(plan, whose.team)
        return page_file("team", at), page, named_team_part(plan, at)
    if whose.manager is not None:
        at, page = team_page(plan, whose.manager)
        return page_file("manager", at), page, team_part(plan, at)
    scenarios = None if compared is None else _scenarios(compared, path, plan)
    name = INDEX if plan.events or not is_file(folder / INDEX) else NO_PLAN
    return name, year_page(plan, scenarios), plan


def _scenarios(compared: Path, path: Path, plan: Plan) -> Comparison:
    """The comparison of a file, which is of the plan's workspace as the plan has it."""
    comparison = read_comparison(compared)
    if (comparison.inputs_sha256, comparison.today) != (plan.inputs_sha256, plan.today):
        what = f"{named(compared)} compares another state of the workspace, or another day, than {named(path)} has"
        raise UsageError(f"{what}. Compare and plan anew")
    return comparison


def page_file(kind: str, word: str) -> str:
    """The file name of a page of a `kind` for whom a `word` names; other signs than letters, digits and . _ @ - become
    numbers."""
    safe = re.sub(r"[^A-Za-z0-9_@.-]", lambda sign: f"~{ord(sign[0]):x}~", word)
    if len(safe) > LONGEST:
        safe = f"{safe[:LONGEST]}~{sha256(word.encode('utf-8', 'replace')).hexdigest()[:12]}"
    return f"{kind}-{safe}.html"


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, made where its own folder is there; where the block fails, one that was made goes again."""
    refuse_unwritable_folder(folder)
    refuse_input(folder)
    is_new = not is_folder(folder)
    try:
        make_folder(folder)
    except OSError as error:
        raise UsageError(f"{named(folder)} cannot be made: {error.strerror}. Name another folder") from error
    try:
        yield
    except BaseException:
        with suppress(OSError):
            if is_new:
                folder.rmdir()
        raise


def is_page(path: Path) -> bool:
    """Whether the page at `path` says that it is one of ours."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return f'<meta name="generator" content="{GENERATOR} ' in file.read(HEAD)
