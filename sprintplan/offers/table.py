"""The columns that every offer source fills: one row a journey on sale, two linked rows a both-ways offer."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.ground import AIR
from sprintplan.offers.conditions import NO_TERMS, Terms

NO_LIMIT = np.iinfo(np.int32).max
UNKNOWN = -1
HALF = -2
MOST_JOURNEY_MIN = 72 * 60
"""A journey of so many minutes or more has a date that is wrong: nothing on sale lasts three days."""

Number = TypeVar("Number", bound=np.generic)
Answer = TypeVar("Answer")

Ints = NDArray[np.signedinteger[Any]]
Int8 = Ints
Int16 = Ints
Int32 = Ints
Int64 = Ints
"""The names tell the width that a column is stored in; to the type checker they are one, as arithmetic mixes them."""
Mask = NDArray[np.bool_]
_NOT_GIVEN: Int32 = np.zeros(0, np.int32)
_LEFT_OUT: Mapping[str, np.generic] = {
    "currency": np.int16(0),
    "seats": np.int32(NO_LIMIT),
    "rung": np.int8(0),
    "partner": np.int32(UNKNOWN),
    "first_leg": np.bool_(True),
    "file": np.int16(UNKNOWN),
    "seg_carrier": np.int16(UNKNOWN),
    "seg_operator": np.int16(UNKNOWN),
    "seg_number": np.int32(UNKNOWN),
    "offer": np.int32(UNKNOWN),
    "alike": np.int32(UNKNOWN),
    "co2e_from": np.int8(UNKNOWN),
    "mode": np.int8(AIR),
    "place": np.int32(UNKNOWN),
    "timed_for": np.int16(UNKNOWN),
    "booking": np.int32(UNKNOWN),
    "lost_minor": np.int64(0),
}
"""The value of a column in every row and segment, where a source leaves the column out."""


def _left_out() -> Any:
    """The default of a column that a source may leave out."""
    return _NOT_GIVEN


@dataclass(frozen=True, kw_only=True)
class OfferTable:
    """Journeys on sale, as columns of n rows; segment columns are (s, n), s the most segments of any row.

    Columns that are left out hold what most sources know: one currency, no limit of seats, one-way offers, no files, no
    carriers, no terms, journeys by air.

    Row columns
    -----------
    segments : how many segments the journey has, 1..s; slots from there on hold -1
    cabin : the journey's cabin (number of `Cabin`): the lowest among its segments of over 3 h, or of all if none is
    fare_minor : minor units of the company's currency; a both-ways offer costs the sum of its two rows (the
        outbound row carries the whole where the source states one amount)
    original_minor, currency : the fare as the source stated it, and its currency's number in `currencies`
    seats : most travellers that the offer serves, NO_LIMIT where it states none; both rows of a pair say the same
    rung : of a ladder of fares; those above 0 sell the very journey that an earlier row sells for less, to as many as
        it has seats for
    co2e_g : grams a traveller
    co2e_from : number in `co2e_sources` of where the grams come from, -1 unknown; left out, it is -1 everywhere
    partner : row of the other journey of a both-ways offer, -1 for a one-way offer; HALF where the offer cannot be
        bought whole here, so that the journey counts as on sale (for the fastest) and cannot be taken
    first_leg : whether a row of a both-ways offer goes outbound (True for every one-way row by air); on the ground
        whether the row goes outbound
    file, line : number in `files` and line there; -1 and the row number where a source has no files
    mode : number in `MODES`: 0 by air; on the ground the journey has one segment, which stands for the whole way from
        door to door, the airports name its time zones alone, and its cabin is the highest, as none is sold
    place : on the ground the number of the place that it leads from or to (`Scenario.place_by_id`), -1 by air
    timed_for : on the ground the minute of the day that it was timed for (`arrive_by` of the event outbound,
        `depart_after` on the return), -1 by air; the three are as by air where they are left out
    booking : number of the booking (`History.bookings`) that the journey is, which its holder alone may take, -1 for
        what is on sale; left out, it is -1 everywhere
    lost_minor : what is gone where that booking is given up; of both ways it stands in the outbound journey
    offer : the offer's number in `terms`, -1 where the source knows of none; left out, it is -1 everywhere
    alike : rows of one number are one journey on several days, in several cabins and at several fares: the same flights
        of the same airlines at the same hours, without terms; -1 where no other row is known to be; left out, it is -1
        everywhere

    Segment columns
    ---------------
    seg_origin, seg_destination : airport numbers
    seg_departs_utc, seg_arrives_utc : minutes since 1970 in UTC
    seg_departs_local, seg_arrives_local : minutes since 1970 on the wall clock of the airport
    seg_carrier, seg_operator, seg_number : numbers in `carriers` and `flight_numbers`, -1 unknown
    seg_cabin : number of `Cabin`
    """

    source: str
    segments: Int8
    cabin: Int8
    fare_minor: Int64
    original_minor: Int64
    currency: Int16 = field(default_factory=_left_out)
    seats: Int32 = field(default_factory=_left_out)
    rung: Int8 = field(default_factory=_left_out)
    co2e_g: Int64
    partner: Int32 = field(default_factory=_left_out)
    first_leg: Mask = field(default_factory=_left_out)
    file: Int16 = field(default_factory=_left_out)
    line: Int32 = field(default_factory=_left_out)
    seg_origin: Int16
    seg_destination: Int16
    seg_departs_utc: Int32
    seg_arrives_utc: Int32
    seg_departs_local: Int32
    seg_arrives_local: Int32
    seg_carrier: Int16 = field(default_factory=_left_out)
    seg_operator: Int16 = field(default_factory=_left_out)
    seg_number: Int32 = field(default_factory=_left_out)
    seg_cabin: Int8
    currencies: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    flight_numbers: tuple[str, ...] = ()
    offer: Int32 = field(default_factory=_left_out)
    alike: Int32 = field(default_factory=_left_out)
    terms: Terms = NO_TERMS
    co2e_from: Int8 = field(default_factory=_left_out)
    mode: Int8 = field(default_factory=_left_out)
    place: Int32 = field(default_factory=_left_out)
    timed_for: Int16 = field(default_factory=_left_out)
    booking: Int32 = field(default_factory=_left_out)
    lost_minor: Int64 = field(default_factory=_left_out)
    co2e_sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, value in _LEFT_OUT.items():
            if getattr(self, name) is _NOT_GIVEN:
                shape = self.seg_cabin.shape if name.startswith("seg_") else len(self)
                object.__setattr__(self, name, np.broadcast_to(value, shape))
        if self.line is _NOT_GIVEN:
            object.__setattr__(self, "line", np.arange(len(self), dtype=np.int32))

    def __len__(self) -> int:
        return len(self.segments)

    @cached_property
    def on_ground(self) -> Mask:
        """(n,) which journeys go by train, coach, car or ferry."""
        return np.asarray(self.mode != AIR, np.bool_)

    @cached_property
    def is_booked(self) -> Mask:
        """(n,) which journeys are somebody's bookings."""
        return np.asarray(self.booking != UNKNOWN, np.bool_)

    @cached_property
    def origin(self) -> Int16:
        """(n,) airport number that the journey leaves from."""
        return np.asarray(self.seg_origin[0])

    @cached_property
    def destination(self) -> Int16:
        """(n,) airport number that the journey ends at."""
        return self.of_last(self.seg_destination)

    @cached_property
    def departs_local(self) -> Int32:
        """(n,) wall clock of the first departure."""
        return np.asarray(self.seg_departs_local[0])

    @cached_property
    def arrives_local(self) -> Int32:
        """(n,) wall clock of the last arrival."""
        return self.of_last(self.seg_arrives_local)

    @cached_property
    def departs_utc(self) -> Int32:
        """(n,) instant of the first departure."""
        return np.asarray(self.seg_departs_utc[0])

    @cached_property
    def arrives_utc(self) -> Int32:
        """(n,) instant of the last arrival."""
        return self.of_last(self.seg_arrives_utc)

    @cached_property
    def duration_min(self) -> Int32:
        """(n,) minutes from first departure to last arrival."""
        return self.arrives_utc - self.departs_utc

    @cached_property
    def flights_min(self) -> Int32:
        """(s, n) minutes of each flight, 0 in the slots that a journey does not have."""
        there = np.arange(len(self.seg_cabin))[:, None] < self.segments
        return np.asarray(np.where(there, self.seg_arrives_utc - self.seg_departs_utc, 0), np.int32)

    @cached_property
    def flying_min(self) -> Int32:
        """(n,) minutes of all flights of each journey."""
        return np.asarray(self.flights_min.sum(axis=0), np.int32)

    @cached_property
    def longest_flight_min(self) -> Int32:
        """(n,) minutes of the longest flight of each journey."""
        return np.asarray(self.flights_min.max(axis=0), np.int32)

    def served_by(self, codes: tuple[str, ...]) -> Mask:
        """(n,) rows of which an airline of some `codes` sells or flies every flight; none on the ground."""
        if codes not in self._served_by:
            good = np.array([*(code in codes for code in self.carriers), False])
            served = good[self.seg_carrier] | good[self.seg_operator]
            flown = np.arange(len(served))[:, None] < self.segments
            self._served_by[codes] = np.asarray(np.all(served | ~flown, axis=0) & ~self.on_ground, np.bool_)
        return self._served_by[codes]

    @cached_property
    def _served_by(self) -> dict[tuple[str, ...], Mask]:
        return {}

    def once(self, question: tuple[Hashable, ...], answer: Callable[[], Answer]) -> Answer:
        """What is known of the rows by a `question` that every event asks anew: the `answer` that was worked out when
        it was asked first."""
        if question not in self._known:
            self._known[question] = answer()
        known: Answer = self._known[question]
        return known

    @cached_property
    def _known(self) -> dict[tuple[Hashable, ...], Any]:
        return {}

    def of_last(self, column: NDArray[Number]) -> NDArray[Number]:
        """(n,) the value of a segment column in each row's last segment."""
        picked: NDArray[Number] = column[0]
        for slot in range(1, len(column)):
            picked = np.where(self.segments > slot, column[slot], picked)
        return picked

    def co2e_source(self, row: int) -> str | None:
        """Where a row's grams come from, None where that is not known."""
        return None if self.co2e_from[row] == UNKNOWN else self.co2e_sources[self.co2e_from[row]]

    def offer_id(self, row: int) -> str | None:
        """The id of a row's offer, `file:id` where it comes from a file; None where the source gives offers no ids."""
        if self.offer[row] == UNKNOWN:
            return None
        mine = self.terms.id(int(self.offer[row]))
        if not mine:
            return None
        return mine if self.file[row] == UNKNOWN else f"{self.files[self.file[row]]}:{mine}"

    @cached_property
    def has_ladders(self) -> bool:
        """Whether any journey is sold at several fares, one after the other."""
        return bool((self.rung > 0).any())

    def first_rungs(self) -> "OfferTable":
        """The same rows, of which the first rungs alone can be bought: nobody takes another where nothing is scarce."""
        if not self.has_ladders:
            return self
        return replace(self, partner=np.where(self.rung > 0, np.int32(HALF), self.partner))

    def take(self, rows: Int64 | Mask) -> "OfferTable":
        """The same columns for some rows; both-ways offers keep their link where both rows are taken.

        A row whose partner is left out is HALF an offer: on sale, but not to be bought.
        """
        kept: Int64 = np.flatnonzero(rows) if rows.dtype == np.bool_ else np.asarray(rows, np.int64)
        renumbered = np.full(len(self) + 2, HALF, np.int32)
        renumbered[UNKNOWN] = UNKNOWN
        renumbered[kept] = np.arange(len(kept), dtype=np.int32)
        columns: dict[str, Any] = {
            column.name: taken(getattr(self, column.name), kept)
            for column in fields(self)
            if isinstance(getattr(self, column.name), np.ndarray)
        }
        return replace(self, **columns | {"partner": renumbered[self.partner[kept]]})


def is_single(column: NDArray[Number]) -> bool:
    """Whether a `column` is a view of one value in each segment, as those are that a source leaves out."""
    return column.strides[-1] == 0 and column.size > 0


def taken(column: NDArray[Number], rows: Int32 | Int64) -> NDArray[Number]:
    """Some `rows`, by number, of a `column`; one that holds a single value stays a view of that value."""
    if is_single(column):
        return np.broadcast_to(column[..., :1], (*column.shape[:-1], len(rows)))
    return column.take(rows, axis=-1)


def everywhere(value: Number, rows: int) -> NDArray[Number]:
    """(rows,) a `value` that is the same in all of so many `rows`, as a view of it."""
    return np.broadcast_to(value, rows)
