"""Random small years that were planned and published, partly booked, and then overtaken by life."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

from sprintplan.domain.bookings import WAYS, BookedFlight, BookedJourney, Booking
from sprintplan.domain.events import Event
from sprintplan.domain.ground import MODES
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.model import CABIN_BY_WORD, Cabin, DateRange
from sprintplan.domain.people import Person
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.published import History, as_published, published_trips, travelled_to
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.itinerary.facts import without_events
from tests.build import year as builders
from tests.build.year import Quote
from tests.oracle.model import best
from tests.properties.agreement import planned
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import HOMES, RandomYear

DAY = timedelta(days=1)


@dataclass(frozen=True)
class RandomReplan:
    """A year as it is now, with what was published and booked; `before` is the published plan."""

    year: RandomYear
    before: Plan


def random_replan(seed: int, life: int = 0) -> RandomReplan | None:
    """The replan of the year of a seed, in one of its lives; None where the year has no plan to begin with."""
    found = _published(seed)
    if found is None:
        return None
    year, before = found
    dice = Dice(Random(f"replan {seed}" + (f" {life}" if life else "")), year, before)
    return RandomReplan(dice.overtaken(), before)


@lru_cache(maxsize=1)
def _published(seed: int) -> tuple[RandomYear, Plan] | None:
    """The year of a seed and its plan, kept for its next life."""
    year = random_workspace(seed)
    return None if best(year.scenario, year.quotes, year.today) is None else (year, planned(year))


class Dice:
    """Draws bookings, then what has changed since."""

    def __init__(self, random: Random, year: RandomYear, before: Plan) -> None:
        self.random, self.year, self.before = random, year, before

    def often(self, chance: float) -> bool:
        """Yes with that chance."""
        return self.random.random() < chance

    def overtaken(self) -> RandomYear:
        """The year as it is now."""
        scenario = self.year.scenario
        bookings = tuple(self.bookings())
        published: dict[Any, Any] = {}
        for event in self.before.events:
            published |= published_trips(event)
        places = {one.event: (one.venue, one.first_day) for one in self.before.events}
        objective = scenario.objective.changed(change_minor=self.random.choice((0, 100, 5000, 10_000, 40_000)))
        scenario = scenario.changed(
            history=History(places=places, published=published, bookings=bookings),
            objective=objective,
            people=tuple(self.people()),
        )
        scenario = self.policy(self.venues(self.held(self.begun(scenario))))
        return replace(self.year, scenario=scenario, quotes=tuple(self.quotes()))

    # ------------------------------------------------------------------ bookings

    def bookings(self) -> Iterator[Booking]:
        """Of half of the trips: what was planned, sometimes something else, of one way or both."""
        line = 2
        for event in self.before.events:
            for trip in event.trips:
                if trip.outbound and trip.inbound and self.often(0.5):
                    for one in self.of_trip(event, trip):
                        yield one.changed(place=f"bookings.csv:{line}")
                        line += 1

    def of_trip(self, event: EventPlan, trip: Trip) -> Iterator[Booking]:
        assert trip.outbound is not None
        assert trip.inbound is not None
        ways = ("both",) if self.often(0.4) else self.random.choice((WAYS, WAYS, WAYS[:1], WAYS[1:]))
        for way in ways:
            yield self.booking(event, trip, way)

    def booking(self, event: EventPlan, trip: Trip, way: str) -> Booking:
        fare = self.random.choice((5000, 12_000, 30_000, self.random.randint(1000, 60_000)))
        rare = "flown" if self.often(0.2) else "booked"
        status = self.random.choice(("booked", "booked", "ticketed", "held", "cancelled", rare))
        booking = Booking(
            person=trip.person,
            event=event.event,
            direction=way,
            status=status,
            fare_minor=fare,
            refund_minor=self.random.choice((0, 0, fare, self.random.randint(0, fare))),
            change_fee_minor=self.random.choice((None, 0, 500, self.random.randint(0, 20_000))),
            original_minor=fare,
            original_currency="EUR",
            place="bookings.csv",
            **{one: self.journey(event, trip, one) for one in WAYS if way in ("both", one)},
        )
        allowance = {one: as_published(booking, one, getattr(trip, one)) for one in WAYS}
        return booking.changed(**{one: journey for one, journey in allowance.items() if journey})

    def journey(self, event: EventPlan, trip: Trip, way: str) -> BookedJourney:
        """The planned journey, now and then another one on sale, or one on the ground that nobody planned."""
        planned_way = getattr(trip, way)
        if not planned_way.by_air:
            return self.on_ground(event, trip.person, planned_way, way)
        if self.often(0.15):
            bought = self.on_ground(event, trip.person, planned_way, way)
            return bought.changed(mode=self.random.choice(MODES[1:]), co2e_g=self.random.randint(0, 20_000))
        if self.often(0.2):
            ends = (planned_way.start, planned_way.end)
            others = [one for one in self.year.quotes if (one.origin, one.destination) == ends]
            if others:
                return _of_quote(self.random.choice(others))
        flights = tuple(
            BookedFlight(
                origin=one.start,
                destination=one.end,
                departs=datetime.fromisoformat(one.departs_at[:16]),
                arrives=datetime.fromisoformat(one.arrives_at[:16]),
                carrier=one.carrier,
                number=one.flight_number,
            )
            for one in planned_way.segments
        )
        cabin = CABIN_BY_WORD[planned_way.cabin] if self.often(0.8) else Cabin.ECONOMY
        return BookedJourney(flights=flights, cabin=cabin)

    def on_ground(self, event: EventPlan, person: str, planned_way: JourneyRecord, way: str) -> BookedJourney:
        """The planned way on the ground between the airports whose clocks count, now and then at another time."""
        scenario = self.year.scenario
        ends = [scenario.person_by_id[person].home.airports[0], scenario.venue_by_id[event.venue].airports[0]]
        start, end = ends if way == "outbound" else ends[::-1]
        later = timedelta(minutes=self.random.randint(-300, 300) if self.often(0.3) else 0)
        whole = BookedFlight(
            origin=start,
            destination=end,
            departs=datetime.fromisoformat(planned_way.departs_at[:16]) + later,
            arrives=datetime.fromisoformat(planned_way.arrives_at[:16]) + later,
            cabin=Cabin.FIRST,
        )
        grams = round(planned_way.co2e_kg * 1000)
        return BookedJourney(flights=(whole,), cabin=Cabin.FIRST, mode=planned_way.mode, co2e_g=grams)

    # ------------------------------------------------------------------ what has changed

    def people(self) -> Iterator[Person]:
        """Some leave, some move, some are no longer free, one joins."""
        events = [event.id for event in self.year.scenario.events]
        for one in self.year.scenario.people:
            roll = self.random.random()
            if roll < 0.08:
                yield one.changed(events=tuple(id for id in one.events if self.often(0.3)))
            elif roll < 0.14:
                yield one.changed(home=builders.home(self.random.choice(HOMES)))
            elif roll < 0.22:
                day = self.random.choice(self.before.events).first_day + self.random.randint(-3, 8) * DAY
                yield one.changed(unavailable=(*one.unavailable, DateRange(first=day, last=day)))
            elif roll < 0.27:
                yield one.changed(team=self.random.choice(("red", "blue")), roles=self.random.choice(((), ("key",))))
            else:
                yield one
        if self.often(0.3):
            home = self.random.choice(self.year.scenario.people).home
            yield builders.person("p99", "LHR", events=tuple(events)).changed(home=home)

    def begun(self, scenario: Scenario) -> Scenario:
        """Now and then the first event is over: what was travelled to it counts, and nothing of it is planned."""
        if len(self.before.events) < 2 or not self.often(0.3):
            return scenario
        over = min(self.before.events, key=lambda event: event.first_day)
        history = scenario.history
        rest = history.changed(
            places={event: place for event, place in history.places.items() if event != over.event},
            published={key: told for key, told in history.published.items() if key[0] != over.event},
            bookings=tuple(one for one in history.bookings if one.event != over.event),
            travelled=tuple(travelled_to(over)),
        )
        left = without_events(scenario.changed(history=rest), [over])
        return left if all(event.starts and event.venues for event in left.events) else scenario

    def held(self, scenario: Scenario) -> Scenario:
        """Venue and dates, or dates alone, of some events are held."""
        places = scenario.history.places

        def terms(event: Event) -> Event:
            venue, day = places[event.id]
            return self.random.choice(
                (event, event.changed(starts=(day,)), event.changed(starts=(day,), venues=(venue,)))
            )

        return scenario.changed(events=tuple(map(terms, scenario.events)))

    def venues(self, scenario: Scenario) -> Scenario:
        """A venue has fewer rooms, or another price."""
        places = [
            one.changed(rooms=max(0, one.rooms - self.random.randint(0, 2)) if one.rooms else self.random.randint(2, 8))
            if self.often(0.3)
            else one.changed(room_rate_minor=self.random.randint(0, 9000))
            if self.often(0.1)
            else one
            for one in scenario.venues
        ]
        return scenario.changed(venues=tuple(places))

    def policy(self, scenario: Scenario) -> Scenario:
        """Rules that are stricter than they were."""
        if self.often(0.6):
            return scenario
        changes = self.random.choice(
            (
                {"max_connections": 0},
                {"max_travellers_per_flight": 1},
                {"max_key_travellers_per_flight": 1},
                {"max_team_share_per_flight": Decimal("0.3")},
                {"max_early_nights": 0, "max_late_nights": 0},
                {"no_weekend_travel": builders.selectors("all")},
            )
        )
        return scenario.changed(policy=scenario.policy.changed(**changes))

    def quotes(self) -> Iterator[Quote]:
        """Some fares have moved, some offers are gone."""
        for one in self.year.quotes:
            roll = 1.0 if one.bundle else self.random.random()
            if roll < 0.1:
                continue
            yield replace(one, fare=one.fare + self.random.randint(0, 80)) if roll < 0.3 else one


def _of_quote(quote: Quote) -> BookedJourney:
    flights = tuple(
        BookedFlight(
            origin=hop.origin,
            destination=hop.destination,
            departs=hop.departs,
            arrives=hop.arrives,
            carrier=hop.flight[:2],
            number=hop.flight[2:],
        )
        for hop in quote.hops()
    )
    return BookedJourney(flights=flights, cabin=quote.cabins[0])
