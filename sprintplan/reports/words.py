"""Texts that people read: amounts with thousands, times with weekdays, names without control characters."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from rich.cells import cell_len, set_cell_size


def plain(text: str) -> str:
    """Text without control or formatting characters, so that a name cannot steer a terminal."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def amount(money: str | None, currency: str) -> str:
    """Whole units with thousands apart: "412345.67" EUR -> "412 346 EUR"."""
    return "-" if money is None else f"{float(money):,.0f} {currency}".replace(",", " ")


def day(when: date) -> str:
    """A date with its weekday: Mon 10 May 2027."""
    return f"{when:%a} {when.day} {when:%b %Y}"


def clock(instant: str) -> str:
    """A local time with its weekday: Sun 9 May 18:30."""
    when = datetime.fromisoformat(instant)
    return f"{when:%a} {when.day} {when:%b %H:%M}"


def hours(minutes: float) -> str:
    """Minutes as 7 h 10."""
    return f"{int(minutes) // 60} h {int(minutes) % 60:02d}"


def count(number: int, noun: str) -> str:
    """A number with its noun, plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), width: int = 80) -> list[str]:
    """Rows as lines of aligned columns of at most `width` cells; the widest column gives way."""
    if not rows:
        return []
    texts = [[plain(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[n]) for row in texts) for n in range(len(texts[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return ["  ".join(_fitted(cell, widths[n], n in right) for n, cell in enumerate(row)).rstrip() for row in texts]


def _fitted(text: str, width: int, right: bool) -> str:
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + "…"
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding
