"""Planned against booked, as people read it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sprintplan.domain.bookings import WAYS
from sprintplan.itinerary.actuals import Actuals, ActualSums, TripActuals
from sprintplan.reports.formatting import amount, columns, count, difference, fit, wrapped
from sprintplan.reports.place_names import event_names
from sprintplan.units import currency_decimals

MOST_TRIPS = 12
"""Trips of one kind that are printed one by one; `--format json` has all."""


def actuals_text(actuals: Actuals, by: str, today: date) -> str:
    """Money spent and still to book, sums by a column, and the trips that need attention.

    Parameters
    ----------
    actuals : planned against booked
    by : `person`, `team`, `event` or an `x_` column
    today : the day that dates are held against
    """
    return "\n".join(_lines(actuals, by, today)) + "\n"


def _lines(actuals: Actuals, by: str, today: date) -> Iterator[str]:
    total, currency = actuals.total, actuals.plan.currency
    open_trips = f"{count(total.trips - actuals.booked, 'trip')} to book"
    yield from wrapped(f"{actuals.plan.company}: {actuals.booked} of {total.trips} trips booked, {open_trips}")
    yield from wrapped(
        f"fares planned {amount(total.planned, currency)}, spent {amount(total.spent)}, "
        f"still to book {amount(total.to_book)}, variance of what is booked {difference(str(total.variance))}",
        "  ",
        "  ",
    )
    yield ""
    yield from columns(list(_table(actuals, by)), right=frozenset(range(1, 7)), indent="  ", headed=True)
    yield from _attention(attention(actuals, today))


def _table(actuals: Actuals, by: str) -> Iterator[list[str]]:
    yield [by, "trips", "booked", "planned", "spent", "to book", "variance"]
    for name, sums in named_sums(actuals, by):
        yield [name or "-", *_cells(sums)]


def named_sums(actuals: Actuals, column: str) -> list[tuple[str, ActualSums]]:
    """The sums of `actuals` by a `column`, people and events by their names and not by their ids; people in the
    order of these, events in that of the plan."""
    sums = actuals.by(column)
    if column == "person":
        people = {one.person: one.name for one in actuals.trips}
        return [(people[person], sums[person]) for person in sorted(sums, key=lambda one: (people[one], one))]
    if column == "event":
        names = event_names(actuals.plan)
        return [(names.get(event, event), sums[event]) for event in dict.fromkeys([*names, *sums]) if event in sums]
    return list(sums.items())


def _cells(sums: ActualSums) -> list[str]:
    money = (sums.planned, sums.spent, sums.to_book)
    return [str(sums.trips), str(sums.booked), *map(amount, money), difference(str(sums.variance))]


@dataclass(frozen=True)
class Attention:
    """Trips of one kind whose booking somebody should look at: name, event and what is to be said of each."""

    heading: str
    trips: tuple[tuple[str, str, str], ...]


def attention(actuals: Actuals, today: date) -> Iterator[Attention]:
    """The kinds of which there is any.

    Parameters
    ----------
    actuals : planned against booked
    today : the day that dates are held against
    """
    trips, currency, names = actuals.trips, actuals.plan.currency, event_names(actuals.plan)
    for heading, chosen, text in (
        ("Past the day by which to book", [one for one in trips if one.is_late(today)], _due),
        ("Held, and not paid", [one for one in trips if one.state == "held"], _held),
        ("Booked in part", [one for one in trips if one.state == "part"], _rest),
        ("Above the ceiling", [one for one in trips if one.over_ceiling], _over),
        ("In a higher cabin than the policy allows", [one for one in trips if one.above_cabin], _cabins),
        ("To be exchanged or cancelled, and bought anew", [one for one in trips if one.replaced], _replaced),
        ("On other flights than planned", [one for one in trips if one.other_flights], _flights),
        ("Booked, and not in the plan", [one for one in trips if one.state == "unplanned" and one.live], _spent),
    ):
        if chosen:
            yield Attention(
                heading, tuple((one.name, names.get(one.event, one.event), text(one, currency)) for one in chosen)
            )


def _attention(kinds: Iterable[Attention]) -> Iterator[str]:
    """Each kind under its heading."""
    for kind in kinds:
        yield ""
        yield f"{kind.heading}: {count(len(kind.trips), 'trip')}"
        for name, event, text in kind.trips[:MOST_TRIPS]:
            yield from wrapped(f"{fit(name, 40)}, {event}: {text}", "  ", "    ")
        if len(kind.trips) > MOST_TRIPS:
            yield f"  and {len(kind.trips) - MOST_TRIPS} more (--format json lists them)"


def _due(one: TripActuals, _: str) -> str:
    return f"by {one.trip.book_by}" if one.trip else ""


def _rest(one: TripActuals, currency: str) -> str:
    return f"{_ways(one.to_buy)} to book, planned {amount(one.to_book, currency)}"


def _held(one: TripActuals, _: str) -> str:
    ways = dict.fromkeys(way for held in one.live if not held.is_paid for way in WAYS if held.covers(way))
    return _ways(tuple(ways))


def _over(one: TripActuals, currency: str) -> str:
    return f"{difference(str(one.over_ceiling), currency)} over {amount(one.ceiling)}"


def _replaced(one: TripActuals, currency: str) -> str:
    names = " and ".join(old.name for old in one.replaced)
    return f"{names}, {_ways(one.to_buy)} to book, {amount(one.to_book, currency)} more"


def _cabins(one: TripActuals, _: str) -> str:
    return _ways(one.above_cabin)


def _flights(one: TripActuals, _: str) -> str:
    return _ways(one.other_flights)


def _ways(ways: Sequence[str]) -> str:
    return " and ".join("return" if way == "inbound" else way for way in ways)


def _spent(one: TripActuals, currency: str) -> str:
    return amount(one.spent, currency)


def actuals_facts(actuals: Actuals, by: str, today: date) -> dict[str, object]:
    """The same as JSON: totals of the `actuals`, sums `by` a column, every trip as it is `today`."""
    plan = actuals.plan
    return {
        "company": plan.company,
        "currency": plan.currency,
        "totals": _sum_facts(actuals.total, plan.currency),
        "by": {name: _sum_facts(sums, plan.currency) for name, sums in actuals.by(by).items()},
        "trips": [_trip_facts(one, plan.currency, today) for one in actuals.trips],
    }


def _sum_facts(sums: ActualSums, currency: str) -> dict[str, object]:
    return {
        name: _stated(value, currency) if isinstance(value, Decimal) else value for name, value in vars(sums).items()
    }


def _stated(money: Decimal, currency: str) -> str:
    """An amount as plans state it: with the decimals of its `currency`."""
    return f"{money:.{currency_decimals(currency)}f}"


def _trip_facts(one: TripActuals, currency: str, today: date) -> dict[str, object]:
    return {
        "event": one.event,
        "person": one.person,
        "name": one.name,
        "team": one.team,
        "state": one.state,
        "planned_fare": _stated(one.planned, currency),
        "spent": _stated(one.spent, currency),
        "to_book": _stated(one.to_book, currency),
        "variance": None if one.variance is None else _stated(one.variance, currency),
        "above_ceiling": None if one.over_ceiling is None else _stated(one.over_ceiling, currency),
        "past_book_by": one.is_late(today),
        "above_cabin": list(one.above_cabin),
        "other_flights": list(one.other_flights),
        "bookings": [
            {
                "direction": held.direction,
                "status": held.status,
                "reference": held.reference,
                "supplier": held.supplier,
                "place": held.place,
                "booked_on": None if held.booked_on is None else str(held.booked_on),
            }
            for held in one.bookings
        ],
        "extra": dict(one.extra),
    }
