"""Texts that people read: amounts with thousands, times with weekdays, names without control characters."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest

from rich.cells import cell_len, chop_cells, set_cell_size

from sprintplan.terminal import is_terminal, line_width

LONGEST_WORD = 14
"""Cells of the longest word that a column of a table makes room for; a longer one goes on in the next line."""
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories of characters that steer a terminal or turn the direction of writing, and are not seen."""
_JOINERS = "\u200c\u200d"
"""Unseen as well, but Persian and Indian names are written with them, and they steer nothing."""

_RIGHT_TO_LEFT = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
"""Hebrew, Arabic and the other scripts of the blocks that Unicode keeps for writing from right to left."""
_RIGHT_TO_LEFT_RUN = re.compile(f"{_RIGHT_TO_LEFT}(?:[ '’.-]+{_RIGHT_TO_LEFT})*")

_UNITS = "[A-Z]{3}|kg|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_BREAKS = re.compile(rf"(?<!\d)(?<!\d h) | (?!\d|h \d\d|(?:{_UNITS})\b|%)")
"""Spaces where a line may end: any but those within a number, within hours and minutes, and between a number and its
unit, currency or month."""


def plain(text: str) -> str:
    """The one-line `text` without control or formatting characters, so that a name cannot steer a terminal."""
    spaced = (" " if c in "\t\n\r" else c for c in text)
    return "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)


def plain_lines(text: str) -> str:
    """The same for text of several lines, which stay apart."""
    return "\n".join(plain(line) for line in text.split("\n"))


def isolated(line: str) -> str:
    """A line for a terminal that orders scripts itself: names written from right to left do not turn the rest around.

    Each is put between the marks of Unicode's bidirectional algorithm that let it stand alone; they take no room.
    """
    return _RIGHT_TO_LEFT_RUN.sub("\u2068\\g<0>\u2069", line)


def amount(money: str | Decimal | None, currency: str = "") -> str:
    """Whole units of `money` with thousands apart, and the `currency`: "412345.67" EUR -> "412 346 EUR"; None is
    "-"."""
    if money is None:
        return "-"
    whole = Decimal(money).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{thousands(int(whole))} {currency}".rstrip()


def difference(money: str | None, currency: str = "") -> str:
    """An amount of `money` with its sign, and the `currency`: "+1 981 EUR"."""
    number = amount(money, currency)
    return number if number.startswith("-") else f"+{number}"


def thousands(number: float) -> str:
    """A whole number with its thousands apart: 12 345."""
    return f"{number:,.0f}".replace(",", " ")


def total(amounts: Iterable[str]) -> Decimal:
    """The exact sum of amounts."""
    return sum(map(Decimal, amounts), Decimal(0))


def day(when: date) -> str:
    """The date `when` with its weekday: Mon 10 May 2027."""
    return f"{when:%a} {when.day} {when:%b %Y}"


def day_month(when: date) -> str:
    """The date `when` without its year: 10 May."""
    return f"{when.day} {when:%b}"


def month(text: str) -> str:
    """The month that a `text` such as 2027-04 states, as people say it: April 2027."""
    return f"{date.fromisoformat(f'{text}-01'):%B %Y}"


def span(first: date, last: date) -> str:
    """Days from first to last: Mon 10 May to Sun 16 May 2027."""
    return f"{f'{first:%a} {day_month(first)}' if first.year == last.year else day(first)} to {day(last)}"


def clock(instant: str) -> str:
    """The local time of an RFC 3339 `instant` with its weekday: Sun 9 May 18:30."""
    when = datetime.fromisoformat(instant)
    return f"{when:%a} {when.day} {when:%b %H:%M}"


def count(number: int, noun: str, many: str = "") -> str:
    """A `number` with its `noun`, plural where it is not one: `many`, or the noun with an s."""
    return f"{number} {noun}" if number == 1 else f"{thousands(number)} {many or noun + 's'}"


def told_apart(people: Iterable[tuple[str, str]], width: int = 40) -> dict[str, str]:
    """What to call each of some `people` of one table, by id: their name cut to a `width`, with the id behind it where
    another has that name, too.

    Parameters
    ----------
    people : id and name of each
    width : most cells of a name
    """
    names = dict(people)
    shared = Counter(names.values())
    return {
        id: f"{fit(name, width)} ({plain(id)})" if shared[name] > 1 else fit(name, width) for id, name in names.items()
    }


def fit(text: str, width: int) -> str:
    """The `text` cut to a `width` in cells, with an ellipsis where something is missing."""
    clean = plain(text)
    return clean if cell_len(clean) <= width else set_cell_size(clean, width - 1).rstrip() + "…"


def wrapped(text: str, first: str = "", rest: str = "", width: int | None = None) -> Iterator[str]:
    """A text as lines of at most `width` cells, the first led by `first` and the others by `rest`; None is the
    terminal's width."""
    most = width or line_width()
    longest = most - max(cell_len(first), cell_len(rest))
    yield from _filled((fit(word, longest) for word in _BREAKS.split(plain(text)) if word), first, rest, most)


def folded(line: str) -> list[str]:
    """A printed `line` as lines that a terminal shows whole, further in from the second on; words stay as they are."""
    indent = line[: len(line) - len(line.lstrip())]
    if not is_terminal() or cell_len(line) <= line_width():
        return [line]
    return list(_filled(filter(None, _BREAKS.split(line)), indent, f"{indent}  ", line_width()))


def _filled(words: Iterable[str], first: str, rest: str, most: int) -> Iterator[str]:
    """Words in lines of at most so many cells, the first led by `first` and the others by `rest`."""
    line, lead = first, first
    for word in words:
        if line != lead and cell_len(line) + 1 + cell_len(word) > most:
            yield line
            line = lead = rest
        line += ("" if line == lead else " ") + word
    yield line


def columns(
    rows: Sequence[Sequence[str]],
    *,
    right: frozenset[int] = frozenset(),
    indent: str = "",
    headed: bool = False,
) -> list[str]:
    """Rows with aligned columns, each a text of one line or more: the widest column gives way, and its cells go on in
    the next line. Where not even the longest words fit, each row is a sentence of its own.

    Parameters
    ----------
    rows : cells by row
    right : numbers of the columns that are aligned on the right
    indent : what each line begins with
    headed : whether the first row is heads, which then stand before the cells of each sentence
    """
    if not rows:
        return []
    texts = [[plain(cell) for cell in row] for row in rows]
    widths = _widths(texts, line_width() - cell_len(indent))
    if widths is None:
        return ["\n".join(wrapped(line, indent, f"{indent}  ")) for line in _sentences(texts, headed)]
    return ["\n".join(_row_lines(row, widths, right, indent)) for row in texts]


def fits(rows: Sequence[Sequence[str]], indent: str = "") -> bool:
    """Whether the columns of some `rows` stand side by side behind an `indent`, cells in several lines among them."""
    return (
        not rows
        or _widths([[plain(cell) for cell in row] for row in rows], line_width() - cell_len(indent)) is not None
    )


def _sentences(texts: list[list[str]], headed: bool) -> Iterator[str]:
    """Each row in a line: "Platform: trips 18, booked 5" under heads, "Lisbon, 12 Apr" without."""
    heads, rows = (texts[0], texts[1:]) if headed else ([], texts)
    for name, *cells in ([cell.strip() for cell in row] for row in rows):
        said = [f"{head} {cell}" for head, cell in zip(heads[1:], cells, strict=True) if cell] if headed else cells
        yield (f"{name}: " if headed else f"{name}, ") + ", ".join(filter(None, said))


def _widths(texts: list[list[str]], most: int) -> list[int] | None:
    """Cells of each column, so that a row takes at most so many in all; None where the longest words do not fit."""
    by_column = list(zip(*texts, strict=True))
    widths = [max(map(cell_len, column)) for column in by_column]
    excess = sum(widths) + 2 * (len(widths) - 1) - most
    if excess <= 0:
        return widths
    least = [min(LONGEST_WORD, max(map(_longest_word, column))) for column in by_column]
    while excess > 0:
        given = max(range(len(widths)), key=lambda n: (widths[n] > least[n], widths[n]))
        if widths[given] <= least[given]:
            return None
        widths[given] -= 1
        excess -= 1
    return widths


def _longest_word(text: str) -> int:
    """Cells of the longest part that no line may end within."""
    return max(map(cell_len, filter(None, _BREAKS.split(text))), default=0)


def _row_lines(row: list[str], widths: list[int], right: frozenset[int], indent: str) -> Iterator[str]:
    cells = [list(_cell_lines(cell, wide)) for cell, wide in zip(row, widths, strict=True)]
    for line in zip_longest(*cells, fillvalue=""):
        aligned = (_padded(cell, widths[n], n in right) for n, cell in enumerate(line))
        yield (indent + "  ".join(aligned)).rstrip()


def _cell_lines(cell: str, wide: int) -> Iterator[str]:
    """A cell in lines of its column, a word that is longer than one in several."""
    if cell_len(cell) <= wide:
        yield cell
        return
    pieces = (piece for word in _BREAKS.split(cell) if word for piece in _pieces(word, wide))
    yield from _filled(pieces, "", "", wide)


def _pieces(word: str, wide: int) -> Iterator[str]:
    """A word in pieces of so many cells at most, behind hyphens where it has any: SYD-BKK- and CPH-GDN."""
    line = ""
    for part in re.split("(?<=-)", word):
        if line and cell_len(line + part) > wide:
            yield from chop_cells(line, wide)
            line = ""
        line += part
    yield from chop_cells(line, wide)


def _padded(text: str, width: int, right: bool) -> str:
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding
