"""The one list that every problem of every file goes into, and the words they are told in."""

from collections.abc import Iterable
from difflib import get_close_matches

from sprintplan.errors import InputError, Place, Problem


class Report:
    """Collects problems; reading goes on after each, so that the user sees all of them at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(Place(file, line), what, remedy))

    def check(self) -> None:
        """Raise InputError where any problem was noted; in order of file and line, each once."""
        if self.problems:
            raise InputError(sorted(set(self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy: the closest known word, or the known ones."""
    names = list(known)
    close = get_close_matches(word, names, 1, 0.6) or get_close_matches(word.lower(), names, 1, 0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    return "Known: " + ", ".join(sorted(names)[:25]) if names else "Leave it out"
