"""One person and one candidate: when they are due, how they come, and what may bar them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from sprintplan.domain.events import Event, Presence
from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.verify.market import Journey, zone_of
from sprintplan.world.airports import airports
from sprintplan.world.distance import great_circle_km

NEED_A_VISA = ("visa required", "e-visa", "visa on arrival", "no admission")
Nature = Literal["local", "own_travel", "travels"]


def who(event: Event, person: Person) -> str:
    """How sentences about a person's trip to an event begin."""
    return f"{event.id}: {person.name} ({person.id})"


@dataclass(frozen=True)
class Visa:
    """What one citizenship needs: days before departure and a fee in minor units; `known` by visas.csv or not."""

    lead_days: int
    fee_minor: int
    known: bool = True


@dataclass(frozen=True)
class Visit:
    """A person who some session of an event calls for, at the venue and date of the plan.

    Rules are those of the scenario, which is the year as it is under the person's `exemptions`. `peer` is the id of
    somebody whom no rule tells apart from the person; empty where nobody else is known to be.
    """

    scenario: Scenario
    event: Event
    venue: Venue
    person: Person
    present: Presence
    event_first_day: date
    today: date
    exemptions: tuple[Exemption, ...] = ()
    peer: str = ""

    @property
    def ruled_alike(self) -> tuple[str, str, date]:
        """What is equal for visits of which the same may be flown at the same fares, bookings aside."""
        return self.peer or self.person.id, self.event.id, self.event_first_day

    @property
    def who(self) -> str:
        """How sentences begin."""
        return who(self.event, self.person)

    @cached_property
    def first(self) -> date:
        """The person's first day."""
        return self.present.first_day(self.event_first_day)

    @cached_property
    def last(self) -> date:
        """The person's last day."""
        return self.present.last_day(self.event_first_day)

    @cached_property
    def eve(self) -> date:
        """The day before the first day."""
        return self.present.eve(self.event_first_day)

    @property
    def place(self) -> int:
        """The number of the place that journeys on the ground lead from, -1 where there are none."""
        return self.scenario.place_by_id[self.person.id] if self.scenario.has_ground else -1

    @cached_property
    def clock(self) -> ZoneInfo:
        """The venue's time zone, that of its first airport."""
        return zone_of(self.venue.airports[0])

    @cached_property
    def at_home(self) -> bool:
        """Whether the venue is home: named so, an airport of the home, or near the home city."""
        home = self.person.home
        if self.venue.id in self.person.local_to:
            return True
        if home.coded:
            return any(code in self.venue.airports for code in self.home_airports)
        return any(away <= self.scenario.policy.local_km for away in self.distances_from_home())

    @cached_property
    def home_airports(self) -> tuple[str, ...]:
        """Airports of the home but those abroad that the person may not pass: barred there, or in need of a visa."""
        lands = {code: airports().country(code) for code in self.person.home.airports}
        return tuple(code for code, land in lands.items() if not self._shut(land))

    def _shut(self, land: str) -> bool:
        person, table = self.person, self.scenario.visas
        if land == person.home.country:
            return False
        if land in person.cannot_enter:
            return True
        if table is None or land in person.may_enter or land in person.citizenship:
            return False
        needed = [table.get((passport, land)) for passport in person.citizenship]
        return bool(needed) and all(word in NEED_A_VISA for word in needed)

    def distances_from_home(self) -> Iterator[float]:
        """Kilometres to each airport of the venue from the home city, or from each home airport where it is none."""
        home, table = self.person.home, airports()
        positions = [(float(table.latitude[n]), float(table.longitude[n])) for n in table.numbers(self.home_airports)]
        if home.latitude is not None and home.longitude is not None:
            positions = [(home.latitude, home.longitude)]
        for latitude, longitude in positions:
            for n in table.numbers(self.venue.airports):
                yield float(great_circle_km(latitude, longitude, table.latitude[n], table.longitude[n]))

    @property
    def nature(self) -> Nature:
        """How the person comes, borders and dates aside."""
        if self.at_home:
            return "local"
        entries = self.person.own_travel
        ways = (self.event.id, f"@{self.venue.id}", f"{self.event.id}@{self.venue.id}")
        return "own_travel" if any(word in entries for word in ways) else "travels"

    def barred(self) -> Iterator[str]:
        """Why the person cannot come however they travel; nothing where they can."""
        for closed in self.person.unavailable:
            if closed.overlaps(self.first, self.last):
                yield f"unavailable from {closed.first} to {closed.last}, due from {self.first} to {self.last}"
        if self.nature == "local":
            return
        if self.venue.country in self.person.cannot_enter:
            yield f"cannot enter {self.venue.country}"
        if not self.visas:
            yield f"no admission to {self.venue.country}"
        elif self.nature == "own_travel" and self.visa_fee(self.eve) is None:
            yield f"no visa for {self.venue.country} in time for the eve {self.eve}"

    @cached_property
    def visas(self) -> tuple[Visa, ...]:
        """What each citizenship needs that is let in at all; empty means no admission."""
        scenario, person, country = self.scenario, self.person, self.venue.country
        if scenario.visas is None or self.at_home or country in (person.home.country, *person.may_enter):
            return (Visa(0, 0),)
        if not person.citizenship:
            return (Visa(0, 0, known=False),)
        visas = [self._visa(passport, country) for passport in person.citizenship]
        return tuple(visa for visa in visas if visa is not None)

    def _visa(self, passport: str, country: str) -> Visa | None:
        if passport == country:
            return Visa(0, 0)
        requirement = (self.scenario.visas or {}).get((passport, country))
        if requirement is None:
            return Visa(0, 0, known=False)
        if requirement == "no admission":
            return None
        rule = self.scenario.policy.visa.get(requirement)
        return Visa(0, 0) if rule is None else Visa(rule.lead_days, rule.fee_minor)

    def in_time(self, leaves: date) -> list[Visa]:
        """Visas that can be had by a departure on the day that the person `leaves`; one without lead days by any, a
        past one too."""
        ahead = (leaves - self.today).days
        return [visa for visa in self.visas if visa.lead_days == 0 or ahead >= visa.lead_days]

    def visa_fee(self, leaves: date) -> int | None:
        """The lowest fee of a visa in time for a departure on the day that the person `leaves`, minor units; None where
        none is."""
        return min((visa.fee_minor for visa in self.in_time(leaves)), default=None)

    def wants_visa_notice(self, leaves: date) -> bool:
        """Whether a person who `leaves` on that day needs a visa notice: unless some passport is known to need nothing
        at all."""
        return Visa(0, 0) not in self.in_time(leaves)

    def countries_of(self, journey: Journey) -> tuple[str, ...]:
        """Countries that a `journey` connects in, each once; none where transit.csv asks for nothing anywhere."""
        if not self.scenario.transit:
            return ()
        return tuple(dict.fromkeys(airports().country(leaves.origin) for _, leaves in journey.connections))

    def transit_fee(self, country: str, leaves: date) -> int | None:
        """The lowest fee for a connection in a `country` on a journey that `leaves` on that day, minor units; None
        where no passport may connect there in time."""
        person, table = self.person, self.scenario.transit or {}
        if country in (person.home.country, self.venue.country, *person.may_enter) or not person.citizenship:
            return 0
        fees, ahead = list[int](), (leaves - self.today).days
        for passport in person.citizenship:
            asked = None if passport == country else table.get((passport, country))
            rule = self.scenario.policy.visa.get(asked or "")
            if asked != "no admission" and (rule is None or rule.lead_days in range(ahead + 1) or not rule.lead_days):
                fees.append(rule.fee_minor if rule else 0)
        return min(fees, default=None)
