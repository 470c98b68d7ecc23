"""A workspace to start from: commented files that plan as they stand."""

from importlib.resources import files
from pathlib import Path

from sprintplan.errors import UsageError
from sprintplan.files import entries, is_draft, is_folder, named, refuse_unwritable_folder, write_folder
from sprintplan.workspace.document import FILE
from sprintplan.workspace.template_keys import completed

NAMES = ("sprint.toml", "people.csv", "venues.csv")


def write_template(folder: Path) -> None:
    """Write the three files into a new or empty folder, all of them or none.

    Raises
    ------
    UsageError : the folder has anything in it, is a file, or cannot be written
    """
    if is_folder(folder) and not all(map(is_draft, entries(folder))):
        raise UsageError(f"{named(folder)} is not empty. Name a folder that does not exist yet")
    _make_parents(folder.absolute().parent)
    refuse_unwritable_folder(folder)
    template = files("sprintplan.workspace") / "template"
    texts = {name: (template / name).read_text(encoding="utf-8") for name in NAMES}
    texts[FILE] = completed(texts[FILE])
    write_folder(folder, {name: text.encode() for name, text in texts.items()})


def _make_parents(folder: Path) -> None:
    if not is_folder(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{named(folder)} cannot be made: {error.strerror}. Name another folder") from error
