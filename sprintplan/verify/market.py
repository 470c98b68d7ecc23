"""What is on sale for one venue: rows of the offer table, found by their ends and told as plain journeys."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.ground import MODES
from sprintplan.domain.model import Cabin
from sprintplan.offers.conditions import OfferConditions
from sprintplan.offers.table import HALF, NO_LIMIT, UNKNOWN, OfferTable
from sprintplan.units import money_text
from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names

Rows = NDArray[np.int64]
NIGHT_FLIGHT_MIN = 240
LONG_SEGMENT_MIN = 180
"""A journey's cabin is the lowest among its segments of over 3 hours; contract, section 2."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def zone_of(code: str) -> ZoneInfo:
    """The time zone of an airport; KeyError where the code is unknown."""
    number = airports().number(code)
    if number is None:
        raise KeyError(code)
    return _zone(number)


@cache
def _zone(number: int) -> ZoneInfo:
    return ZoneInfo(zone_names()[int(airports().zone[number])])


def on_clock(instant: datetime, zone: ZoneInfo) -> datetime:
    """The instant with the fixed offset that the zone has then.

    Fixed, because aware times of one ZoneInfo are subtracted as wall clocks, which is an hour off over a change.
    """
    local = instant.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole minutes from one instant, `earlier`, to another, `later`."""
    return (later - earlier) // _MINUTE


@dataclass(frozen=True)
class Segment:
    """One flight; times have the fixed offset of their airport's clock."""

    origin: str
    destination: str
    departs: datetime
    arrives: datetime
    cabin: Cabin
    carrier: str | None
    operator: str | None
    number: str | None

    @property
    def night_minutes(self) -> int:
        """Most minutes of one night, 22:00 to 06:00 on the clock of the departure, that it is in the air."""
        up = self.departs.replace(tzinfo=None)
        down, midnight = up + minutes_between(self.departs, self.arrives) * _MINUTE, datetime.combine(up.date(), time())
        nights = [(midnight + timedelta(hours=24 * n - 2), midnight + timedelta(hours=24 * n + 6)) for n in range(3)]
        return max(minutes_between(max(up, begins), min(down, ends)) for begins, ends in nights)

    @cached_property
    def flight(self) -> tuple[str, str, datetime, str | None]:
        """What makes two segments one flight: ends, departure instant, operating (else selling) carrier."""
        return self.origin, self.destination, self.departs.astimezone(UTC), self.operator or self.carrier


@dataclass(frozen=True)
class Journey:
    """One row on sale; `partner` is the row that is bought with it, `seats` None where any number is on sale.

    A partner of HALF is a row that this venue has not: the journey is on sale, but cannot be bought for it. By a `mode`
    other than air it is one segment from door to door, between the airports whose clocks count; `place` is then the
    number of the place that it serves, and `first_leg` whether it leads to the venue. `sold_as` is the seller's
    id, or file and line; empty where the source has neither.
    """

    row: int
    sold_as: str
    segments: tuple[Segment, ...]
    fare_minor: int
    original_minor: int
    currency: str
    seats: int | None
    co2e_g: int
    partner: int | None
    first_leg: bool
    terms: OfferConditions
    co2e_source: str | None
    mode: str
    place: int
    source: str

    @cached_property
    def offer_id(self) -> str:
        """What the plan names it by: `sold_as`, or journey and fare where the source has no ids and no files."""
        if self.sold_as:
            return self.sold_as
        leaves, fare = f"{self.departs:%Y-%m-%dT%H:%M}", money_text(self.original_minor, self.currency)
        if not self.by_air:
            return f"{self.mode} {'out' if self.first_leg else 'home'} {leaves} {self.minutes} min {fare}"
        stops = [self.origin, *(segment.destination for segment in self.segments)]
        return f"{'-'.join(stops)} {leaves} {self.cabin.word} {fare}"

    @property
    def origin(self) -> str:
        """Where it leaves from."""
        return self.segments[0].origin

    @property
    def destination(self) -> str:
        """Where it ends."""
        return self.segments[-1].destination

    @property
    def departs(self) -> datetime:
        """First departure on the clock of its airport."""
        return self.segments[0].departs

    @property
    def arrives(self) -> datetime:
        """Last landing on the clock of its airport."""
        return self.segments[-1].arrives

    @property
    def by_air(self) -> bool:
        """Whether it is flown."""
        return self.mode == "air"

    @cached_property
    def minutes(self) -> int:
        """From first departure to last landing."""
        return minutes_between(self.departs, self.arrives)

    @cached_property
    def cabin(self) -> Cabin:
        """The lowest among segments of over 3 hours, or among all where none is so long; the highest on the ground."""
        if not self.by_air:
            return Cabin.FIRST
        long = [s.cabin for s in self.segments if minutes_between(s.departs, s.arrives) > LONG_SEGMENT_MIN]
        return min(long or [segment.cabin for segment in self.segments])

    @cached_property
    def by_night(self) -> bool:
        """Whether a flight of it is a night flight: four hours or more of one night in the air."""
        return self.by_air and any(segment.night_minutes >= NIGHT_FLIGHT_MIN for segment in self.segments)

    @property
    def connections(self) -> tuple[tuple[Segment, Segment], ...]:
        """Each flight with the one that follows it."""
        return tuple(pairwise(self.segments))

    @property
    def days(self) -> tuple[date, date]:
        """First and last local date of travel, also across the date line."""
        ends = (self.departs.date(), self.arrives.date())
        return min(ends), max(ends)


class Market:
    """One venue's offers, indexed once by origin and destination; what somebody has booked is not on sale.

    Attributes
    ----------
    table : what is on sale
    fares, cabins : what was found for visits already, the cheapest fares and the highest cabins that are sold to them
    """

    def __init__(self, table: OfferTable) -> None:
        table = table.take(~table.is_booked) if table.is_booked.any() else table
        self.table = table
        key = self._key(table.origin.astype(np.int64), table.destination)
        self._order: Rows = np.argsort(key, kind="stable").astype(np.int64)
        self._keys = key[self._order]
        self._journeys: dict[int, Journey] = {}
        self._flights: dict[tuple[int, ...], Segment] = {}
        self._of_flights = (
            table.seg_origin,
            table.seg_destination,
            table.seg_departs_utc,
            table.seg_arrives_utc,
            table.seg_cabin,
            table.seg_carrier,
            table.seg_operator,
            table.seg_number,
        )
        self._between: dict[tuple[tuple[str, ...], tuple[str, ...]], Rows] = {}
        self._fastest: dict[tuple[tuple[str, ...], tuple[str, ...]], int | None] = {}
        ground = np.flatnonzero(table.mode != 0)
        served = 2 * table.place[ground].astype(np.int64) + table.first_leg[ground]
        order = np.argsort(served, kind="stable")
        self._ground, self._ground_keys = ground[order], served[order]
        self.fares: dict[Hashable, int] = {}
        self.cabins: dict[Hashable, Cabin] = {}
        self.measured: dict[Hashable, int] = {}

    @staticmethod
    def _key(origin: NDArray[np.int64], destination: NDArray[np.signedinteger]) -> NDArray[np.int64]:
        return np.asarray(origin * len(airports().codes) + destination, np.int64)

    def between(self, origins: tuple[str, ...], destinations: tuple[str, ...]) -> Rows:
        """Rows from any of the origins to any of the destinations, by airport code."""
        if (origins, destinations) not in self._between:
            self._between[origins, destinations] = self._rows_between(origins, destinations)
        return self._between[origins, destinations]

    def _rows_between(self, origins: Iterable[str], destinations: Iterable[str]) -> Rows:
        starts = [n for code in origins if (n := airports().number(code)) is not None]
        ends = [n for code in destinations if (n := airports().number(code)) is not None]
        keys = np.array([[start * len(airports().codes) + end] for start in starts for end in ends], np.int64)
        spans = [slice(*np.searchsorted(self._keys, [key, key + 1]).tolist()) for key in keys.ravel().tolist()]
        return np.concatenate([self._order[:0], *(self._order[span] for span in spans)])

    def fastest(self, origins: tuple[str, ...], destinations: tuple[str, ...]) -> int | None:
        """Minutes of the shortest journey by air on sale from airports, `origins`, to others, `destinations`, any date,
        cabin and price; None where there is none."""
        if (origins, destinations) not in self._fastest:
            rows = self.between(origins, destinations)
            rows = rows[self.table.mode[rows] == 0]
            least = int(self.table.duration_min[rows].min()) if len(rows) else None
            self._fastest[origins, destinations] = least
        return self._fastest[origins, destinations]

    def flights_as_fast(self, origins: tuple[str, ...], destinations: tuple[str, ...]) -> set[tuple[int, ...]]:
        """Minutes of each flight, 0 after the last, of all journeys by air from `origins` to `destinations` that are as
        short as the shortest; the same flights, which differ by date, cabin or fare, once."""
        rows = self.between(origins, destinations)
        rows = rows[self.table.mode[rows] == 0]
        rows = rows[self.table.duration_min[rows] == self.fastest(origins, destinations)]
        minutes = self.table.seg_arrives_utc[:, rows] - self.table.seg_departs_utc[:, rows]
        return set(zip(*minutes.tolist(), strict=True))

    def on_ground(self, place: int, *, outbound: bool) -> Rows:
        """Rows on the ground that serve a `place`, by its number: to the venue (`outbound`) or back."""
        start, end = np.searchsorted(self._ground_keys, [2 * place + outbound, 2 * place + outbound + 1]).tolist()
        return self._ground[start:end]

    def whole_fare(self, journey: Journey) -> int:
        """Minor units of the offer that a `journey` is part of, both ways where it is sold so."""
        sold_with = journey.partner is not None and journey.partner >= 0
        return journey.fare_minor + (self.journey(journey.partner or 0).fare_minor if sold_with else 0)

    def departing(self, origin: str, destination: str, instant: datetime) -> Iterator[Journey]:
        """Journeys by air from the airport `origin` to `destination` that depart at the `instant`."""
        rows = self.between((origin,), (destination,))
        return self.leaving(rows[self.table.mode[rows] == 0], instant)

    def leaving(self, rows: Rows, instant: datetime) -> Iterator[Journey]:
        """Those of some rows that depart at this instant."""
        fits = self.table.departs_utc[rows] == minutes_between(_EPOCH, instant)
        return map(self.journey, rows[fits].tolist())

    def near(self, rows: Rows, first: date, last: date, *, outbound: bool) -> Rows:
        """Those rows that may be bought for a direction and land (outbound) or take off (return) about some days.

        Two days more either way make the cut safe in every time zone; rules decide.

        Parameters
        ----------
        rows : rows of the table
        first, last : the days
        outbound : whether they are ways out
        """
        begin, end = ((day.toordinal() - _EPOCH.toordinal()) * 1440 for day in (first, last))
        times = (self.table.arrives_utc if outbound else self.table.departs_utc)[rows]
        fits = (times >= begin - 2 * 1440) & (times <= end + 3 * 1440)
        alone, half = self.table.partner[rows] == UNKNOWN, self.table.partner[rows] == HALF
        alone &= self.table.mode[rows] == 0
        fits &= alone | ((self.table.first_leg[rows] == outbound) & ~half)
        return rows[fits]

    def journey(self, row: int) -> Journey:
        """The row as a plain journey."""
        if row not in self._journeys:
            self._journeys[row] = self._read(row)
        return self._journeys[row]

    def _read(self, row: int) -> Journey:
        table = self.table
        segments = tuple(self._segment(row, slot) for slot in range(int(table.segments[row])))
        seats, partner = int(table.seats[row]), int(table.partner[row])
        return Journey(
            row=row,
            sold_as=self._sold_as(row),
            segments=segments,
            fare_minor=int(table.fare_minor[row]),
            original_minor=int(table.original_minor[row]),
            currency=table.currencies[int(table.currency[row])],
            seats=None if seats == NO_LIMIT else seats,
            co2e_g=int(table.co2e_g[row]),
            partner=None if partner == UNKNOWN else partner,
            first_leg=bool(table.first_leg[row]),
            terms=table.terms.of(int(table.offer[row])),
            co2e_source=table.co2e_source(row),
            mode=MODES[int(table.mode[row])],
            place=int(table.place[row]),
            source=self._source(row),
        )

    def _source(self, row: int) -> str:
        """On the ground ground.csv is a file, and the rest is estimated, whatever sells the flights."""
        if self.table.mode[row] == 0:
            return self.table.source
        return "estimate" if self.table.file[row] == UNKNOWN else "files"

    def _segment(self, row: int, slot: int) -> Segment:
        """One flight of a row; rows that sell the same flight share it."""
        table = self.table
        known = tuple(int(column[slot, row]) for column in self._of_flights)
        if known not in self._flights:
            self._flights[known] = _flight(table, *known)
        return self._flights[known]

    def _sold_as(self, row: int) -> str:
        """The seller's own id, or `file:line`; empty where the source has neither."""
        if (own := self.table.offer_id(row)) is not None:
            return own
        file = int(self.table.file[row])
        return "" if file == UNKNOWN else f"{self.table.files[file]}:{int(self.table.line[row])}"


def _flight(
    table: OfferTable,
    start: int,
    end: int,
    departs: int,
    arrives: int,
    cabin: int,
    carrier: int,
    operator: int,
    number: int,
) -> Segment:
    """A flight by the numbers that a table has of it, instants in minutes since 1970."""
    codes = airports().codes
    return Segment(
        origin=codes[start],
        destination=codes[end],
        departs=on_clock(_EPOCH + departs * _MINUTE, _zone(start)),
        arrives=on_clock(_EPOCH + arrives * _MINUTE, _zone(end)),
        cabin=Cabin(cabin),
        carrier=_word(table.carriers, carrier),
        operator=_word(table.carriers, operator),
        number=_word(table.flight_numbers, number),
    )


def _word(words: tuple[str, ...], number: int) -> str | None:
    return None if number == UNKNOWN else words[number]
