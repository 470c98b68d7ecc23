"""What changed for whom between two plans, and by how much the totals moved."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from sprintplan.domain.bookings import WAYS
from sprintplan.domain.change_record import ChangeKind
from sprintplan.domain.columns import OWN_PREFIX
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip, TripCost
from sprintplan.itinerary.spending import given_up_in_groups
from sprintplan.offers.booked import SOURCE

Kind = ChangeKind
KINDS: tuple[Kind, ...] = get_args(ChangeKind)
"""Kinds of change in the order of attention."""
Meant = Callable[[str, Trip, str], bool]
"""Whether what is cancelled was a ticket of the journey that a published trip has; of an event's id, that trip and a
way."""


def gave_nothing_up(event: str, before: Trip, way: str) -> bool:
    """Whether the trip as it was, `before`, had given up no booking, so that a cancelled one was its own: all that two
    plans tell without the bookings, for any `event` and `way`."""
    return not _given_up(before)


@dataclass(frozen=True)
class TripChange:
    """What changed for one person at one event.

    Attributes
    ----------
    kind : the gravest of what changed
    before, after : the trips; None where the plan has none of the person at the event
    parts : everything that changed, by name of the trip's member
    cash : cash after minus cash before, in the plan's currency
    """

    event: str
    person: str
    name: str
    team: str
    kind: Kind
    before: Trip | None
    after: Trip | None
    parts: tuple[str, ...]
    cash: Decimal


@dataclass(frozen=True)
class EventChange:
    """An event that both plans have, or one of them; venue and first day as they were and as they are."""

    event: str
    before: EventPlan | None
    after: EventPlan | None

    @property
    def moved(self) -> bool:
        """Whether venue or dates differ, or the event is in one plan alone."""
        before, after = self.before, self.after
        if before is None or after is None:
            return True
        return (before.venue, before.first_day, before.last_day) != (after.venue, after.first_day, after.last_day)


@dataclass(frozen=True)
class Sums:
    """Cash, hours in journeys and kilograms of CO2e of some trips."""

    cash: Decimal = Decimal(0)
    hours: float = 0.0
    co2e_kg: float = 0.0
    trips: int = 0

    def plus(self, trip: Trip) -> "Sums":
        """The sums with one `trip` more."""
        hours, co2e_kg = round(self.hours + trip.travel_hours, 2), round(self.co2e_kg + trip.co2e_kg, 3)
        return Sums(self.cash + Decimal(trip.cost.cash), hours, co2e_kg, self.trips + 1)


@dataclass(frozen=True)
class Changes:
    """The difference of two plans of one company.

    Attributes
    ----------
    events : every event of either plan, in order of the newer one
    trips : every trip that changed, in the order of attention, then of event and name; prices that two people on the
        same flights swap are no change
    unchanged : trips that are the same in both plans
    """

    before: Plan
    after: Plan
    events: tuple[EventChange, ...]
    trips: tuple[TripChange, ...]
    unchanged: int

    def sums_by(self, column: str) -> Mapping[str, tuple[Sums, Sums]]:
        """Sums before and after by `person`, `team` or a column that begins with `x_`; by name of the group."""
        return {key: (pair[0], pair[1]) for key, pair in sorted(_sums_by(self, column).items())}


def _sums_by(changes: Changes, column: str) -> dict[str, list[Sums]]:
    sums: defaultdict[str, list[Sums]] = defaultdict(lambda: [Sums(), Sums()])
    key: Callable[[Trip], str] = (
        (lambda trip: trip.extra.get(column, ""))
        if column.startswith(OWN_PREFIX)
        else (lambda trip: getattr(trip, column))
    )
    for at, plan in enumerate((changes.before, changes.after)):
        for event in plan.events:
            for one in given_up_in_groups(event, column):
                pair = sums[getattr(one, column)]
                pair[at] = replace(pair[at], cash=pair[at].cash + Decimal(one.cash))
            for trip in event.trips:
                pair = sums[key(trip)]
                pair[at] = pair[at].plus(trip)
    return sums


def changes_between(before: Plan, after: Plan, meant: Meant = gave_nothing_up) -> Changes:
    """Everything that differs between an older and a newer plan.

    Parameters
    ----------
    before, after : plans with events, in one currency
    meant : tells a ticket of the published journey from one that was given up before
    """
    events = tuple(_events(before, after))
    trips: list[TripChange] = []
    unchanged = 0
    for event in events:
        mine, same = _trips(event, meant)
        trips += mine
        unchanged += same
    swapped = _swapped(trips)
    trips = [change for number, change in enumerate(trips) if number not in swapped]
    unchanged += len(swapped)
    order = {event.event: number for number, event in enumerate(events)}
    trips.sort(key=lambda change: (KINDS.index(change.kind), order[change.event], change.name, change.person))
    return Changes(before, after, events, tuple(trips), unchanged)


def _swapped(changes: list[TripChange]) -> set[int]:
    """Numbers of changes of which two and two are colleagues on the same flights who have each other's fare now."""
    open_at: defaultdict[object, list[int]] = defaultdict(list)
    swapped = set[int]()
    for number, change in enumerate(changes):
        if (fares := _other_fare(change)) is None:
            continue
        flights, old, new = fares
        if others := open_at[flights, new, old]:
            swapped |= {number, others.pop(0)}
        else:
            open_at[flights, old, new].append(number)
    return swapped


def _other_fare(change: TripChange) -> tuple[object, str, str] | None:
    """The flights of the one offer that costs something else, and its fare as it was and as it is; None where more is
    other, or something is booked."""
    before, after = change.before, change.after
    if change.kind != "cost" or before is None or after is None or _is_booked(after):
        return None
    apart = {name for name, paid in _paid(before.cost).items() if _paid(after.cost).get(name) != paid}
    if apart != {"fare", "cash"} or [one.covers for one in before.offers] != [one.covers for one in after.offers]:
        return None
    pairs = [pair for pair in zip(before.offers, after.offers, strict=True) if pair[0].fare != pair[1].fare]
    if len(pairs) != 1:
        return None
    ((old, new),) = pairs
    ways = [way for way in WAYS if old.covers in (way, "both")]
    return (change.event, *(repr(_flown(getattr(before, way))) for way in ways)), old.fare, new.fare


def _is_booked(trip: Trip) -> bool:
    """Whether something of the trip is booked, or was given up."""
    return bool(_given_up(trip)) or any(offer.source == SOURCE for offer in trip.offers)


def _events(before: Plan, after: Plan) -> Iterator[EventChange]:
    old, new = ({event.event: event for event in plan.events} for plan in (before, after))
    for event in dict.fromkeys([*new, *old]):
        yield EventChange(event, old.get(event), new.get(event))


def _trips(event: EventChange, meant: Meant) -> tuple[list[TripChange], int]:
    old, new = ({trip.person: trip for trip in side.trips} if side else {} for side in (event.before, event.after))
    changes, same = list[TripChange](), 0
    for person in dict.fromkeys([*new, *old]):
        change = _change(event, old.get(person), new.get(person), meant)
        if change is None:
            same += 1
        else:
            changes.append(change)
    return changes, same


def _change(event: EventChange, before: Trip | None, after: Trip | None, meant: Meant) -> TripChange | None:
    shown = after or before
    if shown is None:
        return None
    parts = _parts(event.event, before, after, meant)
    kind = _kind(event, before, after, parts)
    if kind is None:
        return None
    cash = Decimal(after.cost.cash if after else 0) - Decimal(before.cost.cash if before else 0)
    return TripChange(event.event, shown.person, shown.name, shown.team, kind, before, after, parts, cash)


def _parts(event: str, before: Trip | None, after: Trip | None, meant: Meant) -> tuple[str, ...]:
    if before is None or after is None:
        return ()
    ways = [name for name in WAYS if not _is_as_it_was(getattr(before, name), getattr(after, name))]
    plain = ("status", "attends", "first_day", "last_day", "check_in", "check_out", "nights")
    other = [name for name in plain if getattr(before, name) != getattr(after, name)]
    lost = cancelled_ways(event, before, after, meant)
    again = ["book_again"] if lost or given_up_ways(before, after) - {*ways, *after.book_again} else []
    return (*ways, *other, *again, *(["cost"] if _paid(before.cost) != _paid(after.cost) else []))


def cancelled_ways(event: str, before: Trip, after: Trip, meant: Meant) -> tuple[str, ...]:
    """Ways that are to be bought again as their tickets are cancelled; one that had been given up before for a journey
    that nobody has booked is no such ticket.

    Parameters
    ----------
    event : id of the event
    before, after : the trip as it was, and as it is
    meant : tells the two apart
    """
    lost = [way for way in after.book_again if way not in before.book_again]
    return tuple(way for way in lost if _is_booked_way(before, way) or meant(event, before, way))


def given_up_ways(before: Trip, after: Trip) -> set[str]:
    """Ways of the trip `after` that are bought on the market, though there is a ticket: that of the trip `before`, or
    one that is given up now."""
    more = _given_up(after) > _given_up(before)
    to_buy = [way for way in WAYS if getattr(after, way) is not None and not _is_booked_way(after, way)]
    return {way for way in to_buy if more or _is_booked_way(before, way)}


def _is_booked_way(trip: Trip, way: str) -> bool:
    """Whether the trip travels a way on a booking."""
    return any(offer.source == SOURCE and offer.covers in (way, "both") for offer in trip.offers)


def _given_up(trip: Trip) -> Decimal:
    """What bookings of the trip that are given up cost."""
    return Decimal(trip.cost.given_up or 0)


def _paid(cost: TripCost) -> dict[str, Decimal]:
    """The amounts of a trip by what they are paid for; what is not stated is nothing."""
    return {name: Decimal(amount or 0) for name, amount in cost.model_dump().items() if Decimal(amount or 0)}


def _flown(journey: JourneyRecord | None) -> object:
    """What makes a journey the same for whoever is on it: mode, flights, times, cabins."""
    return journey and (_hours(journey), _codes(journey))


def _is_as_it_was(before: JourneyRecord | None, after: JourneyRecord | None) -> bool:
    """Whether whoever is on a journey notices no difference; an estimate knows no airline, and a quote of a flight at
    its hours is the same journey."""
    if before is None or after is None:
        return before is after
    if _hours(before) != _hours(after):
        return False
    codes = zip(_codes(before), _codes(after), strict=True)
    return all(old == new or None in (old, new) for was, now in codes for old, new in zip(was, now, strict=True))


def _hours(journey: JourneyRecord) -> object:
    """Mode, places, times and cabins of a journey, whoever sells it."""
    return journey.mode, [
        (part.start, part.end, part.departs_at, part.arrives_at, part.cabin) for part in journey.segments
    ]


def _codes(journey: JourneyRecord) -> list[tuple[str | None, str | None]]:
    """Airline and number of each segment, None where they are not known."""
    return [(part.carrier, part.flight_number) for part in journey.segments]


def _kind(event: EventChange, before: Trip | None, after: Trip | None, parts: tuple[str, ...]) -> Kind | None:
    """The gravest change; None where nothing differs that the person or the desk would notice."""
    if after is None:
        return "left"
    if after.status == "remote" and (before is None or before.status != "remote"):
        return "cannot_attend"
    if before is None:
        return "joined"
    if "status" in parts:
        return "attendance"
    if event.moved and parts:
        return "place_and_dates"
    if {"outbound", "inbound"} & {*parts}:
        return "journeys"
    if {"attends", "first_day", "last_day", "check_in", "check_out", "nights"} & {*parts}:
        return "nights"
    if "book_again" in parts:
        return "book_again"
    return "cost" if "cost" in parts else None
