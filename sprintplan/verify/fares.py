"""Fares against the cheapest that the person may fly for: `benchmark_fare`, and `[policy.fare] above_cheapest`."""

from collections.abc import Iterator
from fractions import Fraction

from sprintplan.domain.journey_record import OfferRecord
from sprintplan.units import money_text
from sprintplan.verify.booked import SOURCE
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.journeys import is_allowed
from sprintplan.verify.market import Journey
from sprintplan.verify.sentences import later_money_differs

NO_FARE = 1 << 60


def fare_faults(out: JudgedWay, back: JudgedWay, offer: OfferRecord, rows: list[Journey]) -> Iterator[str]:
    """Whether a stated benchmark is the least fare, and whether the fare is too far above it.

    Parameters
    ----------
    out, back : the two directions of the visit
    offer : what is bought
    rows : the journeys that it pays for
    """
    where, scenario = f'{out.visit.who}: offer "{offer.id}"', out.visit.scenario
    if not rows[0].by_air or rows[0].source == SOURCE:
        if offer.benchmark_fare is not None:
            yield f"{where}: benchmark_fare is stated as {offer.benchmark_fare}, expected nothing"
        return
    margin = scenario.policy.fare.above_cheapest
    if margin is None and offer.benchmark_fare is None:
        return
    least = benchmark(out, back, rows)
    if offer.benchmark_fare is not None:
        yield from later_money_differs(where, "benchmark_fare", offer.benchmark_fare, least, scenario.currency)
    if is_too_dear(out, back, rows):
        fare = money_text(sum(row.fare_minor for row in rows), scenario.currency)
        cheap = money_text(least, scenario.currency)
        yield f"{where}: {fare} is too far above the cheapest, {cheap} (policy.fare.above_cheapest)"


def is_too_dear(out: JudgedWay, back: JudgedWay, rows: list[Journey]) -> bool:
    """Whether an offer of the journeys `rows`, of `out` or `back` or both, costs more than `above_cheapest` allows."""
    margin = out.visit.scenario.policy.fare.above_cheapest
    if margin is None or not rows[0].by_air or rows[0].source == SOURCE:
        return False
    least = benchmark(out, back, rows)
    more = sum(row.fare_minor for row in rows) - least
    return more > margin.amount_minor and more > Fraction(margin.share) * least


def benchmark(out: JudgedWay, back: JudgedWay, rows: list[Journey]) -> int:
    """Minor units of the cheapest allowed flight that is sold for one way, or of the cheapest allowed trip.

    Parameters
    ----------
    out, back : the two directions of the visit
    rows : journeys of an offer: one for the way that it is for, or both
    """
    if len(rows) == 1:
        return cheapest_flight(out if _is_of(out, rows[0]) else back)
    return min(cheapest_flight(out) + cheapest_flight(back), cheapest_pair(out, back))


def _is_of(way: JudgedWay, journey: Journey) -> bool:
    return journey.origin in way.origins and journey.destination in way.destinations


def cheapest_flight(way: JudgedWay) -> int:
    """Minor units of the cheapest allowed flight of a direction, `way`, that is sold by itself; NO_FARE for none."""
    known, key = way.market.fares, (way.visit.ruled_alike, way.outbound, way.too_dear)
    if key not in known:
        known[key] = next((one.fare_minor for one in way.flights_by_fare() if is_allowed(way, one)), NO_FARE)
    return known[key]


def cheapest_pair(out: JudgedWay, back: JudgedWay) -> int:
    """Minor units of the cheapest both-ways offer whose journeys `out` and `back` are allowed; NO_FARE for none."""
    known, key = out.market.fares, (out.visit.ruled_alike, out.too_dear, back.too_dear)
    if key not in known:
        home = {journey.row: journey for journey in back.on_sale() if journey.partner is not None}
        pairs = [(journey, home[journey.partner]) for journey in out.on_sale() if journey.partner in home]
        pairs.sort(key=lambda pair: pair[0].fare_minor + pair[1].fare_minor)
        fits = (there.fare_minor + again.fare_minor for there, again in pairs if _are_allowed(out, there, back, again))
        known[key] = next(fits, NO_FARE)
    return known[key]


def _are_allowed(out: JudgedWay, there: Journey, back: JudgedWay, again: Journey) -> bool:
    return is_allowed(out, there) and is_allowed(back, again)
