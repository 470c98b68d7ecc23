"""What rules read of a person who is asked to an event."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from sprintplan.domain.bookings import Booking
from sprintplan.domain.borders import is_closed
from sprintplan.domain.events import Event, Presence, is_with_company
from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.model import Cabin, DateRange
from sprintplan.domain.people import Home, Person, selected
from sprintplan.domain.published import Published
from sprintplan.domain.scenario import Scenario
from sprintplan.units import add_months
from sprintplan.world.airports import airports

PASSPORT_MONTHS = 6
"""So long after an event abroad a passport is to be valid."""


@dataclass(frozen=True)
class Traits:
    """All of a person that decides which trips to one event are allowed and what they cost.

    `place` is the number of the place that ground journeys lead from, -1 where there are none; `own_travel` are the ids
    of the event's venues to which the person comes by own travel; `not_called` are numbers of the event's first days at
    which the person is not with the company. Rules are those of the `exemptions` that the person has at the event;
    `published` and `bookings` are their published trips, and their bookings, for it.
    """

    presence: Presence
    not_called: tuple[int, ...]
    home: Home
    place: int
    cabin: Cabin | None
    cabin_rules: tuple[bool, ...]
    no_weekend: bool
    hours_rules: tuple[bool, ...]
    rest_rules: tuple[bool, ...]
    keeps_to_ground: bool
    own_travel: tuple[str, ...]
    must_attend: bool
    quorums: tuple[bool, ...]
    passport_expires: date | None
    local_to: tuple[str, ...]
    cannot_enter: tuple[str, ...]
    unavailable: tuple[DateRange, ...]
    citizenship: tuple[str, ...]
    may_enter: tuple[str, ...]
    exemptions: tuple[Exemption, ...] = ()
    published: Published | None = None
    bookings: tuple[Booking, ...] = ()

    @property
    def change_is_weighed(self) -> bool:
        """Whether a change of the published itinerary counts in the score: nothing of it is booked."""
        return self.published is not None and not any(one.is_live for one in self.bookings)


def traits_of(
    scenario: Scenario, event: Event, person: Person, present: Presence, homes: dict[Hashable, Home]
) -> Traits:
    """What rules read of a person at an event.

    Parameters
    ----------
    scenario, event, person : the workspace, the event, and who is asked to it
    present : days on which the person attends
    homes : one of each home that was met, by what tells it apart; gets the person's
    """
    exemptions = scenario.exemptions_of(person, event.id)
    visas = scenario.visas is not None or scenario.transit is not None
    policy = scenario.varied(exemptions).policy
    return Traits(
        presence=present,
        not_called=_not_called(event, person),
        home=_shared(_within_reach(scenario, person), homes),
        place=scenario.place_by_id[person.id] if scenario.has_ground else -1,
        cabin=person.cabin,
        cabin_rules=tuple(selected(rule.who, person) for rule in policy.cabin_rules),
        no_weekend=selected(policy.no_weekend_travel, person),
        hours_rules=tuple(selected(rule.who, person) for rule in policy.hours),
        rest_rules=tuple(selected(rule.who, person) for rule in policy.rest),
        keeps_to_ground=selected(policy.ground.who, person),
        own_travel=_own_travel(event, person),
        must_attend=selected(policy.must_attend, person),
        passport_expires=expiring(person, [event]),
        quorums=tuple(one.who.matches(person) for one in scenario.limits.quorum),
        local_to=person.local_to,
        cannot_enter=person.cannot_enter,
        unavailable=person.unavailable,
        citizenship=person.citizenship if visas else (),
        may_enter=person.may_enter if visas else (),
        exemptions=exemptions,
        published=scenario.history.published.get((event.id, person.id)),
        bookings=scenario.history.of(event.id, person.id),
    )


def expiring(person: Person, events: Sequence[Event]) -> date | None:
    """When a person's passport expires, where that is less than six months after the last day that some of the `events`
    may end on; None for all others, whom it does not tell apart."""
    expires = person.passport_expires
    if expires is None:
        return None
    latest = max(add_months(event.last_day(event.starts[-1]), PASSPORT_MONTHS) for event in events)
    return expires if expires < latest else None


def _not_called(event: Event, person: Person) -> tuple[int, ...]:
    """Numbers of the first days at which the person is not with the company."""
    if person.joins is None and person.leaves is None:
        return ()
    return tuple(number for number, day in enumerate(event.starts) if not is_with_company(event, person, day))


def _own_travel(event: Event, person: Person) -> tuple[str, ...]:
    """Ids of the event's venues to which the person comes by own travel."""
    return tuple(venue for venue in event.venues if person.own_travel and person.comes_by_own_means(event.id, venue))


def _within_reach(scenario: Scenario, person: Person) -> Home:
    """The home without airports in another country that the person may not enter, or would need a visa for."""
    home = person.home
    country_of = {code: airports().country(code) for code in home.airports}
    closed = {
        country
        for country in {*country_of.values()} - {home.country}
        if is_closed(
            country,
            cannot_enter=person.cannot_enter,
            may_enter=person.may_enter,
            citizenship=person.citizenship,
            visas=scenario.visas,
        )
    }
    if not closed:
        return home
    return home.changed(airports=tuple(code for code in home.airports if country_of[code] not in closed))


def _shared(home: Home, homes: dict[Hashable, Home]) -> Home:
    """One Home for every way of writing the same airports, so that the spelling makes no new class."""
    key = (home.airports, home.coded, home.country, home.latitude, home.longitude)
    return homes.setdefault(key, home)
