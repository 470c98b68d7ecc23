"""Planned against booked: each trip with what is booked of it, and sums by any column."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from sprintplan.domain.bookings import WAYS, BookedJourney, Booking
from sprintplan.domain.change_record import ChangeRecord
from sprintplan.domain.columns import OWN_PREFIX
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.domain.plan import GivenUp, Plan
from sprintplan.domain.trip import Trip
from sprintplan.units import minor_units, money_text

MINUTE = len("2027-05-09T09:15")
"""Characters of a local time to the minute."""
DAY = len("2027-05-09")
"""Characters of its date."""
State = Literal["booked", "part", "held", "open", "unplanned"]
STATES: Mapping[State, str] = {
    "booked": "both ways are booked",
    "part": "one way is booked",
    "held": "it is held, not paid",
    "open": "nothing is booked",
    "unplanned": "booked, and not in the plan",
}
"""How far a trip is booked, in sentences."""


@dataclass(frozen=True)
class TripActuals:
    """One trip, planned and booked; money is in the plan's currency.

    Attributes
    ----------
    trip : as it is planned; None for a booking of somebody who does not travel in the plan
    bookings : all of it, cancelled ones too
    spent : fares that are paid, less what came back of cancelled ones
    replaced : those of them that the plan gives up or exchanges for other flights, and that nobody has dealt with yet
    """

    event: str
    person: str
    name: str
    team: str
    extra: Mapping[str, str]
    trip: Trip | None
    bookings: tuple[Booking, ...]
    spent: Decimal
    currency: str
    replaced: tuple[Booking, ...] = ()

    @property
    def planned(self) -> Decimal:
        """The planned fare."""
        return Decimal(self.trip.cost.fare) if self.trip else Decimal(0)

    @cached_property
    def live(self) -> tuple[Booking, ...]:
        """Bookings that can be travelled on, in the plan or beside it."""
        return tuple(one for one in self.bookings if one.is_live)

    @cached_property
    def used(self) -> tuple[Booking, ...]:
        """Bookings that the plan travels on, or that are to be seen as such."""
        return tuple(one for one in self.live if one not in self.replaced)

    def planned_of(self, way: str) -> Decimal:
        """The planned fare of a `way`; of an offer of both ways each way has half, the return the odd unit."""
        minor = 0
        for one in self.trip.offers if self.trip else ():
            fare = minor_units(Decimal(one.fare), self.currency)
            half = fare // 2 if way == "outbound" else fare - fare // 2
            minor += half if one.covers == "both" else fare if one.covers == way else 0
        return Decimal(money_text(minor, self.currency))

    @property
    def to_buy(self) -> tuple[str, ...]:
        """Ways of the planned trip that nobody has paid for."""
        paid = [one for one in self.used if one.is_paid]
        return tuple(way for way in WAYS if self.trip and not any(one.covers(way) for one in paid))

    @property
    def to_book(self) -> Decimal:
        """The planned fares of the ways that are still to buy; where they replace bookings, what is paid for those
        comes off, as far as the plan does not give it up."""
        fares = sum((self.planned_of(way) for way in self.to_buy), Decimal(0))
        if not self.replaced or self.trip is None:
            return fares
        of_used = sum(one.fare_minor for one in self.used if one.is_paid)
        sunk = self.spent - Decimal(money_text(of_used, self.currency))
        return fares + Decimal(self.trip.cost.given_up or 0) - sunk

    @property
    def state(self) -> State:
        """How far it is booked."""
        if self.trip is None:
            return "unplanned"
        covered = {way for way in WAYS for one in self.used if one.covers(way)}
        if not covered:
            return "open"
        if any(not one.is_paid for one in self.used):
            return "held"
        return "booked" if len(covered) == len(WAYS) else "part"

    @property
    def variance(self) -> Decimal | None:
        """What was spent above the planned fare; None while it is not booked whole."""
        return self.spent - self.planned if self.state in ("booked", "unplanned") else None

    @property
    def above_cabin(self) -> tuple[str, ...]:
        """Ways that are booked in a higher cabin than the traveller is entitled to."""
        sold = []
        for way in WAYS:
            planned = getattr(self.trip, way) if self.trip else None
            due = CABIN_BY_WORD.get(planned.entitled_cabin) if planned and planned.entitled_cabin else None
            for one in self.used:
                journey = one.journey(way)
                if due is not None and journey is not None and journey.mode == "air" and journey.cabin > due:
                    sold.append(way)
        return tuple(dict.fromkeys(sold))

    @property
    def ceiling(self) -> Decimal:
        """What the fares in use may come to: what the traveller is allowed, else the planned fare; where one way alone
        is booked, that way's share of it by the planned fares."""
        allowance = self.trip.allowance if self.trip else None
        whole = Decimal(allowance.fare_ceiling) if allowance else self.planned
        ways = [way for way in WAYS if any(one.covers(way) for one in self.used)]
        if len(ways) != 1 or not self.planned:
            return whole
        share = minor_units(whole, self.currency) * self.planned_of(ways[0]) / self.planned
        return Decimal(money_text(int(share), self.currency))

    def is_late(self, today: date) -> bool:
        """Whether `today` the day is over by which to book the trip, and it is not booked whole."""
        due = self.trip.book_by if self.trip else None
        return due is not None and due < today and self.state not in ("booked", "unplanned")

    @property
    def over_ceiling(self) -> Decimal | None:
        """How far the fares in use lie above the ceiling; None where they do not, and beyond the plan."""
        fares = Decimal(money_text(sum(one.fare_minor for one in self.used), self.currency))
        return fares - self.ceiling if self.trip and fares > self.ceiling else None

    @property
    def other_flights(self) -> tuple[str, ...]:
        """Ways that are booked in another mode than planned, or by air at other times or between other airports."""
        return tuple(way for way in WAYS if self.trip and any(_differs(one, self.trip, way) for one in self.used))


@dataclass(frozen=True)
class ActualSums:
    """Sums over some trips; `trips` and those `booked` whole are trips of the plan, money is of other bookings too."""

    trips: int = 0
    booked: int = 0
    above: int = 0
    out_of_policy: int = 0
    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    to_book: Decimal = Decimal(0)
    variance: Decimal = Decimal(0)

    def plus(self, one: TripActuals) -> "ActualSums":
        """The sums with one trip more."""
        return ActualSums(
            trips=self.trips + (one.trip is not None),
            booked=self.booked + (one.state == "booked"),
            above=self.above + (one.over_ceiling is not None),
            out_of_policy=self.out_of_policy + bool(one.above_cabin),
            planned=self.planned + one.planned,
            spent=self.spent + one.spent,
            to_book=self.to_book + one.to_book,
            variance=self.variance + (one.variance or 0),
        )


@dataclass(frozen=True)
class Actuals:
    """Every trip of a plan that is booked or to be booked, in the plan's order; bookings beyond the plan at the end."""

    plan: Plan
    trips: tuple[TripActuals, ...]

    @property
    def booked(self) -> int:
        """How many planned trips are booked whole."""
        return sum(one.state == "booked" for one in self.trips)

    @property
    def total(self) -> ActualSums:
        """Of everything."""
        return _summed(self.trips)

    def by(self, column: str) -> dict[str, ActualSums]:
        """Sums by `person`, `team`, `event` or a column that begins with `x_`."""
        groups: defaultdict[str, list[TripActuals]] = defaultdict(list)
        key: Callable[[TripActuals], str] = (
            (lambda one: one.extra.get(column, ""))
            if column.startswith(OWN_PREFIX)
            else (lambda one: getattr(one, column))
        )
        for one in self.trips:
            groups[key(one)].append(one)
        return {name: _summed(groups[name]) for name in sorted(groups)}


def actuals_of(plan: Plan, bookings: Sequence[Booking], earlier: Callable[[], Iterable[Plan]] = tuple) -> Actuals:
    """The plan's trips with their bookings.

    Parameters
    ----------
    bookings : in minor units of the plan's currency
    earlier : gives plans that were published before, the oldest first, which know names and teams of people who have
        left since; asked where the plan does not know whose a booking is
    """
    by_trip: defaultdict[tuple[str, str], list[Booking]] = defaultdict(list)
    for booking in bookings:
        by_trip[booking.event, booking.person].append(booking)
    return Actuals(plan, tuple(_trips(plan, by_trip, earlier)))


def _trips(
    plan: Plan, by_trip: dict[tuple[str, str], list[Booking]], earlier: Callable[[], Iterable[Plan]]
) -> Iterator[TripActuals]:
    known: dict[str, Trip] = {}
    changed = {(one.event, one.person): one for one in plan.changes or ()}
    for event in plan.events:
        for trip in event.trips:
            known.setdefault(trip.person, trip)
            mine = tuple(by_trip.get((event.event, trip.person), ()))
            if trip.status == "travels":
                by_trip.pop((event.event, trip.person), None)
                told = changed.get((event.event, trip.person))
                old = tuple(one for one in mine if told and _is_replaced(one, trip, told, plan.today))
                yield _of(plan, event.event, trip, trip, mine, replaced=old)
    left = {one.person: one for one in plan.changes or () if one.person not in known}
    uninvited = {one.person: one for event in plan.events for one in event.given_up_by}
    if any(person not in known and person not in left for _, person in by_trip):
        former = {trip.person: trip for one in earlier() for event in one.events for trip in event.trips}
        known = former | known
    for (event_id, person), mine_left in by_trip.items():
        whose = known.get(person) or left.get(person) or uninvited.get(person)
        yield _of(plan, event_id, None, whose, tuple(mine_left), person)


def _of(
    plan: Plan,
    event: str,
    trip: Trip | None,
    whose: Trip | ChangeRecord | GivenUp | None,
    mine: tuple[Booking, ...],
    person: str = "",
    replaced: tuple[Booking, ...] = (),
) -> TripActuals:
    spent = sum(one.fare_minor if one.is_live else one.lost_minor for one in mine if one.is_paid)
    return TripActuals(
        event=event,
        person=whose.person if whose else person,
        name=whose.name if whose else person,
        team=whose.team if whose else "",
        extra=whose.extra if isinstance(whose, Trip) else {},
        trip=trip,
        bookings=mine,
        spent=Decimal(money_text(spent, plan.currency)),
        currency=plan.currency,
        replaced=replaced,
    )


def _is_replaced(booking: Booking, trip: Trip, told: ChangeRecord, planned_on: date) -> bool:
    """Whether a booking that a plan gives up, as a change of the `trip` has `told`, stands as it did on the day that it
    was `planned_on`: it is neither cancelled nor changed to the journeys of the trip, nor bought since."""
    since = booking.booked_on is not None and booking.booked_on > planned_on
    if booking.name not in told.given_up or since or not booking.is_live:
        return False
    return any(_differs(booking, trip, way) or _is_of_another_day(booking, trip, told, way) for way in WAYS)


def _is_of_another_day(booking: Booking, trip: Trip, told: ChangeRecord, way: str) -> bool:
    """Whether a way is booked on the ground for another day than planned; where the published way, `told` as it was,
    had the day that the `trip` has, the times tell them apart."""
    booked, planned = booking.journey(way), trip.outbound if way == "outbound" else trip.inbound
    if booked is None or planned is None or planned.by_air:
        return False
    if _has_times_of(booked, planned):
        return False
    before, day = told.before, str(booked.departs.date())
    published = None if before is None else before.outbound if way == "outbound" else before.inbound
    return day != planned.departs_at[:DAY] or (published is not None and day == published.departs_at[:DAY])


def _differs(booking: Booking, trip: Trip, way: str) -> bool:
    """Whether a way is booked in another mode than planned, or by air at other times or between other airports."""
    booked, planned = booking.journey(way), trip.outbound if way == "outbound" else trip.inbound
    if booked is None or planned is None:
        return False
    if booked.mode != planned.mode or not planned.by_air:
        return booked.mode != planned.mode
    return (booked.origin, booked.destination) != (planned.start, planned.end) or not _has_times_of(booked, planned)


def _has_times_of(booked: BookedJourney, planned: JourneyRecord) -> bool:
    """Whether a journey is booked for the minutes that another one is planned for, on the clocks of both ends."""
    times = (f"{booked.departs:%Y-%m-%dT%H:%M}", f"{booked.arrives:%Y-%m-%dT%H:%M}")
    return times == (planned.departs_at[:MINUTE], planned.arrives_at[:MINUTE])


def _summed(trips: Iterable[TripActuals]) -> ActualSums:
    total = ActualSums()
    for one in trips:
        total = total.plus(one)
    return total
