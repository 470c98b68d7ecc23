"""Texts that people read: amounts with thousands, times with weekdays, names without control characters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from rich.cells import cell_len, set_cell_size

WIDTH = 80
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories of characters that steer a terminal or turn the direction of writing, and are not seen."""
_JOINERS = "\u200c\u200d"
"""Unseen as well, but Persian and Indian names are written with them, and they steer nothing."""

_RIGHT_TO_LEFT = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
"""Hebrew, Arabic and the other scripts of the blocks that Unicode keeps for writing from right to left."""
_RIGHT_TO_LEFT_RUN = re.compile(f"{_RIGHT_TO_LEFT}(?:[ '’.-]+{_RIGHT_TO_LEFT})*")

_BREAKS = re.compile(r"(?<!\d)(?<!\d h) | (?!\d|h \d\d)")
"""Spaces where a line may end: any but those within a number, or within hours and minutes."""


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


def fit(text: str, width: int) -> str:
    """The `text` cut to a `width` in cells, with an ellipsis where something is missing."""
    clean = plain(text)
    return clean if cell_len(clean) <= width else set_cell_size(clean, width - 1).rstrip() + "…"


def wrapped(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> Iterator[str]:
    """A text as lines of at most `width` cells, the first led by `first` and the others by `rest`."""
    line, lead = first, first
    for word in filter(None, _BREAKS.split(plain(text))):
        if line != lead and cell_len(line) + 1 + cell_len(word) > width:
            yield line
            line = lead = rest
        line += ("" if line == lead else " ") + fit(word, width - cell_len(lead))
    yield line


def columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), width: int = WIDTH) -> list[str]:
    """Lines of aligned columns; the widest column gives way.

    Parameters
    ----------
    rows : cells by row
    right : numbers of the columns that are aligned on the right
    width : cells of a line at most
    """
    if not rows:
        return []
    texts = [[plain(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[n]) for row in texts) for n in range(len(texts[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return ["  ".join(_padded(cell, widths[n], n in right) for n, cell in enumerate(row)).rstrip() for row in texts]


def _padded(text: str, width: int, right: bool) -> str:
    shown = fit(text, width)
    padding = " " * (width - cell_len(shown))
    return padding + shown if right else shown + padding
