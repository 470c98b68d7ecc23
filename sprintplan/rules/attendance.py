"""Attendance at each start of an event at a venue: who travels, lives there, comes by own travel or cannot attend."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import Int8, Int64, Mask
from sprintplan.rules.exclusion import Demand, exclusions
from sprintplan.rules.history import weighed_change
from sprintplan.rules.place import best_way, is_local, local_classes, visa_ways
from sprintplan.rules.traveller_classes import TravellerClass, TravellerClasses, is_free
from sprintplan.units import day_number


class Attendance(IntEnum):
    """How a class of travellers takes part; those who are not with the company yet, or any more, are not called."""

    TRAVELS = 0
    LOCAL = 1
    OWN_TRAVEL = 2
    REMOTE = 3
    NOT_CALLED = 4


def attends(status: Int8) -> Mask:
    """Whether people of a status are at the event."""
    return np.asarray(status < Attendance.REMOTE, np.bool_)


STATUS_WORD = {status: status.name.lower() for status in Attendance}


@dataclass(frozen=True)
class Attending:
    """How each class of people takes part, for every start.

    Attributes
    ----------
    stands : (starts, classes) numbers of `Attendance`
    days : (classes,) days of each class's presence
    eve : (starts, classes) day number of each class's eve
    nights : (starts, classes) nights that one such person sleeps there whatever the journeys are
    own_visa_minor : (starts, classes) visa fee of who comes by own travel, 0 for all others
    lost_minor : (classes,) what is gone where everything that one person has booked is given up
    change_minor : (starts, classes) what the end of a published itinerary counts where the person does not travel
    beds : (starts, days) people who sleep there whatever journeys they take; column 0 is the night before day 1
    demand : per start, what it asks of the venue and of those who are called
    excluded : per start, the sentence of the first rule that rules the candidate out, or None
    """

    status: Int8
    days: Int64
    eve: Int64
    nights: Int64
    own_visa_minor: Int64
    lost_minor: Int64
    change_minor: Int64
    beds: Int64
    demand: tuple[Demand, ...]
    excluded: tuple[str | None, ...]


def attending(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, reached: Mask, today: int
) -> Attending:
    """Who comes how to each start of an event at a venue.

    Parameters
    ----------
    scenario : the workspace
    event, venue : what is held where
    classes : the traveller classes of the event
    reached : (starts, classes) whether an allowed trip exists
    today : day number of the planning date, from which lead days of visas run
    """
    stand = standing(scenario, event, venue, classes, reached, today)
    beds = np.asarray(((stand.nights > 0) * classes.heads) @ _days(event, classes), np.int64)
    demand = tuple(_demands(scenario, event, classes, stand.status, beds))
    by_start = [exclusions(scenario, event, venue, classes, *one) for one in zip(event.starts, demand, strict=True)]
    excluded = tuple(next((rule.sentence for rule in rules), None) for rules in by_start)
    return replace(stand, beds=beds, demand=demand, excluded=excluded)


def standing(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, reached: Mask, today: int
) -> Attending:
    """The same without what it asks of the venue, and whether that rules it out: no beds, no demand, nothing excluded.

    Parameters
    ----------
    scenario, event, venue, classes, reached, today : as for `attending`
    """
    local = local_classes(scenario, classes, venue)
    nature = np.where(classes.own_travel_to(venue.id), Attendance.OWN_TRAVEL, Attendance.TRAVELS)
    nature = np.where(local, Attendance.LOCAL, nature)
    comes = (reached | (nature != Attendance.TRAVELS)) & classes.free_at(event.starts)
    own_visa = np.zeros(comes.shape, np.int64)
    for number in classes.bordered:
        traveller, way = classes[number], Attendance(int(nature[number]))
        for start, day in enumerate(event.starts):
            comes[start, number] &= may_come(scenario, venue, traveller, way, day, today)
            if way == Attendance.OWN_TRAVEL and comes[start, number]:
                own_visa[start, number] = own_visa_fee(scenario, venue, traveller, day, today) or 0
    status = np.where(comes, nature, Attendance.REMOTE).astype(np.int8)
    for number in classes.not_called:
        status[list(classes[number].traits.not_called), number] = Attendance.NOT_CALLED
    own_visa[status != Attendance.OWN_TRAVEL] = 0
    days, stays = classes.last - classes.first + 1, _stays(scenario, status)
    begins = np.array([day_number(day) for day in event.starts], np.int64)
    stays_put = (status != Attendance.TRAVELS) & (status != Attendance.NOT_CALLED)
    return Attending(
        status=status,
        days=days,
        eve=begins[:, None] + classes.first - 2,
        nights=stays * days,
        own_visa_minor=own_visa,
        lost_minor=classes.lost_minor,
        change_minor=stays_put * weighed_change(scenario, classes),
        beds=np.zeros((len(status), 0), np.int64),
        demand=(),
        excluded=(),
    )


def _demands(
    scenario: Scenario, event: Event, classes: TravellerClasses, status: Int8, beds: Int64
) -> Iterator[Demand]:
    """What each start asks for."""
    heads, counts = _heads(event, classes, status), classes.heads
    of_quorum = {
        quorum.who: np.array([one.traits.quorums[number] for one in classes], np.bool_)
        for number, quorum in enumerate(scenario.limits.quorum)
    }
    on_holiday = np.zeros(status.shape, np.bool_)
    if scenario.limits.holiday_share is not None:
        on_holiday = classes.on_holiday_at(event.starts)
    for start in range(len(event.starts)):
        flying = status[start] == Attendance.TRAVELS
        yield Demand(
            heads=int(heads[start].max(initial=0)),
            beds=int(beds[start].max(initial=0)),
            missing=tuple(np.flatnonzero(status[start] == Attendance.REMOTE).tolist()),
            travellers=int(counts[flying].sum()),
            on_holiday=int(counts[flying & on_holiday[start]].sum()),
            attending=int(counts[attends(status[start])].sum()),
            quorums=tuple((who, *_quorum(status[start], counts, mine)) for who, mine in of_quorum.items()),
        )


def _quorum(status: Int8, counts: Int64, mine: Mask) -> tuple[int, int]:
    """How many people of the classes `mine` attend in person, and how many are called."""
    called = mine & (status != Attendance.NOT_CALLED)
    return int(counts[called & attends(status)].sum()), int(counts[called].sum())


def _heads(event: Event, classes: TravellerClasses, status: Int8) -> Int64:
    return np.asarray((attends(status) * classes.heads) @ _days(event, classes), np.int64)


def _stays(scenario: Scenario, status: Int8) -> Mask:
    """(starts, classes) whether one such person sleeps there."""
    stays = (status == Attendance.TRAVELS) | (status == Attendance.OWN_TRAVEL)
    if scenario.policy.locals_stay:
        stays |= status == Attendance.LOCAL
    return np.asarray(stays, np.bool_)


def _days(event: Event, classes: TravellerClasses) -> Int64:
    """(classes, days) 1 on each day of the presence; the night before each of these days is slept there."""
    day = np.arange(1, event.days + 1)
    return ((classes.first[:, None] <= day) & (day <= classes.last[:, None])).astype(np.int64)


def nature_of(scenario: Scenario, traveller: TravellerClass, venue: Venue) -> Attendance:
    """How a class of travellers would come to a venue, borders and dates aside.

    Parameters
    ----------
    scenario : the workspace
    traveller : the class
    venue : where the event would be
    """
    if is_local(scenario, traveller.traits, venue):
        return Attendance.LOCAL
    return Attendance.OWN_TRAVEL if venue.id in traveller.traits.own_travel else Attendance.TRAVELS


def may_come(
    scenario: Scenario, venue: Venue, traveller: TravellerClass, nature: Attendance, first_day: date, today: int
) -> bool:
    """Whether presence and borders allow a class of travellers to come, journeys aside.

    Parameters
    ----------
    scenario : the workspace
    venue : where the event would be
    traveller : the class
    nature : how the class would come, by `nature_of`
    first_day : first day of the event
    today : day number of the planning date
    """
    if not is_free(traveller, first_day):
        return False
    if nature == Attendance.LOCAL:
        return True
    if venue.country in traveller.traits.cannot_enter:
        return False
    return nature != Attendance.OWN_TRAVEL or own_visa_fee(scenario, venue, traveller, first_day, today) is not None


def own_visa_fee(
    scenario: Scenario, venue: Venue, traveller: TravellerClass, first_day: date, today: int
) -> int | None:
    """Visa fee, minor units, of a traveller who comes by own travel; None where no visa is in time.

    Lead days run to the eve, as no journey is known.

    Parameters
    ----------
    scenario : the workspace
    venue : where the event would be
    traveller : the class of the traveller
    first_day : first day of the event
    today : day number of the planning date
    """
    eve = day_number(traveller.traits.presence.eve(first_day))
    way = best_way(visa_ways(scenario, traveller.traits, venue), eve - today)
    return way.fee_minor if way else None
