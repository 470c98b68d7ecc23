"""Who could attend an event at no venue on no first day, and why, before anything is planned."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import OfferTable
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.choices import choices
from sprintplan.rules.exclusion import names_of
from sprintplan.rules.reasons import why_remote
from sprintplan.rules.traveller_classes import TravellerClass, TravellerClasses, selector_classes, traveller_classes

MOST_REASONS = 5
"""Classes of an event whose reasons are told; of the others the names are."""


@dataclass
class _Kept:
    """A class that no candidate so far lets attend.

    `reasons` : what keeps it away on the first of these days at each venue, with venue and day; none where it was
    called on no first day
    """

    traveller: TravellerClass
    reasons: tuple[tuple[str, str], ...] = ()


class Nowhere:
    """Finds, venue by venue, who is left without any candidate.

    People without whom a candidate is out are not looked at: what they rule out is told by `Bottlenecks`.

    Parameters
    ----------
    scenario : the workspace
    today : day number of the planning date
    """

    def __init__(self, scenario: Scenario, today: int) -> None:
        self._scenario, self._today, by_selectors = scenario, today, selector_classes(scenario)
        events = scenario.events if scenario.policy.unreachable == "remote" else ()
        self._left = [
            (event, [_Kept(one) for one in traveller_classes(scenario, event, by_selectors) if not _must(one)])
            for event in events
        ]

    def add(self, venue: Venue, table: OfferTable) -> None:
        """Leave out who can attend at a venue; `table` holds the journeys on sale to and from it."""
        for event, left in self._left:
            if venue.id in event.venues and left:
                left[:] = self._without_trip(event, venue, table, left)

    def sentences(self) -> Iterator[str]:
        """By event a sentence on each class that has no candidate, and one on those beyond the first few."""
        for event, left in self._left:
            away = [one for one in left if one.reasons]
            for one in away[:MOST_REASONS]:
                names = names_of(self._scenario, one.traveller.members)
                yield f"{event.name}: {names} cannot attend at any venue on any first day: {_why(one.reasons)}"
            if away[MOST_REASONS:]:
                others = tuple(person for one in away[MOST_REASONS:] for person in one.traveller.members)
                names = names_of(self._scenario, others)
                yield f"{event.name}: {names} cannot attend at any venue on any first day either"

    def _without_trip(self, event: Event, venue: Venue, table: OfferTable, left: list[_Kept]) -> Iterator[_Kept]:
        """Those whom the venue lets attend on no first day either, each with the reason there."""
        here = choices(
            self._scenario, event, venue, TravellerClasses(one.traveller for one in left), table, self._today
        )
        status = here.attending.status
        for number in np.flatnonzero(np.all(status >= Attendance.REMOTE, axis=0)).tolist():
            starts = np.flatnonzero(status[:, number] == Attendance.REMOTE)
            one = left[number]
            if len(starts):
                first_day = event.starts[int(starts[0])]
                where = f"at {self._scenario.place_names[venue.id]} on {first_day}"
                why = why_remote(here, int(starts[0]), number, self._today)
                one = _Kept(one.traveller, (*one.reasons, (where, why)))
            yield one


def _must(one: TravellerClass) -> bool:
    return one.traits.must_attend


def _why(reasons: tuple[tuple[str, str], ...]) -> str:
    """The reason at every venue, or that at the first of them with its venue and day."""
    where, why = reasons[0]
    return why if len({reason for _, reason in reasons}) == 1 else f"{where}, {why}"
