"""Why each trip is other than it was published, in a sentence: bookings, people, offers, rules, or others."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from sprintplan.domain.bookings import WAYS, Booking
from sprintplan.domain.change_record import ChangeRecord
from sprintplan.domain.events import presence
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.itinerary.changes import Changes, EventChange, TripChange, cancelled_ways, changes_between
from sprintplan.itinerary.trip_before import trip_before
from sprintplan.offers.source import OfferSource
from sprintplan.units import money_text, money_words
from sprintplan.verify.booked import SOURCE, booked_journeys
from sprintplan.verify.cabin_prices import both_ways
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.journeys import breaches, counting_cabin, stay_breaches
from sprintplan.verify.market import Journey, Market
from sprintplan.verify.visit import Visit

CHEAPER = "another choice costs less now"
SHARED = "makes room: a limit on rooms, seats, flights or sums leaves no room for it"
WORD = {"outbound": "outbound", "inbound": "return", "both": "both ways"}


def changes_of(
    before: Plan, after: Plan, scenario: Scenario, source: OfferSource, today: date
) -> tuple[ChangeRecord, ...]:
    """What is other than it was published, in the order of attention.

    Parameters
    ----------
    before, after : the published plan, and the one that follows it
    scenario : the events that were planned anew, with their history
    source : what is on sale for them
    today : the planning date
    """
    changes = changes_between(before, after, partial(_was_a_ticket_of, scenario))
    events, published = ({event.event: event for event in plan.events} for plan in (after, before))
    markets: dict[str, Market] = {}
    records = []
    for change in changes.trips:
        event = events.get(change.event)
        if event is None:
            continue
        if event.venue not in markets:
            markets[event.venue] = Market(source.to_and_from(scenario.venue_by_id[event.venue]))
        why = _Why(scenario, event, change, _moved(changes, change.event), markets[event.venue], today)
        records.append(
            ChangeRecord(
                event=change.event,
                person=change.person,
                name=change.name,
                team=change.team,
                kind=change.kind,
                what=change.parts,
                why=why.sentence(),
                cost=f"{change.cash + why.lost:f}",
                before=trip_before(published.get(change.event), change.before),
                given_up=why.given_up,
            )
        )
    return tuple(records)


def _was_a_ticket_of(scenario: Scenario, event: str, before: Trip, way: str) -> bool:
    """Whether a booking of that `way` was for the journey that the published trip, `before`, has; one whose journey is
    not known counts as one."""
    published = getattr(before, way)
    if published is None:
        return False
    held = [one.journey(way) for one in scenario.history.of(event, before.person) if one.covers(way)]
    departs = datetime.fromisoformat(published.departs_at).replace(tzinfo=None)
    return any(journey is None or journey.departs == departs for journey in held)


def _moved(changes: Changes, event: str) -> EventChange | None:
    """The event, where it has another place or other dates."""
    return next((one for one in changes.events if one.event == event and one.moved), None)


class _Why:
    """Looks for the first reason that a trip could not stay as it was."""

    def __init__(
        self,
        scenario: Scenario,
        event: EventPlan,
        change: TripChange,
        moved: EventChange | None,
        market: Market,
        today: date,
    ) -> None:
        self.scenario, self.event, self.change, self.moved = scenario, event, change, moved
        self.market, self.today = market, today
        self.bookings = scenario.history.of(event.event, change.person)

    @property
    def lost(self) -> Decimal:
        """What is gone of the bookings of who has no trip any more; a trip's own cash holds what it gives up."""
        gone = sum(one.lost_minor for one in self.bookings) if self.change.after is None else 0
        return Decimal(money_text(gone, self.scenario.currency))

    @property
    def given_up(self) -> tuple[str, ...]:
        """Names of live bookings that the trip is not travelled on."""
        return tuple(dict.fromkeys(one.name for one in self.bookings if one.is_live and not self._is_taken(one)))

    def sentence(self) -> str:
        """The reason."""
        return next(self._reasons())

    def _reasons(self) -> Iterator[str]:
        change = self.change
        if change.kind == "left":
            yield f"{self._why_left()}{self._gone(self.lost)}"
        if change.kind == "joined":
            yield self._why_joined()
        if change.after is not None and change.after.status == "remote":
            yield from self._flown()
            before = Decimal(change.before.cost.given_up or 0) if change.before else Decimal(0)
            lost = Decimal(change.after.cost.given_up or 0) - before
            yield f"{change.after.reason or 'no allowed trip is left'}{self._gone(lost)}"
        if self.moved is not None and self.moved.after is not None:
            yield f"the event is at {self.moved.after.venue_name} from {self.moved.after.first_day} now"
        if change.kind == "book_again" and change.before and change.after:
            ticket = partial(_was_a_ticket_of, self.scenario)
            if ways := cancelled_ways(self.event.event, change.before, change.after, ticket):
                yield self._cancelled(ways)
            yield from self._of_given_up()
        if change.kind == "cost":
            yield from self._of_fares()
            yield "other prices for the same trip"
        if "status" in change.parts:
            yield "comes in another way, by what people.csv and the venue say now"
        visit = self._visit()
        if visit is not None and change.before is not None:
            yield from self._of_presence(visit, change.before)
            yield from self._of_journeys(visit, change.before)
        yield CHEAPER

    def _why_left(self) -> str:
        person = self.scenario.person_by_id.get(self.change.person)
        if person is None:
            return "not in people.csv any more"
        if person.leaves is not None and person.leaves < self.event.last_day:
            return f"leaves on {person.leaves}"
        if person.joins is not None and person.joins > self.event.first_day:
            return f"joins on {person.joins}, after the event begins"
        return "not asked to come any more"

    def _why_joined(self) -> str:
        person = self.scenario.person_by_id.get(self.change.person)
        return f"joins on {person.joins}" if person is not None and person.joins is not None else "asked to come now"

    def _gone(self, lost: Decimal) -> str:
        """How much is `lost` with the bookings of who does not travel now, to go on with; empty where nothing is."""
        if lost <= 0:
            return ""
        return f", {money_words(str(lost), self.scenario.currency)} of bookings are given up"

    def _visit(self) -> Visit | None:
        person = self.scenario.person_by_id.get(self.change.person)
        event = self.scenario.event_by_id.get(self.event.event)
        present = presence(event, person) if person and event else None
        if person is None or event is None or present is None:
            return None
        venue = self.scenario.venue_by_id[self.event.venue]
        exemptions = self.scenario.exemptions_of(person, event.id)
        year = self.scenario.varied(exemptions)
        return Visit(year, event, venue, person, present, self.event.first_day, self.today, exemptions)

    def _of_presence(self, visit: Visit, before: Trip) -> Iterator[str]:
        if (before.first_day, before.last_day) != (visit.first, visit.last):
            yield f"due from {visit.first} to {visit.last} now, before from {before.first_day} to {before.last_day}"

    def _of_journeys(self, visit: Visit, before: Trip) -> Iterator[str]:
        """Of the ways that change: why each cannot stay; then what holds for a trip that could."""
        changed = [way for way in WAYS if way in self.change.parts]
        for way in changed:
            yield from self._of_way(visit, way, getattr(before, way))
        if changed:
            after = self.change.after
            dearer = after is not None and self.change.cash >= 0
            yield SHARED if dearer else CHEAPER

    def _cancelled(self, ways: Sequence[str]) -> str:
        """That the bookings of some ways are cancelled."""
        names = dict.fromkeys([one for one in self.bookings if one.covers(way)][-1].name for way in ways)
        are = "booking {} is" if len(names) == 1 else "bookings {} are"
        words = " and ".join(WORD[way] for way in ways)
        return f"{words}: the {are.format(' and '.join(names))} cancelled: book again"

    def _of_fares(self) -> Iterator[str]:
        """Bookings of the published journeys at other fares than planned, and those that are given up for others."""
        before, after = self.change.before, self.change.after
        if before is None or after is None:
            return
        planned, currency = {one.covers: one.fare for one in before.offers}, self.scenario.currency
        fares = [(one, money_text(one.fare_minor, currency)) for one in self.bookings if self._is_taken(one)]
        other = [
            f"{WORD[one.direction]}: booked for {money_words(fare, currency)}, as {one.name}"
            for one, fare in fares
            if planned.get(one.direction) != fare
        ]
        if other:
            yield "; ".join(other)
        if before.cost.given_up != after.cost.given_up:
            yield from self._of_given_up()

    def _of_given_up(self, ways: Sequence[str] = WAYS) -> Iterator[str]:
        """Live bookings of some `ways` that the trip is not travelled on, why, and what to do."""
        for one in self.bookings:
            if one.is_live and any(map(one.covers, ways)) and not self._is_taken(one):
                fee = one.change_fee_minor
                what = "exchange it" if fee is not None and fee < one.lost_minor else "book again"
                yield f"{WORD[one.direction]}: the booking {one.name} is not kept: {self._why_not(one)}: {what}"

    def _flown(self) -> Iterator[str]:
        """Bookings that are flown, in whose place nothing is taken, and that are of no use."""
        for one in self.bookings:
            if one.status == "flown" and (why := self._why_not(one)) != CHEAPER:
                yield f"the booking {one.name} is flown, so that nothing else is taken, and is of no use: {why}"

    def _is_taken(self, booking: Booking) -> bool:
        """Whether the trip as it is now travels on a booking."""
        after = self.change.after
        return after is not None and any(one.source == SOURCE and one.id == booking.place for one in after.offers)

    def _why_not(self, booking: Booking) -> str:
        """What keeps its holder from travelling on a booking."""
        visit = self._visit()
        for judged in both_ways(visit, self.market) if visit else ():
            for row in booked_journeys(judged.visit, outbound=judged.outbound):
                if row.offer_id == booking.place:
                    for broken in (*breaches(judged, row), *stay_breaches(judged, row, counting_cabin(judged, row))):
                        return broken
        missing = any(booking.covers(way) and booking.journey(way) is None for way in WAYS)
        return "it leads elsewhere" if missing else CHEAPER

    def _of_way(self, visit: Visit, way: str, journey: JourneyRecord | None) -> Iterator[str]:
        after = self.change.after
        if after is not None and way in after.book_again:
            yield self._cancelled([way])
        for one in self.bookings:
            if one.covers(way) and self._is_taken(one):
                yield f"{WORD[way]}: {_flight(getattr(after, way))} is booked, as {one.name}"
        yield from self._of_given_up([way])
        if journey is None:
            return
        out, back = both_ways(visit, self.market)
        judged = out if way == "outbound" else back
        row = self._row(judged, journey)
        if row is None:
            yield f"{WORD[way]}: {_flight(journey)} is not on sale any more"
            return
        broken = [*breaches(judged, row), *stay_breaches(judged, row, counting_cabin(judged, row))]
        if broken:
            yield f"{WORD[way]}: {_flight(journey)} {broken[0]}"

    def _row(self, way: JudgedWay, journey: JourneyRecord) -> Journey | None:
        """The published journey, as it is booked or on sale now."""
        instant = datetime.fromisoformat(journey.departs_at)
        ends = datetime.fromisoformat(journey.arrives_at)
        if journey.by_air:
            row = self.market.departing(journey.origin or "", journey.destination or "", instant)
        else:
            row = self.market.leaving(self.market.on_ground(way.visit.place, outbound=way.outbound), instant)
        held = booked_journeys(way.visit, outbound=way.outbound)
        same = [one for one in (*held, *row) if one.arrives == ends and one.departs == instant]
        return next((one for one in same if not journey.by_air or one.cabin.word == journey.cabin), None)


def _flight(journey: JourneyRecord) -> str:
    """A journey in few words."""
    codes = [f"{one.carrier or ''}{one.flight_number or ''}" for one in journey.segments]
    named = " ".join(filter(None, codes)) or ("flight" if journey.by_air else journey.mode)
    return f"{named} {journey.start}-{journey.end} {journey.departs_at[:16].replace('T', ' ')}"
