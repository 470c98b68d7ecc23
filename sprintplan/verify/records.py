"""What a trip says it buys, against what is on sale."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.journey_record import JourneyRecord, OfferRecord, SegmentRecord
from sprintplan.domain.model import Cabin, Model
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.offers.ground.place import home_name, venue_name
from sprintplan.units import converted_minor, currency_decimals, money_text
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.journeys import is_regular, rests
from sprintplan.verify.market import Journey, Segment
from sprintplan.verify.sentences import differs, money_differs, number_differs, time_differs

OF_FLIGHTS = ("carrier", "flight_number", "operating_carrier", "origin", "destination", "cabin")
"""Members of a segment that say nothing on the ground."""


def bought(trip: Trip, out: JudgedWay, back: JudgedWay) -> tuple[Journey | None, Journey | None]:
    """The rows that the offers of a `trip` name, of its way `out` and its way `back`; None where no such row is on
    sale."""
    by_cover = {offer.covers: offer.id for offer in trip.offers}
    whole = by_cover.get("both", "").split("|")
    there = by_cover.get("outbound", whole[0])
    home = by_cover.get("inbound", whole[-1])
    return _sold(out, trip.outbound, there), _sold(back, trip.inbound, home)


def _sold(way: JudgedWay, stated: JourneyRecord | None, offer_id: str) -> Journey | None:
    if stated is None or not offer_id:
        return None
    if held := next((journey for journey in way.booked if journey.offer_id == offer_id), None):
        return held
    instant = datetime.fromisoformat(stated.departs_at)
    rows: Iterable[Journey]
    if stated.by_air:
        rows = way.market.departing(stated.origin or "", stated.destination or "", instant)
    else:
        rows = _on_ground(way, instant)
    return next((journey for journey in rows if journey.offer_id == offer_id), None)


def _on_ground(way: JudgedWay, instant: datetime) -> list[Journey]:
    """Journeys on the ground that start at the `instant`, first those that were timed for the event of the `way`: one
    start may be the first after the last day of one event, and a day late after that of another."""
    rows = way.market.leaving(way.market.on_ground(way.visit.place, outbound=way.outbound), instant)
    due = way.visit.event.arrive_by_min if way.outbound else way.visit.event.depart_after_min
    return sorted(rows, key=lambda journey: int(way.market.table.timed_for[journey.row]) != due)


def not_on_sale(way: JudgedWay, trip: Trip) -> str:
    """The sentence for a journey of a `trip`, in the direction `way`, that no row of the offers has."""
    stated = trip.outbound if way.outbound else trip.inbound
    cover = "outbound" if way.outbound else "inbound"
    ids = " and ".join(f'"{offer.id}"' for offer in trip.offers if offer.covers in (cover, "both")) or "without an id"
    message = f"{stated.start}-{stated.end} at {stated.departs_at}" if stated else "no journey"
    return f"{way.where}: offer {ids} with {message} is not on sale"


def offer_faults(who: str, trip: Trip, out: Journey, back: Journey) -> Iterator[str]:
    """Faults of offers that are not bought whole: two one-way rows, or the two rows of one both-ways offer.

    Parameters
    ----------
    who : how sentences begin
    trip : what the plan states
    out, back : the rows that its offers name
    """
    covers = tuple(offer.covers for offer in trip.offers)
    if covers == ("both",):
        if out.partner != back.row or back.partner != out.row or not out.first_leg:
            yield f"{who}: {out.offer_id} and {back.offer_id} are not the two journeys of one both-ways offer"
        return
    if covers != ("outbound", "inbound"):
        yield f"{who}: offers cover {', '.join(covers) or 'nothing'}, expected both, or outbound and inbound"
    for journey in (out, back):
        if journey.partner is not None:
            yield f"{who}: {journey.offer_id} is half of a both-ways offer, which is sold whole"


def price_faults(who: str, scenario: Scenario, source: str, offer: OfferRecord, rows: list[Journey]) -> Iterator[str]:
    """Faults where an offer's source or amounts are not those of its rows, or the rows' fares not converted at the
    stated rate.

    Parameters
    ----------
    who : how sentences begin
    scenario : the workspace
    source : the source that the rows come from
    offer : what the plan states
    rows : the rows that it names
    """
    where, currency = f'{who}: offer "{offer.id}"', rows[0].currency
    yield from differs(where, "source", offer.source, source)
    yield from differs(where, "currency", offer.currency, scenario.currency)
    yield from money_differs(where, "fare", offer.fare, sum(row.fare_minor for row in rows), scenario.currency)
    yield from differs(where, "original_currency", offer.original_currency, currency)
    original = sum(row.original_minor for row in rows)
    yield from money_differs(where, "original_fare", offer.original_fare, original, currency)
    for name, known in vars(rows[0].terms).items():
        yield from differs(where, name, getattr(offer, name), known)
    for row in rows:
        yield from _conversion(where, scenario, row)


def _conversion(where: str, scenario: Scenario, row: Journey) -> Iterator[str]:
    """A fare stated more finely than its currency's minor unit was rounded to it, by half a unit at most."""
    if row.currency == scenario.currency and row.original_minor == row.fare_minor:
        return
    unit = Decimal(1).scaleb(-currency_decimals(row.currency))
    amount = row.original_minor * unit
    rate = rate_of(scenario.currency, row.currency, scenario.stated_rates, scenario.rates_date)
    if rate is None:
        yield f"{where}: there is no rate between {row.currency} and {scenario.currency}"
        return
    expected = converted_minor(amount, rate.rate, scenario.currency)
    least, most = (converted_minor(amount + side * unit / 2, rate.rate, scenario.currency) for side in (-1, 1))
    if least <= row.fare_minor <= most:
        return
    fare = money_text(row.fare_minor, scenario.currency)
    yield from money_differs(f"{where}: {amount} {row.currency}", "fare on sale", fare, expected, scenario.currency)


def journey_faults(way: JudgedWay, stated: JourneyRecord, row: Journey, counting: Cabin) -> Iterator[str]:
    """Every figure of a stated journey that its row or its rules contradict.

    Parameters
    ----------
    way : the direction
    stated : what the plan states
    row : what is on sale
    counting : the cabin that counts
    """
    where = way.where
    yield from time_differs(where, "departs_at", stated.departs_at, row.departs)
    yield from time_differs(where, "arrives_at", stated.arrives_at, row.arrives)
    yield from differs(where, "duration_minutes", stated.duration_minutes, row.minutes)
    yield from differs(where, "mode", stated.mode, row.mode)
    yield from differs(where, "cabin", stated.cabin, row.cabin.word if row.by_air else None)
    yield from differs(where, "fastest_minutes", stated.fastest_minutes, way.fastest)
    yield from number_differs(where, "co2e_kg", stated.co2e_kg, row.co2e_g / 1000)
    if stated.co2e_source is not None:
        yield from differs(where, "co2e_source", stated.co2e_source, row.co2e_source)
    yield from _earned(way, stated, row, counting)
    if not row.by_air:
        yield from _ground_faults(way, stated)
        return
    yield from differs(where, "number of segments", len(stated.segments), len(row.segments))
    for number, (segment, sold) in enumerate(zip(stated.segments, row.segments, strict=False), 1):
        yield from _segment_faults(f"{where}: segment {number}", segment, sold)


def _earned(way: JudgedWay, stated: JourneyRecord, row: Journey, counting: Cabin) -> Iterator[str]:
    yield from differs(way.where, "entitled_cabin", stated.entitled_cabin, counting.word if row.by_air else None)
    earned = way.entitled(row)
    if row.by_air and earned.cabin > Cabin.ECONOMY and not stated.entitled_by:
        yield f"{way.where}: entitled_by is stated as nothing, expected what gives {earned.cabin.word}"
    rested = rests(way, row) and not is_regular(way, row, counting)
    nights = (earned.rest_nights or 0) if rested else 0
    yield from differs(way.where, "rest_nights", stated.rest_nights, nights)


def _ground_faults(way: JudgedWay, stated: JourneyRecord) -> Iterator[str]:
    """A journey on the ground is stated_ends as one segment that is the whole way, between the two places."""
    ends = home_name(way.visit.person.home), venue_name(way.visit.venue)
    expected = ends if way.outbound else ends[::-1]
    stated_ends = [(segment.from_, segment.to) for segment in stated.segments]
    yield from differs(way.where, "from and to", stated_ends, [expected])
    yield from _nothing(way.where, stated, ("origin", "destination"))
    for segment in stated.segments:
        yield from _nothing(f"{way.where}: segment", segment, OF_FLIGHTS)
        yield from differs(way.where, "departs_at of the segment", segment.departs_at, stated.departs_at)
        yield from differs(way.where, "arrives_at of the segment", segment.arrives_at, stated.arrives_at)


def _nothing(where: str, stated: Model, members: tuple[str, ...]) -> Iterator[str]:
    """Members that are flights' alone."""
    for name in members:
        yield from differs(where, name, getattr(stated, name), None)


def _segment_faults(where: str, segment: SegmentRecord, sold: Segment) -> Iterator[str]:
    yield from differs(where, "from", segment.from_, None)
    yield from differs(where, "to", segment.to, None)
    yield from differs(where, "origin", segment.origin, sold.origin)
    yield from differs(where, "destination", segment.destination, sold.destination)
    yield from time_differs(where, "departs_at", segment.departs_at, sold.departs)
    yield from time_differs(where, "arrives_at", segment.arrives_at, sold.arrives)
    yield from differs(where, "cabin", segment.cabin, sold.cabin.word)
    yield from differs(where, "carrier", segment.carrier, sold.carrier)
    yield from differs(where, "flight_number", segment.flight_number, sold.number)
    yield from differs(where, "operating_carrier", segment.operating_carrier, sold.operator)
