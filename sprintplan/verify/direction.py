"""One direction of a visit: what is on sale for it, how fast one can get there, and the cabin that this earns."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from math import floor

import numpy as np

from sprintplan.domain.journey_rules import CabinRule, RestRule
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import selected
from sprintplan.offers.table import UNKNOWN
from sprintplan.verify.booked import booked_journeys, bookings_of
from sprintplan.verify.market import Journey, Market, Rows, on_clock, zone_of
from sprintplan.verify.visit import Visit
from sprintplan.world.cities import continent

NIGHT_ENDS = time(6)
"""Who lands before 06:00 needs the room of the night before; contract, 3.1."""


@dataclass(frozen=True)
class Entitlement:
    """The cabin that rules and person give, and the alternative: so many rest nights, then `rest_cabin` will do."""

    cabin: Cabin
    rest_nights: int | None
    rest_cabin: Cabin


@dataclass(frozen=True)
class JudgedWay:
    """The outbound or the return journey of one visit.

    `too_dear` are the numbers of those rules for cabins that do not count, as trips by them cost too much; `kept` the
    rows of journeys that were found to break no rule.
    """

    visit: Visit
    market: Market
    outbound: bool
    too_dear: frozenset[int] = frozenset()
    kept: set[int] = field(default_factory=set, compare=False, repr=False)

    def without(self, too_dear: frozenset[int]) -> "JudgedWay":
        """The same direction where the rules for cabins of the numbers `too_dear` do not count; what is known of it
        holds, but for what it entitles to."""
        way = replace(self, too_dear=too_dear)
        vars(way).update((name, known) for name, known in vars(self).items() if name not in {"too_dear", "_entitled"})
        return way

    @property
    def word(self) -> str:
        """How sentences name it."""
        return "outbound" if self.outbound else "return"

    @property
    def where(self) -> str:
        """How sentences about it begin."""
        return f"{self.visit.who}: {self.word}"

    @property
    def origins(self) -> tuple[str, ...]:
        """Airports that it may leave from."""
        return self.visit.home_airports if self.outbound else self.visit.venue.airports

    @property
    def destinations(self) -> tuple[str, ...]:
        """Airports that it may end at."""
        return self.visit.venue.airports if self.outbound else self.visit.home_airports

    @cached_property
    def fastest(self) -> int | None:
        """Minutes of the fastest journey of this direction; None where none is on sale."""
        return self.market.fastest(self.origins, self.destinations)

    @cached_property
    def longest(self) -> int:
        """Most minutes that a journey may take: max(ratio x fastest, fastest + hours), whole minutes."""
        policy, fastest = self.visit.scenario.policy, self.fastest or 0
        return max(floor(Fraction(policy.detour.ratio) * fastest), fastest + policy.detour.extra_min)

    @property
    def most_nights(self) -> int:
        """Most nights before the eve or after the last day, rest instead of a cabin aside."""
        policy = self.visit.scenario.policy
        return max(policy.max_early_nights, self.least_nights) if self.outbound else policy.max_late_nights

    @cached_property
    def least_nights(self) -> int:
        """Nights before the eve that the person has a right to, and takes."""
        visit = self.visit
        rules = visit.scenario.policy.rest if self.outbound else ()
        mine = [rule for rule in rules if selected(rule.who, visit.person)]
        return max((rule.nights for rule in mine if self._is_far(rule)), default=0)

    def _is_far(self, rule: RestRule) -> bool:
        if rule.over_hours is not None and self._measured(rule) > rule.over_min:
            return True
        if rule.time_zones is None or not self.visit.home_airports:
            return False
        noon = datetime.combine(self.visit.eve, time(12), UTC)
        here = on_clock(noon, zone_of(self.visit.home_airports[0])).utcoffset()
        there = on_clock(noon, self.visit.clock).utcoffset()
        apart = abs((here or timedelta()) - (there or timedelta()))
        return apart >= timedelta(hours=float(rule.time_zones))

    def night(self, journey: Journey) -> date:
        """Check-in date of a `journey` out, check-out date of one home."""
        if not self.outbound:
            return journey.departs.date()
        landed = journey.arrives
        return landed.date() - timedelta(days=1) if landed.time() < NIGHT_ENDS else landed.date()

    def extra_nights(self, journey: Journey) -> int:
        """Nights before the eve, or after the last day; negative where the journey is too late, or too early."""
        night = self.night(journey)
        return (self.visit.eve - night).days if self.outbound else (night - self.visit.last).days

    def bound(self, journey: Journey) -> datetime:
        """Latest landing of a `journey` out, or earliest take-off of one home, on the venue's wall clock; on the ground
        nobody transfers."""
        visit, policy = self.visit, self.visit.scenario.policy
        transfer = visit.venue.transfer_minutes if journey.by_air else 0
        if self.outbound:
            minutes = visit.event.arrive_by_min - transfer
            return datetime.combine(visit.eve, time()) + timedelta(minutes=minutes)
        check_in = policy.check_in_minutes if journey.by_air else 0
        minutes = visit.event.depart_after_min + transfer + check_in
        return datetime.combine(visit.last, time()) + timedelta(minutes=minutes)

    @cached_property
    def ground_minutes(self) -> int | None:
        """Minutes of the shortest journey on the ground; None where there is none."""
        rows = self.market.on_ground(self.visit.place, outbound=self.outbound)
        return int(self.market.table.duration_min[rows].min()) if len(rows) else None

    def at_venue(self, journey: Journey) -> datetime:
        """Landing of a `journey` out, or take-off of one home, on the venue's wall clock."""
        instant = journey.arrives if self.outbound else journey.departs
        return on_clock(instant, self.visit.clock).replace(tzinfo=None)

    def entitled(self, journey: Journey) -> Entitlement:
        """What counts for one journey."""
        return self._entitled[self._minds_nights and journey.by_night]

    def entitled_to(self, *, by_night: bool) -> Entitlement:
        """The entitlement for journeys with a night flight (`by_night`), or for those without."""
        return self._entitled[by_night]

    @cached_property
    def _entitled(self) -> tuple[Entitlement, Entitlement]:
        """What counts for journeys without a night flight, and with one."""
        mine = [rule for number, rule in self.applying.items() if number not in self.too_dear]
        always = [rule for rule in mine if not rule.overnight]
        given = self._given(always)
        return given, given if len(always) == len(mine) else self._given(mine)

    @cached_property
    def _minds_nights(self) -> bool:
        """Whether any rule that counts asks for night flights."""
        return any(rule.overnight for rule in self.applying.values())

    @cached_property
    def applying(self) -> dict[int, CabinRule]:
        """Rules for cabins that name the person, this venue and so long a way, by number; whatever they cost."""
        rules, person = self.visit.scenario.policy.cabin_rules, self.visit.person
        mine = ((number, rule) for number, rule in enumerate(rules) if selected(rule.who, person))
        return {number: rule for number, rule in mine if self._applies(rule)}

    def priced_out(self, journey: Journey) -> int | None:
        """The number of the rule that would give the highest cabin above what counts for a `journey`, if it were not
        too dear; None where none is."""
        dear = [(rule.cabin, -number) for number, rule in self.applying.items() if number in self.too_dear]
        by_night = {-number for number, rule in self.applying.items() if rule.overnight}
        fits = [pair for pair in dear if journey.by_night or pair[1] not in by_night]
        cabin, number = max(fits, default=(Cabin.ECONOMY, 0))
        return -number if cabin > self.entitled(journey).cabin else None

    def _given(self, mine: list[CabinRule]) -> Entitlement:
        """By the rules that apply and the person; none is needed where nothing is on sale."""
        person = self.visit.person
        by_rule = max((rule.cabin for rule in mine), default=Cabin.ECONOMY)
        least = Cabin.ECONOMY if person.cabin is None else person.cabin
        rests = [rule.or_rest_nights for rule in mine if rule.cabin == by_rule]
        offered = [nights for nights in rests if nights is not None]
        may_rest = self.outbound and by_rule > least and offered and len(offered) == len(rests)
        below = Cabin(max(by_rule - 1, Cabin.ECONOMY))
        return Entitlement(max(by_rule, least), min(offered) if may_rest else None, max(below, least))

    def _applies(self, rule: CabinRule) -> bool:
        """Whether a rule for cabins counts for this home, venue and direction."""
        home, venue = self.visit.person.home.country, self.visit.venue
        if rule.to and venue.country not in rule.to and venue.region not in rule.to:
            return False
        if rule.from_region and home not in rule.from_region:
            return False
        if rule.scope == "domestic" and home != venue.country:
            return False
        if rule.scope == "international" and home == venue.country:
            return False
        if rule.scope == "intercontinental" and continent(home) == continent(venue.country):
            return False
        return self._measured(rule) > rule.over_min

    def _measured(self, rule: CabinRule | RestRule) -> int:
        """Minutes that the rule measures of the fastest journey, the least where several are as fast; 0 without one."""
        if rule.measure == "journey" or self.fastest is None:
            return self.fastest or 0
        known, key = self.market.measured, (self.origins, self.destinations, rule.measure, rule.waits_up_to)
        if key not in known:
            as_fast = self.market.flights_as_fast(self.origins, self.destinations)
            known[key] = min(_measure(rule, self.fastest, flights) for flights in as_fast)
        return known[key]

    @cached_property
    def booked(self) -> tuple[Journey, ...]:
        """What the person has booked for this direction."""
        return tuple(booked_journeys(self.visit, outbound=self.outbound))

    @cached_property
    def is_flown(self) -> bool:
        """Whether this direction lies behind the person already, or is to be travelled as booked."""
        covers = ("both", "outbound" if self.outbound else "inbound")
        return any(
            (one.status == "flown" or one.is_kept) and one.direction in covers for one in bookings_of(self.visit)
        )

    def on_sale(self) -> Iterator[Journey]:
        """Every journey that could lie in the travel window, highest cabins first."""
        cabins = self.market.table.cabin[self._rows].astype(np.int64)
        return map(self.market.journey, self._rows[np.argsort(-cabins, kind="stable")].tolist())

    def flights_by_fare(self) -> Iterator[Journey]:
        """The flights among them that are sold by themselves and take no longer than `longest`, the cheapest first."""
        table, rows = self.market.table, self._rows
        fits = (table.partner[rows] == UNKNOWN) & (table.mode[rows] == 0) & (table.duration_min[rows] <= self.longest)
        alone = rows[fits]
        return map(self.market.journey, alone[np.argsort(table.fare_minor[alone], kind="stable")].tolist())

    @cached_property
    def _rows(self) -> Rows:
        visit = self.visit
        rests = [rule.or_rest_nights or 0 for rule in visit.scenario.policy.cabin_rules]
        slack = timedelta(days=max([self.most_nights, *rests]))
        first, last = (visit.eve - slack, visit.eve) if self.outbound else (visit.last, visit.last + slack)
        flown = self.market.between(self.origins, self.destinations)
        flown = flown[self.market.table.mode[flown] == 0]
        rows = np.concatenate([flown, self.market.on_ground(self.visit.place, outbound=self.outbound)])
        return self.market.near(rows, first, last, outbound=self.outbound)


def _measure(rule: CabinRule | RestRule, minutes: int, flights: tuple[int, ...]) -> int:
    """Minutes that a rule measures of a journey of so many `minutes` and of its `flights`, the minutes of each."""
    waits = minutes - sum(flights)
    return max(flights) if rule.measure == "longest_flight" else sum(flights) + min(waits, rule.waits_up_to or 0)
