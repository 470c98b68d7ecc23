"""The least that estimated journeys between many homes and one place cost, by the night that they are needed for.

A source's table holds a row for every journey, cabin and day; here only the cheapest of each home, cabin and night is
kept, so that a place is bounded in a fraction of the time that judging it takes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
    hour, tonne, connection : of an hour in journeys, a tonne of CO2e, a change of planes, in the objective alone
    levy : of a tonne of CO2e, in cash
    ride : of the way between airport and venue, in cash
    """

    hour: int
    tonne: int
    connection: int
    levy: int = 0
    ride: int = 0


class Price(NamedTuple):
    """How many times the objective, and beside it cash, a gram of CO2e and a minute in journeys count."""

    cost: int = 1
    cash: int = 0
    grams: int = 0
    minutes: int = 0

    def of(self, paid: Int64, weighed: Int64, grams: Int64, minutes: Int64) -> Int64:
        """(n,) what journeys count.

        Parameters
        ----------
        paid, weighed : (n,) minor units of each: cash, and what the objective has beside it
        grams, minutes : (n,) of each
        """
        total = (self.cost + self.cash) * paid + self.cost * weighed
        total += self.grams * grams if self.grams else 0
        return np.asarray(total + self.minutes * minutes if self.minutes else total, np.int64)


@dataclass(frozen=True)
class LeastJourneys:
    """The least of one direction.

    Attributes
    ----------
    fastest : (homes,) minutes of the fastest journey from each home airport
    cost : (prices, homes, cabins, 2, days) what the least journey in the cabin or a better one counts, by IN_TIME or
        NIGHT_LATER and by the check-in (return: check-out) day; UNREACHABLE where there is none
    """

    fastest: Int64
    cost: Int64

    def by_night(self, price: int, due: Int64, nights: range, night_cost: Int64) -> Int64:
        """(homes, cabins, n) the least of a journey and of the nights that it adds.

        Parameters
        ----------
        price : number of the price that is asked for
        due : (n,) columns of the days that it is needed for: eves outbound, last days on the return
        nights : how many nights it may add; below 0 on the return, where they come after the day
        night_cost : (n,) what each such night counts
        """
        cost = self.cost[price]
        least = np.full((*cost.shape[:2], len(due)), UNREACHABLE, np.int64)
        for extra in nights:
            for state in (IN_TIME, NIGHT_LATER)[: 1 + (extra != 0)]:
                np.minimum(least, cost[:, :, state, due - extra] + abs(extra) * night_cost, out=least)
        return least


Judge = Callable[[OfferTable, Int64, Int64], Mask]
"""Tells which journeys of a table everybody may take, given the home airport's row of each, and (homes,) the minutes of
the fastest journey from each home airport."""


def least_journeys(
    shop: Shop, ends: Sequence[int], weights: Weights, prices: Sequence[Price], allowed: Judge, *, outbound: bool
) -> LeastJourneys:
    """The least of all journeys to the airports of one place, or from them.

    Parameters
    ----------
    shop : sells what people need, between their homes and any place
    ends : numbers of the place's airports
    weights : what a journey costs beyond its fare
    prices : how that and what limits add up are weighed against each other
    allowed : decides which of these journeys count
    outbound : whether they lead to the place
    """
    homes, days = len(shop.wanted.homes), shop.wanted.days
    cost = np.full((len(prices), homes, len(Cabin), 2, days), UNREACHABLE, np.int64)
    lots, fastest = shop.lots(list(ends), outbound=outbound)
    shared = shop.wanted.fastest_of_sharers(fastest)
    for lot in lots:
        kept = allowed(shop.shown(lot), lot.known.home[lot.known.of], fastest)
        _enter(cost, shop, lot, shop.products(lot, shared), weights, prices, kept)
    for cabin in range(len(Cabin) - 2, -1, -1):
        np.minimum(cost[:, :, cabin], cost[:, :, cabin + 1], out=cost[:, :, cabin])
    return LeastJourneys(fastest, cost)


def _enter(
    cost: Int64, shop: Shop, lot: Lot, sold: Products, weights: Weights, prices: Sequence[Price], kept: Mask
) -> None:
    """Lower the costs to those of one airport's journeys, each at its cheapest fare; `kept` has a value for each row of
    `Templates.timed`."""
    product = np.flatnonzero(_cheapest_rung(sold))
    known, days = lot.known, cost.shape[-1]
    at, day = np.nonzero(lot.needed[sold.template[product]])
    product = product[at]
    template = sold.template[product]
    row = known.first[template] + known.spans.span[template, day]
    counts = np.flatnonzero(kept[row])
    product, template, day, row = product[counts], template[counts], lot.days[day[counts]], row[counts]
    night = day + lot.nights.night[row]
    inside = np.flatnonzero((night >= 0) & (night < days))
    product, template, day, row, night = product[inside], template[inside], day[inside], row[inside], night[inside]
    later = (lot.nights.ready != lot.nights.night)[row]
    minutes = known.timed.duration_min(lot.ways.legs).astype(np.int64)
    changes = (lot.ways.legs[known.path] - 1).astype(np.int64)
    paid = shop.terms.minor(shop.cents(sold, product, day)) + weights.ride
    paid += emission_cost(weights.levy, sold.co2e_g)[product]
    weighed = journey_time_cost(weights.hour, minutes)[row] + emission_cost(weights.tonne, sold.co2e_g)[product]
    weighed += weights.connection * changes[template]
    cell = ((known.home[template] * len(Cabin) + sold.cabin[product]) * 2 + later) * days + night
    grams, minutes = sold.co2e_g[product], minutes[row]
    for least, price in zip(cost, prices, strict=True):
        np.minimum.at(least.reshape(-1), cell, price.of(paid, weighed, grams, minutes))


def _cheapest_rung(sold: Products) -> Mask:
    """(k,) the first of each journey and cabin: its dearer rungs follow it."""
    first = np.ones(len(sold.template), np.bool_)
    first[1:] = (sold.template[1:] != sold.template[:-1]) | (sold.cabin[1:] != sold.cabin[:-1])
    return first
