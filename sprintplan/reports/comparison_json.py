"""A comparison as JSON, and back."""

from pathlib import Path

from pydantic import ValidationError

from sprintplan.domain.comparison import Comparison
from sprintplan.errors import InputError, Place, Problem
from sprintplan.files import is_file, named


def comparison_bytes(comparison: Comparison) -> bytes:
    """The comparison's text, the same byte for byte for the same comparison."""
    return (comparison.model_dump_json(indent=2) + "\n").encode()


def is_comparison(path: Path) -> bool:
    """Whether the file at `path` is a comparison."""
    try:
        return is_file(path) and bool(Comparison.model_validate_json(path.read_bytes()).format)
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
        return Comparison.model_validate_json(path.read_bytes())
    except OSError as error:
        what = f"the comparison cannot be read: {error.strerror}"
        raise InputError([Problem(Place(named(path)), what, remedy)]) from error
    except ValidationError as error:
        raise InputError([Problem(Place(named(path)), "this is not a comparison", remedy)]) from error
