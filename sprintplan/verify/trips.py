"""One trip: whether the person may make it, and what it costs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from operator import attrgetter

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.people import Person, selected
from sprintplan.domain.trip import Trip
from sprintplan.units import round_half_up
from sprintplan.verify.booked import SOURCE, changes_itinerary, given_up_minor, ways_booked_again
from sprintplan.verify.booking import booking_faults
from sprintplan.verify.cabin_prices import both_ways, priced_out_faults
from sprintplan.verify.conditions import BOOKING, bag_minor, conditions
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.fares import fare_faults
from sprintplan.verify.journeys import allowed_trip, breaches, counting_cabin, stay_breaches
from sprintplan.verify.market import Journey, Market
from sprintplan.verify.records import bought, journey_faults, not_on_sale, offer_faults, price_faults
from sprintplan.verify.sentences import differs, later_money_differs, money_differs, number_differs
from sprintplan.verify.visas import visa_faults
from sprintplan.verify.visit import Visit, who

CASH = ("fare", "rooms", "per_diem", "transfers", "day_rate", "visa")
LATER_CASH = ("bag", "co2e_levy", "given_up")
"""Members of `TripCost` that older plans do not have."""


@dataclass(eq=False)
class Judged:
    """A trip recomputed: cash in minor units by what it is spent on, its journeys, its stay, and all faults.

    `people` are all whom the verdict is on: whom no rule tells apart from the first, the one of `visit`, and whose
    trips state the same. `weighed` is travel time and CO2e in minor units; `fare` and the like have the names of
    `TripCost`; amounts and faults are those of one trip.
    """

    visit: Visit
    trip: Trip
    people: list[Person] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    journeys: tuple[Journey, ...] = ()
    check_in: date | None = None
    check_out: date | None = None
    fare: int = 0
    rooms: int = 0
    per_diem: int = 0
    transfers: int = 0
    day_rate: int = 0
    visa: int = 0
    bag: int = 0
    co2e_levy: int = 0
    given_up: int = 0
    weighed: int = 0

    @property
    def count(self) -> int:
        """How many people the verdict is on."""
        return len(self.people)

    @cached_property
    def teams(self) -> Counter[tuple[str, str]]:
        """How many of them each team sends to the event, by event id and team."""
        counts = Counter(map(attrgetter("team"), self.people))
        return Counter({(self.visit.event.id, team): count for team, count in counts.items()})

    @property
    def cash(self) -> int:
        """All that is paid for the trip."""
        return sum(getattr(self, name) for name in (*CASH, *LATER_CASH))

    @property
    def minutes(self) -> int:
        """In journeys."""
        return sum(journey.minutes for journey in self.journeys)

    @property
    def grams(self) -> int:
        """CO2e of the journeys."""
        return sum(journey.co2e_g for journey in self.journeys)

    @property
    def attends(self) -> bool:
        """Whether the person is there."""
        return self.trip.status != "remote"

    @property
    def nights(self) -> int:
        """Nights with a room at the venue."""
        return (self.check_out - self.check_in).days if self.check_in and self.check_out else 0

    def whose(self, person: Person) -> str:
        """How sentences about a `person` at the event begin."""
        return who(self.visit.event, person)

    def sentences(self) -> Iterator[str]:
        """The faults, each of which begins with whose trip it is, told of each of the people."""
        for person in self.people if self.faults else ():
            for fault in self.faults:
                yield self.whose(person) + fault.removeprefix(self.visit.who)


def judge(visit: Visit, trip: Trip, market: Market) -> Judged:
    """A trip recomputed from the workspace and the offers, but for what it repeats of the person.

    Parameters
    ----------
    visit : the person at the event
    trip : what the plan states
    market : what is on sale to and from the venue
    """
    judged, (out, back) = Judged(visit, trip), both_ways(visit, market)
    judged.faults += _status(judged, out, back)
    if trip.status == "travels":
        judged.faults += _travel(judged, out, back)
    elif trip.outbound or trip.inbound or trip.offers:
        judged.faults.append(f"{visit.who}: status is {trip.status}, expected neither journeys nor offers")
    if judged.attends:
        _stay(judged, out, back)
        _price(judged)
    _history(judged)
    judged.faults += [
        *_days(judged),
        *_amounts(judged),
        *_exceptions(judged),
        *visa_faults(visit, trip, judged.journeys, judged.visa),
        *booking_faults(trip, judged.journeys, out, back),
    ]
    return judged


def _status(judged: Judged, out: JudgedWay, back: JudgedWay) -> Iterator[str]:
    """Whether the person comes as they must, and cannot attend only where nothing is left."""
    visit, stated = judged.visit, judged.trip.status
    barred = list(visit.barred())
    if stated == "remote":
        yield from _away(judged, out, back, bool(barred))
    elif barred:
        yield from (f"{visit.who}: status is stated as {stated}, expected remote: {reason}" for reason in barred)
    else:
        yield from differs(visit.who, "status", stated, visit.nature)
    if stated != "remote":
        yield from differs(visit.who, "reason", judged.trip.reason, None)


def _away(judged: Judged, out: JudgedWay, back: JudgedWay, barred: bool) -> Iterator[str]:
    visit, policy = judged.visit, judged.visit.scenario.policy
    if not judged.trip.reason:
        yield f"{visit.who}: cannot attend, expected a reason"
    if policy.unreachable == "forbid":
        yield f'{visit.who}: cannot attend, policy.unreachable "forbid" expects nobody to'
    if selected(policy.must_attend, visit.person):
        yield f"{visit.who}: cannot attend, policy.must_attend expects them"
    if barred:
        return
    if visit.nature != "travels":
        yield from differs(visit.who, "status", "remote", visit.nature)
    elif allowed := allowed_trip(out, back):
        ids = " and ".join(journey.offer_id for journey in allowed)
        yield f"{visit.who}: status is stated as remote, expected travels: {ids} are allowed"


def _travel(judged: Judged, out: JudgedWay, back: JudgedWay) -> Iterator[str]:
    """Both journeys against what is on sale and what is allowed."""
    trip, whose = judged.trip, judged.visit.who
    there, home = bought(trip, out, back)
    if there is None or home is None:
        yield from (not_on_sale(way, trip) for way, row in ((out, there), (back, home)) if row is None)
        return
    judged.journeys = (there, home)
    yield from offer_faults(whose, trip, there, home)
    for way, row in ((out, there), (back, home)):
        if way.is_flown and row.source != SOURCE:
            yield f"{way.where}: {row.offer_id} is taken, expected the booking that is flown"
    scenario = judged.visit.scenario
    for offer in trip.offers:
        rows = {"both": [there, home], "outbound": [there], "inbound": [home]}[offer.covers]
        yield from price_faults(whose, scenario, rows[0].source, offer, rows)
        yield from fare_faults(out, back, offer, rows)
    for way, stated, row in ((out, trip.outbound, there), (back, trip.inbound, home)):
        yield from _way(judged, way, stated, row)
    yield from _visa_notice(judged, there)
    for journey in (there, home):
        for country in judged.visit.countries_of(journey):
            has_notice = any(country in notice.text for notice in trip.notices if notice.kind == "visa")
            if judged.visit.transit_fee(country, journey.departs.date()) and not has_notice:
                yield f"{whose}: a visa notice is missing for a connection in {country}"


def _way(judged: Judged, way: JudgedWay, stated: JourneyRecord | None, row: Journey) -> Iterator[str]:
    """One journey: its figures, its rules, its nights and cabin, and the notice that the contract promises."""
    counting = counting_cabin(way, row)
    if stated is not None:
        yield from journey_faults(way, stated, row, counting)
    yield from (f"{way.where}: {breach}" for breach in breaches(way, row))
    yield from (f"{way.where}: {breach}" for breach in stay_breaches(way, row, counting))
    kinds = {notice.kind for notice in judged.trip.notices}
    asked = conditions(way.visit.scenario.policy.fare, way.market, row)
    if any(has is None for _, has in asked) and "other" not in kinds:
        yield f"{way.where}: a notice is missing of what the ticket does not say"
    wanted = way.entitled(row).cabin
    if row.by_air and counting < wanted and "cabin_not_sold" not in kinds:
        yield f"{way.where}: {wanted.word} is not sold, expected a cabin_not_sold notice"
    yield from priced_out_faults(way, row, [notice.text for notice in judged.trip.notices])


def _visa_notice(judged: Judged, there: Journey) -> Iterator[str]:
    visit, leaves = judged.visit, there.departs.date()
    kinds = {notice.kind for notice in judged.trip.notices}
    if visit.in_time(leaves) and visit.wants_visa_notice(leaves) and "visa" not in kinds:
        yield f"{visit.who}: a visa notice is missing for {visit.venue.country}"


def _stay(judged: Judged, out: JudgedWay, back: JudgedWay) -> None:
    visit, status = judged.visit, judged.trip.status
    if judged.journeys:
        judged.check_in, judged.check_out = out.night(judged.journeys[0]), back.night(judged.journeys[1])
    elif status == "own_travel" or (status == "local" and visit.scenario.policy.locals_stay):
        judged.check_in, judged.check_out = visit.eve, visit.last
    elif status == "travels":
        # The journeys are not on sale, which is said; the stay is taken as stated so that sums stay comparable.
        judged.check_in, judged.check_out = judged.trip.check_in, judged.trip.check_out


def _price(judged: Judged) -> None:
    """Enter every amount."""
    visit, venue, worth = judged.visit, judged.visit.venue, judged.visit.scenario.objective
    judged.rooms = sum(_room(visit, night) for night in nights_of(judged))
    judged.per_diem = _per_diem(visit, judged.nights)
    judged.day_rate = visit.present.days * venue.day_rate_minor
    judged.fare = sum(journey.fare_minor for journey in judged.journeys)
    if venue.shuttle_cost_minor is None:
        judged.transfers = venue.transfer_cost_minor * sum(journey.by_air for journey in judged.journeys)
    leaves = judged.journeys[0].departs.date() if judged.journeys else visit.eve
    judged.visa = (visit.visa_fee(leaves) or 0) if judged.trip.status != "local" else 0
    for journey in judged.journeys:
        leaves = journey.departs.date()
        judged.visa += sum(visit.transit_fee(country, leaves) or 0 for country in visit.countries_of(journey))
        transfer = venue.transfer_minutes if worth.transfer_hours and journey.by_air else 0
        judged.weighed += round_half_up(Fraction(worth.travel_hour_minor * (journey.minutes + transfer), 60))
        judged.bag += bag_minor(visit.scenario.policy.fare, journey)
        judged.co2e_levy += round_half_up(Fraction(worth.co2e_levy_minor * journey.co2e_g, 1_000_000))
        judged.weighed += round_half_up(Fraction(worth.tonne_co2e_minor * journey.co2e_g, 1_000_000))
        judged.weighed += worth.connection_minor * len(journey.connections)
    judged.weighed -= _preferred_minor(judged)


def _preferred_minor(judged: Judged) -> int:
    """What counts less as every flight of a ticket is sold or flown by a preferred airline."""
    terms = judged.visit.scenario.policy.fare.prefer_airlines
    if terms is None or not judged.journeys:
        return 0
    there, home = judged.journeys
    tickets = [[there, home]] if there.partner == home.row else [[there], [home]]
    total = 0
    for ticket in tickets:
        flights = [{flight.carrier, flight.operator} for one in ticket for flight in one.segments]
        bought = all(one.by_air and one.source != BOOKING for one in ticket)
        if bought and all(airlines & {*terms.codes} for airlines in flights):
            total += round_half_up(Fraction(terms.share) * sum(one.fare_minor for one in ticket))
    return total


def _room(visit: Visit, night: date) -> int:
    """Of one night: by its season, else as the venue states it, else the public rate of the event's month."""
    venue, public = visit.venue, visit.venue.public_rate
    for season in venue.room_rates:
        if season.first <= night <= season.last:
            return season.rate_minor
    return public.by_month_minor[visit.event_first_day.month - 1] if public else venue.room_rate_minor


def _per_diem(visit: Visit, nights: int) -> int:
    """Of a stay: night by night, or day by day with a part of the first and of the last."""
    daily, part = _daily(visit), visit.scenario.objective.first_last_day
    if part is None or not nights:
        return nights * daily
    return (nights - 1) * daily + 2 * round_half_up(Fraction(part) * daily)


def _daily(visit: Visit) -> int:
    """The venue's per diem, else the public one of the event's month where that is asked for, else the company's."""
    own, usual = visit.venue.per_diem_minor, visit.scenario.objective.night_per_diem_minor
    if own is not None:
        return own
    if usual != "public":
        return usual
    public = visit.venue.public_meals
    return public.by_month_minor[visit.event_first_day.month - 1] if public else 0


def _history(judged: Judged) -> None:
    """Enter what a published itinerary and bookings add."""
    visit, trip = judged.visit, judged.trip
    fares = dict.fromkeys(("both", "outbound", "inbound"), judged.fare)
    if judged.journeys:
        fares |= {"outbound": judged.journeys[0].fare_minor, "inbound": judged.journeys[1].fare_minor}
    judged.given_up = given_up_minor(visit, trip, fares)
    judged.faults += differs(visit.who, "book_again", trip.book_again, ways_booked_again(visit, trip))
    if changes_itinerary(visit, trip):
        judged.weighed += visit.scenario.objective.change_minor


def _days(judged: Judged) -> Iterator[str]:
    visit, trip, there = judged.visit, judged.trip, judged.attends
    yield from differs(visit.who, "attends", trip.attends, visit.present.sessions if there else ())
    yield from differs(visit.who, "first_day", trip.first_day, visit.first if there else None)
    yield from differs(visit.who, "last_day", trip.last_day, visit.last if there else None)
    yield from differs(visit.who, "check_in", trip.check_in, judged.check_in)
    yield from differs(visit.who, "check_out", trip.check_out, judged.check_out)
    yield from differs(visit.who, "nights", trip.nights, judged.nights)


def _exceptions(judged: Judged) -> Iterator[str]:
    """Whether the trip states what the person has on record for the event."""
    rows = [(one.key, one.value, one.reason, one.approved_by, one.until) for one in judged.visit.exemptions]
    records = [(one.key, one.value, one.reason, one.approved_by, one.until) for one in judged.trip.exceptions]
    yield from differs(judged.visit.who, "exceptions", records, rows)


def _amounts(judged: Judged) -> Iterator[str]:
    visit, trip = judged.visit, judged.trip
    for name in (*CASH, "cash"):
        stated, minor = getattr(trip.cost, name), getattr(judged, name)
        yield from money_differs(visit.who, f"cost.{name}", stated, minor, visit.scenario.currency)
    for name in LATER_CASH:
        stated, minor = getattr(trip.cost, name), getattr(judged, name)
        yield from later_money_differs(visit.who, f"cost.{name}", stated, minor, visit.scenario.currency)
    yield from number_differs(visit.who, "co2e_kg", trip.co2e_kg, judged.grams / 1000)
    yield from number_differs(visit.who, "travel_hours", trip.travel_hours, round(judged.minutes / 60, 2))


def nights_of(judged: Judged) -> list[date]:
    """The dates of the nights for which a `judged` person has a room."""
    return [judged.check_in + timedelta(days=n) for n in range(judged.nights)] if judged.check_in else []
