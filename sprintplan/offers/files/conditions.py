"""Conditions of the offers in files: whether they may be changed or refunded, bags, and the name of the fare."""

import numpy as np

from sprintplan.offers.conditions import NO_TERMS, Terms
from sprintplan.offers.files.bundles import Bundles
from sprintplan.offers.files.columns import CONDITIONS, Columns
from sprintplan.offers.table import UNKNOWN, Int32, Int64

_WORDS = {"": UNKNOWN, "no": 0, "yes": 1}
MOST_BAGS = 20


def read_conditions(columns: Columns, bundles: Bundles) -> tuple[Int32, Terms]:
    """(n,) each row's offer by number, and what is known of the offers; no offers where nothing is said at all.

    Of a both-ways offer both rows tell: what either refuses is refused, what either leaves open is open.

    Parameters
    ----------
    columns : the rows, whose problems grow
    bundles : which of them are sold both ways
    """
    rows = len(columns)
    if not any(columns.cells[name].filled.any() for name in CONDITIONS):
        return np.full(rows, UNKNOWN, np.int32), NO_TERMS
    changeable, refundable = (_flags(columns, name) for name in ("changeable", "refundable"))
    first = np.where(bundles.first_leg | (bundles.partner < 0), np.arange(rows), bundles.partner)
    leads, offer = np.unique(first, return_inverse=True)
    both = np.where(bundles.partner[leads] >= 0, bundles.partner[leads], leads)
    brand, words = _brands(columns, leads, both)
    nothing = np.full(len(leads), UNKNOWN, np.int64)
    return offer.astype(np.int32), Terms(
        ids=np.zeros(len(leads), "S1"),
        fetched_at=nothing,
        expires_at=nothing,
        owner=nothing,
        fare_brand=brand,
        fare_basis=nothing,
        checked_bags=_lower(_bags(columns), leads, both),
        changeable=_lower(changeable, leads, both),
        refundable=_lower(refundable, leads, both),
        words=words,
    )


def _lower(value: Int64, one: Int64, other: Int64) -> Int64:
    """(m,) the lower of the values of two rows: 0 where either is 0, else unknown where either is."""
    mine, theirs = value[one], value[other]
    least = np.minimum(mine, theirs)
    return np.where((mine == 0) | (theirs == 0), 0, least).astype(np.int64)


def _flags(columns: Columns, name: str) -> Int64:
    """(n,) 1 for yes, 0 for no, UNKNOWN where the cell is empty."""
    number, words = columns.cells[name].distinct()
    value = np.array([_WORDS.get(word.lower(), UNKNOWN - 1) for word in words], np.int64)[number]

    def tell(row: int) -> tuple[str, str]:
        return f'"{columns.cells[name].word(row)}" in {name} is not yes or no', "Write yes or no, or leave it empty"

    columns.refuse(value < UNKNOWN, tell, f"{name}: form")
    return value


def _bags(columns: Columns) -> Int64:
    """(n,) checked bags in the fare, UNKNOWN where the cell is empty."""
    number, words = columns.cells["checked_bags"].distinct()
    value = np.array([_count(word) for word in words], np.int64)[number]

    def tell(row: int) -> tuple[str, str]:
        word = columns.cells["checked_bags"].word(row)
        what = f'"{word}" in checked_bags is not a whole number of at most {MOST_BAGS}'
        return what, "Write how many bags the fare includes, or leave it empty"

    columns.refuse(value < UNKNOWN, tell, "checked_bags: form")
    return value


def _count(word: str) -> int:
    if not word:
        return UNKNOWN
    return int(word) if word.isascii() and word.isdigit() and len(word) < 3 and int(word) <= MOST_BAGS else UNKNOWN - 1


def _brands(columns: Columns, one: Int64, other: Int64) -> tuple[Int64, tuple[str, ...]]:
    """(m,) numbers of the fares' names, and the names: of two that differ both, joined by |."""
    number, words = columns.cells["fare_brand"].distinct()
    pairs, place = np.unique(np.stack([number[one], number[other]]), axis=1, return_inverse=True)
    names = ["|".join(dict.fromkeys(words[at] for at in pair if words[at])) for pair in pairs.T.tolist()]
    known = tuple(dict.fromkeys(filter(None, names)))
    at = {name: position for position, name in enumerate(known)}
    return np.array([at.get(name, UNKNOWN) for name in names], np.int64)[place.reshape(-1)], known
