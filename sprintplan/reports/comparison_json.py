"""A comparison as JSON, and back."""

from pathlib import Path

from pydantic import ValidationError

from sprintplan.domain.comparison import Comparison
from sprintplan.encoding import NotText, text_of, without_marks
from sprintplan.errors import InputError, Place, Problem
from sprintplan.files import is_file, named


def comparison_bytes(comparison: Comparison) -> bytes:
    """The comparison's text, the same byte for byte for the same comparison."""
    return (comparison.model_dump_json(indent=2) + "\n").encode()


def is_comparison(path: Path) -> bool:
    """Whether the file at `path` is a comparison."""
    try:
        return is_file(path) and bool(Comparison.model_validate_json(without_marks(path.read_bytes())).format)
    except (ValidationError, OSError):
        return False


def read_comparison(path: Path) -> Comparison:
    """The comparison of the file at `path`.

    Raises
    ------
    InputError : the file cannot be read, or is none
    """
    remedy = "Give the file that `sprintplan compare -o` wrote"
    try:
        return Comparison.model_validate_json(text_of(path.read_bytes(), path.name))
    except OSError as error:
        what = f"the comparison cannot be read: {error.strerror}"
    except NotText as error:
        what = f"this is not a comparison: {error.what}"
    except ValidationError:
        what = "this is not a comparison"
    raise InputError([Problem(Place(named(path)), what, remedy)])
