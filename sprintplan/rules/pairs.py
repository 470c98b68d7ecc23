"""What the rules look at: pairs of a class of travellers and a journey, one direction, one venue, one event."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import ranges
from sprintplan.domain.events import NIGHT_ENDS_MIN
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import HALF, UNKNOWN, Int32, Int64, Mask, Number, OfferTable
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airports
from sprintplan.world.zones import local_from_utc

NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Pairs:
    """Pairs of a traveller class and a journey of one direction, at one venue.

    Attributes
    ----------
    scenario, venue, table : the workspace, where it is, and what is on sale
    classes : the traveller classes of an event
    outbound : whether the journeys are ways out
    today : day number of the planning date
    fastest_min : (classes,) fastest journey by air of this direction, NEVER where none is on sale
    ground_min : (classes,) shortest journey on the ground, NEVER where there is none
    traveller : (p,) number of each pair's class; as wide as positions are, which columns are taken by the quicker for
    row : (p,) row of each pair's journey in the table; as wide, too
    """

    scenario: Scenario
    venue: Venue
    table: OfferTable
    classes: TravellerClasses
    outbound: bool
    today: int
    fastest_min: Int32
    ground_min: Int32
    traveller: Int64
    row: Int64

    def of_row(self, column: NDArray[Number]) -> NDArray[Number]:
        """A `column` of the table, (n,), pair by pair: (p,)."""
        return column.take(self.row)

    def of_class(self, column: NDArray[Number]) -> NDArray[Number]:
        """A `column` of the classes, (classes,), pair by pair: (p,)."""
        return column.take(self.traveller)

    def only(self, mask: Mask | Int64) -> "Pairs":
        """The pairs that the mask keeps, or those at the given positions."""
        at = np.flatnonzero(mask) if mask.dtype == np.bool_ else mask
        return Pairs(**self.__dict__ | {"traveller": self.traveller.take(at), "row": self.row.take(at)})


def directed_rows(table: OfferTable, venue: Venue, outbound: bool, timed_for: int | None = None) -> Mask:
    """(n,) rows that go to or from a venue's airports, and may be bought for that way.

    Parameters
    ----------
    table : the offers, of n rows
    venue : whose airports
    outbound : whether they go to it
    timed_for : on the ground the minute of the day that they were timed for, any where it is None
    """

    def directed() -> Mask:
        way_fits = (table.first_leg if outbound else ~table.first_leg) & (table.partner != HALF)
        in_time = (table.timed_for == timed_for) | (timed_for is None) | table.is_booked
        alone = np.where(table.on_ground, way_fits & in_time, table.partner == UNKNOWN)
        return np.asarray(venue_rows(table, venue, outbound) & (alone | (way_fits & ~table.on_ground)), np.bool_)

    return table.once(("directed", venue.airports, outbound, timed_for), directed)


def venue_rows(table: OfferTable, venue: Venue, outbound: bool) -> Mask:
    """(n,) rows of the `table` that go to (`outbound`) or from the airports of a `venue`, whatever they are sold as."""

    def there() -> Mask:
        served = np.zeros(len(airports().codes), np.bool_)
        served[airports().numbers(venue.airports)] = True
        return np.asarray(served[table.destination if outbound else table.origin], np.bool_)

    return table.once(("venue", venue.airports, outbound), there)


def home_fastest(table: OfferTable, venue: Venue, classes: TravellerClasses, outbound: bool) -> Int32:
    """(classes,) minutes of the fastest journey by air between any of each class's home airports and the `venue`, NEVER
    where there is none.

    Parameters
    ----------
    table : the offers
    venue : where they lead
    classes : the traveller classes
    outbound : whether the journeys are ways out
    """

    def of_airports() -> Int32:
        flown = np.flatnonzero(venue_rows(table, venue, outbound) & ~table.on_ground & ~table.is_booked)
        best = np.full(len(airports().codes) + 1, NEVER, np.int32)
        home_end = (table.origin if outbound else table.destination).take(flown)
        np.minimum.at(best, home_end, table.duration_min.take(flown))
        return best

    best = table.once(("fastest", venue.airports, outbound), of_airports)
    return np.asarray(best[classes.homes].min(axis=1, initial=NEVER), np.int32)


def home_ground(table: OfferTable, classes: TravellerClasses, outbound: bool) -> Int32:
    """(classes,) minutes of the shortest journey on the ground in the `table`, from (`outbound`) or to the place of
    each of the `classes`; NEVER where there is none."""
    rows = np.flatnonzero(table.on_ground & (table.first_leg == outbound) & ~table.is_booked)
    best = np.full(
        max(classes.places.max(initial=UNKNOWN), table.place[rows].max(initial=UNKNOWN)) + 2, NEVER, np.int32
    )
    np.minimum.at(best, table.place[rows], table.duration_min[rows])
    best[UNKNOWN] = NEVER
    return np.asarray(best[classes.places], np.int32)


def paired(
    table: OfferTable, rows: Mask, classes: TravellerClasses, wanted: Mask, outbound: bool
) -> tuple[Int64, Int64]:
    """All pairs of a class and a row that touches one of its home airports, or on the ground its place.

    Parameters
    ----------
    table : what is on sale
    rows : (n,) rows to pair
    classes : the traveller classes of an event
    wanted : (classes,) classes to pair
    outbound : whether the rows are ways out

    Returns
    -------
    traveller, row : (p,) number of each pair's class, and its row
    """
    beyond = len(airports().codes) + 1
    ends = np.column_stack([classes.homes, np.where(classes.places < 0, beyond - 1, beyond + classes.places)])
    number, slot = np.nonzero((ends != beyond - 1) & wanted[:, None])
    home = ends[number, slot]
    if not len(home):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    order = np.lexsort((number, home))
    home, traveller, row = home[order], number[order], np.flatnonzero(rows)
    home_end = (table.origin if outbound else table.destination).take(row)
    home_end = np.where(table.on_ground.take(row), beyond + table.place.take(row), home_end).astype(np.int64)
    first = np.searchsorted(home, np.arange(max(home_end.max(initial=0), beyond) + 2))
    begin = first.take(home_end)
    width = first.take(home_end + 1) - begin
    return traveller.take(ranges(begin, width)), np.repeat(row, width)


def rows_of_homes(table: OfferTable, classes: TravellerClasses) -> Mask:
    """(n,) rows of the `table` that touch a home airport or the place of some of the `classes`, and whatever is sold
    together with them: all that decides which of them these may take."""
    home = np.zeros(len(airports().codes) + 1, np.bool_)
    home[classes.homes] = True
    home[-1] = False
    place = np.zeros(max(table.place.max(initial=UNKNOWN), classes.places.max(initial=UNKNOWN)) + 2, np.bool_)
    place[classes.places] = True
    place[UNKNOWN] = False
    rows = home[table.origin] | home[table.destination] | place[table.place]
    partner = table.partner[rows]
    rows[partner[partner >= 0]] = True
    return np.asarray(rows, np.bool_)


@dataclass(frozen=True)
class Days:
    """When a journey of one direction fits an event: (n,) day numbers of each row.

    Way out: `night` is the check-in date and `ready` the first eve that the landing is in time for.
    Way home: `night` is the check-out date and `ready` the last event day that the take-off is late enough for.
    """

    night: Int32
    ready: Int32


def outbound_days(table: OfferTable, venue: Venue, arrive_by_min: int) -> Days:
    """Check-in date and first eve in time, row by row; the clock is the wall clock of the venue's first airport.

    Parameters
    ----------
    table : the offers, of n rows
    venue : where they lead
    arrive_by_min : by when on the eve, minutes after midnight
    """

    def days() -> Days:
        night = check_in_days(table.arrives_local)
        at_venue = local_from_utc(_zone(venue), table.arrives_utc)
        transfer = np.where(table.on_ground, 0, venue.transfer_minutes)
        ready = -((arrive_by_min - transfer - at_venue) // MINUTES_PER_DAY)
        return Days(night.astype(np.int32), ready.astype(np.int32))

    return table.once(("out", venue.airports, venue.transfer_minutes, arrive_by_min), days)


def check_in_days(landing: Int32) -> Int32:
    """Day numbers of check-in for each `landing`, in local minutes since 1970; before 06:00 the night before is
    needed."""
    return np.asarray(landing // MINUTES_PER_DAY - (landing % MINUTES_PER_DAY < NIGHT_ENDS_MIN), np.int32)


def inbound_days(table: OfferTable, venue: Venue, depart_after_min: int, check_in_minutes: int) -> Days:
    """Check-out date and last event day that ends early enough, row by row.

    Parameters
    ----------
    table : the offers, of n rows
    venue : where they leave from
    depart_after_min : minutes after midnight of the last day from which on one may leave
    check_in_minutes : how long before take-off one is at the airport
    """

    def days() -> Days:
        night = table.departs_local // MINUTES_PER_DAY
        at_venue = local_from_utc(_zone(venue), table.departs_utc)
        before = np.where(table.on_ground, 0, venue.transfer_minutes + check_in_minutes)
        ready = (at_venue - depart_after_min - before) // MINUTES_PER_DAY
        return Days(night.astype(np.int32), ready.astype(np.int32))

    asked = "home", venue.airports, venue.transfer_minutes, depart_after_min, check_in_minutes
    return table.once(asked, days)


def _zone(venue: Venue) -> NDArray[np.int16]:
    return np.asarray(airports().zone[airports().numbers(venue.airports)[0]], np.int16)
