"""The source `estimate`: every journey of every day that somebody may need, as one table per venue."""

from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.events import NIGHT_ENDS_MIN
from sprintplan.domain.exchange import rate_of
from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError, Place, Problem
from sprintplan.offers.estimate.blocks import block_minutes
from sprintplan.offers.estimate.fares import FARE_CURRENCY, base_fare, day_factor, fare_cents
from sprintplan.offers.estimate.needs import LONGEST_TRAVEL_DAYS, Needs, needs
from sprintplan.offers.estimate.paths import Paths, paths
from sprintplan.offers.estimate.timetable import daily, departures, next_departure
from sprintplan.offers.table import NO_LIMIT, UNKNOWN, Int32, Int64, Mask, OfferTable
from sprintplan.units import MINUTES_PER_DAY, currency_decimals, day_number
from sprintplan.world.airports import airports
from sprintplan.world.distance import airport_distance_km
from sprintplan.world.emissions import EMBEDDED, co2e_g
from sprintplan.world.zones import local_from_utc, utc_from_local

SHORT_SEGMENT_MIN = 180
MOST_LEGS = 3
KEPT_TABLES = 2
# The last venues asked for are asked for again, when a plan is told and verified.


@dataclass(frozen=True)
class Legs:
    """Facts of n paths, leg by leg: (3, n) arrays, and (n,) sums; cabins are (4, ...)."""

    block_min: Int32
    departs: NDArray[np.int32]
    count: Int32
    fare: NDArray[np.float64]
    seg_cabin: NDArray[np.int8]
    co2e_g: Int64
    sold: Mask


class EstimateSource:
    """Estimates journeys for a scenario; `today` decides how far in advance a fare is bought."""

    name = "estimate"
    warnings: tuple[str, ...] = ()

    def __init__(self, scenario: Scenario, today: date) -> None:
        self.scenario = scenario
        self.today = day_number(today)
        self.rate = _rate(scenario)
        self._needs: dict[tuple[str, ...], Needs] = {}
        self._shopped: dict[str, OfferTable] = {}

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Journeys between every home airport and the venue's airports on every night that somebody may need."""
        if venue.id not in self._shopped:
            self._shopped |= {venue.id: self._table(venue)}
            for oldest in [*self._shopped][:-KEPT_TABLES]:
                del self._shopped[oldest]
        return self._shopped[venue.id]

    def _table(self, venue: Venue) -> OfferTable:
        events = tuple(event.id for event in self.scenario.events if venue.id in event.venues)
        if events not in self._needs:
            self._needs[events] = needs(self.scenario, events)
        wanted = self._needs[events]
        ends = airports().numbers(venue.airports)
        parts = [self._shop(wanted, end, outbound) for end in ends for outbound in (True, False)]
        return _concatenated(parts)

    def _shop(self, wanted: Needs, end: int, outbound: bool) -> OfferTable:
        ways = paths(wanted.homes[wanted.homes != end], end, outbound=outbound)
        legs = _legs(ways)
        home = np.searchsorted(wanted.homes, ways.stops[0] if outbound else _last(ways))
        path, first = _departures(wanted, home, legs, outbound)
        times = _times(ways, legs, path, first)
        kept = _needed(wanted, home[path], times, ways.legs[path], outbound)
        kept_times = tuple(column[:, kept] for column in times)
        return self._priced(wanted, ways, legs, home, path[kept], kept_times)

    def _priced(
        self, wanted: Needs, ways: Paths, legs: Legs, home: Int64, path: Int64, times: tuple[Int32, ...]
    ) -> OfferTable:
        """One row a journey and cabin that somebody from there may be entitled to."""
        fastest = _fastest(home[path], times, ways.legs[path], len(wanted.homes))
        asked = (fastest[:, None] > wanted.over_min).T
        row, cabin = np.nonzero((asked[:, home[path]] & legs.sold[:, path]).T)
        path = path[row]
        departs_utc, arrives_utc, departs_local, arrives_local = (column[:, row] for column in times)
        factor = day_factor(departs_local[0] // MINUTES_PER_DAY, self.today)
        cents = fare_cents(legs.fare[path], factor, cabin)
        count = ways.legs[path].astype(np.int8)
        flown = np.arange(MOST_LEGS)[:, None] < count
        nothing = np.broadcast_to(np.int16(UNKNOWN), (MOST_LEGS, len(path)))
        numbers = np.arange(len(path), dtype=np.int32)
        return OfferTable(
            source=self.name,
            segments=count,
            cabin=cabin.astype(np.int8),
            fare_minor=self._converted(cents),
            original_minor=cents,
            currency=np.zeros(len(path), np.int16),
            seats=np.broadcast_to(np.int32(NO_LIMIT), len(path)),
            co2e_g=legs.co2e_g[cabin, path],
            partner=np.broadcast_to(np.int32(UNKNOWN), len(path)),
            first_leg=np.broadcast_to(np.bool_(True), len(path)),
            file=np.broadcast_to(np.int16(UNKNOWN), len(path)),
            line=numbers,
            seg_origin=np.where(flown, ways.stops[:3, path], UNKNOWN).astype(np.int16),
            seg_destination=np.where(flown, ways.stops[1:, path], UNKNOWN).astype(np.int16),
            seg_departs_utc=departs_utc,
            seg_arrives_utc=arrives_utc,
            seg_departs_local=departs_local,
            seg_arrives_local=arrives_local,
            seg_carrier=nothing,
            seg_operator=nothing,
            seg_number=np.broadcast_to(np.int32(UNKNOWN), (MOST_LEGS, len(path))),
            seg_cabin=np.where(flown, legs.seg_cabin[cabin, :, path].T, UNKNOWN).astype(np.int8),
            currencies=(FARE_CURRENCY,),
            co2e_from=np.broadcast_to(np.int8(0), len(path)),
            co2e_sources=(EMBEDDED,),
        )

    def _converted(self, cents: Int64) -> Int64:
        """Minor units of the company's currency, each fare rounded half up."""
        scale = self.rate * 10 ** currency_decimals(self.scenario.currency) / 10 ** currency_decimals(FARE_CURRENCY)
        return np.asarray((2 * cents * scale.numerator + scale.denominator) // (2 * scale.denominator), np.int64)


def _rate(scenario: Scenario) -> Fraction:
    """Company currency for one euro."""
    rate = rate_of(scenario.currency, FARE_CURRENCY, scenario.stated_rates, scenario.rates_date)
    if rate is None:
        what = f"estimated fares are in {FARE_CURRENCY} and there is no rate between it and {scenario.currency}"
        raise InputError([Problem(Place("sprint.toml"), what, f"State {FARE_CURRENCY} in [rates]")])
    return 1 / Fraction(rate.rate)


def _last(ways: Paths) -> Int32:
    return np.asarray(np.take_along_axis(ways.stops, ways.legs[None, :], axis=0)[0], np.int32)


def _legs(ways: Paths) -> Legs:
    """Durations, departures, fares, cabins and emissions of every path."""
    start, end = ways.stops[:3], ways.stops[1:]
    flown = end >= 0
    km = np.where(flown, airport_distance_km(start, end), 1)
    block = np.where(flown, block_minutes(start, end), 0).astype(np.int32)
    departs, counts = zip(*(departures(start[n], end[n], km[n]) for n in range(MOST_LEGS)), strict=True)
    whole = airport_distance_km(ways.stops[0], _last(ways))
    seg_cabin = _segment_cabins(block, flown)
    grams = np.where(flown[None], co2e_g(start[None], end[None], np.maximum(seg_cabin, 0)), 0).sum(axis=1)
    has_long = (block > SHORT_SEGMENT_MIN).any(axis=0)
    sold = np.array([cabin != Cabin.PREMIUM_ECONOMY for cabin in Cabin])[:, None] | has_long
    return Legs(
        block,
        np.stack(departs),
        counts[0],
        base_fare(whole, ways.legs - 1),
        seg_cabin,
        grams,
        np.asarray(sold, np.bool_),
    )


def _segment_cabins(block: Int32, flown: Mask) -> NDArray[np.int8]:
    """(4, 3, n) cabin of each segment by journey cabin: short flights have economy and business alone."""
    wanted = np.arange(len(Cabin))[:, None, None]
    short = np.where(wanted >= Cabin.BUSINESS, Cabin.BUSINESS, Cabin.ECONOMY)
    all_short = ~(block > SHORT_SEGMENT_MIN).any(axis=0)
    cabin = np.where((block > SHORT_SEGMENT_MIN) | all_short, wanted, short)
    return np.where(flown, cabin, UNKNOWN).astype(np.int8)


def _departures(wanted: Needs, home: Int64, legs: Legs, outbound: bool) -> tuple[Int64, Int32]:
    """(path, wall clock) of every first departure on every day that may serve a needed night."""
    nights = (wanted.check_in if outbound else wanted.check_out).copy()
    if outbound:
        for _ in range(LONGEST_TRAVEL_DAYS):
            nights[:, :-1] |= nights[:, 1:]
    choice = np.repeat(np.arange(len(home)), legs.count)
    number = daily(legs.count)
    at, day = np.nonzero(nights[home[choice]])
    minutes = legs.departs[0][number[at], choice[at]]
    return choice[at], ((wanted.first + day) * MINUTES_PER_DAY + minutes).astype(np.int32)


def _times(ways: Paths, legs: Legs, path: Int64, first: Int32) -> tuple[Int32, Int32, Int32, Int32]:
    """(3, n) departures and arrivals in UTC and on the wall clock; connections take the next flight in time."""
    columns = [np.full((MOST_LEGS, len(path)), UNKNOWN, np.int32) for _ in range(4)]
    zone = airports().zone
    ready = first
    for leg in range(MOST_LEGS):
        on = np.flatnonzero(ways.legs[path] > leg)
        p = path[on]
        leaves = ready[on] if leg == 0 else next_departure(ready[on], legs.departs[leg][:, p])
        departs = utc_from_local(zone[ways.stops[leg, p]], leaves)
        arrives = departs + legs.block_min[leg, p]
        lands = local_from_utc(zone[ways.stops[leg + 1, p]], arrives)
        for column, values in zip(
            columns, (departs, arrives, local_from_utc(zone[ways.stops[leg, p]], departs), lands), strict=True
        ):
            column[leg, on] = values
        ready = ready.copy()
        ready[on] = lands + MINIMUM_CONNECTION_MIN
    return columns[0], columns[1], columns[2], columns[3]


MINIMUM_CONNECTION_MIN = 60
# Estimated connections wait at least an hour; a longer `connection_minutes` of the policy judges them like any other.


def _of_last(column: Int32, legs: Int32) -> Int32:
    return np.asarray(np.take_along_axis(column, (legs - 1)[None, :], axis=0)[0], np.int32)


def _needed(wanted: Needs, home: Int64, times: tuple[Int32, ...], legs: Int32, outbound: bool) -> Mask:
    """Rows whose check-in or check-out night somebody from that airport may need."""
    if outbound:
        lands = _of_last(times[3], legs)
        night = lands // MINUTES_PER_DAY - (lands % MINUTES_PER_DAY < NIGHT_ENDS_MIN) - wanted.first
        asked = wanted.check_in
    else:
        night, asked = times[2][0] // MINUTES_PER_DAY - wanted.first, wanted.check_out
    inside = (night >= 0) & (night < asked.shape[1])
    return np.asarray(inside & asked[home, np.clip(night, 0, max(0, asked.shape[1] - 1))], np.bool_)


def _fastest(home: Int64, times: tuple[Int32, ...], legs: Int32, homes: int) -> Int64:
    """(homes,) minutes of the fastest journey from each home airport."""
    best = np.full(homes, np.iinfo(np.int32).max, np.int64)
    np.minimum.at(best, home, _of_last(times[1], legs) - times[0][0])
    return best


def _concatenated(parts: list[OfferTable]) -> OfferTable:
    first, size = parts[0], sum(map(len, parts))
    names = [field.name for field in fields(first) if isinstance(getattr(first, field.name), np.ndarray)]
    columns: dict[str, Any] = {name: _joined([getattr(part, name) for part in parts], size) for name in names}
    return replace(first, **columns | {"line": np.arange(size, dtype=np.int32)})


def _joined(columns: list[NDArray[np.generic]], size: int) -> NDArray[np.generic]:
    """Columns end to end; one that holds a single value stays a view of that value."""
    constant = columns[0].strides[-1] == 0 and columns[0].size
    if constant:
        return np.broadcast_to(columns[0].flat[0], (*columns[0].shape[:-1], size))
    return np.concatenate(columns, axis=-1)
