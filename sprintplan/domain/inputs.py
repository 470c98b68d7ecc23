"""Which files make a workspace: those that a plan depends on, and that no command writes over."""

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from sprintplan.errors import UsageError
from sprintplan.files import behind_links, is_file, is_folder, named

SETTINGS = "sprint.toml"
NAMES = (SETTINGS, "people.csv", "venues.csv", "visas.csv", "transit.csv", "ground.csv", "exceptions.csv")
"""Files of the folder that are read."""
WORKBOOKS = {"people.csv": "people.xlsx", "venues.csv": "venues.xlsx"}
"""Workbooks that are read in place of files of the folder."""
OPTIONAL = ("visas.csv", "transit.csv", "ground.csv", "exceptions.csv")
"""Those of them that need not be there."""
OFFERS, CACHE = "offers", "cache"
"""Folders of the workspace: quotes that are read, answers that are kept."""
BOOKINGS, BOOKINGS_BOOK, ORDERS, PLANS = "bookings.csv", "bookings.xlsx", "bookings", "plans"
"""What is booked, in a file or a workbook in its place and as orders of sellers, and the folder of published plans."""
FOLDERS = (OFFERS, CACHE, ORDERS, PLANS)
"""Folders of a workspace that hold files which are read."""
QUOTES = (".csv", ".json")
"""Endings of the files in `offers` that are read."""


def offer_files(folder: Path) -> list[Path]:
    """The files of quotes in a workspace's folder `offers`, by name; hidden ones and those of programs are left out.

    Raises
    ------
    OSError : the folder may not be listed
    """
    return [path for path in entries_of_offers(folder) if path.suffix.lower() in QUOTES and path.is_file()]


def entries_of_offers(folder: Path) -> list[Path]:
    """What is in a workspace's folder `offers`, but for hidden files and those of programs; empty without a folder.

    Raises
    ------
    OSError : the folder may not be listed
    """
    try:
        entries = sorted((folder / OFFERS).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [path for path in entries if not path.name.startswith((".", "~"))]


def refuse_input(path: Path, folder: Path | None = None) -> None:
    """Raise UsageError where writing there would change what a workspace says.

    Parameters
    ----------
    path : file, or folder of files, that is to be written
    folder : a workspace whose files must not be written whatever other names they have; every other workspace is
        known by its `sprint.toml`
    """
    for place in dict.fromkeys((Path(os.path.normpath(path.absolute())), path.resolve())):
        for home in place.parents:
            if is_file(home / SETTINGS):
                _refuse_inside(home, place.relative_to(home), path)
    if folder is not None:
        for known in filter(partial(is_same, path), _inputs(folder)):
            raise UsageError(f"{named(path)} is the workspace's {named(known)}. Name another file")
        for known in filter(partial(_lies_in, path), (folder / name for name in FOLDERS)):
            raise UsageError(f"{named(path)} lies in the workspace's {named(known)}. Name a place outside of it")


def _refuse_inside(home: Path, inside: Path, path: Path) -> None:
    first = inside.parts[0].casefold()
    if first in (*NAMES, *WORKBOOKS.values(), BOOKINGS, BOOKINGS_BOOK) and len(inside.parts) == 1:
        raise UsageError(f"{named(path)} is a file of the workspace {named(home)}. Name another file")
    if first in FOLDERS:
        what = f"{named(path)} lies in {first}/ of the workspace {named(home)}, whose files are read"
        raise UsageError(f"{what}. Name a place outside of it")


def is_same(path: Path, other: Path) -> bool:
    """Whether `path` and `other` lead to one file or folder that is there: by links, hard links, another spelling."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _lies_in(path: Path, folder: Path) -> bool:
    return is_folder(folder) and behind_links(folder) in behind_links(path).parents


def _inputs(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in (*NAMES, *WORKBOOKS.values(), BOOKINGS, BOOKINGS_BOOK))
    with suppress(OSError):
        yield from offer_files(folder)
