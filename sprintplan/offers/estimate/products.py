"""Every journey of every needed night between many airports and one, as a table of offers."""

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import counted
from sprintplan.domain.events import NIGHT_ENDS_MIN
from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.cabins import cabins_of
from sprintplan.offers.estimate.clock_changes import Clocks, Spans
from sprintplan.offers.estimate.fare_levels import one_way_fare
from sprintplan.offers.estimate.fares import (
    FARE_CURRENCY,
    cabin_factor,
    day_factors,
    fare_cents,
    quickness_factor,
)
from sprintplan.offers.estimate.journeys import MOST_LEGS, Journeys, first_departures, sensible, timed
from sprintplan.offers.estimate.ladder import RUNG_FACTOR, rung_seats, rungs
from sprintplan.offers.estimate.needs import Needs
from sprintplan.offers.estimate.paths import Paths, paths
from sprintplan.offers.estimate.seasons import THURSDAY, season_curve
from sprintplan.offers.estimate.tickets import ticket_factor
from sprintplan.offers.table import UNKNOWN, Int8, Int32, Int64, Mask, OfferTable, is_single
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.emissions import EMBEDDED

NAME = "estimate"
NEVER = np.iinfo(np.int32).max
MOST_DAYS = 16
"""Days between a departure and the night that it serves are fewer, either way."""
NIGHTS_BEFORE, NIGHTS_AFTER = 3, 7
"""A way out serves a night at most so many days before its departure, as clocks are up to 26 hours apart, or after it:
three flights and two waits are shorter than a day each."""


@dataclass(frozen=True)
class EstimateTerms:
    """What all estimates of a source share.

    today : day number that fares are bought on; minor_per_cent : minor units of the company's currency for a euro cent
    least_min : no connection is shorter; `from_venue` : trips begin at the venue, so that fares are those sold there
    booked_days : days before the departure at which a trip within a country and one to another are bought, if later
        than today
    """

    today: int
    minor_per_cent: Fraction
    least_min: int
    from_venue: bool = False
    booked_days: tuple[int | None, int | None] = (None, None)

    def minor(self, cents: Int64) -> Int64:
        """Minor units of the company's currency for euro `cents`, (n,), each fare rounded half up."""
        scale = self.minor_per_cent
        return np.asarray((2 * cents * scale.numerator + scale.denominator) // (2 * scale.denominator), np.int64)


@dataclass(frozen=True)
class Products:
    """k things on sale, each on many days: (k,) columns, segment columns (3, k).

    template : journey; cabin; euros : fare of an ordinary day; curve : row of the shop's `day_factors`; seats : of one
        rung of the fare ladder; rung : its number
    """

    template: Int64
    cabin: Int8
    euros: NDArray[np.float64]
    curve: Int64
    co2e_g: Int64
    seg_cabin: Int8
    seats: Int32
    rung: Int64


@dataclass(frozen=True)
class Templates:
    """t journeys, each with one row of `timed` for every span of days that its clocks know.

    home : (t,) row in the needs; first : (t,) its first row in `timed`; of : (rows,) the template of each such row
    """

    path: Int64
    home: Int64
    spans: Spans
    first: Int64
    of: Int64
    timed: Journeys


def _abroad(start: Int64, end: Int64) -> Mask:
    """(n,) whether two airports lie in different countries."""
    country = country_numbers()
    return np.asarray(country[start] != country[end], np.bool_)


class Shop:
    """Sells journeys between the airports of the needs and any others.

    `day_factors` are (2 curves, days): those of journeys within a country, then those to another one.
    """

    def __init__(self, wanted: Needs, terms: EstimateTerms) -> None:
        self.wanted, self.terms = wanted, terms
        self.calendar = cache(self._calendar)
        day = wanted.first + np.arange(wanted.days)
        within, abroad = (day_factors(day, terms.today, days) for days in terms.booked_days)
        self.curves = len(within)
        self.day_factors = np.concatenate((within, abroad))
        self._served: dict[tuple[int, int, bool], Mask] = {}

    def _calendar(self, outbound: bool) -> tuple[Int64, Clocks]:
        """(days,) the days of the needs on which somebody may leave, and their clocks."""
        if not outbound or not self.wanted.days:
            days = np.flatnonzero(self.wanted.check_out.any(axis=0))
        else:
            night = np.pad(self.wanted.check_in.any(axis=0), (NIGHTS_BEFORE, NIGHTS_AFTER))
            near = np.lib.stride_tricks.sliding_window_view(night, NIGHTS_BEFORE + NIGHTS_AFTER + 1)
            days = np.flatnonzero(near.any(axis=1))
        return days, Clocks(self.wanted.first + days)

    def sell(self, ends: list[int], *, outbound: bool) -> list[OfferTable]:
        """Journeys to some airports of one venue, or from them, that serve a need: one table an airport.

        Parameters
        ----------
        ends : airport numbers
        outbound : whether the journeys lead to the venue
        """
        lots, fastest = self.lots(ends, outbound=outbound)
        shared = self.wanted.fastest_of_sharers(fastest)
        return [self._rows(lot, self.products(lot, shared)) for lot in lots]

    def lots(self, ends: list[int], *, outbound: bool) -> tuple[list["Lot"], Int64]:
        """The journeys of each airport of `ends`, and (homes,) minutes of the fastest to any of them (`outbound`) or
        from any."""
        lots = [self._lot(end, ends, outbound) for end in ends]
        return lots, np.minimum.reduce([lot.fastest(len(self.wanted.homes)) for lot in lots])

    def _lot(self, end: int, ends: list[int], outbound: bool) -> "Lot":
        ways, known = self._templates(paths(self.wanted.homes, end, outbound=outbound), outbound)
        one_clock = len({int(airports().zone[number]) for number in ends}) == 1
        nights = self._nights(known, ways.legs, outbound, one_clock)
        return Lot(ways, known, nights, self.calendar(outbound)[0], self._needed(known, nights, outbound), outbound)

    def _templates(self, ways: Paths, outbound: bool) -> tuple[Paths, Templates]:
        """The ways that have a journey worth offering, and these."""
        ends = ways.stops[0] if outbound else last_stop(ways)
        home = np.searchsorted(self.wanted.homes, ends)
        path, departure = first_departures(ways)
        middle = np.full(len(path), self.wanted.first + self.wanted.days // 2)
        drawn = timed(ways, path, departure, middle, self.terms.least_min)
        chosen = sensible(ways, home, drawn, self.wanted.people)
        used, path = np.unique(path[chosen], return_inverse=True)
        ways, home, departure = ways.take(used), home[used], departure[chosen]
        days, clocks = self.calendar(outbound)
        spans = clocks.spans(ways.stops.take(path, axis=1))
        of, number = counted(spans.count)
        first = np.cumsum(spans.count) - spans.count
        shown = days[spans.shown[of, number]] + self.wanted.first
        journeys = timed(ways, path[of], departure[of], shown, self.terms.least_min)
        return ways, Templates(path, home[path], spans, first, of, journeys)

    def _needed(self, known: Templates, nights: "Nights", outbound: bool) -> Mask:
        """(templates, days) departures that somebody may need, as far as they are flown."""
        days = self.calendar(outbound)[0]
        if not len(known.path):
            return np.zeros((0, len(days)), np.bool_)
        row = known.first[:, None] + known.spans.span
        key = (nights.night + MOST_DAYS) * (2 * MOST_DAYS) + nights.ready + MOST_DAYS
        used = np.flatnonzero(np.bincount(key))
        place = np.zeros(used.max(initial=0) + 1, np.int64)
        place[used] = np.arange(len(used))
        offsets = ((number // (2 * MOST_DAYS) - MOST_DAYS, number % (2 * MOST_DAYS) - MOST_DAYS) for number in used)
        serves = np.stack([self._serves(int(night), int(ready), outbound) for night, ready in offsets])
        begin = (place.take(key) * len(self.wanted.homes) + known.home.take(known.of)) * len(days)
        weekday = (self.wanted.first + days + THURSDAY) % 7
        flown = (known.timed.days.take(row) >> weekday) & 1 > 0
        return np.asarray(serves.take(begin.take(row) + np.arange(len(days))) & flown, np.bool_)

    def _serves(self, night: int, ready: int, outbound: bool) -> Mask:
        """(homes, days) departures that somebody may need of journeys with these `Nights`; kept."""
        asked = night, ready, outbound
        if asked not in self._served:
            home, day = np.arange(len(self.wanted.homes))[:, None], self.calendar(outbound)[0].astype(np.int32)
            judge = self.wanted.serves_eve if outbound else self.wanted.serves_last_day
            self._served[asked] = judge(home, day + np.int32(night), day + np.int32(ready))
        return self._served[asked]

    def _nights(self, known: Templates, legs: Int32, outbound: bool, one_clock: bool) -> "Nights":
        """When journeys fit an event; `one_clock` : whether the venue's airports share a zone, so that its hours can
        be asked of each of them."""
        wanted = self.wanted
        if not outbound:
            leaves = known.timed.departs_local[0]
            soon = (leaves < wanted.depart_after_min) & one_clock
            return Nights(np.zeros_like(leaves), -soon.astype(np.int32))
        lands = known.timed.of_last(known.timed.arrives_local, legs)
        late = (lands % MINUTES_PER_DAY > wanted.arrive_by_min) & one_clock
        night = lands // MINUTES_PER_DAY - (lands % MINUTES_PER_DAY < NIGHT_ENDS_MIN)
        return Nights(night, lands // MINUTES_PER_DAY + late)

    def products(self, lot: "Lot", fastest: Int64) -> Products:
        """One product a journey, cabin and rung that somebody from there may be entitled to or come to, and nobody is
        above.

        Parameters
        ----------
        lot : the journeys of one airport
        fastest : (homes,) the least minutes of anybody who may leave from each
        """
        ways, known, duration = lot.ways, lot.known, lot.durations
        own = lot.fastest(len(self.wanted.homes))
        seg_cabin, grams, sold = lot.cabins
        asked = (own[:, None] > self.wanted.over_min)[known.home].T & sold[:, known.path]
        lowest = (fastest[:, None] > self.wanted.floor_min).sum(axis=1)[known.home] - 1
        template, cabin = np.nonzero((asked & ~_below(lowest, sold[:, known.path])).T)
        people = self.wanted.people[known.home[template]]
        product, rung = rungs(people)
        template, cabin, seats = template[product], cabin[product], rung_seats(rung, people[product])
        path = known.path[template]
        start, end = ways.stops[0], last_stop(ways)
        begins_at_start = lot.outbound != self.terms.from_venue
        ordinary = one_way_fare(start, end) if begins_at_start else one_way_fare(end, start)
        euros = (ordinary * ticket_factor(ways.routes))[path]
        euros = euros * quickness_factor(duration, own[known.home], lot.more_connections)[template]
        factor = cabin_factor(airport_distance_km(start, end))[cabin, path]
        return Products(
            template=template,
            cabin=cabin.astype(np.int8),
            euros=euros * factor * RUNG_FACTOR[rung],
            curve=(season_curve(start, end) + self.curves * _abroad(start, end))[path],
            co2e_g=grams[cabin, path],
            seg_cabin=seg_cabin[cabin, :, path].T,
            seats=seats,
            rung=rung,
        )

    def cents(self, sold: Products, product: Int64, day: Int64) -> Int64:
        """(n,) euro cents of some of the products `sold`: `product` and `day` are (n,), their numbers and days of the
        needs."""
        factor = self.day_factors.take(sold.curve.take(product) * self.wanted.days + day)
        return fare_cents(sold.euros.take(product) * factor)

    def _rows(self, lot: "Lot", sold: Products) -> OfferTable:
        product, day = np.divmod(np.flatnonzero(lot.needed.take(sold.template, axis=0)), len(lot.days))
        return self.offers(lot, sold, product, day)

    def shown(self, lot: "Lot") -> OfferTable:
        """One row for each of `Templates.timed` of a `lot`, on a day that it is timed for, for rules on journeys
        alone."""
        known, count = lot.known, len(lot.known.path)
        nothing = np.zeros(count, np.int64)
        seg_cabin = lot.cabins[0][Cabin.ECONOMY].take(known.path, axis=1)
        zeros = nothing.astype(float)
        economy = Products(np.arange(count), nothing, zeros, nothing, nothing, seg_cabin, nothing, nothing)
        number = np.arange(len(known.of)) - known.first[known.of]
        return self.offers(lot, economy, known.of, known.spans.shown[known.of, number].astype(np.int64))

    def offers(self, lot: "Lot", sold: Products, product: Int64, day: Int64) -> OfferTable:
        """Some products, each on one day.

        Parameters
        ----------
        lot : the journeys of one airport
        sold : its products
        product, day : (n,) numbers of products, and of days of the lot
        """
        ways, known = lot.ways, lot.known
        template = sold.template.take(product)
        path = known.path.take(template)
        row = known.first.take(template) + known.spans.span.take(template * len(lot.days) + day)
        day = lot.days.take(day)
        began = ((self.wanted.first + day) * MINUTES_PER_DAY).astype(np.int32)
        count = ways.legs.astype(np.int8).take(path)
        cents, gone = self.cents(sold, product, day), [count <= slot for slot in range(1, MOST_LEGS)]

        def flown(of_ways: NDArray[Any], at: Int64, began: Int32 | int = 0) -> NDArray[Any]:
            """A segment column, with UNKNOWN in the slots of legs that a journey does not have."""
            column = of_ways.take(at, axis=1) + began
            for slot, none in enumerate(gone, 1):
                np.copyto(column[slot], UNKNOWN, where=none)
            return column

        return OfferTable(
            source=NAME,
            segments=count,
            cabin=sold.cabin.take(product),
            fare_minor=self.terms.minor(cents),
            original_minor=cents,
            seats=sold.seats.take(product),
            rung=sold.rung.astype(np.int8).take(product),
            co2e_g=sold.co2e_g.take(product),
            seg_origin=flown(ways.stops[:3].astype(np.int16), path),
            seg_destination=flown(ways.stops[1:].astype(np.int16), path),
            seg_departs_utc=flown(known.timed.departs_utc, row, began),
            seg_arrives_utc=flown(known.timed.arrives_utc, row, began),
            seg_departs_local=flown(known.timed.departs_local, row, began),
            seg_arrives_local=flown(known.timed.arrives_local, row, began),
            seg_cabin=sold.seg_cabin.take(product, axis=1),
            alike=row.astype(np.int32),
            currencies=(FARE_CURRENCY,),
            co2e_from=np.broadcast_to(np.int8(0), len(product)),
            co2e_sources=(EMBEDDED,),
        )


@dataclass(frozen=True)
class Nights:
    """Days from departure that journeys fit an event by, one of each row of `Templates.timed`.

    night : to the check-in or check-out date
    ready : to the first eve that a landing is in time for, or the last event day that a take-off is late enough for
    """

    night: Int32
    ready: Int32


@dataclass(frozen=True)
class Lot:
    """What is known of the journeys to or from one airport, (days,) the days of the needs on which some may be taken,
    and (templates, days) on which they are needed."""

    ways: Paths
    known: Templates
    nights: Nights
    days: Int64
    needed: Mask
    outbound: bool

    @cached_property
    def cabins(self) -> tuple[Int8, Int64, Mask]:
        """Cabins, grams and what is sold of each way, as `cabins_of` has them."""
        return cabins_of(self.ways)

    @cached_property
    def durations(self) -> Int64:
        """(templates,) the least minutes of each on any day that it is needed; of those never needed NEVER."""
        minutes = self.known.timed.duration_min(self.ways.legs)
        row = self.known.first[:, None] + self.known.spans.span
        used = np.zeros(len(minutes), np.bool_)
        used[row.take(np.flatnonzero(self.needed))] = True
        least = np.full(len(self.known.path), NEVER, np.int64)
        np.minimum.at(least, self.known.of[used], minutes[used])
        return least

    @property
    def more_connections(self) -> Int32:
        """(templates,) connections of each beyond the fewest from its home."""
        legs, home = self.ways.legs[self.known.path], self.known.home
        least = np.full(home.max(initial=0) + 1, MOST_LEGS, np.int32)
        np.minimum.at(least, home, legs)
        return np.asarray(legs - least[home], np.int32)

    def fastest(self, homes: int) -> Int64:
        """(homes,) minutes of the fastest journey from each home airport."""
        least = np.full(homes, NEVER, np.int64)
        np.minimum.at(least, self.known.home, self.durations)
        return least


def _below(lowest: Int64, sold: Mask) -> Mask:
    """(4, n) cabins under the lowest that anybody may take, where that one is on sale."""
    available = sold[lowest, np.arange(len(lowest))]
    return np.asarray((np.arange(len(Cabin))[:, None] < lowest) & available, np.bool_)


def last_stop(ways: Paths) -> Int32:
    """(n,) the airport that each of the `ways` ends at."""
    return np.asarray(np.take_along_axis(ways.stops, ways.legs[None, :], axis=0)[0], np.int32)


def joined(parts: list[OfferTable]) -> OfferTable:
    """Tables end to end, numbered anew; `parts` are of one source."""
    first, size = parts[0], sum(map(len, parts))
    names = [field.name for field in fields(first) if isinstance(getattr(first, field.name), np.ndarray)]
    names.remove("alike")
    columns: dict[str, Any] = {name: _end_to_end([getattr(part, name) for part in parts], size) for name in names}
    begins = accumulate((int(part.alike.max(initial=UNKNOWN)) + 1 for part in parts[:-1]), initial=0)
    alike = np.concatenate([part.alike + np.int32(begin) for part, begin in zip(parts, begins, strict=True)])
    return replace(first, **columns | {"line": np.arange(size, dtype=np.int32), "alike": alike})


def _end_to_end(columns: list[NDArray[np.generic]], size: int) -> NDArray[np.generic]:
    """Columns end to end; one that holds a single value stays a view of that value."""
    if is_single(columns[0]):
        return np.broadcast_to(columns[0].flat[0], (*columns[0].shape[:-1], size))
    return np.concatenate(columns, axis=-1)
