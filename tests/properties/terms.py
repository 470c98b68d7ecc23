"""One person's terms at one candidate, by the contract and in plain Python: standing, cabins, allowed journeys."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

from sprintplan.domain.events import Event, Presence
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person, selected
from sprintplan.domain.policy import CabinRule
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names
from tests.properties.market import Journey, Market

EPOCH = datetime(1970, 1, 1)
DAY = 1440


def on_day(minutes: int) -> date:
    """The date of a wall clock in minutes since 1970."""
    return (EPOCH + timedelta(minutes=minutes)).date()


@dataclass(frozen=True)
class Terms:
    """What the contract grants one person at one venue on one first day."""

    scenario: Scenario
    event: Event
    venue: Venue
    first_day: date
    person: Person
    presence: Presence
    market: Market
    today: date

    @property
    def eve(self) -> date:
        """The day before the person's first day."""
        return self.presence.eve(self.first_day)

    @property
    def last(self) -> date:
        """The person's last day."""
        return self.presence.last_day(self.first_day)

    @cached_property
    def local(self) -> bool:
        """Whether the venue is home."""
        home = self.person.home
        if self.venue.id in self.person.local_to:
            return True
        if home.coded:
            return any(code in self.venue.airports for code in home.airports)
        return home.latitude is not None and any(
            self._away_km(code) <= self.scenario.policy.local_km for code in self.venue.airports
        )

    def _away_km(self, code: str) -> float:
        number, home = airports().number(code), self.person.home
        if number is None or home.latitude is None or home.longitude is None:
            return float("inf")
        north, south = radians(home.latitude), radians(float(airports().latitude[number]))
        east = radians(float(airports().longitude[number]) - home.longitude)
        half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
        return 2 * 6371.0088 * asin(sqrt(half))

    def visa_fee(self, leaves: date) -> int | None:
        """The lowest fee of a visa in time for the departure, None where the person is not let in."""
        scenario, country = self.scenario, self.venue.country
        free = self.local or self.person.home.country == country or country in self.person.may_enter
        if scenario.visas is None or free or not self.person.citizenship:
            return 0
        fees = [self._fee(passport, (leaves - self.today).days) for passport in self.person.citizenship]
        return min((fee for fee in fees if fee is not None), default=None)

    def _fee(self, passport: str, days: int) -> int | None:
        requirement = (self.scenario.visas or {}).get((passport, self.venue.country), "")
        if passport == self.venue.country:
            return 0
        if requirement == "no admission":
            return None
        terms = self.scenario.policy.visa.get(requirement)
        if terms is None:
            return 0
        return terms.fee_minor if terms.lead_days <= days else None

    @cached_property
    def free(self) -> bool:
        """Whether the person is free on the days of their presence."""
        first = self.presence.first_day(self.first_day)
        return not any(closed.first <= self.last and first <= closed.last for closed in self.person.unavailable)

    @cached_property
    def status(self) -> str:
        """How the person has to come: local, own_travel, travels, or remote."""
        if not self.free:
            return "remote"
        if self.local:
            return "local"
        if self.venue.country in self.person.cannot_enter:
            return "remote"
        if self.event.id in self.person.own_travel:
            return "remote" if self.visa_fee(self.eve) is None else "own_travel"
        return "travels" if self.reachable else "remote"

    @cached_property
    def reachable(self) -> bool:
        """Whether any allowed trip exists."""
        there = {j.row: j for j in self.allowed(True)}
        back = {j.row: j for j in self.allowed(False)}
        alone = any(j.partner < 0 for j in there.values()) and any(j.partner < 0 for j in back.values())
        return alone or any(j.partner in back for j in there.values() if j.partner >= 0)

    def ends(self, out: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Airports to leave from and to land at."""
        home, venue = self.person.home.airports, self.venue.airports
        return (home, venue) if out else (venue, home)

    def fastest(self, out: bool) -> int | None:
        """Minutes of the fastest journey of one direction."""
        return self.market.fastest(*self.ends(out))

    def extra_nights(self, journey: Journey, out: bool) -> int | None:
        """Nights that the journey adds to those from the eve to the last day; None where it misses the window."""
        if out:
            landing = journey.legs[-1].arrives
            night = on_day(landing) - timedelta(days=landing % DAY < 360)
            by = self._clock(self.eve) + self.event.arrive_by_min - self.venue.transfer_minutes
            early = (self.eve - night).days
            return early if self._at_venue(journey.legs[-1].arrives_utc) <= by and early >= 0 else None
        late = (on_day(journey.legs[0].departs) - self.last).days
        free = self._clock(self.last) + self.event.depart_after_min + self.venue.transfer_minutes
        ready = self._at_venue(journey.legs[0].departs_utc) >= free + self.scenario.policy.check_in_minutes
        return late if ready and late >= 0 else None

    def _clock(self, day: date) -> int:
        return (datetime(day.year, day.month, day.day) - EPOCH).days * DAY

    def _at_venue(self, utc: int) -> int:
        number = airports().number(self.venue.airports[0]) or 0
        zone = ZoneInfo(zone_names()[airports().zone[number]])
        wall = (EPOCH.replace(tzinfo=UTC) + timedelta(minutes=utc)).astimezone(zone).replace(tzinfo=None)
        return int((wall - EPOCH).total_seconds()) // 60

    def rule(self, out: bool) -> CabinRule | None:
        """The cabin rule that decides: the highest cabin, of equals one without rest nights, else the fewest nights."""
        fastest = self.fastest(out)
        rules = [
            rule
            for rule in self.scenario.policy.cabin_rules
            if fastest is not None and fastest > rule.over_min and selected(rule.who, self.person)
        ]
        return max(
            rules, key=lambda rule: (rule.cabin, rule.or_rest_nights is None, -(rule.or_rest_nights or 0)), default=None
        )

    def entitlement(self, out: bool) -> Cabin:
        """What the rules and the personal cabin give."""
        rule = self.rule(out)
        return max(rule.cabin if rule else Cabin.ECONOMY, self.person.cabin or Cabin.ECONOMY)

    def rest(self, out: bool) -> tuple[int, Cabin] | None:
        """Nights of the alternative and its lowest cabin, or None."""
        rule, personal = self.rule(out), self.person.cabin
        if not out or rule is None or rule.or_rest_nights is None or rule.cabin == Cabin.ECONOMY:
            return None
        if personal is not None and personal >= rule.cabin:
            return None
        return rule.or_rest_nights, max(Cabin(rule.cabin - 1), personal or Cabin.ECONOMY)

    def normal_nights(self, out: bool) -> int:
        """Most nights that the policy allows a journey to add."""
        policy = self.scenario.policy
        return policy.max_early_nights if out else policy.max_late_nights

    def open_to(self, out: bool) -> list[tuple[Journey, int]]:
        """Journeys in the widest window that keep every rule but the cabin, with the nights that they add."""
        rest = self.rest(out)
        most = max(self.normal_nights(out), rest[0] if rest else 0)
        found = []
        for row in self._in_window(out, most):
            journey = self.market.journey(row)
            nights = self.extra_nights(journey, out)
            if nights is not None and nights <= most and not self.broken(journey, out):
                found.append((journey, nights))
        return found

    def _in_window(self, out: bool, most: int) -> list[int]:
        """Rows near the needed day: a coarse sieve before each is judged."""
        rows, table = self.market.rows(*self.ends(out)), self.market.table
        when = (table.arrives_local if out else table.departs_local)[rows]
        needed = self._clock(self.eve if out else self.last)
        near = abs(when - needed) <= (most + 2) * DAY
        return [row for row, fits in zip(rows, near.tolist(), strict=True) if fits]

    def counting(self, out: bool) -> Cabin:
        """The cabin that counts: the entitlement, or the highest that is sold where that is lower."""
        sold = [journey.cabin for journey, nights in self.open_to(out) if nights <= self.normal_nights(out)]
        return min(self.entitlement(out), max(sold)) if sold else self.entitlement(out)

    def allowed(self, out: bool) -> list[Journey]:
        """Journeys that the person may take."""
        counting = self.counting(out)
        return [j for j, nights in self.open_to(out) if self.cabin_fits(j, nights, counting, out)]

    def cabin_fits(self, journey: Journey, nights: int, counting: Cabin, out: bool) -> bool:
        """Whether the cabin is good enough for the nights that the journey adds."""
        if nights <= self.normal_nights(out) and journey.cabin >= counting:
            return True
        rest = self.rest(out)
        if rest is None or journey.cabin < rest[1]:
            return False
        return rest[0] <= nights <= max(self.normal_nights(out), rest[0])

    def broken(self, journey: Journey, out: bool) -> list[str]:
        """Names of the rules that the journey breaks, window and cabin aside."""
        policy, limits = self.scenario.policy, self.scenario.limits
        fastest = self.fastest(out) or 0
        longest = max(Decimal(fastest) * policy.detour_ratio, Decimal(fastest + policy.detour_extra_min))
        waits = [(b.departs_utc - a.arrives_utc) for a, b in zip(journey.legs, journey.legs[1:], strict=False)]
        verdicts = {
            "direction": journey.partner >= 0 and journey.way_out != out,
            "policy.max_connections": len(journey.legs) - 1 > policy.max_connections,
            "policy.connection_minutes": any(not policy.connection_min <= w <= policy.connection_max for w in waits),
            "policy.overnight_connections": not policy.overnight_connections and self._overnight(journey),
            "policy.avoid_airlines": any(
                {leg.carrier, leg.operator} & set(policy.avoid_airlines) for leg in journey.legs
            ),
            "limits.journey_hours": limits.journey_min is not None and journey.minutes > limits.journey_min,
            "policy.detour": journey.minutes > longest,
            "policy.no_weekend_travel": selected(policy.no_weekend_travel, self.person) and self._weekend(journey),
            "people.unavailable": self._unfree(journey),
            "people.cannot_enter": any(
                self._country(leg.origin) in self.person.cannot_enter for leg in journey.legs[1:]
            ),
            "policy.visa": out and self.visa_fee(on_day(journey.legs[0].departs)) is None,
        }
        return [name for name, bad in verdicts.items() if bad]

    def _overnight(self, journey: Journey) -> bool:
        for a, b in zip(journey.legs, journey.legs[1:], strict=False):
            two = a.arrives // DAY * DAY + 120
            two += DAY if two < a.arrives else 0
            if two <= b.departs:
                return True
        return False

    def _weekend(self, journey: Journey) -> bool:
        return any(on_day(clock).weekday() >= 5 for clock in (journey.legs[0].departs, journey.legs[-1].arrives))

    def _unfree(self, journey: Journey) -> bool:
        days = sorted((on_day(journey.legs[0].departs), on_day(journey.legs[-1].arrives)))
        return any(closed.first <= days[1] and days[0] <= closed.last for closed in self.person.unavailable)

    def _country(self, code: str) -> str:
        return airports().countries[airports().number(code) or 0]
