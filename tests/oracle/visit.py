"""One person and one candidate: the journeys that are on sale, every rule that one breaks, and cabins."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal

from sprintplan.domain.journey_rules import CabinRule, RestRule
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import selected
from sprintplan.world.cities import continent
from tests.oracle.booked import HeldGround, HeldJourney
from tests.oracle.clock import clock_minutes, is_by_night
from tests.oracle.ground import GroundJourney
from tests.oracle.guest import Guest
from tests.oracle.journeys import DAY, MINUTE, Journey, Offer, country_of, wall_at

Way = Literal["out", "back"]
A_WEEK = 7


@dataclass(frozen=True)
class Entitled:
    """The cabin that rules and person give; with `rest_nights` earlier, `rest_cabin` is enough."""

    cabin: Cabin
    rest_nights: int | None = None
    rest_cabin: Cabin = Cabin.ECONOMY


class Visit(Guest):
    """Somebody who is asked to an event, at one candidate, and the journeys that may be taken."""

    # ------------------------------------------------------------------ journeys on sale

    def on_sale(self, way: Way) -> tuple[Journey, ...]:
        """Every journey of this direction from and to the person's airports, of either kind."""
        return self._on_sale[way]

    @cached_property
    def _on_sale(self) -> dict[Way, tuple[Journey, ...]]:
        ways: tuple[Way, Way] = ("out", "back")
        return {way: self._sold(way) for way in ways}

    def _sold(self, way: Way) -> tuple[Journey, ...]:
        homes, ends = self.gates, self.venue.airports
        start, goal = (homes, ends) if way == "out" else (ends, homes)
        journeys = [one for offer in self.offers for one in (offer.journey, offer.back) if one]
        sold = (one for one in journeys if not isinstance(one, HeldJourney))
        return tuple(one for one in sold if self._leads(one, way, start, goal))

    def held(self, way: Way) -> list[Journey]:
        """Bookings that may be kept: what nobody can travel on is left out, what policy forbids stays."""
        journeys = [one for offer in self.offers for one in (offer.journey, offer.back) if isinstance(one, HeldJourney)]
        return [one for one in journeys if one.out == (way == "out") and not self._useless(one, way)]

    def _useless(self, one: HeldJourney, way: Way) -> bool:
        moved = self._has_moved(one, way)
        window = set(self._out_window(one, None) if way == "out" else self._back_window(one))
        most = max(A_WEEK, self.scenario.policy.max_early_nights, self.nights_due)
        most = most if way == "out" else max(A_WEEK, self.scenario.policy.max_late_nights)
        nights = self.early_nights(one) if way == "out" else self.late_nights(one)
        barred = {"cannot_enter", "transit"} & {*self._path(one)} or {"unavailable"} & {*self._days(one)}
        return moved or nights > most or bool(barred or window & {"arrive_by", "depart_after", "visa"})

    def _has_moved(self, one: HeldJourney, way: Way) -> bool:
        """Whether a booking leads to or from a place that is not home: another airport, or on the ground its city's."""
        if isinstance(one, HeldGround):
            return one.clocks[0 if way == "out" else 1] != self.person.home.airports[0]
        return (one.quote.origin if way == "out" else one.quote.destination) not in self.gates

    def has_flown(self, way: Way) -> bool:
        """Whether the direction lies behind the person."""
        covers = ("both", "outbound" if way == "out" else "inbound")
        booked = self.scenario.history.of(self.event.id, self.person.id)
        return any((one.status == "flown" or one.is_kept) and one.direction in covers for one in booked)

    def _leads(self, one: Journey, way: Way, start: tuple[str, ...], goal: tuple[str, ...]) -> bool:
        if isinstance(one, GroundJourney):
            return one.out == (way == "out")
        return one.quote.origin in start and one.quote.destination in goal

    @cached_property
    def _fastest(self) -> dict[Way, int | None]:
        ways: tuple[Way, Way] = ("out", "back")
        return {way: min((one.minutes for one in self._flown(way)), default=None) for way in ways}

    def _flown(self, way: Way) -> list[Journey]:
        return [one for one in self.on_sale(way) if not isinstance(one, GroundJourney)]

    def _shortest_on_ground(self, way: Way) -> int | None:
        ground = [one.minutes for one in self.on_sale(way) if isinstance(one, GroundJourney)]
        return min(ground, default=None)

    def fastest(self, way: Way) -> int | None:
        """Minutes of the shortest journey on sale."""
        return self._fastest[way]

    def check_in(self, journey: Journey) -> date:
        """The first night's date: a landing before 06:00 takes the night before."""
        landed = journey.lands
        return landed.date() - DAY if landed.hour < 6 else landed.date()

    def early_nights(self, journey: Journey) -> int:
        return (self.eve - self.check_in(journey)).days

    def late_nights(self, journey: Journey) -> int:
        return (journey.departs.date() - self.last_day).days

    # ------------------------------------------------------------------ what a journey breaks

    def broken(self, journey: Journey, way: Way, most_early: int | None = None) -> frozenset[str]:
        """Every rule but the cabin's that the journey breaks; `most_early` takes the place of max_early_nights."""
        return frozenset(self._breaks(journey, way, most_early))

    def _breaks(self, journey: Journey, way: Way, most_early: int | None = None) -> Iterator[str]:
        yield from self._out_window(journey, most_early) if way == "out" else self._back_window(journey)
        yield from self._path(journey)
        yield from self._days(journey)
        yield from self._clock(journey)
        yield from self._time(journey, way)

    def _keeps(self, journey: Journey, way: Way, most_early: int | None = None) -> bool:
        """Whether the journey breaks no rule but the cabin's."""
        return next(self._breaks(journey, way, most_early), None) is None

    def _out_window(self, journey: Journey, most_early: int | None) -> Iterator[str]:
        landed = wall_at(self.venue.airports[0], journey.instants[-1][1])
        due = datetime.combine(self.eve, datetime.min.time()) + self.event.arrive_by_min * MINUTE
        transfer = 0 if isinstance(journey, GroundJourney) else self.venue.transfer_minutes
        if landed + transfer * MINUTE > due or self.early_nights(journey) < 0:
            yield "arrive_by"
        most = self.scenario.policy.max_early_nights if most_early is None else most_early
        if self.early_nights(journey) > max(most, self.nights_due):
            yield "max_early_nights"
        if self.early_nights(journey) < self.nights_due:
            yield "rest"
        if self.visa_fee(journey.departs.date()) is None:
            yield "visa"

    def _back_window(self, journey: Journey) -> Iterator[str]:
        up = wall_at(self.venue.airports[0], journey.instants[0][0])
        ready = datetime.combine(self.last_day, datetime.min.time()) + self.event.depart_after_min * MINUTE
        spent = self.venue.transfer_minutes + self.scenario.policy.check_in_minutes
        if isinstance(journey, GroundJourney):
            spent = 0
        if up < ready + spent * MINUTE or self.late_nights(journey) < 0:
            yield "depart_after"
        if self.late_nights(journey) > self.scenario.policy.max_late_nights:
            yield "max_late_nights"

    def _path(self, journey: Journey) -> Iterator[str]:
        policy = self.scenario.policy
        if len(journey.waits) > policy.max_connections:
            yield "max_connections"
        shortest, longest = policy.connection_minutes
        if any(not shortest <= wait.minutes <= longest for wait in journey.waits):
            yield "connection_minutes"
        if not policy.overnight_connections and any(wait.touches_two_at_night for wait in journey.waits):
            yield "overnight_connections"
        if journey.carriers.intersection(policy.avoid_airlines):
            yield "avoid_airlines"
        if self.transit_fee(journey) is None:
            yield "transit"
        if not isinstance(journey, GroundJourney | HeldJourney) and any(self._lacking(journey)):
            yield "fare_conditions"
        if any(country_of(wait.airport) in self.person.cannot_enter for wait in journey.waits):
            yield "cannot_enter"

    def _offer_of(self, journey: Journey) -> Offer:
        return next(one for one in self.offers if journey in (one.journey, one.back))

    def _lacking(self, journey: Journey) -> Iterator[str]:
        """Conditions that are asked for, and that the offer of a journey is said not to have."""
        offer, terms = self._offer_of(journey), self.scenario.policy.fare
        rows = [one.quote for one in (offer.journey, offer.back) if one]
        fare = sum(one.fare_minor for one in (offer.journey, offer.back) if one)
        dear = terms.refundable_over_minor is not None and fare > terms.refundable_over_minor
        if "changeable" in terms.require and any(row.changeable is False for row in rows):
            yield "changeable"
        if ("refundable" in terms.require or dear) and any(row.refundable is False for row in rows):
            yield "refundable"
        pays = terms.bag_fee_minor is not None
        if "checked_bag" in terms.require and not pays and any(row.checked_bags == 0 for row in rows):
            yield "checked_bag"
        basic = journey.cabin == Cabin.ECONOMY and any(is_basic(row.fare_brand) for row in rows)
        if terms.no_basic_economy and basic:
            yield "basic"

    def _days(self, journey: Journey) -> Iterator[str]:
        first, last = journey.travel_days
        if any(away.first <= last and first <= away.last for away in self.person.unavailable):
            yield "unavailable"
        ends = (journey.departs.date(), journey.lands.date())
        if selected(self.scenario.policy.no_weekend_travel, self.person) and any(day.weekday() > 4 for day in ends):
            yield "no_weekend_travel"

    def _clock(self, journey: Journey) -> Iterator[str]:
        """Hours of the day, and flights by night: minute by minute."""
        for rule in self.scenario.policy.hours:
            if not selected(rule.who, self.person):
                continue
            for span, moment in ((rule.take_off, journey.departs), (rule.land, journey.lands)):
                if span and moment.hour * 60 + moment.minute not in clock_minutes(*span):
                    yield "hours"
            hops = () if isinstance(journey, GroundJourney) else journey.quote.hops()
            for hop, (up, down) in zip(hops, journey.instants, strict=bool(hops)):
                long = (down - up) // MINUTE
                short = rule.night_flights_over_min and long < rule.night_flights_over_min
                if short and is_by_night(hop.origin, up, down):
                    yield "hours"

    def _time(self, journey: Journey, way: Way) -> Iterator[str]:
        fastest, policy, longest = self.fastest(way), self.scenario.policy, self.scenario.limits.journey_min
        if isinstance(journey, GroundJourney):
            if longest is not None and journey.minutes > longest:
                yield "journey_hours"
            return
        yield from self._ground_instead(journey, way)
        assert fastest is not None
        if journey.minutes > max(policy.detour.ratio * fastest, Decimal(fastest + policy.detour.extra_min)):
            yield "detour"
        if longest is not None and journey.minutes > longest:
            yield "journey_hours"

    def _ground_instead(self, journey: Journey, way: Way) -> Iterator[str]:
        terms, shortest = self.scenario.policy.ground, self._shortest_on_ground(way)
        if shortest is None or not selected(terms.who, self.person):
            return
        if terms.no_flight_under_min is not None and shortest < terms.no_flight_under_min:
            yield "no_flight_under_hours"
        ends = [(country_of(hop.origin), country_of(hop.destination)) for hop in journey.quote.hops()]
        if any(here == there and here in terms.no_flight_within for here, there in ends):
            yield "no_flight_within"

    # ------------------------------------------------------------------ cabins

    @cached_property
    def _entitled(self) -> dict[tuple[Way, bool], Entitled]:
        ways: tuple[Way, Way] = ("out", "back")
        return {
            (way, night): self._gives(way, self._cabin_rules(way, night)) for way in ways for night in (False, True)
        }

    def entitled(self, journey: Journey, way: Way) -> Entitled:
        """What rules and person give for a journey of this direction."""
        asked = any(rule.overnight for rule in self.scenario.policy.cabin_rules)
        return self._entitled[way, asked and self._nights_aloft(journey)]

    def _nights_aloft(self, journey: Journey) -> bool:
        """Whether the journey has a night flight."""
        hops = () if isinstance(journey, GroundJourney) else journey.quote.hops()
        return any(
            is_by_night(hop.origin, up, down) for hop, (up, down) in zip(hops, journey.instants, strict=bool(hops))
        )

    def _gives(self, way: Way, rules: list[CabinRule]) -> Entitled:
        highest = max((rule.cabin for rule in rules), default=Cabin.ECONOMY)
        personal = self.person.cabin
        cabin = max(highest, personal or Cabin.ECONOMY)
        nights = [rule.or_rest_nights for rule in rules if rule.cabin == highest]
        rest = [count for count in nights if count is not None]
        decides = highest > Cabin.ECONOMY and (personal is None or highest > personal)
        if way == "back" or not decides or len(rest) < len(nights):
            return Entitled(cabin)
        return Entitled(cabin, min(rest), max(Cabin(highest - 1), personal or Cabin.ECONOMY))

    def _cabin_rules(self, way: Way, by_night: bool) -> list[CabinRule]:
        rules = [rule for n, rule in enumerate(self.scenario.policy.cabin_rules) if n not in self.too_dear]
        rules = [rule for rule in rules if selected(rule.who, self.person) and (by_night or not rule.overnight)]
        if self.fastest(way) is None:
            return []
        return [rule for rule in rules if self._where(rule) and self._hours_of(rule, way) > rule.over_min]

    def _where(self, rule: CabinRule) -> bool:
        """Whether the rule speaks of this home and this venue."""
        home, there = self.person.home.country, self.venue.country
        scopes = {
            None: True,
            "domestic": home == there,
            "international": home != there,
            "intercontinental": continent(home) != continent(there),
        }
        named = not rule.to or there in rule.to or self.venue.region in rule.to
        return named and scopes[rule.scope] and (not rule.from_region or home in rule.from_region)

    @cached_property
    def nights_due(self) -> int:
        """Nights before the eve that rules for rest give."""
        due = [0]
        for rule in self.scenario.policy.rest:
            if selected(rule.who, self.person):
                long = rule.over_hours is not None and self.fastest("out") is not None
                apart = (
                    rule.time_zones is not None and bool(self.gates) and self._clocks_apart() >= rule.time_zones * 60
                )
                if apart or (long and self._hours_of(rule, "out") > rule.over_min):
                    due.append(rule.nights)
        return max(due)

    def _clocks_apart(self) -> int:
        """Minutes between the clocks of home and venue at noon (UTC) of the eve."""
        noon = datetime.combine(self.eve, datetime.min.time(), UTC) + 12 * 60 * MINUTE
        here, there = (wall_at(codes[0], noon) for codes in (self.gates, self.venue.airports))
        return abs(here - there) // MINUTE

    def _hours_of(self, rule: CabinRule | RestRule, way: Way) -> int:
        """The least of what the rule measures among the fastest journeys, in minutes."""
        least = []
        for journey in (one for one in self._flown(way) if one.minutes == self.fastest(way)):
            flown = [(down - up) // MINUTE for up, down in journey.instants]
            waited = min(journey.minutes - sum(flown), rule.waits_up_to or 0)
            least.append({"journey": journey.minutes, "flying": sum(flown) + waited, "longest_flight": max(flown)})
        return min(one[rule.measure] for one in least)

    @cached_property
    def _kept(self) -> dict[Way, list[Journey]]:
        ways: tuple[Way, Way] = ("out", "back")
        return {way: [one for one in self.on_sale(way) if self._keeps(one, way)] for way in ways}

    def without(self, cabin_rules: frozenset[int]) -> "Visit":
        """The visit without the rules for cabins of these numbers; what other rules say is not asked again."""
        other, asked = replace(self, too_dear=cabin_rules), ("_on_sale", "_fastest", "_kept", "nights_due")
        other.__dict__.update({name: getattr(self, name) for name in asked})
        return other

    def allowed(self, way: Way) -> tuple[Journey, ...]:
        """Journeys that the person may take in this direction."""
        normal = self._kept[way]
        sold = max((one.cabin for one in normal if not isinstance(one, GroundJourney)), default=Cabin.FIRST)
        earned = [one for one in normal if one.cabin >= min(self.entitled(one, way).cabin, sold)]
        rested = [one for one in self._flown("out") if self._rests(one)] if way == "out" else []
        bought = [] if self.has_flown(way) else earned + [one for one in rested if one not in earned]
        return (*self.held(way), *bought)

    def _rests(self, journey: Journey) -> bool:
        """Whether the nights of rest allow a journey out in a lower cabin."""
        entitled = self.entitled(journey, "out")
        nights = entitled.rest_nights
        if nights is None or journey.cabin < entitled.rest_cabin or self.early_nights(journey) < nights:
            return False
        return self._keeps(journey, "out", max(nights, self.scenario.policy.max_early_nights))


def is_basic(brand: str) -> bool:
    """Whether a fare is called basic, light or lite."""
    words = "".join(letter if letter.isalpha() else " " for letter in brand.casefold()).split()
    return bool({"basic", "light", "lite"} & {*words})
