"""A workspace to start from: commented files that plan as they stand."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from sprintplan.errors import UsageError
from sprintplan.files import entries, is_draft, is_folder, named
from sprintplan.folders import refuse_unwritable_folder, write_folder
from sprintplan.workspace.document import FILE
from sprintplan.workspace.fitted_template import in_currency
from sprintplan.workspace.gallery import currency_of, policy_text, with_policy
from sprintplan.workspace.template_keys import completed

VISAS = "[policy.visa]"
NAMES = ("sprint.toml", "people.csv", "venues.csv")


def write_template(folder: Path, own: Mapping[str, str] | None = None) -> None:
    """Write the files of a workspace into a new or empty folder, all of them or none.

    Parameters
    ----------
    folder : the workspace
    own : texts in place of the shipped ones, and beside them, by the names of their files

    Raises
    ------
    UsageError : the folder has anything in it, is a file, or cannot be written
    """
    if is_folder(folder) and not all(map(is_draft, entries(folder))):
        raise UsageError(f"{named(folder)} is not empty. Name a folder that does not exist yet")
    _make_parents(folder.absolute().parent)
    refuse_unwritable_folder(folder)
    texts = {name: template_text(name) for name in NAMES} | dict(own or {})
    write_folder(folder, {name: text.encode() for name, text in texts.items()})


def template_text(name: str) -> str:
    """The shipped file called `name`: settings with every key that there is."""
    return completed(_shipped(name)) if name == FILE else _shipped(name)


def text_with_policy(policy: str) -> str:
    """The shipped settings with a policy of the gallery, by its name, in place of their own.

    Raises
    ------
    UsageError : there is no such policy
    """
    chosen = policy_text(policy)
    shipped = in_currency(_shipped(FILE), currency_of(chosen))
    text = with_policy(shipped, chosen)
    return completed(text if VISAS in text else _with_visas(text, shipped))


def _with_visas(text: str, shipped: str) -> str:
    """The settings, `text`, with what the `shipped` ones say of visas behind their policy: its keys are switched off,
    and its header is on, so that they can be switched on."""
    about, _, keys = shipped.partition(VISAS)
    off = [f"# {line}" for line in keys.partition("\n\n")[0].strip().splitlines()]
    block = "\n".join([*about[about.rindex("\n\n") :].strip().splitlines(), VISAS, *off])
    end = min(text.index(head) for head in ("\n[limits]", "\n[objective]"))
    return f"{text[:end]}\n{block}\n{text[end:]}"


def _shipped(name: str) -> str:
    return (files("sprintplan.workspace") / "template" / name).read_text(encoding="utf-8")


def _make_parents(folder: Path) -> None:
    if not is_folder(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{named(folder)} cannot be made: {error.strerror}. Name another folder") from error
