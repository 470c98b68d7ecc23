"""What the cash of a plan goes to, by event, team, person, column of the workspace, and month of payment.

Every view adds up to the plan's cash, to the cent: what no single trip costs (hire, runs of shuttles, what a minimum
spend asks for on top) is a line of its own, as are given-up bookings of people who have no trip now, or lies in its
event and month.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from sprintplan.domain.columns import OWN_PREFIX
from sprintplan.domain.plan import EventPlan, GivenUp, Plan
from sprintplan.domain.trip import Trip, TripCost

SHARED = "shared: hire, shuttles, minimum spend"
"""The line of what no single trip costs."""
GIVEN_UP = "given up without a trip"
"""The line of bookings that are gone without a trip that could state them."""
COLUMNS = ("event", "team", "person", "month")


@dataclass(frozen=True)
class Spending:
    """One line of a view.

    Attributes
    ----------
    name : event, team, person, value of a column, or month as "2027-04"
    cash : what it takes
    people : who it is for and who attends in person, each once; None where a line is not of people
    budget : most that it may take; None without one
    """

    name: str
    cash: Decimal
    people: int | None = None
    budget: Decimal | None = None

    @property
    def per_head(self) -> Decimal | None:
        """Cash for each of the people, rounded half up to the currency's decimals; None without any."""
        return (self.cash / self.people).quantize(self.cash, ROUND_HALF_UP) if self.people else None

    @property
    def left(self) -> Decimal | None:
        """Budget less cash; None without a budget."""
        return None if self.budget is None else self.budget - self.cash


def known_columns(plan: Plan) -> tuple[str, ...]:
    """Columns that the cash of a `plan` can be viewed by."""
    travellers = (one for event in plan.events for one in event.trips.travellers)
    return (*COLUMNS, *dict.fromkeys(name for one in travellers for name in one.extra))


def spending_by(plan: Plan, column: str) -> list[Spending]:
    """The cash of a `plan` by a `column`: `event`, `team`, `person`, `month` or one that begins with `x_`."""
    match column:
        case "event":
            return [_event(event) for event in plan.events]
        case "month":
            return _months(plan)
        case _:
            return _groups(plan, column)


def year_of(plan: Plan) -> Spending:
    """The cash of the whole year of a `plan` beside its budget."""
    people = {trip.person for event in plan.events for trip in event.trips if trip.status != "remote"}
    cash = Decimal(plan.totals.cash) if plan.totals else Decimal(0)
    return Spending("year", cash, len(people), _budget(plan.budget))


def _event(event: EventPlan) -> Spending:
    people = sum(number for content, number in event.trips.counted() if content.status != "remote")
    return Spending(event.name, Decimal(event.totals.cash), people, _budget(event.budget))


def _budget(stated: str | None) -> Decimal | None:
    return None if stated is None else Decimal(stated)


def _groups(plan: Plan, column: str) -> list[Spending]:
    """A line a group, the dearest first, and what they share behind them."""
    key: Callable[[Trip], str] = (
        (lambda trip: trip.extra.get(column, ""))
        if column.startswith(OWN_PREFIX)
        else (lambda trip: trip.name if column == "person" else trip.team)
    )
    cash: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    people: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for event in plan.events:
        for one in given_up_in_groups(event, column):
            cash[(one.name, one.person) if column == "person" else (one.team, "")] += Decimal(one.cash)
        for trip in event.trips:
            group = key(trip), trip.person if column == "person" else ""
            cash[group] += Decimal(trip.cost.cash)
            if trip.status != "remote":
                people[group].add(trip.person)
    lines = [Spending(name or "-", cash[name, own], len(people[name, own])) for name, own in cash]
    lines.sort(key=lambda line: (-line.cash, line.name))
    return [*lines, *beside_trips(plan, column)]


def given_up_in_groups(event: EventPlan, column: str | None) -> tuple[GivenUp, ...]:
    """What is given up without a trip at an `event` that groups by a `column` have, as it is known whose it is."""
    return event.given_up_by if column in ("team", "person") else ()


def beside_trips(plan: Plan, column: str | None) -> list[Spending]:
    """What a `plan` costs beside its trips: a line of what they share, and one of given-up bookings of others, as far
    as no group of a `column` has them; None for no groups."""
    lost = sum((_lost(event) for event in plan.events), Decimal(0))
    shared = sum((_beside(event) for event in plan.events), Decimal(0)) - lost
    lost -= sum((Decimal(one.cash) for event in plan.events for one in given_up_in_groups(event, column)), Decimal(0))
    return [Spending(name, cash) for name, cash in ((SHARED, shared), (GIVEN_UP, lost)) if cash]


def _lost(event: EventPlan) -> Decimal:
    """What is given up of an event by people who have no trip to it."""
    of_trips = sum((Decimal(trip.cost.given_up or 0) for trip in event.trips), Decimal(0))
    return Decimal(event.totals.given_up or 0) - of_trips


def _beside(event: EventPlan) -> Decimal:
    """What an event costs beside its trips."""
    return Decimal(event.totals.cash) - sum((Decimal(trip.cost.cash) for trip in event.trips), Decimal(0))


def _months(plan: Plan) -> list[Spending]:
    months: defaultdict[str, Decimal] = defaultdict(Decimal)
    for event in plan.events:
        for day, cash in _payments(event):
            months[f"{day:%Y-%m}"] += cash
    return [Spending(month, months[month]) for month in sorted(months) if months[month]]


def _payments(event: EventPlan) -> Iterator[tuple[date, Decimal]]:
    """When what of an event is paid: tickets, bags and visas by the day to book by, or else as people leave; all else
    on its first day."""
    for trip in event.trips:
        ahead = _ahead(trip.cost)
        yield _booked(trip) or event.first_day, ahead
        yield event.first_day, Decimal(trip.cost.cash) - ahead
    yield event.first_day, _beside(event)


def _ahead(cost: TripCost) -> Decimal:
    """What of a trip's cash is paid before it begins."""
    return sum(map(Decimal, (cost.fare, cost.bag or "0", cost.visa, cost.given_up or "0")), Decimal(0))


def _booked(trip: Trip) -> date | None:
    if trip.book_by or trip.outbound is None:
        return trip.book_by
    return datetime.fromisoformat(trip.outbound.departs_at).date()
