"""The plan as JSON, and back."""

import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from sprintplan.domain.plan import Plan
from sprintplan.errors import InputError, Place, Problem

REMEDY = "Give the plan.json that `sprintplan plan` wrote"


def to_json(plan: Plan) -> str:
    """The plan's text, the same byte for byte for the same plan."""
    return plan.model_dump_json(indent=1) + "\n"


def read_plan(path: Path) -> Plan:
    """The plan of a file; InputError where it is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise InputError([Problem(Place(str(path)), f"the plan cannot be read: {reason}", REMEDY)]) from error
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise InputError([Problem(Place(str(path)), f"this is no plan: {where}: {first['msg']}", REMEDY)]) from error


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
