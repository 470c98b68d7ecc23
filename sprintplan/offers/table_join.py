"""Tables of offers one below the other, as one table with one list of each kind of word."""

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import accumulate
from typing import Any

import numpy as np

from sprintplan.offers.conditions import Terms
from sprintplan.offers.table import UNKNOWN, Ints, OfferTable, is_single

_POOLS = {
    "currency": "currencies",
    "file": "files",
    "co2e_from": "co2e_sources",
    "seg_carrier": "carriers",
    "seg_operator": "carriers",
    "seg_number": "flight_numbers",
}
_TERM_WORDS = ("owner", "fare_brand", "fare_basis")


def joined(tables: Sequence[OfferTable]) -> OfferTable:
    """All rows of the `tables` in order; the source is the first table's, numbers of words, partners and offers are
    renumbered."""
    if len(tables) == 1:
        return tables[0]
    pools: dict[str, Any] = {
        pool: _pool([getattr(table, pool) for table in tables]) for pool in dict.fromkeys(_POOLS.values())
    }
    slots = max(len(table.seg_origin) for table in tables)
    starts_of = {
        "partner": _starts([len(table) for table in tables]),
        "offer": _starts([len(table.terms) for table in tables]),
        "alike": _starts([int(table.alike.max(initial=UNKNOWN)) + 1 for table in tables]),
    }
    columns: dict[str, Any] = {}
    for column in fields(tables[0]):
        parts = [getattr(table, column.name) for table in tables]
        if not isinstance(parts[0], np.ndarray):
            continue
        if column.name.startswith("seg_"):
            parts = [_padded(part, slots) for part in parts]
        if (pool := _POOLS.get(column.name)) is not None:
            parts = [_renumbered(p, getattr(t, pool), pools[pool]) for p, t in zip(parts, tables, strict=True)]
        if (starts := starts_of.get(column.name)) is not None:
            parts = [_moved(part, start) for part, start in zip(parts, starts, strict=True)]
        columns[column.name] = _end_to_end(parts, sum(map(len, tables)))
    return replace(tables[0], **columns, **pools, terms=_terms([table.terms for table in tables]))


def _moved(column: Ints, start: int) -> Ints:
    """Numbers from `start` on in place of those from 0 on; what is below stays."""
    if is_single(column) and column.flat[0] < 0:
        return column
    return np.where(column >= 0, column + column.dtype.type(start), column) if start else column


def _pool(words: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in words for word in part))


def _starts(sizes: list[int]) -> list[int]:
    """How many came before each."""
    return list(accumulate(sizes[:-1], initial=0))


def _end_to_end(parts: Sequence[Ints], size: int) -> Ints:
    """Columns of `size` rows together, one after the other; a value that all of them hold alone stays a view of it."""
    first = parts[0]
    if all(is_single(part) and (part[..., :1] == first[..., :1]).all() for part in parts):
        return np.broadcast_to(first[..., :1], (*first.shape[:-1], size))
    return np.concatenate(parts, axis=-1).astype(first.dtype, copy=False)


def _padded(column: Ints, slots: int) -> Ints:
    """A segment column with more slots, -1 in them."""
    if len(column) == slots:
        return column
    if is_single(column) and column.flat[0] == UNKNOWN:
        return np.broadcast_to(column[:1], (slots, column.shape[1]))
    return np.pad(column, ((0, slots - len(column)), (0, 0)), constant_values=-1)


def _renumbered(column: Ints, old: tuple[str, ...], new: tuple[str, ...]) -> Ints:
    """Numbers of words in the old list as numbers in the new one; -1 stays."""
    place = {word: number for number, word in enumerate(new)}
    table: Ints = np.array([*(place[word] for word in old), -1], column.dtype)
    if is_single(column):
        return np.broadcast_to(table[column[..., :1]], column.shape)
    return np.asarray(table[column])


def _terms(parts: Sequence[Terms]) -> Terms:
    words = _pool([part.words for part in parts])
    columns: dict[str, Any] = {}
    for column in fields(parts[0]):
        if column.name == "words":
            continue
        mine = [getattr(part, column.name) for part in parts]
        if column.name in _TERM_WORDS:
            mine = [_renumbered(one, part.words, words) for one, part in zip(mine, parts, strict=True)]
        columns[column.name] = np.concatenate(mine)
    return Terms(**columns, words=words)
