"""`[policy.fare]`: which conditions of a flight's ticket a policy asks for, and what of them is not known."""

import numpy as np

from sprintplan.domain.fare_policy import BAG, CHANGES, REFUNDS, FareTerms
from sprintplan.domain.model import Cabin
from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask, OfferTable
from sprintplan.rules.pairs import Pairs
from sprintplan.units import money_text, money_words


class Stated:
    """What the tickets of some rows of a table state, (m,) each; UNKNOWN where they do not say.

    Parameters
    ----------
    table : the venue's offers
    rows : numbers of the rows
    """

    def __init__(self, table: OfferTable, rows: Int32 | Int64) -> None:
        self.table, self.rows = table, rows

    def _of(self, column: Int64) -> Int64:
        """A column of the offers, row by row."""
        return np.append(column, UNKNOWN)[self.table.offer[self.rows]]

    @property
    def changeable(self) -> Int64:
        """1 where the ticket may be changed, 0 where it may not."""
        return self._of(self.table.terms.changeable)

    @property
    def refundable(self) -> Int64:
        """1 where it may be given back, 0 where it may not."""
        return self._of(self.table.terms.refundable)

    @property
    def bags(self) -> Int64:
        """Checked bags that it includes."""
        return self._of(self.table.terms.checked_bags)

    @property
    def basic(self) -> Int64:
        """1 where it is basic economy by the name of its fare, 0 where it is not."""
        named = self._of(self.table.terms.basic)
        return np.where(self.table.cabin[self.rows] > int(Cabin.ECONOMY), 0, named)

    @property
    def fare_minor(self) -> Int64:
        """What the whole offer costs, for both ways where it is sold so."""
        fare, partner = self.table.fare_minor, self.table.partner[self.rows]
        return np.asarray(fare[self.rows] + np.where(partner >= 0, fare[partner], 0), np.int64)


def asked(terms: FareTerms, stated: Stated) -> dict[str, tuple[Int64, Mask | bool]]:
    """By name of a condition: what tickets state of it, 0 where they lack it, and which tickets it is asked of.

    Parameters
    ----------
    terms : the policy
    stated : the tickets
    """
    over = terms.refundable_over_minor
    dear = False if over is None else stated.fare_minor > over
    return {
        CHANGES: (stated.changeable, CHANGES in terms.require),
        REFUNDS: (stated.refundable, (REFUNDS in terms.require) | dear),
        BAG: (stated.bags, BAG in terms.require and terms.bag_fee_minor is None),
        "no basic economy": (np.where(stated.basic < 0, UNKNOWN, 1 - stated.basic), terms.no_basic_economy),
    }


def wanted_conditions(pairs: Pairs) -> Mask:
    """(p,) `pairs` whose ticket lacks nothing that the policy asks for; what it does not say is not lacking."""
    keeps = np.ones(len(pairs.row), np.bool_)
    terms = pairs.scenario.policy.fare
    if not terms.asks_for_conditions:
        return keeps
    for value, counts in asked(terms, Stated(pairs.table, pairs.row)).values():
        keeps &= (value != 0) | ~np.asarray(counts, np.bool_)
    return keeps | pairs.of_row(pairs.table.on_ground)


def conditions_sentence(pairs: Pairs) -> str:
    """What is asked of the tickets of some `pairs`."""
    terms, currency = pairs.scenario.policy.fare, pairs.scenario.currency
    parts = [word.replace("_", " ") for word in terms.require]
    if terms.refundable_over_minor is not None:
        stated = money_text(terms.refundable_over_minor, currency)
        parts.append(f"refundable over {money_words(stated, currency)}")
    if terms.no_basic_economy:
        parts.append("no basic economy")
    return ", ".join(parts)


def not_stated(terms: FareTerms, table: OfferTable, row: int) -> list[str]:
    """Conditions that a policy asks of a flight and its ticket does not speak of, in words.

    Parameters
    ----------
    terms : the policy
    table, row : the flight, a row of the table
    """
    if table.on_ground[row] or table.is_booked[row] or not terms.asks_for_conditions:
        return []
    unknown = asked(terms, Stated(table, np.array([row])))
    return [
        name.replace("_", " ")
        for name, (value, counts) in unknown.items()
        if value[0] < 0 and np.broadcast_to(counts, 1)[0]
    ]
