"""Everything that the three files of a workspace say, checked and resolved."""

from collections.abc import Hashable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from sprintplan.domain.duffel import DuffelTerms
from sprintplan.domain.events import Event
from sprintplan.domain.ground import GroundRow, GroundTerms
from sprintplan.domain.limits import Limits
from sprintplan.domain.model import Model
from sprintplan.domain.objective import Objective, Rate
from sprintplan.domain.people import Person
from sprintplan.domain.policy import Policy
from sprintplan.domain.settings import Emissions, Source
from sprintplan.domain.venues import Venue


class Scenario(Model):
    """One company's year, as its workspace states it.

    `stated_rates` holds the currencies that `[rates]` states; `rates_date` is its date, None where it states none
    (the last of the shipped table then); `emissions` tells who says what a flight emits where its seller does not;
    `unpriced` are candidates (event, venue, first day) that live fares are
    missing for, so that they cannot be judged; `insecure` tells whether tokens may leave this machine unencrypted;
    `visas` maps (passport, destination) to the requirement, None without
    `visas.csv`; `ground` are the rows of ground.csv, `ground_terms` how other journeys on the ground are estimated;
    `warnings` are sentences about inputs that can be planned with but look wrong.
    """

    folder: Path
    company: str
    currency: str
    events: tuple[Event, ...]
    people: tuple[Person, ...]
    venues: tuple[Venue, ...]
    policy: Policy
    limits: Limits
    objective: Objective
    stated_rates: dict[str, Rate] = {}
    rates_date: date | None = None
    source: Source
    emissions: Emissions = "embedded"
    duffel: DuffelTerms = DuffelTerms()
    unpriced: frozenset[tuple[str, str, date]] = frozenset()
    insecure: bool = False
    visas: dict[tuple[str, str], str] | None = None
    ground: tuple[GroundRow, ...] = ()
    ground_terms: GroundTerms = GroundTerms()
    inputs_sha256: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def estimates_ground(self) -> bool:
        """Whether journeys on the ground are estimated: as stated, else where flights are."""
        stated = self.ground_terms.estimate
        return self.source == "estimate" if stated is None else stated

    @property
    def has_ground(self) -> bool:
        """Whether anybody may travel on the ground at all."""
        return bool(self.ground) or self.estimates_ground

    @cached_property
    def place_by_id(self) -> Mapping[str, int]:
        """The number of the place that each person leaves from, by their id.

        People of one place have the same home, and the same rows of ground.csv name them.
        """
        named = {end.person for row in self.ground for end in (row.origin, row.destination)}
        numbers: dict[Hashable, int] = {}
        return {one.id: numbers.setdefault(_place(one, named), len(numbers)) for one in self.people}

    @cached_property
    def venue_by_id(self) -> Mapping[str, Venue]:
        """Venues by their id."""
        return {venue.id: venue for venue in self.venues}

    @cached_property
    def person_by_id(self) -> Mapping[str, Person]:
        """People by their id."""
        return {person.id: person for person in self.people}

    @cached_property
    def event_by_id(self) -> Mapping[str, Event]:
        """Events by their id."""
        return {event.id: event for event in self.events}


def _place(person: Person, named: set[str | None]) -> Hashable:
    home = person.home
    alone = tuple(word for word in person.ids if word in named)
    return home.airports, home.coded, home.country, home.latitude, home.longitude, alone
