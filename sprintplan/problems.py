"""What is wrong in the files of a workspace: collected, one message a cause, all of it told in one go."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from sprintplan.errors import InputError, Place, Problem

MOST_MESSAGES = 50
"""Messages that are told in one go; of what is beyond them only the number is."""
MOST_LINES = 3
"""Lines, and other values, that a message names of a cause that many rows have."""
MOST_KNOWN = 25
"""Known words that a remedy lists."""
LONGEST_QUOTE = 60
"""Characters of a value that a message quotes."""
ALIKE = 0.6
"""Of 1: how much alike a word and a known one must be for a suggestion (difflib's ratio)."""
NEAR = 0.75
"""The same for people: of names and addresses those of others are half alike."""
EMAIL = re.compile(r"""([^@\s,;:<>()"]+)@(?:[^@\s,;:<>()".]+\.)+[^@\s,;:<>()".]+""")
"""An e-mail address; its group is what a person has of their own in it."""
NEGATIONS = re.compile(r"\b(not?|non|without)\b", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_DIGITS = re.compile(r"\d+")


@dataclass
class _Cause:
    """All places where one thing is wrong."""

    first: Problem
    lines: dict[int, None] = field(default_factory=dict)
    values: dict[str, None] = field(default_factory=dict)


class Problems:
    """Collects what is wrong; reading goes on after each problem, so that the user sees all of them at once.

    Problems of one file that differ by line and by quoted values and numbers alone have one cause, and make one
    message with their number and the first lines.
    """

    def __init__(self) -> None:
        self._causes: dict[tuple[str, str, str], _Cause] = {}
        self._added = self._unworded = 0
        self._hints: dict[tuple[str, str], str] = {}

    def __len__(self) -> int:
        """How many problems were noted, those of one cause counted each."""
        return self._added + self._unworded

    def add(self, file: str, line: int, what: str, remedy: str, cause: str = "") -> None:
        """Note one problem, on one line whatever the files hold.

        Parameters
        ----------
        file, line : where it stands; line 0 is the file as a whole
        what : the problem, with values of the file in double quotes
        remedy : what to do about it
        cause : problems of one file and cause make one message; left out, those do whose words but for quoted values
            and numbers are the same, and whose remedy is
        """
        what, remedy = " ".join(what.split()), " ".join(remedy.split())
        form = _DIGITS.sub("0", _QUOTED.sub('""', what))
        key = (file, cause, "") if cause else (file, form, remedy)
        group = self._causes.setdefault(key, _Cause(Problem(Place(file, line), what, remedy)))
        if Place(file, line) < group.first.place:
            group.first = Problem(Place(file, line), what, remedy)
        group.lines[line] = None
        group.values.update(dict.fromkeys(_QUOTED.findall(what)))
        self._added += 1

    def add_unworded(self, number: int) -> None:
        """Count a `number` of problems beyond those that were worded."""
        self._unworded += number

    def take_in(self, others: "Problems") -> None:
        """Note what `others` hold, which was found behind what is noted here."""
        for key, cause in others._causes.items():
            mine = self._causes.setdefault(key, _Cause(cause.first))
            if cause.first.place < mine.first.place:
                mine.first = cause.first
            mine.lines.update(cause.lines)
            mine.values.update(cause.values)
        self._added += others._added
        self._unworded += others._unworded

    def hint(
        self,
        topic: str,
        word: str,
        known: Iterable[str],
        meanings: Mapping[str, str] | None = None,
        otherwise: str = "",
        alike: float = ALIKE,
    ) -> str:
        """`did_you_mean`, looked up once for a word that many rows repeat.

        Parameters
        ----------
        topic : what the word is of; words of one topic share what is known
        word : what was written
        known : the words that are known
        meanings : other words for these
        otherwise : the remedy where no known word is near
        alike : of 1, how much alike a suggestion is at least
        """
        key = (topic, word)
        if key not in self._hints:
            self._hints[key] = did_you_mean(word, known, otherwise, meanings, alike)
        return self._hints[key]

    def messages(self) -> list[Problem]:
        """One problem a cause, in order of file and line."""
        return [_problem(cause) for cause in self._in_order()]

    def check(self) -> None:
        """Raise InputError where any problem was noted."""
        if len(self):
            more = sum(len(cause.lines) for cause in self._in_order()[MOST_MESSAGES:]) + self._unworded
            raise InputError(self.messages()[:MOST_MESSAGES], more)

    def _in_order(self) -> list[_Cause]:
        return sorted(self._causes.values(), key=lambda cause: cause.first)


def _problem(cause: _Cause) -> Problem:
    """The problem at its first line, with the number of lines and the first of them where there are more."""
    lines, what = sorted(filter(None, cause.lines)), cause.first.what
    others = [value for value in cause.values if value not in what]
    remarks = []
    if len(lines) > 1:
        remarks.append(f"{len(lines)} lines: {_first(list(map(str, lines)))}")
    if others:
        remarks.append(f"also {_first(others)}")
    more = f" ({'; '.join(remarks)})" if remarks else ""
    return Problem(cause.first.place, what + more, cause.first.remedy)


def _first(words: list[str]) -> str:
    """The first words, and a sign that there are more."""
    return ", ".join(words[:MOST_LINES]) + (", ..." if len(words) > MOST_LINES else "")


def article(noun: str) -> str:
    """A noun with its indefinite article: "an airline code"."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def listed(names: Sequence[str], most: int, noun: str = "", between: str = ", ") -> str:
    """The first of some names, and how many more there are.

    Parameters
    ----------
    names : all of them
    most : so many are named
    noun : what the others are called, in the plural; left out where it is empty
    between : stands between two names
    """
    more = f" and {len(names) - most} more {noun}".rstrip() if len(names) > most else ""
    return between.join(names[:most]) + more


def did_you_mean(
    word: str,
    known: Iterable[str],
    otherwise: str = "",
    meanings: Mapping[str, str] | None = None,
    alike: float = ALIKE,
) -> str:
    """A remedy for an unknown word: what it means, else the known word that is written most alike, else another one.

    A word and its denial are written alike and mean the opposite: neither is suggested for the other. Of addresses only
    what stands before the sign @ is compared, as all of a company have the rest.

    Parameters
    ----------
    known : words that are known
    otherwise : the remedy where no known word is near; left out, it lists the known ones
    meanings : words by other words for the same, in small letters; those that are not known count for nothing
    alike : of 1, how much alike a suggestion is at least
    """
    names = list(dict.fromkeys(name for name in known if name))
    by_case = {name.casefold(): name for name in reversed(names)}
    plain = " ".join(word.casefold().replace("_", " ").split())
    meant = (meanings or {}).get(plain, "")
    meant = meant if meant in names else by_case.get(word.casefold()) or _alike(word, names, alike)
    if meant:
        return f'Did you mean "{meant}"?'
    if otherwise or not names:
        return otherwise or "Leave it out"
    more = ", ..." if len(names) > MOST_KNOWN else ""
    return "Known: " + ", ".join(sorted(names)[:MOST_KNOWN]) + more


def _alike(word: str, names: list[str], alike: float) -> str:
    """The known word that is written most alike, and denies what the word denies; empty where there is none."""
    short, denies = _own_part(word)[:40], bool(NEGATIONS.search(word))
    forms = {_own_part(name): name for name in reversed(names) if bool(NEGATIONS.search(name)) == denies}
    least = max(alike, NEAR) if short != word[:40] else alike
    close = get_close_matches(short, forms, 1, least) or get_close_matches(short.lower(), forms, 1, least)
    return forms[close[0]] if close else ""


def _own_part(word: str) -> str:
    """What is a person's own of an address; any other word as it is."""
    address = EMAIL.fullmatch(word)
    return address[1] if address else word


def email_in(text: str) -> str:
    """The one e-mail address in a `text` such as "Ana Sá <ana@acme.example>"; empty where there is none, or several."""
    addresses = [match[0] for match in EMAIL.finditer(text)]
    return addresses[0] if len(addresses) == 1 else ""


def shown(value: object) -> str:
    """A value as a message quotes it: on one line, and short."""
    text = shortened(str(value))
    return f'"{text}"' if isinstance(value, str) else text.lower() if isinstance(value, bool) else text


def shortened(text: str) -> str:
    """A `text` on one line, cut where it is too long to be quoted whole."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "..."
