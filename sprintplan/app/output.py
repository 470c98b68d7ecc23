"""Where commands write: never over a file of a workspace, nor over one that somebody else made."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sprintplan.domain.inputs import SETTINGS, WORKBOOKS, is_same, refuse_input
from sprintplan.errors import UsageError
from sprintplan.files import behind_links, is_device, is_file, named, refuse_unwritable

OF_SPREADSHEETS = frozenset("fods gsheet numbers ods ots xls xlsb xlsm xlsx xlt xltm xltx".split())
"""Endings of files of spreadsheet programs; of these .xlsx alone is written."""
OTHERS = frozenset(
    "7z bz2 db doc docx feather gz htm html ics jsonl md ndjson odt parquet pdf rtf".split()
    + "sqlite tab tsv xml xz yaml yml zip zst".split()
)
"""Endings of files that are neither text with commas nor JSON, so that whoever opens one would be misled."""
OR_JSON = OTHERS | {"json"}
"""The same where no JSON is written."""
OR_CSV = OTHERS | {"csv"}
"""The same where no CSV is written."""
OF_NO_TEXT = OTHERS | {"csv", "json", "txt"}
"""The same where a workbook is written, which no program opens as text."""
OF_NO_PAGE = (OTHERS | {"csv", "json"}) - {"htm"}
"""The same where a page is written."""


def refuse_output(
    path: Path,
    is_ours: Callable[[Path], bool],
    what: str,
    *,
    force: bool,
    reads: Iterable[Path] = (),
    folder: Path | None = None,
) -> None:
    """Refuse a file that must not be written, so that this is known before the work.

    Parameters
    ----------
    path : the file
    is_ours : whether a file that is there is one of those that this command writes
    what : the word for these: "plan", "list"
    force : whether a file that somebody else made may be written over; a file of a workspace, and one that the
        command reads, never is
    reads : files that the command reads, and others that it writes
    folder : the workspace that it works on, whose files are known by other names too; None where it knows none

    Raises
    ------
    UsageError : it must not be written
    """
    refuse_unwritable(path)
    refuse_input(path, folder)
    refuse_read(path, reads)
    if not force:
        refuse_strange(path, is_ours, what)


def refuse_read(path: Path, reads: Iterable[Path]) -> None:
    """Raise UsageError where the file at `path` is one of those that the command `reads`, or writes besides."""
    for other in () if is_device(path) else reads:
        if is_same(path, other) or behind_links(path) == behind_links(other):
            raise UsageError(f"{named(path)} is {_in_use(path, other)}. Name another file")


def _in_use(path: Path, other: Path) -> str:
    """How the same command uses a file, whose other name is told where it has one."""
    return "used by this very command" + ("" if path == other else f" as {named(other)}")


def refuse_strange(path: Path, is_ours: Callable[[Path], bool], what: str) -> None:
    """Refuse a file with anything in it that is none of those which this command writes.

    Parameters
    ----------
    path : the file
    is_ours : whether a file that is there is one of those
    what : the word for these: "plan", "list"

    Raises
    ------
    UsageError : it is none of those, or cannot be read
    """
    _refuse_unless(path, is_ours, f"is there already, and is not a {what} of sprintplan")


def refuse_filled_in(path: Path, is_filled_in: Callable[[Path], bool]) -> None:
    """Refuse a file of this command that somebody may have worked in since.

    Parameters
    ----------
    path : the file
    is_filled_in : whether one that is there has been filled in

    Raises
    ------
    UsageError : it has, or cannot be read
    """
    why = "was saved by another program since it was written, and may hold what somebody filled in"
    _refuse_unless(path, lambda there: not is_filled_in(there), why)


def _refuse_unless(path: Path, may_go: Callable[[Path], bool], why: str) -> None:
    """Refuse a file with anything in it, unless it may be written over."""
    try:
        if not is_file(path) or not path.stat().st_size or may_go(path):
            return
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be read: {error.strerror}. Name another file, or check it") from error
    raise UsageError(f"{named(path)} {why}. Name another file, or write over it with --force")


def refuse_ending(
    path: Path, form: str, what: str, *, instead: str | None = None, others: frozenset[str] = OTHERS
) -> None:
    """Refuse a file whose ending says that it is something else than what is written.

    Parameters
    ----------
    path : the file
    form : what is written: csv, xlsx, json or html
    what : a sentence's beginning on the files that may be written: "a list is a .csv, .xlsx or .json file"
    instead : the ending to advise where the file is called a spreadsheet; None for that of what is written
    others : endings beside those of spreadsheets that mislead

    Raises
    ------
    UsageError : it would mislead whoever opens it
    """
    ending = path.suffix[1:].lower()
    if ending != form and (ending in OF_SPREADSHEETS or ending in others):
        right = (ending in OF_SPREADSHEETS and instead) or form
        bare = path.with_suffix("")
        better = bare if bare.suffix == f".{right}" else bare.with_suffix(f".{right}")
        raise UsageError(f"{named(path)}: {what}, and no .{ending}. Name it {named(better)}")


def refuse_table(path: Path, name: str) -> None:
    """Refuse a file that must not get the rows of a workspace's table in CSV: another file of a workspace, or one
    beside a workbook that holds this table.

    Parameters
    ----------
    path : the file
    name : what the table is called in a workspace: people.csv or venues.csv

    Raises
    ------
    UsageError : it must not be written
    """
    refuse_unwritable(path)
    refuse_ending(path, "csv", f"rows of {name} make a .csv file", others=OR_JSON)
    if path.name != name or not is_file(path.parent / SETTINGS):
        refuse_input(path)
    elif is_file(workbook := path.with_name(WORKBOOKS[name])):
        what = f"{named(workbook)} is there, and a workspace keeps one of the two"
        raise UsageError(f"{what}. Name another file, or save the workbook as {name} and remove it")
