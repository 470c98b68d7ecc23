"""Writes the report of a plan: the year's page, or a team's."""

import re
from hashlib import sha256
from pathlib import Path

from sprintplan.errors import UsageError

LONGEST = 100
# Of an id in a file name; a longer one ends in its hash.
INDEX = "index.html"
HEAD = 4096
# Characters of a page among which its generator is told.


def report(path: Path, folder: Path, manager: str | None) -> Path:
    """The page's file: `index.html` in the folder for the year, `team-ID.html` for the people below a manager.

    The folder is made where it is missing. A page of ours is written over, another file never.

    Raises
    ------
    InputError : the plan cannot be read
    UsageError : no such manager, or the page cannot be written
    """
    from sprintplan.reports.html import team_page, year_page
    from sprintplan.reports.plan_json import read_plan, write_whole

    plan = read_plan(path)
    if manager is None:
        name, page = INDEX, year_page(plan)
    else:
        at, page = team_page(plan, manager)
        name = team_file(at)
    _make(folder)
    _refuse_strange(folder / name)
    write_whole(folder / name, page)
    return folder / name


def team_file(manager: str) -> str:
    """The file name of a manager's page; other signs than letters, digits and . _ @ - become numbers."""
    safe = re.sub(r"[^A-Za-z0-9_@.-]", lambda sign: f"~{ord(sign[0]):x}~", manager)
    if len(safe) > LONGEST:
        safe = f"{safe[:LONGEST]}~{sha256(manager.encode('utf-8', 'replace')).hexdigest()[:12]}"
    return f"team-{safe}.html"


def _make(folder: Path) -> None:
    """The folder, made where its own folder is there."""
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise UsageError(f"{folder}: there is no folder {folder.parent}. Make it, or name another folder") from error
    except FileExistsError as error:
        raise UsageError(f"{folder} is a file. Name a folder for the report") from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}. Name another folder") from error


def _refuse_strange(page: Path) -> None:
    """Raise UsageError where a file of that name is none of our pages."""
    from sprintplan.reports.html.rendering import GENERATOR

    if not page.is_file():
        return
    with page.open(encoding="utf-8", errors="replace") as file:
        if f'<meta name="generator" content="{GENERATOR} ' not in file.read(HEAD):
            raise UsageError(f"{page} is there already, and is no report of sprintplan. Name another folder")
