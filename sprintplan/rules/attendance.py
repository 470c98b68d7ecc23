"""How everybody stands to every start of one event at one venue, and what that costs before any journey."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import Int8, Int64, Mask
from sprintplan.rules.exclusion import Demand, exclusions
from sprintplan.rules.kinds import Kind, Kinds
from sprintplan.rules.place import best_way, is_local, local_kinds, visa_ways
from sprintplan.units import day_number
from sprintplan.world.holidays import public_holidays


class Stands(IntEnum):
    """How a kind of traveller takes part."""

    TRAVELS = 0
    LOCAL = 1
    OWN_TRAVEL = 2
    REMOTE = 3


STATUS_WORD = {stands: stands.name.lower() for stands in Stands}


@dataclass(frozen=True)
class Attending:
    """How each kind of person takes part, for every start.

    Attributes
    ----------
    stands : (starts, kinds) numbers of `Stands`
    days : (kinds,) days of each kind's presence
    nights : (starts, kinds) nights that one such person sleeps there whatever the journeys are
    own_visa_minor : (starts, kinds) visa fee of who comes by own means, 0 for all others
    beds : (starts, days) people who sleep there whatever journeys they take; column 0 is the night before day 1
    demand : per start, what it asks of the venue and of those who are called
    excluded : per start, the sentence of the first rule that rules the candidate out, or None
    """

    stands: Int8
    days: Int64
    nights: Int64
    own_visa_minor: Int64
    beds: Int64
    demand: tuple[Demand, ...]
    excluded: tuple[str | None, ...]


def attending(scenario: Scenario, event: Event, venue: Venue, kinds: Kinds, reached: Mask, today: int) -> Attending:
    """Who comes how to each start; `reached` is (starts, kinds), whether an allowed trip exists."""
    local = local_kinds(scenario, kinds, venue)
    nature = np.where(local, Stands.LOCAL, np.where(kinds.own_travel, Stands.OWN_TRAVEL, Stands.TRAVELS))
    comes = reached | (nature != Stands.TRAVELS)
    own_visa = np.zeros(comes.shape, np.int64)
    for number in kinds.special:
        kind, way = kinds[number], Stands(int(nature[number]))
        for start, day in enumerate(event.starts):
            comes[start, number] &= may_come(scenario, venue, kind, way, day, today)
            if way == Stands.OWN_TRAVEL and comes[start, number]:
                own_visa[start, number] = own_visa_fee(scenario, venue, kind, day, today) or 0
    stands = np.where(comes, nature, Stands.REMOTE).astype(np.int8)
    days, stays = kinds.last - kinds.first + 1, _stays(scenario, stands)
    beds = np.asarray((stays * kinds.heads) @ _days(event, kinds), np.int64)
    demand = tuple(_demands(scenario, event, kinds, stands, beds))
    found = [exclusions(scenario, event, venue, kinds, *one) for one in zip(event.starts, demand, strict=True)]
    excluded = tuple(next((rule.sentence for rule in rules), None) for rules in found)
    return Attending(stands, days, stays * days, own_visa, beds, demand, excluded)


def _demands(scenario: Scenario, event: Event, kinds: Kinds, stands: Int8, beds: Int64) -> Iterator[Demand]:
    """What each start asks for."""
    heads, counts = _heads(event, kinds, stands), kinds.heads
    for start, first_day in enumerate(event.starts):
        flying = np.flatnonzero(stands[start] == Stands.TRAVELS)
        asked = scenario.limits.holiday_share is not None
        away = [number for number in flying.tolist() if asked and has_holiday(kinds[number], first_day)]
        yield Demand(
            heads=int(heads[start].max(initial=0)),
            beds=int(beds[start].max(initial=0)),
            missing=tuple(np.flatnonzero(stands[start] == Stands.REMOTE).tolist()),
            travellers=int(counts[flying].sum()),
            on_holiday=int(counts[away].sum()),
        )


def _heads(event: Event, kinds: Kinds, stands: Int8) -> Int64:
    return np.asarray(((stands != Stands.REMOTE) * kinds.heads) @ _days(event, kinds), np.int64)


def _stays(scenario: Scenario, stands: Int8) -> Mask:
    """(starts, kinds) whether one such person sleeps there."""
    stays = (stands == Stands.TRAVELS) | (stands == Stands.OWN_TRAVEL)
    if scenario.policy.locals_stay:
        stays |= stands == Stands.LOCAL
    return np.asarray(stays, np.bool_)


def _days(event: Event, kinds: Kinds) -> Int64:
    """(kinds, days) 1 on each day of the presence; the night before each of these days is slept there."""
    day = np.arange(1, event.days + 1)
    return ((kinds.first[:, None] <= day) & (day <= kinds.last[:, None])).astype(np.int64)


def nature_of(scenario: Scenario, kind: Kind, venue: Venue) -> Stands:
    """How the kind would come, borders and dates aside."""
    if is_local(scenario, kind.traits, venue):
        return Stands.LOCAL
    return Stands.OWN_TRAVEL if kind.traits.own_travel else Stands.TRAVELS


def may_come(scenario: Scenario, venue: Venue, kind: Kind, nature: Stands, first_day: date, today: int) -> bool:
    """Whether presence and borders allow the person to come, journeys aside."""
    traits = kind.traits
    first, last = traits.presence.first_day(first_day), traits.presence.last_day(first_day)
    if any(closed.overlaps(first, last) for closed in traits.unavailable):
        return False
    if nature == Stands.LOCAL:
        return True
    if venue.country in traits.cannot_enter:
        return False
    return nature != Stands.OWN_TRAVEL or own_visa_fee(scenario, venue, kind, first_day, today) is not None


def own_visa_fee(scenario: Scenario, venue: Venue, kind: Kind, first_day: date, today: int) -> int | None:
    """Visa fee of someone who comes by own means, lead days run to the eve; None where no visa is in time."""
    eve = day_number(kind.traits.presence.eve(first_day))
    way = best_way(visa_ways(scenario, kind.traits, venue), eve - today)
    return way.fee_minor if way else None


def has_holiday(kind: Kind, first_day: date) -> bool:
    """Whether a day of the kind's presence may be a public holiday at home."""
    present = kind.traits.presence
    first, last = present.first_day(first_day), present.last_day(first_day)
    days = {first + timedelta(days=n) for n in range(present.days)}
    return any(days & public_holidays(kind.traits.home.country, year) for year in range(first.year, last.year + 1))
