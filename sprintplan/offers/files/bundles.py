"""Both-ways offers in files: the two rows that share a word, and which of them is the outbound journey."""

from dataclasses import dataclass

import numpy as np

from sprintplan.offers.files.columns import Columns
from sprintplan.offers.files.rows import Rows
from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask


@dataclass(frozen=True)
class Bundles:
    """(n,) the other row of each both-ways offer, UNKNOWN for one-way rows, and which rows go outbound."""

    partner: Int64
    first_leg: Mask

    @property
    def any(self) -> bool:
        """Whether there is any both-ways offer."""
        return bool((self.partner >= 0).any())

    def smaller(self, seats: Int32) -> Int32:
        """(n,) seats of the offer: of two rows the smaller number."""
        paired = self.partner >= 0
        return np.where(paired, np.minimum(seats, seats[self.partner]), seats)


def read_bundles(rows: Rows) -> Bundles:
    """Pairs of the `rows` of one file that share a bundle word, in order of travel; what does not pair goes to the
    problems of their columns."""
    columns, table = rows.columns, rows.table
    filled = np.flatnonzero(columns.cells["bundle"].filled)
    if not len(filled):
        return _linked(len(columns), filled, filled)
    words, _ = columns.cells["bundle"].numbers()
    offer = words * len(columns.files) + columns.file
    _, of_offer, members = np.unique(offer[filled], return_inverse=True, return_counts=True)
    size = members[of_offer.reshape(-1)]
    _refuse_odd(columns, filled, size)
    twos = filled[size == 2]
    pairs = twos[np.argsort(offer[twos], kind="stable")].reshape(-1, 2)
    swapped = table.departs_utc[pairs[:, 1]] < table.departs_utc[pairs[:, 0]]
    out, back = np.where(swapped, pairs[:, ::-1].T, pairs.T)
    _refuse_overlaps(rows, out, back, table.departs_utc[back] <= table.arrives_utc[out])
    return _linked(len(columns), out, back)


def refuse_mixed_currencies(rows: Rows, bundles: Bundles) -> None:
    """Refuse both-ways offers whose two fares have not one currency, as their sum would have none.

    Parameters
    ----------
    rows : the rows, whose problems grow
    bundles : which are sold both ways
    """
    columns, table = rows.columns, rows.table
    back = (bundles.partner >= 0) & ~bundles.first_leg
    mixed = back & (table.currency != table.currency[bundles.partner])

    def tell(row: int) -> tuple[str, str]:
        mine, other = (table.currencies[table.currency[at]] for at in (row, bundles.partner[row]))
        what = f'bundle "{columns.cells["bundle"].word(row)}" has fares in {other} and {mine}'
        return what, "A both-ways offer is sold in one currency"

    columns.refuse(mixed, tell)


def _linked(size: int, out: Int64, back: Int64) -> Bundles:
    partner, first_leg = np.full(size, UNKNOWN, np.int64), np.ones(size, bool)
    partner[out], partner[back], first_leg[back] = back, out, False
    return Bundles(partner, first_leg)


def _refuse_odd(columns: Columns, rows: Int64, size: Int64) -> None:
    """Refuse bundles of one row or of three and more, unless rows were lost that may belong to them."""
    if columns.rows_lost:
        return
    odd = np.zeros(len(columns), bool)
    odd[rows[size != 2]] = True
    sizes = dict(zip(rows[size != 2].tolist(), size[size != 2].tolist(), strict=True))

    def tell(row: int) -> tuple[str, str]:
        count, name = sizes[row], columns.cells["bundle"].word(row)
        remedy = "A both-ways offer has two rows in one file: outbound and return"
        return f'bundle "{name}" has {count} row' + ("s" if count > 1 else ""), remedy

    columns.refuse(odd, tell)


def _refuse_overlaps(rows: Rows, out: Int64, back: Int64, overlap: Mask) -> None:
    columns, wrong = rows.columns, np.zeros(len(rows.columns), bool)
    wrong[back[overlap & rows.sound[out] & rows.sound[back]]] = True
    other = dict(zip(back.tolist(), out.tolist(), strict=True)) if wrong.any() else {}

    def tell(row: int) -> tuple[str, str]:
        name, line = columns.cells["bundle"].word(row), columns.line[other[row]]
        remedy = "The outbound journey comes first and lands before the return departs"
        return f'bundle "{name}" departs before its other row, line {line}, arrives', remedy

    columns.refuse(wrong, tell)
