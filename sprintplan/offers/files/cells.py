"""Cells of text files as columns of positions: split, distinguished and read as times without a loop over rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask
from sprintplan.world.zones import FIRST_YEAR, LAST_YEAR

WORD = 8
"""Bytes that are compared at once; every text ends with as many zeros."""
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], np.uint64)
_SPREAD, _FOLD = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
"""Source of the multiplier: 2^64 divided by the golden ratio, as in Fibonacci hashing."""
_SPACE = ord(" ")
_DAYS_BEFORE_MONTH = np.array([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
_DAYS_IN_MONTH = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_LONGEST_TIME = len("2027-04-04T09:15:00")
_DIGITS_OF_TIME = (0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15)
_WHOLE_DIGITS, _PLACES = 10, 6
_LONGEST_DECIMAL = _WHOLE_DIGITS + 1 + _PLACES


@dataclass(frozen=True)
class Text:
    """The bytes of all files, (m,), with WORD zeros behind them."""

    glyphs: NDArray[np.uint8]
    places: dict[str, Int64] = field(default_factory=dict)

    def positions(self, mark: str) -> Int64:
        """Where the character `mark` stands; looked for once."""
        if mark not in self.places:
            self.places[mark] = np.flatnonzero(self.glyphs == ord(mark))
        return self.places[mark]


@dataclass(frozen=True)
class Cells:
    """Where n cells stand in a text: `start`, and `end` behind the last byte, both (n,)."""

    text: Text
    start: Int64
    end: Int64

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def length(self) -> Int64:
        """(n,) bytes of each cell."""
        return self.end - self.start

    @cached_property
    def filled(self) -> Mask:
        """(n,) whether anything is written in the cell."""
        return self.length > 0

    def word(self, row: int) -> str:
        """The text of the cell in a `row`."""
        return self.text.glyphs[self.start[row] : self.end[row]].tobytes().decode()

    def stripped(self) -> "Cells":
        """The same cells without the spaces around them."""
        if not len(self.text.positions(" ")):
            return self
        start, end, glyphs = self.start, self.end, self.text.glyphs
        while (blank := (start < end) & (glyphs[start] == _SPACE)).any():
            start = start + blank
        while (blank := (start < end) & (glyphs[end - 1] == _SPACE)).any():
            end = end - blank
        return Cells(self.text, start, end)

    def packed(self) -> NDArray[np.uint64]:
        """(w, n) the cells' bytes, eight a number, first byte lowest, zeros behind the end."""
        size = len(self.text.glyphs) - WORD + 1
        eights = np.ndarray((size,), np.dtype("<u8"), self.text.glyphs.data, strides=(1,))
        words = max(1, -(-int(self.length.max(initial=0)) // WORD))
        packed = np.empty((words, len(self)), np.uint64)
        for word in range(words):
            left = np.clip(self.length - WORD * word, 0, WORD)
            packed[word] = eights[np.minimum(self.start + WORD * word, size - 1)] & _KEPT[left]
        return packed

    def distinct(self) -> tuple[Int64, list[str]]:
        """(n,) the number of each cell's word, and the words by number."""
        number, first = self.numbers()
        packed = Cells(self.text, self.start[first], self.end[first]).packed()
        whole = np.ascontiguousarray(packed.T.astype("<u8", copy=False)).view(f"S{WORD * len(packed)}")
        return number, [word.decode() for word in whole.ravel().tolist()]

    def numbers(self) -> tuple[Int64, Int64]:
        """(n,) a number for each cell's word, and by number the first cell that has it."""
        packed = self.packed()
        key = packed[0]
        for word in packed[1:]:
            key = (key ^ (key >> _FOLD)) * _SPREAD + word
        _, first, number = np.unique(key, return_index=True, return_inverse=True)
        if any((word != word[first][number]).any() for word in packed):
            # Two words share a key, which next to never happens: compare the words themselves.
            _, first, number = np.unique(packed, axis=1, return_index=True, return_inverse=True)
        return number.reshape(-1).astype(np.int64), first.astype(np.int64)

    def split(self, mark: str, most: int) -> tuple[Int64, list["Cells"]]:
        """(n,) how many pieces each cell has between marks, and the first pieces of all, the second ones...

        An empty cell has none. A missing piece is an empty cell.

        Parameters
        ----------
        mark : one character
        most : of more pieces only the first so many are given
        """
        if not self.filled.any():
            return np.zeros(len(self), np.int64), []
        marks = self.text.positions(mark)
        first = np.searchsorted(marks, self.start)
        counts = np.where(self.filled, np.searchsorted(marks, self.end) - first + 1, 0)
        marks = np.append(marks, len(self.text.glyphs))
        pieces = []
        for piece in range(min(int(counts.max(initial=0)), most)):
            here, last = np.minimum(first + piece, len(marks) - 1), piece >= counts - 1
            start = self.start if piece == 0 else marks[here - 1] + 1
            end = np.where(last, self.end, marks[here])
            there = piece < counts
            pieces.append(Cells(self.text, np.where(there, start, 0), np.where(there, end, 0)).stripped())
        return counts, pieces

    def local_minutes(self) -> tuple[Int32, Mask]:
        """(n,) minutes since 1970 of `2027-04-04T09:15` (a space for T and seconds of 00 pass), and which are such."""
        glyphs = self._glyphs(3 * WORD)
        digits = {at: glyphs[at].astype(np.int32) - ord("0") for at in _DIGITS_OF_TIME}
        number = [digits[at] * 10 + digits[at + 1] for at in (0, 2, 5, 8, 11, 14)]
        year, month, day, hour, minute = number[0] * 100 + number[1], *number[2:]
        valid = _looks_like_time(glyphs, self.length) & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        valid &= (month >= 1) & (month <= 12) & (hour <= 23) & (minute <= 59)
        leap, month = year % 4 == 0, np.where(valid, month, 1)
        valid &= (day >= 1) & (day <= _DAYS_IN_MONTH[month] + (leap & (month == 2)))
        days = 365 * (year - 1970) + (year - 1969) // 4 + _DAYS_BEFORE_MONTH[month] + (leap & (month > 2)) + day - 1
        # Years from 1970 to 2099: every fourth has a leap day.
        return np.where(valid, days * 1440 + hour * 60 + minute, 0).astype(np.int32), valid

    def _glyphs(self, most: int) -> NDArray[np.uint8]:
        """(most, n) the first bytes of every cell, zeros behind its end."""
        packed = Cells(self.text, self.start, np.minimum(self.end, self.start + most)).packed()
        glyphs = np.zeros((most, len(self)), np.uint8)
        for at in range(min(most, WORD * len(packed))):
            glyphs[at] = packed[at // WORD] >> np.uint64(8 * (at % WORD)) & np.uint64(0xFF)
        return glyphs

    def decimals(self) -> tuple[Int64, Int64, Mask]:
        """(n,) decimal numbers as whole number and places (412.50 -> 41250, 2), and which are such; 0, 0 where not."""
        width = min(int(self.length.max(initial=0)), _LONGEST_DECIMAL)
        value, places, points = (np.zeros(len(self), np.int64) for _ in range(3))
        valid: Mask = (self.length > 0) & (self.length <= _LONGEST_DECIMAL)
        for at, glyph in enumerate(self._glyphs(width)):
            digit, there = glyph.astype(np.int64) - ord("0"), at < self.length
            counts, point = (digit >= 0) & (digit <= 9), glyph == ord(".")
            valid &= counts | (point & (at > 0)) | ~there
            value = np.where(counts, value * 10 + digit, value)
            places += counts & (points > 0)
            points += point
        whole = self.length - places - points
        valid &= (points == (places > 0)) & (whole <= _WHOLE_DIGITS) & (places <= _PLACES)
        return np.where(valid, value, 0), np.where(valid, places, 0), valid


def numbered(cells: Cells, number: Callable[[str], int]) -> Int64:
    """(n,) the number that each cell's word has; empty cells have UNKNOWN and are not asked for."""
    words, names = cells.distinct()
    return np.array([number(name) if name else UNKNOWN for name in names], np.int64)[words]


def _looks_like_time(glyphs: NDArray[np.uint8], length: Int64) -> Mask:
    """(n,) whether digits and signs stand where a time has them; glyphs (24, n)."""
    is_time: Mask = (length == 16) | (length == _LONGEST_TIME)
    for at in _DIGITS_OF_TIME:
        is_time &= (glyphs[at] >= ord("0")) & (glyphs[at] <= ord("9"))
    for at, sign in ((4, "-"), (7, "-"), (13, ":")):
        is_time &= glyphs[at] == ord(sign)
    is_time &= (glyphs[10] == ord("T")) | (glyphs[10] == _SPACE)
    seconds = (glyphs[16] == ord(":")) & (glyphs[17] == ord("0")) & (glyphs[18] == ord("0"))
    is_time &= seconds | (length == 16)
    return is_time
