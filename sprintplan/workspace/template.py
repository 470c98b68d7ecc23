"""A workspace to start from: commented files that plan as they stand."""

from importlib.resources import files
from pathlib import Path

from sprintplan.errors import UsageError

NAMES = ("sprint.toml", "people.csv", "venues.csv")


def write_template(folder: Path) -> None:
    """Write the three files; UsageError where the folder has anything in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty. Name a folder that does not exist yet")
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        text = (files("sprintplan.workspace") / "template" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
