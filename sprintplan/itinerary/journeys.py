"""Journeys as the plan states them: their segments, and the cabin that a traveller was entitled to."""

from sprintplan.domain.exemptions import CABIN
from sprintplan.domain.ground import MODES
from sprintplan.domain.journey_record import JourneyRecord, SegmentRecord
from sprintplan.domain.model import Cabin
from sprintplan.itinerary.bought_trip import BoughtTrip
from sprintplan.itinerary.instants import clock
from sprintplan.offers.ground.place import home_name, venue_name
from sprintplan.offers.table import UNKNOWN, OfferTable
from sprintplan.rules.direction import Direction
from sprintplan.rules.pairs import NEVER
from sprintplan.units import hours_text
from sprintplan.world.airports import airports

MEASURED = {"journey": "fastest ", "flying": "in the air ", "longest_flight": "longest flight "}
"""What a rule for cabins measures, before its minutes."""


def journey_record(trip: BoughtTrip, way: Direction, entry: int) -> JourneyRecord:
    """One journey as the plan states it.

    Parameters
    ----------
    trip : whose journey it is
    way : its direction
    entry : its number among the entries of `way`
    """
    row, table = int(way.entries.row[entry]), trip.table
    last = int(table.segments[row]) - 1
    codes, earned, by_air = airports().codes, way.entitlement, not table.on_ground[row]
    sort = int(way.by_night[row])
    fastest = int(way.pairs.fastest_min[trip.traveller])
    by_rest = bool(way.entries.by_rest[entry])
    return JourneyRecord(
        mode=MODES[table.mode[row]],
        origin=codes[table.origin[row]] if by_air else None,
        destination=codes[table.destination[row]] if by_air else None,
        departs_at=clock(table.departs_utc[row], table.departs_local[row]),
        arrives_at=clock(table.seg_arrives_utc[last, row], table.seg_arrives_local[last, row]),
        duration_minutes=int(table.duration_min[row]),
        cabin=Cabin(int(table.cabin[row])).word if by_air else None,
        entitled_cabin=Cabin(int(way.counting[sort, trip.start, trip.traveller])).word if by_air else None,
        entitled_by=_entitled_by(trip, way, sort) if by_air else None,
        fastest_minutes=None if fastest == NEVER else fastest,
        rest_nights=int(earned.rest_nights[sort, trip.start, trip.traveller]) if by_rest else 0,
        co2e_kg=int(table.co2e_g[row]) / 1000,
        co2e_source=table.co2e_source(row),
        segments=tuple(_segment(table, row, slot) for slot in range(last + 1)) if by_air else (_on_ground(trip, row),),
    )


def _entitled_by(trip: BoughtTrip, way: Direction, sort: int) -> str | None:
    earned, personal = way.entitlement, trip.choices.classes[trip.traveller].traits.cabin
    at = sort, trip.start, trip.traveller
    if personal is not None and personal >= earned.rule_cabin[at]:
        return f"granted personally: {personal.word}"
    rule = int(earned.rule[at])
    if rule < 0:
        return None
    for row in trip.choices.classes[trip.traveller].traits.exemptions:
        if row.key == CABIN:
            return f"exceptions.csv:{row.line}: {row.value}"
    terms = trip.choices.scenario.policy.cabin_rules[rule]
    scope = (f"{terms.scope}, " if terms.scope else "") + ("by night, " if terms.overnight else "")
    measured = f"{MEASURED[terms.measure]}{hours_text(int(earned.measured[at]))}"
    return f"policy.cabin[{rule + 1}]: {scope}over {terms.over_hours.normalize():f} h ({measured})"


def _segment(table: OfferTable, row: int, slot: int) -> SegmentRecord:
    codes = airports().codes
    return SegmentRecord(
        carrier=_named(table.carriers, table.seg_carrier[slot, row]),
        flight_number=_named(table.flight_numbers, table.seg_number[slot, row]),
        operating_carrier=_named(table.carriers, table.seg_operator[slot, row]),
        origin=codes[table.seg_origin[slot, row]],
        destination=codes[table.seg_destination[slot, row]],
        departs_at=clock(table.seg_departs_utc[slot, row], table.seg_departs_local[slot, row]),
        arrives_at=clock(table.seg_arrives_utc[slot, row], table.seg_arrives_local[slot, row]),
        cabin=Cabin(int(table.seg_cabin[slot, row])).word,
    )


def _on_ground(trip: BoughtTrip, row: int) -> SegmentRecord:
    """The whole way from door to door."""
    table, choices = trip.table, trip.choices
    home = choices.scenario.people[choices.classes[trip.traveller].members[0]].home
    ends = home_name(home), venue_name(choices.venue)
    start, end = ends if table.first_leg[row] else ends[::-1]
    return SegmentRecord(
        carrier=None,
        flight_number=None,
        operating_carrier=None,
        origin=None,
        destination=None,
        from_=start,
        to=end,
        departs_at=clock(table.departs_utc[row], table.departs_local[row]),
        arrives_at=clock(table.arrives_utc[row], table.arrives_local[row]),
        cabin=None,
    )


def _named(names: tuple[str, ...], number: int) -> str | None:
    return None if number == UNKNOWN else names[number]
