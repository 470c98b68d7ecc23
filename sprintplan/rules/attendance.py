"""How everybody stands to every start of one event at one venue, and what that costs before any journey."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from fractions import Fraction

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import Int8, Int64, Mask
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
class Standing:
    """How each kind of person takes part, for every start.

    stands : (starts, kinds) numbers of `Stands`
    base_minor : (starts, kinds) the objective of one such person before any journey
    beds : (starts, days) people who sleep there whatever journeys they take; column 0 is the night before day 1
    excluded : per start, the sentence of the rule that rules the candidate out, or None
    """

    stands: Int8
    base_minor: Int64
    beds: Int64
    excluded: tuple[str | None, ...]


def standing(scenario: Scenario, event: Event, venue: Venue, kinds: Kinds, reached: Mask, today: int) -> Standing:
    """Who comes how to each start; `reached` is (starts, kinds), whether an allowed trip by air exists."""
    local = local_kinds(scenario, kinds, venue)
    nature = np.where(local, Stands.LOCAL, np.where(kinds.own_travel, Stands.OWN_TRAVEL, Stands.TRAVELS))
    comes = reached | (nature != Stands.TRAVELS)
    base = np.tile(_base_costs(scenario, venue, kinds, nature), (len(event.starts), 1))
    for number in kinds.special:
        kind, way = kinds[number], Stands(int(nature[number]))
        for start, day in enumerate(event.starts):
            comes[start, number] &= may_come(scenario, venue, kind, way, day, today)
            if way == Stands.OWN_TRAVEL:
                base[start, number] += own_visa_fee(scenario, venue, kind, day, today) or 0
    stands = np.where(comes, nature, Stands.REMOTE).astype(np.int8)
    base = np.where(comes, base, scenario.objective.remote_minor)
    beds = _beds(scenario, event, kinds, stands)
    places = _Places(_heads(event, kinds, stands), beds)
    excluded = tuple(_excluded(scenario, event, venue, kinds, stands, places, n) for n in range(len(event.starts)))
    return Standing(stands, base, beds, excluded)


@dataclass(frozen=True)
class _Places:
    """(starts, days) people who attend each day, and who sleep there each night."""

    heads: Int64
    beds: Int64


def _heads(event: Event, kinds: Kinds, stands: Int8) -> Int64:
    return np.asarray(((stands != Stands.REMOTE) * kinds.heads) @ _days(event, kinds), np.int64)


def _beds(scenario: Scenario, event: Event, kinds: Kinds, stands: Int8) -> Int64:
    stays = (stands == Stands.TRAVELS) | (stands == Stands.OWN_TRAVEL)
    if scenario.policy.locals_stay:
        stays |= stands == Stands.LOCAL
    return np.asarray((stays * kinds.heads) @ _days(event, kinds), np.int64)


def _days(event: Event, kinds: Kinds) -> Int64:
    """(kinds, days) 1 on each day of the presence; the night before each of these days is slept there."""
    day = np.arange(1, event.days + 1)
    return ((kinds.first[:, None] <= day) & (day <= kinds.last[:, None])).astype(np.int64)


def _base_costs(scenario: Scenario, venue: Venue, kinds: Kinds, nature: Int64) -> Int64:
    """(kinds,) what one person who comes costs before any journey and visa: nights, day rates, transfers."""
    nightly = venue.room_rate_minor + scenario.objective.night_per_diem_minor
    days = kinds.last - kinds.first + 1
    nights = np.where((nature != Stands.LOCAL) | scenario.policy.locals_stay, days, 0)
    transfers = 0 if venue.shuttle_cost_minor is not None else 2 * venue.transfer_cost_minor
    return np.asarray(nights * nightly + days * venue.day_rate_minor + (nature == Stands.TRAVELS) * transfers, np.int64)


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


def base_nights(scenario: Scenario, kind: Kind, stands: int) -> int:
    """Nights from the eve to the last day, where the person has a room at all."""
    stays = stands in (Stands.TRAVELS, Stands.OWN_TRAVEL) or (stands == Stands.LOCAL and scenario.policy.locals_stay)
    return kind.traits.presence.days if stays else 0


def _excluded(
    scenario: Scenario,
    event: Event,
    venue: Venue,
    kinds: Kinds,
    stands: Int8,
    places: _Places,
    start: int,
) -> str | None:
    """The first rule that rules out this venue on this date, as people read it."""
    return (
        venue_closed(scenario, event, venue, event.starts[start])
        or _missed(scenario, kinds, stands[start])
        or _too_small(venue, places, start)
        or _on_holiday(scenario, event, kinds, stands[start], event.starts[start])
    )


def venue_closed(scenario: Scenario, event: Event, venue: Venue, first_day: date) -> str | None:
    """The sentence of a rule that no traveller has a part in, or None."""
    last_day = event.last_day(first_day)
    if (event.id, venue.id, first_day) in scenario.unpriced:
        return f"live fares: not every search for {venue.name} on {first_day} is answered"
    if venue.available and not any(days.holds(first_day, last_day) for days in venue.available):
        return f"venues.available: {venue.name} is not available from {first_day} to {last_day}"
    if any(first_day <= day <= last_day for day in event.avoid):
        return f"event.avoid: {first_day} to {last_day} holds a day to avoid"
    months = scenario.limits.months_between_uses
    if months is not None and venue.last_used and add_months(venue.last_used, months) > first_day:
        return f"limits.months_between_uses {months}: {venue.name} was last used on {venue.last_used}"
    return None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, clamped to the month's end."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _missed(scenario: Scenario, kinds: Kinds, stands: Int8) -> str | None:
    forbid = scenario.policy.unreachable == "forbid"
    away = np.flatnonzero(stands == Stands.REMOTE).tolist()
    missing = [
        scenario.people[member].name
        for kind in map(kinds.__getitem__, away)
        if forbid or kind.traits.must_attend
        for member in kind.members
    ]
    rule = 'policy.unreachable "forbid"' if forbid else "policy.must_attend"
    return f"{rule}: no allowed trip for {_named(missing)}" if missing else None


def _named(names: list[str], most: int = 3) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _too_small(venue: Venue, places: _Places, start: int) -> str | None:
    heads, beds = int(places.heads[start].max(initial=0)), int(places.beds[start].max(initial=0))
    if venue.capacity is not None and heads > venue.capacity:
        return f"venues.capacity {venue.capacity}: {heads} people attend on one day"
    if venue.rooms is not None and beds > venue.rooms:
        return f"venues.rooms {venue.rooms}: {beds} people stay on one night"
    return None


def _on_holiday(scenario: Scenario, event: Event, kinds: Kinds, stands: Int8, first_day: date) -> str | None:
    share = scenario.limits.holiday_share
    if share is None:
        return None
    flying = [kind for kind, way in zip(kinds, stands.tolist(), strict=True) if way == Stands.TRAVELS]
    away = sum(kind.count for kind in flying if has_holiday(kind, first_day))
    travellers = sum(kind.count for kind in flying)
    if away <= Fraction(share) * travellers:
        return None
    return f"limits.holiday_share {share}: {away} of {travellers} travellers may have a public holiday"


def has_holiday(kind: Kind, first_day: date) -> bool:
    """Whether a day of the kind's presence may be a public holiday at home."""
    present = kind.traits.presence
    first, last = present.first_day(first_day), present.last_day(first_day)
    days = {first + timedelta(days=n) for n in range(present.days)}
    return any(days & public_holidays(kind.traits.home.country, year) for year in range(first.year, last.year + 1))
