"""What the estimate has to shop for: from which airports, on which nights, in which cabins."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.events import Event, Presence, presence
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int32
from sprintplan.units import day_number
from sprintplan.world.airports import airports

LONGEST_TRAVEL_DAYS = 2


@dataclass(frozen=True)
class Needs:
    """What people may need at venues of one set of events.

    `homes` : (h,) airport numbers; `first` : day number of the masks' column 0
    `check_in`, `check_out` : (h, days) nights that someone from that airport may arrive or leave
    `over_min` : (h, 4) fastest minutes above which a cabin is asked for there; economy always
    """

    homes: Int32
    first: int
    check_in: NDArray[np.bool_]
    check_out: NDArray[np.bool_]
    over_min: NDArray[np.int64]


NEVER_ASKED = np.iinfo(np.int64).max


def needs(scenario: Scenario, event_ids: tuple[str, ...]) -> Needs:
    """Everything that anybody may need to come to a venue of these events."""
    events = [scenario.event_by_id[event] for event in event_ids]
    spans = _spans(scenario, events)
    homes = np.array(sorted({home for home, *_ in spans}), np.int32)
    days = [day for event in events for day in event.starts]
    early, late = scenario.policy.most_early_nights, scenario.policy.max_late_nights
    before, after = early + LONGEST_TRAVEL_DAYS + 1, late + max((event.days for event in events), default=0) + 1
    first = day_number(min(days, default=date(1970, 1, 1))) - before
    width = (max(days) - min(days)).days + before + after if days else 0
    row = {int(home): number for number, home in enumerate(homes)}
    check_in, check_out = np.zeros((2, len(homes), width), np.bool_)
    for home, event, present in spans:
        for start in event.starts:
            eve = day_number(present.eve(start)) - first
            last = day_number(present.last_day(start)) - first
            check_in[row[home], eve - early : eve + 1] = True
            check_out[row[home], last : last + late + 1] = True
    return Needs(homes, first, check_in, check_out, _cabins(scenario, row))


def _spans(scenario: Scenario, events: list[Event]) -> list[tuple[int, Event, Presence]]:
    """Distinct (home airport, event, presence) of all who may fly."""
    found = {}
    for event in events:
        for person in scenario.people:
            if event.id not in person.own_travel and (present := presence(event, person)):
                for home in airports().numbers(person.home.airports):
                    found[home, event.id, present] = (home, event, present)
    return list(found.values())


def _cabins(scenario: Scenario, row: dict[int, int]) -> NDArray[np.int64]:
    """(h, 4) by cabin: the fastest minutes above which someone from the airport may be entitled to it."""
    over = np.full((len(row), len(Cabin)), NEVER_ASKED, np.int64)
    over[:, Cabin.ECONOMY] = 0
    for person in scenario.people:
        asked = _asked(scenario, person)
        for home in airports().numbers(person.home.airports) if asked else ():
            for cabin, minutes in asked:
                if home in row:
                    over[row[home], cabin] = min(over[row[home], cabin], minutes)
    return over


def _asked(scenario: Scenario, person: Person) -> list[tuple[Cabin, int]]:
    """Cabins that the rules or the person's own grant may ask for, with the minutes above which they do."""
    asked = [] if person.cabin is None else [(person.cabin, 0)]
    for rule in scenario.policy.cabin_rules:
        if selected(rule.who, person):
            asked.append((rule.cabin, rule.over_min))
            if rule.or_rest_nights is not None:
                asked.append((Cabin(max(0, rule.cabin - 1)), rule.over_min))
    return asked
