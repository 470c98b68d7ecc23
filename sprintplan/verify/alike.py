"""What deserves one verdict: people whom no rule tells apart."""

from collections.abc import Hashable
from operator import itemgetter
from typing import NamedTuple

from sprintplan.domain.people import Person, selectors_in
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trips import Traveller
from sprintplan.verify.months import months_after

UNJUDGED = ("id", "grade", "roles", "passport_expires", "diet", "access", *Traveller._fields)
"""Members of a person that no rule reads, or only where `known` says so."""

_judged = itemgetter(*(name for name in Person.model_fields if name not in UNJUDGED))


class Known(NamedTuple):
    """Somebody of people.csv, what their trips must repeat, and the first whom nothing tells apart from them.

    `like` : neither their row nor what they were told and have booked
    `peer` : no rule on who may travel how, whatever else their rows say
    """

    person: Person
    traveller: Traveller
    like: str
    peer: str


def _past(scenario: Scenario, person: Person) -> Hashable:
    """What somebody was told of each event, and the id of whoever has booked anything."""
    history = scenario.history
    if not history.published and not history.bookings:
        return None
    published = tuple(history.published.get((event.id, person.id)) for event in scenario.events)
    return published, any(history.of(event.id, person.id) for event in scenario.events) and person.id


def known(scenario: Scenario) -> dict[str, Known]:
    """Everybody of a `scenario` by their id.

    People differ by all that their rows say but what is their own; by team and id where a selector names it, and by the
    day on which a passport expires where that may be too soon. Peers may have any role or grade which none names.
    """
    selectors = [*selectors_in((scenario.events, scenario.policy, scenario.limits))]
    named_elsewhere = {end.person or "" for row in scenario.ground for end in (row.origin, row.destination)}
    named_elsewhere |= {row.person for row in scenario.exemptions}
    kinds = ("team", "role", "grade", "id")
    stated = [{one.value or "" for one in selectors if one.kind == kind} for kind in kinds]
    stated[-1] |= named_elsewhere
    horizon = max(months_after(event.last_day(event.starts[-1]), 6) for event in scenario.events)
    first: dict[Hashable, str] = {}
    peers: dict[Hashable, str] = {}
    everybody: dict[str, Known] = {}
    for person in scenario.people:
        words = (person.team,), person.roles, (person.grade,), person.ids
        named = tuple(frozenset(known.intersection(mine)) for known, mine in zip(stated, words, strict=True))
        members, expires = vars(person), person.passport_expires
        soon = expires if expires and expires < horizon else None
        peer = peers.setdefault((named, soon, _judged(members)), person.id)
        like = first.setdefault((peer, person.roles, person.grade, _past(scenario, person)), person.id)
        everybody[person.id] = Known(person, Traveller.of(person), like, peer)
    return everybody
