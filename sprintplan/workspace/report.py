"""The one list that every problem of every file goes into, and the words they are told in."""

from collections.abc import Iterable
from difflib import get_close_matches

from sprintplan.errors import InputError, Place, Problem
from sprintplan.world.cities import countries


class Report:
    """Collects problems; reading goes on after each, so that the user sees all of them at once.

    `broken` names files that could not be read to the end: what they lack may only have gone unread, so nothing
    that refers to their rows is called unknown. `warnings` are sentences about what can be planned with;
    `countries` are the codes that cells are held against.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[str] = []
        self.broken: set[str] = set()
        self.countries = countries()
        self._hints: dict[tuple[str, str], str] = {}

    def add(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note one problem, on one line whatever the files hold."""
        self.problems.append(Problem(Place(file, line), " ".join(what.split()), " ".join(remedy.split())))

    def breaks(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note a problem that keeps the file, or a row of it, from being read."""
        self.broken.add(file)
        self.add(file, line, what, remedy)

    def warn(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note something that looks wrong and does not stop a plan."""
        self.warnings.append(str(Problem(Place(file, line), what, remedy)))

    def hint(self, topic: str, word: str, known: Iterable[str]) -> str:
        """`did_you_mean`, looked up once for a word that many rows repeat; words of one topic share what is known."""
        key = (topic, word)
        if key not in self._hints:
            self._hints[key] = did_you_mean(word, known)
        return self._hints[key]

    def check(self) -> None:
        """Raise InputError where any problem was noted; in order of file and line, each once."""
        if self.problems:
            raise InputError(sorted(set(self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy: the closest known word, or the known ones."""
    names = list(dict.fromkeys(name for name in known if name))
    short = word[:40]
    if word.upper() in names:
        return f'Did you mean "{word.upper()}"?'
    close = get_close_matches(short, names, 1, 0.6) or get_close_matches(short.lower(), names, 1, 0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    more = ", ..." if len(names) > 25 else ""
    return "Known: " + ", ".join(sorted(names)[:25]) + more if names else "Leave it out"


def shown(value: object) -> str:
    """A value as a message quotes it: on one line, and short."""
    text = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
