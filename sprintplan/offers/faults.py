"""The one list of what is wrong in the files, kept short however many rows are wrong."""

from collections.abc import Iterable
from difflib import get_close_matches

from sprintplan.errors import InputError, Place, Problem

MOST_LISTED = 50


class Faults:
    """Collects problems of all files; only the first of a kind are worded, the rest are counted."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.unlisted = 0

    def __len__(self) -> int:
        return len(self.problems) + self.unlisted

    def add(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(Place(file, line), what, remedy))

    def check(self) -> None:
        """Raise InputError where there is any: the first 50 by file and line, and how many more there are."""
        if not self:
            return
        listed = sorted(self.problems)[:MOST_LISTED]
        more = len(self) - len(listed)
        if more:
            listed.append(Problem(Place("offers"), f"and {more} more problems", "Mend the ones above first"))
        raise InputError(listed)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy: the closest known word, else `otherwise`."""
    close = get_close_matches(word, list(known), 1, 0.6)
    return f'Did you mean "{close[0]}"?' if close else otherwise
