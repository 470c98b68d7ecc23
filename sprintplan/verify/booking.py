"""Whether trips state by when to book, and within what, as `[policy.booking]` has it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import floor

from sprintplan.domain.trip import Allowance, Trip
from sprintplan.offers.stated_error import fare_error_minor
from sprintplan.verify.booked import SOURCE
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.fares import benchmark
from sprintplan.verify.journeys import counting_cabin, is_regular
from sprintplan.verify.market import Journey, on_clock
from sprintplan.verify.sentences import differs, money_differs, time_differs
from sprintplan.verify.visit import Visit

MORNING = time(6)
"""Who lands before it needs the room of the night before."""
MINUTE = timedelta(minutes=1)


def booking_faults(trip: Trip, journeys: tuple[Journey, ...], out: JudgedWay, back: JudgedWay) -> Iterator[str]:
    """What a trip states of its booking, against what the policy gives.

    Parameters
    ----------
    trip : as the plan states it
    journeys : the rows on sale of its two journeys; empty where nobody travels
    out, back : the two directions of the visit
    """
    visit, stated = out.visit, trip.allowance
    due = _book_by(visit, journeys[0]) if journeys else None
    yield from differs(visit.who, "book_by", trip.book_by, due)
    if due and due < visit.today and all(notice.kind != "other" for notice in trip.notices):
        yield f"{visit.who}: a notice is missing that book_by {due} is over"
    if visit.scenario.policy.booking is None or not journeys:
        yield from differs(visit.who, "allowance", stated, None)
    elif stated is None:
        yield f"{visit.who}: allowance is stated as nothing, expected one (policy.booking)"
    else:
        there, home = journeys
        yield from differs(visit.who, "allowance.book_by", stated.book_by, due)
        yield from _cabins(stated, there, home, out, back)
        yield from _spans(stated, there, home, out, back)
        yield from _ceiling(stated, there, home, out, back)


def _book_by(visit: Visit, there: Journey) -> date | None:
    terms = visit.scenario.policy.booking
    if terms is None:
        return None
    days = terms.days
    if visit.person.home.country != visit.venue.country and terms.international_days is not None:
        days = terms.international_days
    return None if days is None else there.departs.date() - timedelta(days=days)


def _rests(out: JudgedWay, there: Journey) -> bool:
    """Whether the journey is one of the rest alternative."""
    return there.source != SOURCE and not is_regular(out, there, counting_cabin(out, there))


def _cabins(stated: Allowance, there: Journey, home: Journey, out: JudgedWay, back: JudgedWay) -> Iterator[str]:
    """The cabin that counts each way, or the one that rest makes do; none on the ground."""
    outbound = out.entitled(there).rest_cabin if _rests(out, there) else counting_cabin(out, there)
    where = out.visit.who
    yield from differs(where, "allowance.cabin", stated.cabin, outbound.word if there.by_air else None)
    inbound = counting_cabin(back, home).word if home.by_air else None
    yield from differs(where, "allowance.inbound_cabin", stated.inbound_cabin, inbound)


def _spans(stated: Allowance, there: Journey, home: Journey, out: JudgedWay, back: JudgedWay) -> Iterator[str]:
    """When to land and to take off, on the clock of the venue."""
    visit, policy = out.visit, out.visit.scenario.policy
    rest = max(out.least_nights, (out.entitled(there).rest_nights or 0) if _rests(out, there) else 0)
    by = out.bound(there)
    if rest:
        by = min(by, datetime.combine(visit.eve - timedelta(days=rest - 1), MORNING) - MINUTE)
    earliest = visit.eve - timedelta(days=max(rest, policy.max_early_nights))
    latest = visit.last + timedelta(days=policy.max_late_nights + 1)
    spans = {
        "land_from": datetime.combine(earliest, MORNING),
        "land_by": by,
        "take_off_from": back.bound(home),
        "take_off_by": datetime.combine(latest, time()) - MINUTE,
    }
    for name, local in spans.items():
        expected = on_clock(local.replace(tzinfo=visit.clock).astimezone(UTC), visit.clock)
        yield from time_differs(visit.who, f"allowance.{name}", getattr(stated, name), expected)


def _ceiling(stated: Allowance, there: Journey, home: Journey, out: JudgedWay, back: JudgedWay) -> Iterator[str]:
    """The fare, or how much above the cheapest it may be; and the standard error of what is estimated of it."""
    currency, where = out.visit.scenario.currency, out.visit.who
    quoted = [journey for journey in (there, home) if journey.source != SOURCE]
    error = sum(fare_error_minor(out.market.table, journey.row) for journey in quoted)
    sold = [[there, home]] if there.partner is not None else [[there], [home]]
    fare = sum(_most(rows, out, back) for rows in sold)
    yield from money_differs(where, "allowance.fare_error", stated.fare_error, error, currency)
    yield from money_differs(where, "allowance.fare_ceiling", stated.fare_ceiling, fare + error, currency)


def _most(rows: list[Journey], out: JudgedWay, back: JudgedWay) -> int:
    """The fare of one offer, or as much above the cheapest as the policy allows, where that is more."""
    fare, margin = sum(row.fare_minor for row in rows), out.visit.scenario.policy.fare.above_cheapest
    if margin is None or not rows[0].by_air or rows[0].source == SOURCE:
        return fare
    least = benchmark(out, back, rows)
    return max(fare, least + margin.amount_minor, least + floor(Fraction(margin.share) * least))
