"""Segments of the journeys in files: airports, times, flights and cabins, checked against each other."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sprintplan.domain.flight_codes import flight_code
from sprintplan.offers import codes
from sprintplan.offers.files.cells import Cells, numbered
from sprintplan.offers.files.columns import Columns
from sprintplan.offers.journeys import journey_cabin
from sprintplan.offers.table import MOST_JOURNEY_MIN, UNKNOWN, Int8, Int16, Int32, Int64, Mask
from sprintplan.world.advice import airport_advice
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.zones import FIRST_YEAR, LAST_YEAR, local_from_utc, second_utc, utc_from_local

MOST_SEGMENTS = 6
FASTEST_KM_H = 1100
"""Over the ground: an airliner's speed with a jet stream behind it."""
JOINED = ("flights", "via", "via_times", "operated_by", "cabin")


@dataclass(frozen=True)
class Pieces:
    """(n,) how many entries each cell of a column joins, and the first ones, the second ones and so on."""

    count: Int64
    cells: list[Cells]


@dataclass(frozen=True)
class Segments:
    """(n,) segments of each row, and (s, n) columns of every segment; UNKNOWN behind the last one.

    `sound` tells the rows of which every airport and time is known; the others hold anything.
    """

    count: Int64
    sound: Mask
    origin: Int64
    destination: Int64
    departs_local: Int32
    arrives_local: Int32
    departs_utc: Int32
    arrives_utc: Int32
    carrier: Int64
    operator: Int64
    number: Int64
    cabin: Int64
    carriers: tuple[str, ...]
    flight_numbers: tuple[str, ...]

    @cached_property
    def there(self) -> Mask:
        """(s, n) whether the row has that segment."""
        return within(self.count, len(self.origin))

    def journey_cabin(self) -> Int8:
        """(n,) the cabin of each journey."""
        return journey_cabin(self.there, self.arrives_utc - self.departs_utc, self.cabin)


def within(count: Int64, slots: int) -> Mask:
    """(slots, n) whether a row has so many pieces; `count` is (n,), and `slots` the most of any."""
    return np.arange(slots)[:, None] < count


def read_segments(columns: Columns, needed: Collection[str] = ()) -> Segments:
    """The segments of every row; what is wrong with them goes to the columns' problems.

    Rows with an unknown airport are left out of the columns, unless it is one of those `needed`, which are problems.
    """
    pieces = {name: Pieces(*columns.cells[name].split("|", MOST_SEGMENTS)) for name in JOINED}
    flights, slots = pieces["flights"].count, max(1, len(pieces["flights"].cells))
    whole = _counts_agree(columns, pieces)
    there = within(flights, slots) & whole
    origin, destination = _airports(columns, pieces, slots, there, needed)
    departs, arrives, timed = _times(columns, pieces, slots, whole)
    sound = whole & timed & ((origin >= 0) & (destination >= 0) | ~there).all(axis=0)
    columns.refuse(sound & ((origin == destination) & there).any(axis=0), _goes_nowhere)
    used = there & sound
    departs_utc, arrives_utc = _instants((origin, departs), (destination, arrives), used)
    for airport, written, instants in ((origin, departs, departs_utc), (destination, arrives, arrives_utc)):
        _doubt_missing(columns, airport, written, _shown(airport, instants, used), used)
    departs, arrives = _shown(origin, departs_utc, used), _shown(destination, arrives_utc, used)
    _in_order(columns, departs_utc, arrives_utc, used)
    carriers: dict[str, int] = {}
    carrier, number, numbers = _flights(columns, pieces["flights"], carriers, slots)
    return Segments(
        count=flights,
        sound=sound,
        origin=origin,
        destination=destination,
        departs_local=departs,
        arrives_local=arrives,
        departs_utc=departs_utc,
        arrives_utc=arrives_utc,
        carrier=carrier,
        operator=_operators(columns, pieces["operated_by"], carriers, slots),
        number=number,
        cabin=np.where(there, _cabins(columns, pieces["cabin"], flights, slots), UNKNOWN),
        carriers=tuple(carriers),
        flight_numbers=tuple(numbers),
    )


def _counts_agree(columns: Columns, pieces: dict[str, Pieces]) -> Mask:
    """(n,) whether a row's via, via_times, operated_by and cabin have as many entries as its flights ask for."""
    flights, wrong = pieces["flights"].count, np.zeros(len(columns), bool)

    def refuse(bad: Mask, tell: Callable[[int], tuple[str, str]]) -> None:
        nonlocal wrong
        columns.refuse(bad & ~wrong, tell)
        wrong = wrong | bad

    refuse(flights == 0, lambda _: ("no flights", "Write the flight codes joined by |, such as TP1351|LH1172"))
    many = f"A journey has at most {MOST_SEGMENTS}"
    refuse(flights > MOST_SEGMENTS, lambda row: (f"{flights[row]} flights in one journey", many))
    for name, what, fewer in (
        ("via", "connecting airports", 1),
        ("via_times", "via_times", 1),
        ("operated_by", "carriers in operated_by", 0),
        ("cabin", "cabins", 0),
    ):
        count, wanted = pieces[name].count, flights - fewer
        bad = count != wanted
        if name == "operated_by":
            bad &= count != 0
        if name == "cabin":
            bad &= count != 1
        refuse(bad, _miscounted(name, what, count, flights, wanted))
    return ~wrong


def _miscounted(name: str, what: str, count: Int64, flights: Int64, wanted: Int64) -> Callable[[int], tuple[str, str]]:
    one = {"cabin": "one for the journey or ", "operated_by": "none or "}.get(name, "")
    form = {"via_times": ", each as arr/dep: 2027-04-04T11:00/2027-04-04T12:30"}.get(name, "")

    def tell(row: int) -> tuple[str, str]:
        flown = f"{flights[row]} flight" + ("s" if flights[row] > 1 else "")
        return f"{count[row]} {what} for {flown}", f"Write {one}{wanted[row]} in {name}, joined by |{form}"

    return tell


def _goes_nowhere(_: int) -> tuple[str, str]:
    return "a flight ends where it begins", "Name the airports in the order they are flown to"


def _airports(
    columns: Columns, pieces: dict[str, Pieces], slots: int, there: Mask, needed: Collection[str]
) -> tuple[Int64, Int64]:
    """(s, n) origin and destination of each segment, UNKNOWN behind the last."""
    via, flights = pieces["via"], pieces["flights"].count
    origin = np.full((slots, len(columns)), UNKNOWN, np.int64)
    destination = origin.copy()
    every = np.ones(len(columns), bool)
    origin[0] = _airport_numbers(columns, "origin", columns.cells["origin"], every, needed)
    last = _airport_numbers(columns, "destination", columns.cells["destination"], every, needed)
    for slot, cells in enumerate(via.cells[: slots - 1]):
        origin[slot + 1] = destination[slot] = _airport_numbers(columns, "via", cells, via.count > slot, needed)
    destination = np.where(np.arange(slots)[:, None] == flights - 1, last, destination)
    return np.where(there, origin, UNKNOWN), np.where(there, destination, UNKNOWN)


def _airport_numbers(columns: Columns, name: str, cells: Cells, asked: Mask, needed: Collection[str]) -> Int64:
    numbers = numbered(cells, codes.airport)
    wanted = numbered(cells, lambda word: int(word.upper() in needed or not codes.is_code(word))) > 0

    def tell(row: int) -> tuple[str, str]:
        word = cells.word(row)
        if not word:
            return f"{name} is empty", "Write the airport's IATA code"
        return f'unknown airport "{word}" in {name}', airport_advice(word)

    unknown = asked & (numbers < 0)
    columns.refuse(unknown & (wanted | ~cells.filled), tell)
    columns.leave_out(unknown & ~wanted & cells.filled, lambda row: f'unknown airport "{cells.word(row).upper()}"')
    return numbers


def _times(columns: Columns, pieces: dict[str, Pieces], slots: int, whole: Mask) -> tuple[Int32, Int32, Mask]:
    """(s, n) local departures and arrivals as they are written, and (n,) whether all of a row's are times."""
    via, flights = pieces["via_times"].cells, pieces["flights"].count
    departs = np.full((slots, len(columns)), UNKNOWN, np.int32)
    arrives = departs.copy()
    departs[0], sound = _local(columns, "departs", columns.cells["departs"], np.ones(len(columns), bool))
    last, good = _local(columns, "arrives", columns.cells["arrives"], np.ones(len(columns), bool))
    sound &= good
    for slot, cells in enumerate(via[: slots - 1]):
        asked = whole & (flights > slot + 1)
        count, halves = cells.split("/", 2)
        paired = count == 2
        columns.refuse(asked & ~paired, _unpaired(cells))
        if len(halves) == 2:
            arrives[slot], landed = _local(columns, "via_times", halves[0], asked & paired)
            departs[slot + 1], left = _local(columns, "via_times", halves[1], asked & paired)
            paired = paired & landed & left
        sound &= paired | ~asked
    arrives = np.where(np.arange(slots)[:, None] == flights - 1, last, arrives)
    return departs, arrives, sound


def _unpaired(cells: Cells) -> Callable[[int], tuple[str, str]]:
    remedy = "Write arrival and departure as 2027-04-04T11:00/2027-04-04T12:30"
    return lambda row: (f'"{cells.word(row)}" in via_times is not arr/dep', remedy)


def _local(columns: Columns, name: str, cells: Cells, asked: Mask) -> tuple[Int32, Mask]:
    minutes, valid = cells.local_minutes()
    years = f", in the years {FIRST_YEAR} to {LAST_YEAR}"
    remedy = f"Write the airport's local time as 2027-04-04T09:15{years}, without zone or offset"
    columns.refuse(asked & ~valid, lambda row: (f'"{cells.word(row)}" in {name} is not such a time', remedy))
    return minutes, valid


def _instants(departure: tuple[Int64, Int32], arrival: tuple[Int64, Int32], used: Mask) -> tuple[Int32, Int32]:
    """(s, n) instants of departures and arrivals, each an airport and its local time.

    A time that does not exist shifts forward. Of one that comes twice the first counts, or the second where the
    flight would land before that, or sooner than anything flies, or leave before its traveller is there.
    """
    (origin, departs), (destination, arrives) = departure, arrival
    up, down = _utc(utc_from_local, origin, departs, used), _utc(utc_from_local, destination, arrives, used)
    least = _least_minutes(origin, destination, used)
    odd = np.any(used & (down - up < least), axis=0)
    odd[:] |= np.any(used[1:] & (up[1:] < down[:-1]), axis=0)
    rows = np.flatnonzero(odd)
    later_up = _utc(second_utc, origin[:, rows], departs[:, rows], used[:, rows])
    later_down = _utc(second_utc, destination[:, rows], arrives[:, rows], used[:, rows])
    twice = np.any((later_up != up[:, rows]) | (later_down != down[:, rows]), axis=0)
    for at in np.flatnonzero(twice).tolist():
        row, landed = rows[at], UNKNOWN
        for slot in np.flatnonzero(used[:, row]).tolist():
            if up[slot, row] < landed <= later_up[slot, at]:
                up[slot, row] = later_up[slot, at]
            if down[slot, row] - up[slot, row] < least[slot, row] <= later_down[slot, at] - up[slot, row]:
                down[slot, row] = later_down[slot, at]
            landed = int(down[slot, row])
    return up, down


def _least_minutes(origin: Int64, destination: Int64, used: Mask) -> Int32:
    """(s, n) minutes that each flight takes at least, 1 where nothing is known of it."""
    least = np.ones(used.shape, np.int32)
    least[used] = np.maximum(1, airport_distance_km(origin[used], destination[used]) * 60 // FASTEST_KM_H)
    return least


def _utc(instant: Callable[[Int16, Int32], Int32], airport: Int64, local: Int32, used: Mask) -> Int32:
    """(s, n) instants of local times."""
    utc = np.full(local.shape, UNKNOWN, np.int32)
    utc[used] = instant(airports().zone[airport[used]], local[used])
    return utc


def _shown(airport: Int64, utc: Int32, used: Mask) -> Int32:
    """(s, n) what the airports' clocks show at instants."""
    shown = np.full(utc.shape, UNKNOWN, np.int32)
    shown[used] = local_from_utc(airports().zone[airport[used]], utc[used])
    return shown


def _doubt_missing(columns: Columns, airport: Int64, written: Int32, shown: Int32, used: Mask) -> None:
    """Tell of local times that the clocks of their airports pass over."""
    missing = used & (written != shown)

    def tell(row: int) -> tuple[str, str]:
        slot = int(np.argmax(missing[:, row]))
        stated, read = (np.datetime64(int(times[slot, row]), "m").item() for times in (written, shown))
        what = f'"{stated:%Y-%m-%d %H:%M}" at {airports().codes[airport[slot, row]]} never comes'
        return f"{what}, as clocks go forward that night", f"It is read as {read:%H:%M}: check the time"

    columns.doubt(np.any(missing, axis=0), tell)


def _in_order(columns: Columns, departs: Int32, arrives: Int32, used: Mask) -> None:
    """Refuse what arrives before it departs, or departs from a connection before it arrives there; in UTC."""
    early = used & (arrives <= departs)
    backwards = used[1:] & (departs[1:] < arrives[:-1])
    remedy = "Times are local at each airport: check the date, and the day after for a night flight"

    def lands_early(row: int) -> tuple[str, str]:
        slot = int(np.argmax(early[:, row]))
        minutes = int(departs[slot, row] - arrives[slot, row])
        when = f"{minutes} minutes before it departs" if minutes else "at the minute of its departure"
        return f"flight {slot + 1} arrives {when} (UTC)", remedy

    def leaves_early(row: int) -> tuple[str, str]:
        slot = int(np.argmax(backwards[:, row]))
        minutes = int(arrives[slot, row] - departs[slot + 1, row])
        return f"flight {slot + 2} departs {minutes} minutes before flight {slot + 1} arrives", remedy

    any_early, any_backwards = np.any(early, axis=0), np.any(backwards, axis=0)
    columns.refuse(any_early, lands_early)
    columns.refuse(any_backwards & ~any_early, leaves_early)
    hours = (np.where(used, arrives, departs[0]).max(axis=0) - departs[0]) // 60

    def lasts_long(row: int) -> tuple[str, str]:
        return f"the journey lasts {hours[row]} hours, more than {MOST_JOURNEY_MIN // 60}", "Check the dates"

    columns.refuse((hours * 60 >= MOST_JOURNEY_MIN) & used[0] & ~any_early & ~any_backwards, lasts_long)


def _flights(
    columns: Columns, flights: Pieces, carriers: dict[str, int], slots: int
) -> tuple[Int64, Int64, dict[str, int]]:
    """(s, n) marketing carrier and flight number of every segment, and the numbers by name; fills `carriers`."""
    carrier, number = (np.full((slots, len(columns)), UNKNOWN, np.int64) for _ in range(2))
    numbers: dict[str, int] = {}
    for slot, cells in enumerate(flights.cells):
        index, names = cells.distinct()
        parts = [flight_code(name) for name in names]
        carrier[slot] = _numbered([one and one[0] for one in parts], carriers)[index]
        number[slot] = _numbered([one and one[1] for one in parts], numbers)[index]
        wrong = (flights.count > slot) & (carrier[slot] < 0)
        columns.refuse(wrong, _unread(cells, "flights", "flight code", "Write carrier and number, such as TP1351"))
    return carrier, number, numbers


def _operators(columns: Columns, pieces: Pieces, carriers: dict[str, int], slots: int) -> Int64:
    """(s, n) operating carrier of every segment, UNKNOWN where nothing is written; fills `carriers`."""
    operator = np.full((slots, len(columns)), UNKNOWN, np.int64)
    remedy = "Write one carrier a flight, such as TP|LH, or leave it empty"
    for slot, cells in enumerate(pieces.cells[:slots]):
        index, names = cells.distinct()
        operator[slot] = _numbered([codes.carrier(name) for name in names], carriers)[index]
        columns.refuse((pieces.count > slot) & (operator[slot] < 0), _unread(cells, "operated_by", "carrier", remedy))
    return operator


def _numbered(names: Sequence[str | None], numbers: dict[str, int]) -> Int64:
    """The number of each name in `numbers`, which grows by those that are new; UNKNOWN for None."""
    column = [UNKNOWN if name is None else numbers.setdefault(name, len(numbers)) for name in names]
    return np.array(column, np.int64)


def _unread(cells: Cells, name: str, what: str, remedy: str) -> Callable[[int], tuple[str, str]]:
    return lambda row: (f'"{cells.word(row)}" in {name} is not a {what}', remedy)


def _cabins(columns: Columns, pieces: Pieces, flights: Int64, slots: int) -> Int64:
    """(s, n) cabin of every segment; the one of the journey where one is written."""
    cabins = np.full((slots, len(columns)), UNKNOWN, np.int64)
    for slot, cells in enumerate(pieces.cells[:slots]):
        cabins[slot] = numbered(cells, codes.cabin)
        columns.refuse((pieces.count > slot) & (cabins[slot] < 0), _no_cabin(cells))
    return np.where((pieces.count == 1) & (flights > 1), cabins[0], cabins)


def _no_cabin(cells: Cells) -> Callable[[int], tuple[str, str]]:
    return lambda row: (f'unknown cabin "{cells.word(row)}"', codes.cabin_remedy(cells.word(row)))
