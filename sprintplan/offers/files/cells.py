"""Cells of text files as columns of positions: split, distinguished and read as times without a loop over rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask
from sprintplan.world.zones import FIRST_YEAR, LAST_YEAR

WORD = 8
"""Bytes that are compared at once; so many more stand behind every text."""
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], np.uint64)
_SPREAD, _FOLD = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
"""Source of the multiplier: 2^64 divided by the golden ratio, as in Fibonacci hashing."""
_SPACE = ord(" ")
_DAYS_BEFORE_MONTH = np.array([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
_DAYS_IN_MONTH = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_TIME, _LONGEST_TIME = len("2027-04-04T09:15"), len("2027-04-04T09:15:00")


def _as_word(text: bytes) -> np.uint64:
    """Up to eight bytes as one number, the first lowest."""
    return np.uint64(int.from_bytes(text, "little"))


_DATE_DIGITS, _TIME_DIGITS = _as_word(b"\xff\xff\xff\xff\0\xff\xff\0"), _as_word(b"\xff\xff\0\xff\xff\0\xff\xff")
"""Where "2027-04-" and "04T09:15" have digits."""
_DATE_ZEROS, _TIME_ZEROS = _as_word(b"0000\x0000\0"), _as_word(b"00\x0000\x0000")
_DATE_SIGNS, _NO_SECONDS = _as_word(b"\0\0\0\0-\0\0-"), _as_word(b":00")
_TIME_SIGNS, _TIME_SIGNS_APART = _as_word(b"\0\0T\0\0:"), _as_word(b"\0\0 \0\0:")
_UP_TO_NINE, _HIGH_BITS = _as_word(8 * b"\x76"), _as_word(8 * b"\x80")
_TEN, _BYTE = np.uint64(10), np.uint64(8)
_LEAST_BITS, _MOST_BITS, _ALL_BITS = 8, 17, (1 << 64) - 1
"""Words are told apart in a table of 2^8 to 2^17 buckets, which the processor has at hand."""
_WHOLE_DIGITS, _PLACES = 10, 6
_LONGEST_DECIMAL = _WHOLE_DIGITS + 1 + _PLACES


@dataclass(frozen=True)
class Text:
    """Bytes of files, (m,), with WORD others behind them, and how many stand before them in the text of all files."""

    glyphs: NDArray[np.uint8]
    before: int = 0
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
        number, first = _numbers(key)
        # A key and all words behind the first one tell the first.
        if any((word != word[first][number]).any() for word in packed[1:]):
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
        head, tail, rest = self._first(3)
        digits = head & _DATE_DIGITS ^ _DATE_ZEROS, tail & _TIME_DIGITS ^ _TIME_ZEROS
        valid = _are_digits(digits[0], _DATE_DIGITS) & _are_digits(digits[1], _TIME_DIGITS)
        valid &= head & ~_DATE_DIGITS == _DATE_SIGNS
        signs = tail & ~_TIME_DIGITS
        valid &= (signs == _TIME_SIGNS) | (signs == _TIME_SIGNS_APART)
        valid &= (self.length == _TIME) | ((self.length == _LONGEST_TIME) & (rest == _NO_SECONDS))
        pairs = [two * _TEN + (two >> _BYTE) for two in digits]
        century, decade, month = (_byte(pairs[0], at) for at in (0, 2, 5))
        day, hour, minute = (_byte(pairs[1], at) for at in (0, 3, 6))
        year = century * 100 + decade
        valid &= (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        valid &= (month >= 1) & (month <= 12) & (hour <= 23) & (minute <= 59)
        leap, month = year % 4 == 0, np.where(valid, month, 1)
        valid &= (day >= 1) & (day <= _DAYS_IN_MONTH[month] + (leap & (month == 2)))
        days = 365 * (year - 1970) + (year - 1969) // 4 + _DAYS_BEFORE_MONTH[month] + (leap & (month > 2)) + day - 1
        # Years from 1970 to 2099: every fourth has a leap day.
        return np.where(valid, days * 1440 + hour * 60 + minute, 0).astype(np.int32), valid

    def _first(self, words: int) -> NDArray[np.uint64]:
        """(words, n) the first bytes of every cell, eight a number, zeros behind its end."""
        packed = Cells(self.text, self.start, np.minimum(self.end, self.start + WORD * words)).packed()
        return np.concatenate([packed, np.zeros((words - len(packed), len(self)), np.uint64)])

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


def _numbers(key: NDArray[np.uint64]) -> tuple[Int64, Int64]:
    """(n,) a number for each key, and by number the first place that has it: keys meet in a table of buckets, and those
    that find another one in theirs meet again, spread anew."""
    number, firsts, known = np.zeros(len(key), np.int64), [np.zeros(0, np.int64)], 0
    left, spread = np.arange(len(key)), _SPREAD
    bits = min(max(len(key).bit_length(), _LEAST_BITS), _MOST_BITS)
    number_of, places = np.zeros((2, 1 << bits), np.int64)
    while len(left):
        mine = key[left]
        bucket = (((mine ^ (mine >> _FOLD)) * spread) >> np.uint64(64 - bits)).astype(np.int64)
        # Of places that are written more than once the last one stays.
        places[bucket[::-1]] = np.arange(len(left))[::-1]
        lead = places[bucket]
        same = mine[lead] == mine
        leads = np.flatnonzero(lead == np.arange(len(left)))
        number_of[bucket[leads]] = known + np.arange(len(leads))
        number[left[same]] = number_of[bucket[same]]
        firsts.append(left[leads])
        known += len(leads)
        left, spread = left[~same], np.uint64(int(spread) * int(_SPREAD) & _ALL_BITS)
    return number, np.concatenate(firsts)


def _are_digits(values: NDArray[np.uint64], where: np.uint64) -> Mask:
    """(n,) whether each byte of `values` is at most 9, of those that `where` has."""
    return np.asarray((values | (values + (where & _UP_TO_NINE))) & (where & _HIGH_BITS) == 0, np.bool_)


def _byte(values: NDArray[np.uint64], at: int) -> Int64:
    """(n,) one byte of each value."""
    return (values >> np.uint64(8 * at) & np.uint64(0xFF)).astype(np.int64)
