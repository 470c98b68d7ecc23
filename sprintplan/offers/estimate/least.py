"""The least that estimated journeys between many homes and one place cost, by the night that they are needed for.

A source's table holds a row for every journey, cabin and day; here only the cheapest of each home, cabin and night is
kept, so that a place is bounded in a fraction of the time that judging it takes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.products import Lot, Products, Shop
from sprintplan.offers.table import Int64, Mask, OfferTable
from sprintplan.units import emission_cost, journey_time_cost

UNREACHABLE = int(np.iinfo(np.int64).max // 16)
"""The cost where there is no journey: so much that sums of a few stay below the largest number."""
IN_TIME, NIGHT_LATER = 0, 1
"""A journey is in time for the very night that it lands or leaves on, or for the next one at the earliest."""


@dataclass(frozen=True)
class Weights:
    """What counts beside fares, in minor units of the company's currency.

    Attributes
    ----------
    hour, tonne, connection : of an hour in journeys, a tonne of CO2e, a change of planes
    """

    hour: int
    tonne: int
    connection: int


@dataclass(frozen=True)
class LeastJourneys:
    """The least of one direction.

    Attributes
    ----------
    fastest : (homes,) minutes of the fastest journey from each home airport
    cost : (homes, cabins, 2, days) minor units of the cheapest journey in the cabin or a better one, by IN_TIME or
        NIGHT_LATER and by the check-in (return: check-out) day; UNREACHABLE where there is none
    """

    fastest: Int64
    cost: Int64

    def by_night(self, due: Int64, nights: range, night_minor: Int64) -> Int64:
        """(homes, cabins, n) the least of a journey and of the nights that it adds.

        Parameters
        ----------
        due : (n,) columns of the days that it is needed for: eves outbound, last days on the return
        nights : how many nights it may add; below 0 on the return, where they come after the day
        night_minor : (n,) what each such night costs
        """
        least = np.full((*self.cost.shape[:2], len(due)), UNREACHABLE, np.int64)
        for extra in nights:
            for state in (IN_TIME, NIGHT_LATER)[: 1 + (extra != 0)]:
                np.minimum(least, self.cost[:, :, state, due - extra] + abs(extra) * night_minor, out=least)
        return least


Judge = Callable[[OfferTable, Int64, Int64], Mask]
"""Tells which journeys of a table everybody may take, given the home airport's row of each, and (homes,) the minutes of
the fastest journey from each home airport."""


def least_journeys(
    shop: Shop, ends: Sequence[int], weights: Weights, allowed: Judge, *, outbound: bool
) -> LeastJourneys:
    """The least of all journeys to the airports of one place, or from them.

    Parameters
    ----------
    shop : sells what people need, between their homes and any place
    ends : numbers of the place's airports
    weights : what a journey costs beyond its fare
    allowed : decides which of these journeys count
    outbound : whether they lead to the place
    """
    homes, days = len(shop.wanted.homes), shop.wanted.days
    cost = np.full((homes, len(Cabin), 2, days), UNREACHABLE, np.int64)
    lots, fastest = shop.lots(list(ends), outbound=outbound)
    shared = shop.wanted.fastest_of_sharers(fastest)
    for lot in lots:
        kept = allowed(shop.shown(lot), lot.known.home[lot.known.of], fastest)
        _enter(cost, shop, lot, shop.products(lot, shared), weights, kept)
    for cabin in range(len(Cabin) - 2, -1, -1):
        np.minimum(cost[:, cabin], cost[:, cabin + 1], out=cost[:, cabin])
    return LeastJourneys(fastest, cost)


def _enter(cost: Int64, shop: Shop, lot: Lot, sold: Products, weights: Weights, kept: Mask) -> None:
    """Lower the costs to those of one airport's journeys, each at its cheapest fare; `kept` has a value for each row of
    `Templates.timed`."""
    product = np.flatnonzero(_cheapest_rung(sold))
    known, days = lot.known, cost.shape[-1]
    at, day = np.nonzero(lot.needed[sold.template[product]])
    product = product[at]
    template = sold.template[product]
    row = known.first[template] + known.spans.span[template, day]
    counts = np.flatnonzero(kept[row])
    product, template, day, row = product[counts], template[counts], day[counts], row[counts]
    night = day + lot.nights.night[row]
    later = (lot.nights.ready != lot.nights.night)[row]
    minutes = known.timed.duration_min(lot.ways.legs)
    changes = (lot.ways.legs[known.path] - 1).astype(np.int64)
    cents = shop.cents(sold, product, day)
    each = shop.terms.minor(cents) + journey_time_cost(weights.hour, minutes)[row]
    each += emission_cost(weights.tonne, sold.co2e_g)[product] + weights.connection * changes[template]
    inside = (night >= 0) & (night < days)
    cell = ((known.home[template] * len(Cabin) + sold.cabin[product]) * 2 + later) * days + night
    np.minimum.at(cost.reshape(-1), cell[inside], each[inside])


def _cheapest_rung(sold: Products) -> Mask:
    """(k,) the first of each journey and cabin: its dearer rungs follow it."""
    first = np.ones(len(sold.template), np.bool_)
    first[1:] = (sold.template[1:] != sold.template[:-1]) | (sold.cabin[1:] != sold.cabin[:-1])
    return first
