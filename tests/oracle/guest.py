"""Who is asked to an event at one candidate: on which days, at home or abroad, let in or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sprintplan.domain.events import Event, Presence
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.world.airports import airports
from sprintplan.world.distance import great_circle_km
from tests.oracle.journeys import DAY, Journey, Offer, country_of


@dataclass(frozen=True, eq=False)
class Guest:
    """Somebody who is selected by a session of the event, at one candidate: days, home, and what borders ask for."""

    scenario: Scenario
    person: Person
    event: Event
    presence: Presence
    venue: Venue
    start: date
    today: date
    offers: tuple[Offer, ...]
    too_dear: frozenset[int] = frozenset()
    """Numbers of rules for cabins that do not count, as they cost too much."""

    @cached_property
    def first_day(self) -> date:
        return self.start + (self.presence.first - 1) * DAY

    @cached_property
    def last_day(self) -> date:
        return self.start + (self.presence.last - 1) * DAY

    @cached_property
    def eve(self) -> date:
        return self.first_day - DAY

    # ------------------------------------------------------------------ where the person stands

    @cached_property
    def at_home(self) -> bool:
        home, codes = self.person.home, self.venue.airports
        if self.venue.id in self.person.local_to:
            return True
        if home.coded:
            return any(code in codes for code in self.gates)
        return any(self._km_from_home(code) <= self.scenario.policy.local_km for code in codes)

    @cached_property
    def gates(self) -> tuple[str, ...]:
        """Home airports in the country of the home, or in one that the person may enter without a visa."""
        return tuple(code for code in self.person.home.airports if self._may_pass(country_of(code)))

    def _may_pass(self, country: str) -> bool:
        person, visas = self.person, self.scenario.visas
        if country == person.home.country:
            return True
        if country in person.cannot_enter:
            return False
        if visas is None or country in (*person.may_enter, *person.citizenship) or not person.citizenship:
            return True
        asked = {visas.get((passport, country), "unknown") for passport in person.citizenship}
        return bool(asked - {"visa required", "visa on arrival", "e-visa", "no admission"})

    def _km_from_home(self, code: str) -> float:
        table, number = airports(), airports().number(code)
        assert number is not None
        assert self.person.home.latitude is not None
        assert self.person.home.longitude is not None
        there = (table.latitude[number], table.longitude[number])
        return float(great_circle_km(self.person.home.latitude, self.person.home.longitude, *there))

    @property
    def own_travel(self) -> bool:
        if self.at_home:
            return False
        return any(self._speaks_of_this(*word.rpartition("@")) for word in self.person.own_travel)

    def _speaks_of_this(self, event: str, at: str, venue: str) -> bool:
        """Whether an entry of own_travel, cut at its sign, is on this event, this venue, or both."""
        if not at:
            return venue == self.event.id
        return venue == self.venue.id and event in ("", self.event.id)

    def barred(self) -> frozenset[str]:
        """Rules that keep the person away from the candidate, whatever the journey."""
        return frozenset(self._bars())

    def _bars(self) -> Iterator[str]:
        if any(away.first <= self.last_day and self.first_day <= away.last for away in self.person.unavailable):
            yield "unavailable"
        if not self.at_home and self.venue.country in self.person.cannot_enter:
            yield "cannot_enter"
        if self.own_travel and self.visa_fee(self.eve) is None:
            yield "visa"

    # ------------------------------------------------------------------ visas

    def visa_fee(self, departs: date) -> int | None:
        """The lowest fee of a citizenship that is in time for a departure, None where none is."""
        lead = (departs - self.today).days
        return min((fee for days, fee in self._visas() if days == 0 or days <= lead), default=None)

    def _visas(self) -> Iterator[tuple[int, int]]:
        """Lead days and fee of each citizenship that is admitted."""
        person, country, visas = self.person, self.venue.country, self.scenario.visas
        free = self.at_home or country in (person.home.country, *person.may_enter)
        if visas is None or free or not person.citizenship:
            yield 0, 0
            return
        for passport in person.citizenship:
            asked = "-1" if passport == country else visas.get((passport, country), "")
            if asked != "no admission":
                takes = self.scenario.policy.visa.get(asked)
                yield (takes.lead_days, takes.fee_minor) if takes else (0, 0)

    def transit_fee(self, journey: Journey) -> int | None:
        """Fees of all visas for connections, None where one of them cannot be had in time."""
        there = {country_of(wait.airport) for wait in journey.waits}
        fees = [self._connection(country, (journey.departs.date() - self.today).days) for country in there]
        return None if None in fees else sum(fee or 0 for fee in fees)

    def _connection(self, country: str, lead: int) -> int | None:
        """The lowest fee of a passport for a connection in a country."""
        asked = [self._asked_of(passport, country) for passport in self.person.citizenship or ("?",)]
        takes = [self.scenario.policy.visa.get(word) for word in asked if word != "no admission"]
        usable = [one for one in takes if one is None or one.lead_days == 0 or one.lead_days <= lead]
        return min((one.fee_minor if one else 0 for one in usable), default=None)

    def _asked_of(self, passport: str, country: str) -> str:
        free = (passport, self.person.home.country, self.venue.country, *self.person.may_enter)
        return "" if country in free else (self.scenario.transit or {}).get((passport, country), "")
