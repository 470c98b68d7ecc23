"""The least that journeys between many homes and one place may cost, by their ways alone, before any timetable.

A way promises how long a journey takes at least, and whatever the hours of its flights are, its fare falls the longer
it takes while its time costs more; so the cheapest of all lengths bounds every journey of it, on every day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.events import NIGHT_ENDS_MIN
from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.block_times import route_minutes
from sprintplan.offers.estimate.cabins import cabins_of
from sprintplan.offers.estimate.connections import least_connection_min
from sprintplan.offers.estimate.fare_levels import one_way_fare
from sprintplan.offers.estimate.fares import (
    CONNECTION_HOURS,
    HOUR_FACTOR,
    QUICKEST_FACTOR,
    SLOWEST_FACTOR,
    cabin_factor,
)
from sprintplan.offers.estimate.journeys import MOST_LEGS
from sprintplan.offers.estimate.least import (
    IN_TIME,
    UNREACHABLE,
    LeastJourneys,
    Price,
    Weights,
    let_higher_cabins_do,
)
from sprintplan.offers.estimate.needs import NEVER_ASKED
from sprintplan.offers.estimate.paths import paths
from sprintplan.offers.estimate.products import NEVER, Shop, last_stop
from sprintplan.offers.estimate.seasons import season_curve
from sprintplan.offers.estimate.tickets import ticket_factor
from sprintplan.offers.estimate.timetable import timetable
from sprintplan.offers.table import Int64, Mask
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.zones import local_from_utc, zone_names

Floats = NDArray[np.float64]

FAR = 1e17
"""Where there is no way; beyond any sum that matters, and what rounding of such sums loses is small beside it."""
FALL = float(-np.log(HOUR_FACTOR))
SLOWEST_H = float(np.log(SLOWEST_FACTOR / QUICKEST_FACTOR) / np.log(HOUR_FACTOR))
"""Hours beyond the quickest from which nothing gets cheaper."""
MOST_DAYS_UNDER_WAY = 7
"""More days than any journey of three flights takes, each the next one within a day."""
SKIPPED_MIN = 60
"""A clock that is put forward while somebody changes planes takes so much off the wait."""
CERTAIN_SHARE = 1e-9
"""Of a sum, more than its floating point may be off."""


def least_ways(
    shop: Shop, ends: Sequence[int], weights: Weights, prices: Sequence[Price], *, outbound: bool
) -> LeastJourneys:
    """What no journey to the airports of one place, or from them, costs less than, and takes less than.

    Journeys count as if they were flown every day at the best hour; rules on journeys are not looked at. So each night
    that somebody may need has a journey in time, and none is told as one for a night later.

    Parameters
    ----------
    shop : sells what people need, between their homes and any place
    ends : numbers of the place's airports
    weights : what a journey costs beyond its fare
    prices : how that and what limits add up are weighed against each other
    outbound : whether they lead to the place
    """
    wanted, many = shop.wanted, len(shop.wanted.homes)
    nights = np.flatnonzero((wanted.check_in if outbound else wanted.check_out).any(axis=0))
    asked = np.flatnonzero(wanted.over_min.min(axis=0, initial=NEVER_ASKED) < NEVER_ASKED).tolist()
    least = np.full((len(prices), len(Cabin), many, len(nights)), FAR)
    fastest = np.full(many, NEVER, np.int64)
    for end in ends if many else ():
        ways = _Ways(shop, end, outbound=outbound)
        np.minimum(fastest, ways.fastest, out=fastest)
        for tier in ways.tiers(nights):
            for mine, price in zip(least, prices, strict=True):
                for cabin in asked:
                    ways.enter(mine[cabin], tier, cabin, price, weights)
    let_higher_cabins_do(least, 1)
    cost = np.full((len(prices), many, len(Cabin), 2, wanted.days), UNREACHABLE, np.int64)
    for mine, by_cabin, price in zip(cost, least, prices, strict=True):
        sure = np.floor(by_cabin * (1 - CERTAIN_SHARE) - _rounded_off(shop, price))
        mine[:, :, IN_TIME, nights] = np.where(by_cabin >= FAR, UNREACHABLE, sure).swapaxes(0, 1)
    return LeastJourneys(fastest, cost)


def _rounded_off(shop: Shop, price: Price) -> float:
    """Most that rounding each amount to whole cents and minor units takes off."""
    return (price.cost + price.cash) * (float(shop.terms.minor_per_cent) / 2 + 1) + price.cost + 1


@dataclass(frozen=True)
class _Tier:
    """Journeys that leave so many days before the night that they are for.

    Attributes
    ----------
    possible : (homes,) from where there are any
    least_min : (homes,) minutes that such a journey takes at least
    factor : (curves, nights) the least factor of fares on the days that it leaves
    """

    possible: Mask
    least_min: Int64
    factor: Floats


class _Clocks(NamedTuple):
    """(zones,) how many minutes each clock is ahead of UTC at least and at most while somebody may travel, and whether
    it is put forward then."""

    least: Int64
    most: Int64
    put_forward: Mask


@lru_cache(maxsize=4)
def _clocks(first: int, days: int) -> _Clocks:
    """The clocks of all zones on so many days from day number `first` on."""
    noon = (np.arange(first - 2, first + days + MOST_DAYS_UNDER_WAY) * MINUTES_PER_DAY).astype(np.int32)
    ahead = local_from_utc(np.arange(len(zone_names()))[:, None], noon) - noon
    return _Clocks(
        ahead.min(axis=1).astype(np.int64),
        ahead.max(axis=1).astype(np.int64),
        np.asarray((np.diff(ahead, axis=1) > 0).any(axis=1), np.bool_),
    )


class _Ways:
    """The ways between all homes and one airport.

    Attributes
    ----------
    fastest : (homes,) minutes that every journey takes at least
    """

    def __init__(self, shop: Shop, end: int, *, outbound: bool) -> None:
        self.shop, self.outbound, self.homes = shop, outbound, shop.wanted.homes
        self._ways = ways = paths(self.homes, end, outbound=outbound)
        self._at = np.searchsorted(self.homes, ways.stops[0] if outbound else last_stop(ways))
        self._direct, self._clocks = ways.legs == 1, _clocks(shop.wanted.first, shop.wanted.days)
        self._grams, self._sold = cabins_of(ways)[1:]
        minutes = self._minutes()
        self.nonstop, self.other = (
            self._least_of(np.where(mine, minutes, NEVER), NEVER).astype(np.int64)
            for mine in (self._direct, ~self._direct)
        )
        self.fastest = np.minimum(self.nonstop, self.other)
        there = np.full(len(self.homes), end, self.homes.dtype)
        self._start: NDArray[np.int32] = self.homes if outbound else there
        self._end: NDArray[np.int32] = there if outbound else self.homes
        sold_there = outbound == shop.terms.from_venue
        ordinary = one_way_fare(self._end, self._start) if sold_there else one_way_fare(self._start, self._end)
        self._euros = ordinary * cabin_factor(airport_distance_km(self._start, self._end))
        country = country_numbers()
        abroad = country[self._start] != country[self._end]
        self._curve = season_curve(self._start, self._end) + shop.curves * abroad
        self._ticket = np.minimum(self._least_of(np.where(self._direct, FAR, ticket_factor(ways.routes)), FAR), 2.0)
        certain = self.nonstop < self.other
        self._shift_h = np.where(certain, float(CONNECTION_HOURS), 0.0)

    def _minutes(self) -> Int64:
        """(ways,) minutes in the air and of the least connections, across a change of clocks."""
        ways, legs = self._ways, self._ways.legs
        minutes = np.where(ways.routes >= 0, route_minutes()[ways.routes], 0).sum(axis=0).astype(np.int64)
        for leg in range(1, MOST_LEGS):
            of = np.flatnonzero(legs > leg)
            before, stop, after = (ways.stops[at][of] for at in (leg - 1, leg, leg + 1))
            least = np.maximum(least_connection_min(before, stop, after), self.shop.terms.least_min)
            minutes[of] += np.maximum(least - SKIPPED_MIN * self._clocks.put_forward[airports().zone[stop]], 0)
        return np.asarray(minutes, np.int64)

    def _least_of(self, values: Floats | Int64, none: float) -> Floats:
        """(homes,) the least of the ways of each home."""
        least = np.full(len(self.homes), none, np.float64)
        np.minimum.at(least, self._at, values)
        return least

    def tiers(self, nights: NDArray[np.intp]) -> Iterator[_Tier]:
        """How long before some nights journeys leave: homes nearly always on the day itself or the one before.

        Parameters
        ----------
        nights : (nights,) columns of the days
        """
        if not self.outbound:
            every = np.ones(len(self.homes), np.bool_)
            yield _Tier(every, np.zeros(len(every), np.int64), self._factor(nights, range(1)))
            return
        start, end, clocks = airports().zone[self._start], airports().zone[self._end], self._clocks
        least, most = clocks.least[end] - clocks.most[start], clocks.most[end] - clocks.least[start]
        lands = int(timetable().departs.min()) + self.fastest + least
        for days in (range(1), range(1, 2), range(2, MOST_DAYS_UNDER_WAY + 1), range(-1, 0), range(-2, -1)):
            possible = lands < MINUTES_PER_DAY * days.stop + NIGHT_ENDS_MIN
            under_way = MINUTES_PER_DAY * (days.start - 1) + 1 - most
            if possible.any():
                yield _Tier(possible, np.maximum(under_way, 0), self._factor(nights, days))

    def _factor(self, nights: NDArray[np.intp], days: range) -> Floats:
        """(curves, nights) the least factor of fares so many days before each night."""
        last = self.shop.wanted.days - 1
        parts = [self.shop.day_factors[:, np.clip(nights - before, 0, last)] for before in days]
        return np.asarray(np.minimum.reduce(parts), np.float64)

    @cached_property
    def _above(self) -> Mask:
        """(homes,) where somebody may come to a cabin above economy; nobody else pays more than economy."""
        return np.asarray(self.fastest > self.shop.wanted.over_min[:, Cabin.ECONOMY + 1 :].min(axis=1), np.bool_)

    def enter(self, least: Floats, tier: _Tier, cabin: int, price: Price, weights: Weights) -> None:
        """Lower the least, (homes, nights), to what no journey of a tier counts less than.

        Parameters
        ----------
        least : what is known of other tiers and airports
        tier : the homes and days
        cabin : number of the cabin
        price : what counts how much
        weights : what a journey costs beyond its fare
        """
        paid, hour = price.cost + price.cash, float(price.cost * weights.hour + 60 * price.minutes)
        scale = 100 * float(self.shop.terms.minor_per_cent) * paid
        direct, other = self._fixed(cabin, price, weights)
        floor = scale * SLOWEST_FACTOR * self._euros[cabin] * tier.factor.min(initial=FAR)
        floor += hour * np.maximum(self.fastest, tier.least_min) / 60 + np.minimum(direct, other)
        worth = floor < least.max(axis=1, initial=0)
        rows = np.flatnonzero(worth & tier.possible & (self._above | (cabin == Cabin.ECONOMY)))
        if not len(rows):
            return
        least_min, fare = tier.least_min[rows], (scale * self._euros[cabin, rows])[:, None]
        fare = fare * tier.factor[self._curve[rows]]
        nonstop, fastest = self.nonstop[rows], self.fastest[rows]
        quick = np.maximum(QUICKEST_FACTOR * HOUR_FACTOR ** ((nonstop - fastest) / 60), SLOWEST_FACTOR)
        flown = fare * quick[:, None] + (hour * nonstop / 60 + direct[rows])[:, None]
        flown[(nonstop >= NEVER) | (nonstop < least_min)] = FAR
        least_h = np.maximum(np.maximum(self.other[rows], least_min) - fastest, 0) / 60
        fare *= self._ticket[rows, None]
        spent = _least_over_hours(fare, least_h, self._shift_h[rows], hour)
        spent += (hour * fastest / 60 + other[rows])[:, None]
        spent[self.other[rows] >= NEVER] = FAR
        least[rows] = np.minimum(least[rows], np.minimum(flown, spent))

    def _fixed(self, cabin: int, price: Price, weights: Weights) -> tuple[Floats, Floats]:
        """(homes,) what CO2e and connections count at least on nonstop flights, and on all others."""
        paid = price.cost + price.cash
        gram = (paid * weights.levy + price.cost * weights.tonne) / 1e6 + price.grams
        counts = gram * self._grams[cabin] + price.cost * weights.connection * (self._ways.legs - 1)
        counts = np.where(self._sold[cabin], counts, FAR)
        direct, other = (self._least_of(np.where(mine, counts, FAR), FAR) for mine in (self._direct, ~self._direct))
        return direct + paid * weights.ride, other + paid * weights.ride


def _least_over_hours(fare: Floats, least_h: Floats, shift_h: Floats, hour: float) -> Floats:
    """(h, nights) the least of fare and time over all lengths of a journey, by hours beyond the quickest.

    Parameters
    ----------
    fare : (h, nights) of a sensible journey
    least_h : (h,) hours beyond the quickest that the journey takes at least
    shift_h : (h,) hours that make nothing cheaper, as it has one connection more
    hour : what an hour counts
    """
    if hour:
        with np.errstate(divide="ignore"):
            best = np.clip(np.log(fare * (QUICKEST_FACTOR * FALL / hour)) / FALL, 0, SLOWEST_H)
    else:
        best = np.full_like(fare, SLOWEST_H)
    beyond = np.maximum(best, (least_h - shift_h)[:, None])
    quick = np.maximum(QUICKEST_FACTOR * np.exp(-FALL * beyond), SLOWEST_FACTOR)
    at_once = np.maximum(QUICKEST_FACTOR * HOUR_FACTOR ** np.maximum(least_h - shift_h, 0), SLOWEST_FACTOR)
    later = fare * quick + hour * (beyond + shift_h[:, None])
    return np.minimum(later, fare * at_once[:, None] + (hour * least_h)[:, None])
