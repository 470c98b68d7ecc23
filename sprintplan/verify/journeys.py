"""The rules of `[policy]` that one journey is judged by, each a function that gives the sentence of its breach."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sprintplan.domain.model import Cabin
from sprintplan.domain.people import selected
from sprintplan.units import hours_text
from sprintplan.verify.booked import MOST_NIGHTS, SOURCE
from sprintplan.verify.conditions import conditions
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.market import NIGHT_FLIGHT_MIN, Journey, minutes_between
from sprintplan.world.airports import airports

SATURDAY = 5


def _ends(way: JudgedWay, journey: Journey) -> Iterator[str]:
    if not journey.by_air:
        if journey.place != way.visit.place or journey.first_leg != way.outbound:
            yield f"goes by {journey.mode} between other places, or the other way"
        return
    if journey.origin not in way.origins:
        yield f"leaves from {journey.origin}, expected one of {', '.join(way.origins)}"
    if journey.destination not in way.destinations:
        yield f"ends at {journey.destination}, expected one of {', '.join(way.destinations)}"


def _connections(way: JudgedWay, journey: Journey) -> Iterator[str]:
    count, most = len(journey.segments) - 1, way.visit.scenario.policy.max_connections
    if count > most:
        yield f"{count} connections, at most {most} (policy.max_connections)"


def _waits(way: JudgedWay, journey: Journey) -> Iterator[str]:
    policy = way.visit.scenario.policy
    for lands, leaves in journey.connections:
        if lands.destination != leaves.origin:
            yield f"lands at {lands.destination} and goes on from {leaves.origin}, a connection is at one airport"
        wait = minutes_between(lands.arrives, leaves.departs)
        shortest, longest = policy.connection_minutes
        if not shortest <= wait <= longest:
            allowed = f"{shortest} to {longest}"
            yield f"waits {wait} minutes at {leaves.origin}, expected {allowed} (policy.connection_minutes)"


def _overnight(way: JudgedWay, journey: Journey) -> Iterator[str]:
    if way.visit.scenario.policy.overnight_connections:
        return
    for lands, leaves in journey.connections:
        begins, ends = lands.arrives.replace(tzinfo=None), leaves.departs.replace(tzinfo=None)
        two = begins.replace(hour=2, minute=0)
        if two < begins:
            two += timedelta(days=1)
        if two <= ends:
            yield f"waits at {leaves.origin} over 02:00 of {two.date()} (policy.overnight_connections)"


def _airlines(way: JudgedWay, journey: Journey) -> Iterator[str]:
    for segment in journey.segments:
        for code in {segment.carrier, segment.operator} & set(way.visit.scenario.policy.avoid_airlines):
            yield f"flies {code} from {segment.origin} to {segment.destination} (policy.avoid_airlines)"


def _conditions(way: JudgedWay, journey: Journey) -> Iterator[str]:
    for name, has in conditions(way.visit.scenario.policy.fare, way.market, journey):
        if has is False:
            yield f"its ticket lacks what is asked for: {name} (policy.fare)"


def _hours(way: JudgedWay, journey: Journey) -> Iterator[str]:
    most = way.visit.scenario.limits.journey_min
    if most is not None and journey.minutes > most:
        yield f"takes {hours_text(journey.minutes)}, at most {hours_text(most)} (limits.journey_hours)"


def _detour(way: JudgedWay, journey: Journey) -> Iterator[str]:
    if journey.by_air and journey.minutes > way.longest:
        message = f"{hours_text(way.longest)} as the fastest takes {hours_text(way.fastest or 0)}"
        yield f"takes {hours_text(journey.minutes)}, at most {message} (policy.detour)"


def _weekend(way: JudgedWay, journey: Journey) -> Iterator[str]:
    if not selected(way.visit.scenario.policy.no_weekend_travel, way.visit.person):
        return
    for verb, moment in (("departs", journey.departs), ("lands", journey.arrives)):
        if moment.weekday() >= SATURDAY:
            yield f"{verb} on {moment:%A} {moment.date()} (policy.no_weekend_travel)"


def _clock(way: JudgedWay, journey: Journey) -> Iterator[str]:
    for rule in way.visit.scenario.policy.hours:
        if selected(rule.who, way.visit.person):
            for verb, moment, span in (
                ("takes off", journey.departs, rule.take_off),
                ("lands", journey.arrives, rule.land),
            ):
                if span is not None and not _in_span(moment, span):
                    yield f"{verb} at {moment:%H:%M}, outside the hours of policy.hours"
            for segment in journey.segments if journey.by_air else ():
                minutes = minutes_between(segment.departs, segment.arrives)
                if minutes < (rule.night_flights_over_min or 0) and segment.night_minutes >= NIGHT_FLIGHT_MIN:
                    yield f"flies {hours_text(minutes)} by night from {segment.origin} (policy.hours)"


def _in_span(moment: datetime, span: tuple[int, int]) -> bool:
    clock, (first, last) = moment.hour * 60 + moment.minute, span
    return first <= clock <= last if first <= last else not last < clock < first


def _unavailable(way: JudgedWay, journey: Journey) -> Iterator[str]:
    first, last = journey.days
    for closed in way.visit.person.unavailable:
        if closed.overlaps(first, last):
            yield f"travels from {first} to {last}, unavailable from {closed.first} to {closed.last}"


def _countries(way: JudgedWay, journey: Journey) -> Iterator[str]:
    table = airports()
    for _, leaves in journey.connections:
        number = table.number(leaves.origin)
        if number is not None and table.countries[number] in way.visit.person.cannot_enter:
            yield f"connects at {leaves.origin} in {table.countries[number]} (cannot_enter)"


def _visa(way: JudgedWay, journey: Journey) -> Iterator[str]:
    visit, leaves = way.visit, journey.departs.date()
    if way.outbound and visit.visas and visit.visa_fee(leaves) is None:
        needed = min(visa.lead_days for visa in visit.visas)
        ahead = (leaves - visit.today).days
        yield f"leaves {ahead} days from {visit.today}, a visa for {visit.venue.country} takes {needed}"


def _transit(way: JudgedWay, journey: Journey) -> Iterator[str]:
    leaves = journey.departs.date()
    for country in way.visit.countries_of(journey):
        if way.visit.transit_fee(country, leaves) is None:
            yield f"connects in {country}, where no visa for it is had in time for {leaves} (transit.csv)"


def _window(way: JudgedWay, journey: Journey) -> Iterator[str]:
    there, bound = way.at_venue(journey), way.bound(journey)
    if way.outbound and there > bound:
        yield f"lands at {there:%Y-%m-%d %H:%M} venue time, expected by {bound:%Y-%m-%d %H:%M} (arrive_by)"
    if not way.outbound and there < bound:
        yield f"takes off at {there:%Y-%m-%d %H:%M} venue time, expected from {bound:%Y-%m-%d %H:%M} (depart_after)"


def _timed(way: JudgedWay, journey: Journey) -> Iterator[str]:
    """On the ground: the last that is in time for an evening, the first after the last day, as this event has them."""
    if journey.by_air:
        return
    event, due = way.visit.event, int(way.market.table.timed_for[journey.row])
    wanted = event.arrive_by_min if way.outbound else event.depart_after_min
    if due != wanted:
        yield f"was timed for minute {due} of the day, expected {wanted}"
    later = way.at_venue(journey) - way.bound(journey)
    if not way.outbound and later >= timedelta(days=1):
        yield f"leaves {later} after the event, expected the first journey"


def _ground(way: JudgedWay, journey: Journey) -> Iterator[str]:
    """No flight where a journey on the ground is to take its place."""
    terms, shortest = way.visit.scenario.policy.ground, way.ground_minutes
    if shortest is None or not journey.by_air or not selected(terms.who, way.visit.person):
        return
    if terms.no_flight_under_min is not None and shortest < terms.no_flight_under_min:
        message = f"{hours_text(shortest)} on the ground, under {hours_text(terms.no_flight_under_min)}"
        yield f"flies, expected {message} (policy.ground.no_flight_under_hours)"
    table = airports()
    for segment in journey.segments:
        start, end = table.number(segment.origin), table.number(segment.destination)
        here, there = (table.countries[n] if n is not None else "" for n in (start, end))
        if here == there and here in terms.no_flight_within:
            yield f"flies within {here}, expected the ground (policy.ground.no_flight_within)"


Rule = Callable[[JudgedWay, Journey], Iterator[str]]
RULES: tuple[Rule, ...] = (
    _ends,
    _window,
    _timed,
    _ground,
    _connections,
    _waits,
    _overnight,
    _airlines,
    _conditions,
    _hours,
    _detour,
    _weekend,
    _clock,
    _unavailable,
    _countries,
    _visa,
    _transit,
)


BINDING: tuple[Rule, ...] = (_ends, _window, _unavailable, _countries, _visa, _transit)
"""Those that a booked journey keeps too: without them nobody can travel on it, whatever the policy says."""


def breaches(way: JudgedWay, journey: Journey) -> Iterator[str]:
    """Sentences of every rule that a `journey` of a direction, `way`, breaks, its cabin and its nights aside."""
    if journey.row in way.kept:
        return
    broken = False
    for rule in BINDING if journey.source == SOURCE else RULES:
        for sentence in rule(way, journey):
            broken = True
            yield sentence
    if not broken:
        way.kept.add(journey.row)


def is_normal(way: JudgedWay, journey: Journey) -> bool:
    """Whether a `journey` of a direction, `way`, keeps every rule but the cabin's, without the rest alternative."""
    nights = way.least_nights <= way.extra_nights(journey) <= way.most_nights
    return nights and next(breaches(way, journey), None) is None


def counting_cabin(way: JudgedWay, journey: Journey) -> Cabin:
    """The cabin that counts for a `journey` of a direction, `way`: the entitlement, or the highest that is sold where
    that is lower.

    The journey itself is looked at first, as most people fly what they are entitled to.
    """
    wanted = way.entitled(journey).cabin
    sold = journey.source != SOURCE
    if wanted == Cabin.ECONOMY or (sold and journey.by_air and journey.cabin >= wanted and is_normal(way, journey)):
        return wanted
    return _sold_up_to(way, wanted)


def _sold_up_to(way: JudgedWay, wanted: Cabin) -> Cabin:
    """The highest cabin that is sold in a normal journey where that is lower than what is wanted, else the latter."""
    known, key = way.market.cabins, (way.visit.ruled_alike, way.outbound, way.too_dear, wanted)
    if key not in known:
        known[key] = _highest(way, wanted)
    return known[key]


def _highest(way: JudgedWay, wanted: Cabin) -> Cabin:
    sold: Cabin | None = None
    for journey in way.on_sale():
        if journey.by_air and (sold is None or journey.cabin > sold) and is_normal(way, journey):
            sold = journey.cabin
            if sold >= wanted:
                return wanted
    return wanted if sold is None else sold


def rests(way: JudgedWay, journey: Journey) -> bool:
    """Whether a `journey` of a direction, `way`, is one of the rest alternative: early enough, and at most one cabin
    down."""
    earned = way.entitled(journey)
    if (
        journey.source == SOURCE
        or earned.rest_nights is None
        or journey.cabin < earned.rest_cabin
        or not journey.by_air
    ):
        return False
    least = max(earned.rest_nights, way.least_nights)
    return least <= way.extra_nights(journey) <= max(way.most_nights, earned.rest_nights)


def is_regular(way: JudgedWay, journey: Journey, counting: Cabin) -> bool:
    """Whether nights and cabin of a `journey` of a direction, `way`, are right without resting; `counting` is the cabin
    that counts."""
    return way.least_nights <= way.extra_nights(journey) <= way.most_nights and journey.cabin >= counting


def stay_breaches(way: JudgedWay, journey: Journey, counting: Cabin) -> Iterator[str]:
    """Sentences of wrong nights and a wrong cabin; nothing where resting makes up for it.

    A booking stays in whatever cabin it is, a week around the days that are needed.

    Parameters
    ----------
    way : the direction
    journey : one of it
    counting : the cabin that counts
    """
    if journey.source == SOURCE and 0 <= way.extra_nights(journey) <= max(way.most_nights, MOST_NIGHTS):
        return
    if is_regular(way, journey, counting) or rests(way, journey):
        return
    extra, night = way.extra_nights(journey), way.night(journey)
    if extra < 0 and way.outbound:
        yield f"check-in is on {night}, expected by the eve {way.visit.eve}"
    elif extra < 0:
        yield f"check-out is on {night}, expected from the last day {way.visit.last} on"
    elif extra < way.least_nights:
        yield f"{extra} nights before the eve, at least {way.least_nights} are due (policy.rest)"
    elif extra > way.most_nights:
        side, key = (
            ("before the eve", "max_early_nights") if way.outbound else ("after the last day", "max_late_nights")
        )
        yield f"{extra} nights {side}, at most {way.most_nights} (policy.{key})"
    if journey.cabin < counting:
        yield f"flies {journey.cabin.word}, entitled to {counting.word}"


def allowed(way: JudgedWay) -> Iterator[Journey]:
    """Every allowed journey of a direction, `way`."""
    counting = {by_night: _sold_up_to(way, way.entitled_to(by_night=by_night).cabin) for by_night in (False, True)}
    for journey in way.booked:
        if next(breaches(way, journey), None) is None and not [*stay_breaches(way, journey, Cabin.ECONOMY)]:
            yield journey
    for journey in () if way.is_flown else way.on_sale():
        if _fits(way, journey, counting[journey.by_night]):
            yield journey


def is_allowed(way: JudgedWay, journey: Journey) -> bool:
    """Whether a `journey` of a direction, `way`, is allowed; nights, which are told at once, are looked at first."""
    most = max(way.most_nights, way.entitled(journey).rest_nights or 0)
    return way.least_nights <= way.extra_nights(journey) <= most and _fits(way, journey, counting_cabin(way, journey))


def _fits(way: JudgedWay, journey: Journey, counting: Cabin) -> bool:
    kept = is_regular(way, journey, counting) or rests(way, journey)
    return kept and next(breaches(way, journey), None) is None


def allowed_trip(out: JudgedWay, back: JudgedWay) -> tuple[Journey, Journey] | None:
    """Some allowed trip of the directions `out` and `back`, two one-way offers or one both ways; None where there is
    none at all."""
    there = list(allowed(out))
    home = {journey.row: journey for journey in allowed(back)} if there else {}
    alone = [journey for journey in home.values() if journey.partner is None]
    for journey in there:
        if journey.partner in home:
            return journey, home[journey.partner]
        if journey.partner is None and alone:
            return journey, alone[0]
    return None
