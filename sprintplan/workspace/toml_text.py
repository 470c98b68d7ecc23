"""TOML as users write it, parsed: what cannot be is told with its line, whatever it would take the parser."""

import tomllib
from decimal import Decimal
from typing import Any

from sprintplan.workspace.lines import too_deep


class NotToml(Exception):
    """Why a text is not read.

    Attributes
    ----------
    line : where; 0 where no line is known
    what : what is wrong
    kind : "keys", "values" where they take too much, or "TOML" where it is none
    written : the line, where it is not TOML; empty otherwise
    """

    def __init__(self, line: int, what: str, kind: str, written: str = "") -> None:
        super().__init__(what)
        self.line, self.what, self.kind, self.written = line, what, kind, written


def with_newlines(text: str) -> str:
    """The `text` with lines that end as TOML has them, whichever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parsed(text: str) -> dict[str, Any]:
    """The tables and keys of a TOML `text`, decimal numbers as they are written.

    Raises
    ------
    NotToml : it is none, or has keys, numbers or a nesting that are no settings
    """
    if line := too_deep(text):
        raise NotToml(line, "a key has too many parts", "keys")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        digits = place.removeprefix("line ").partition(",")[0]
        line = int(digits) if digits.isdigit() else text.count("\n") + 1
        written = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
        raise NotToml(line, f"this is not TOML: {what}", "TOML", written) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise NotToml(0, "a number or a nesting in this file is too large", "values") from error


def value_of(text: str) -> Any:
    """The value that a `text` writes in TOML, as of one key; the text itself where it writes none."""
    try:
        document = parsed(f"value = {text}") if "\n" not in text else {}
    except NotToml:
        return text
    return document["value"] if document.keys() == {"value"} else text
