"""Everything that the three files of a workspace say, checked and resolved."""

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from sprintplan.domain.duffel import DuffelTerms
from sprintplan.domain.events import Event
from sprintplan.domain.exemptions import YEAR_LIMITS, Exemption
from sprintplan.domain.ground import GroundRow, GroundTerms
from sprintplan.domain.limits import Limits
from sprintplan.domain.model import Model
from sprintplan.domain.objective import Objective, Rate
from sprintplan.domain.people import Person, Selector
from sprintplan.domain.place_names import venue_names
from sprintplan.domain.policy import Policy
from sprintplan.domain.published import History
from sprintplan.domain.settings import Emissions, Source
from sprintplan.domain.venues import Venue


class Scenario(Model):
    """One company's year, as its workspace states it.

    `stated_rates` holds the currencies that `[rates]` states; `rates_date` is its date, None where it states none
    (the last of the shipped table then); `emissions` tells who says what a flight emits where its seller does not;
    `unpriced` are candidates (event, venue, first day) that live fares are
    missing for, so that they cannot be judged; `insecure` tells whether tokens may leave this machine unencrypted;
    `visas` maps (passport, destination) to the requirement, None without `visas.csv`, and `transit` (passport, country)
    to what a connection there requires, None without `transit.csv`;
    `ground` are the rows of ground.csv, `ground_terms` how other journeys on the ground are estimated;
    `exemptions` are the rows of exceptions.csv;
    `most_travel_min` caps the minutes in journeys of everybody together, which no file states: a front asks for it;
    `history` is what a plan that was published and bookings of it add, where the year is planned anew;
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
    transit: dict[tuple[str, str], str] | None = None
    ground: tuple[GroundRow, ...] = ()
    ground_terms: GroundTerms = GroundTerms()
    exemptions: tuple[Exemption, ...] = ()
    most_travel_min: int | None = None
    history: History = History()
    inputs_sha256: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def candidates(self) -> int:
        """How many candidates there are: each event's first days times its venues."""
        return sum(len(event.starts) * len(event.venues) for event in self.events)

    @property
    def estimates_ground(self) -> bool:
        """Whether journeys on the ground are estimated: as stated, else where flights are."""
        stated = self.ground_terms.estimate
        return self.source == "estimate" if stated is None else stated

    @property
    def has_ground(self) -> bool:
        """Whether anybody may travel on the ground at all."""
        return bool(self.ground) or self.estimates_ground or self.history.has_ground

    def on(self, today: date) -> Self:
        """The year as it is planned on a day, `today`: with those exceptions that are in force then.

        Who is exempt from a limit of the year joins those whom it leaves out.
        """
        if not self.exemptions:
            return self
        counting = tuple(row for row in self.exemptions if row.until is None or row.until >= today)
        limits = self.limits
        for key, member in YEAR_LIMITS.items():
            exempt = tuple(Selector(kind="id", value=row.person) for row in counting if row.key == key)
            if (terms := getattr(limits, member)) and exempt:
                more = tuple(one for one in exempt if one not in terms.exempt)
                limits = limits.changed(**{member: terms.changed(exempt=(*terms.exempt, *more))})
        return self.changed(exemptions=counting, limits=limits)

    def exemptions_of(self, person: Person, event_id: str) -> tuple[Exemption, ...]:
        """The exceptions that a person has at an event: of one key that which names the event, in file order.

        Parameters
        ----------
        person : anybody of the workspace
        event_id : id of the event
        """
        if not self.exemptions:
            return ()
        mine = [row for row in self._exempt_by_id.get(person.id, ()) if row.event in ("", event_id)]
        chosen = {row.key: row for row in sorted(mine, key=lambda row: (row.event, len(row.person)))}
        return tuple(sorted(chosen.values(), key=lambda row: row.line))

    @cached_property
    def _exempt_by_id(self) -> Mapping[str, list[Exemption]]:
        rows: dict[str, list[Exemption]] = {}
        for person in self.people:
            if mine := [row for row in self.exemptions if row.person in person.ids]:
                rows[person.id] = mine
        return rows

    def varied(self, exemptions: tuple[Exemption, ...]) -> Self:
        """The year with policy and limits as they are for who has these `exemptions`; itself where there are none."""
        if not exemptions:
            return self
        if exemptions not in self._variants:
            policy, limits = self.policy, self.limits
            for row in exemptions:
                policy, limits = row.changed_rules(policy, limits)
            self._variants[exemptions] = self.changed(policy=policy, limits=limits, exemptions=())
        return self._variants[exemptions]

    @cached_property
    def _variants(self) -> dict[tuple[Exemption, ...], Self]:
        return {}

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """The policy, and every other one that exceptions make for somebody at an event."""
        exempt = [person for person in self.people if person.id in self._exempt_by_id]
        sets = dict.fromkeys(self.exemptions_of(person, event.id) for person in exempt for event in self.events)
        return (self.policy, *(self.varied(rows).policy for rows in sets))

    @cached_property
    def most_early_nights(self) -> int:
        """How many nights before the eve anybody's travel window opens."""
        return max(policy.most_early_nights for policy in self.policies)

    @cached_property
    def most_late_nights(self) -> int:
        """How many nights after the last day anybody's travel window closes."""
        return max(policy.max_late_nights for policy in self.policies)

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
    def place_names(self) -> Mapping[str, str]:
        """What people call each venue, by its id."""
        return venue_names((venue.id, venue.name, venue.city) for venue in self.venues)

    @cached_property
    def event_names(self) -> Mapping[str, str]:
        """What people call each event, by its id: its name, and the id with it where two have the same."""
        shared = Counter(event.name for event in self.events)
        return {one.id: one.name if shared[one.name] == 1 else f"{one.name} ({one.id})" for one in self.events}

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
