"""A workspace to start from: commented files that plan as they stand."""

from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from sprintplan.errors import UsageError

NAMES = ("sprint.toml", "people.csv", "venues.csv")


def write_template(folder: Path) -> None:
    """Write the three files into a new or empty folder, all of them or none.

    Raises
    ------
    UsageError : the folder has anything in it, is a file, or cannot be written
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder that does not exist yet")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty. Name a folder that does not exist yet")
        _write(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}. Name another folder") from error


def _write(folder: Path) -> None:
    """Fill a folder beside it, then put each whole file in place; take away what was put where one cannot be."""
    template = files("sprintplan.workspace") / "template"
    texts = {name: (template / name).read_bytes() for name in NAMES}
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=".sprintplan-", dir=folder.parent))
    placed: list[Path] = []
    try:
        for name, text in texts.items():
            (draft / name).write_bytes(text)
        folder.mkdir(exist_ok=True)
        for name in NAMES:
            placed.append((draft / name).replace(folder / name))
    except OSError:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    finally:
        rmtree(draft, ignore_errors=True)
