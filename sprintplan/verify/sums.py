"""Sums of judged trips, and stated totals against them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sprintplan.domain.totals import ShuttleRun, Totals
from sprintplan.domain.venues import Venue
from sprintplan.units import money_text
from sprintplan.verify.sentences import differs, later_money_differs, money_differs, number_differs
from sprintplan.verify.trips import Judged

MONEY = ("cash", "fares", "rooms", "per_diem", "transfers", "venue", "visas")
LATER_MONEY = ("bags", "co2e_levy", "minimum_spend", "given_up")
"""Members of `Totals` that older plans do not have."""


@dataclass(frozen=True)
class Sum:
    """Minor units, minutes and grams of an event or the year; money has the names of `Totals`."""

    fares: int = 0
    rooms: int = 0
    per_diem: int = 0
    transfers: int = 0
    venue: int = 0
    visas: int = 0
    bags: int = 0
    co2e_levy: int = 0
    minimum_spend: int = 0
    given_up: int = 0
    weighed: int = 0
    minutes: int = 0
    grams: int = 0
    travellers: int = 0
    remote: int = 0

    @property
    def cash(self) -> int:
        """All that is paid."""
        return sum(getattr(self, name) for name in (*MONEY, *LATER_MONEY) if name != "cash")

    def objective(self, remote_minor: int) -> int:
        """Cash, travel time, CO2e and those who cannot attend, each at `remote_minor`; minor units."""
        return self.cash + self.weighed + remote_minor * self.remote

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(**{name: getattr(self, name) + getattr(other, name) for name in self.__dict__})


@dataclass(frozen=True)
class YearSum:
    """A limit of `[limits]` on a sum over the year.

    Attributes
    ----------
    key, member : the limit as the workspace writes it, and its member of `Limits`
    what : what is summed up, in sentences
    of : the sum, in the unit of the member
    of_totals : the same of stated totals, which are rounded; money comes as minor units for one unit of the currency
    rounding : how far stated totals may be off, in the unit of the member
    shown : an amount with its unit, as sentences write it
    """

    key: str
    member: str
    what: str
    of: Callable[[Sum], int]
    of_totals: Callable[[Totals, int], Decimal]
    rounding: Decimal
    shown: Callable[[Decimal, str], str]


YEAR_SUMS = (
    YearSum(
        key="limits.budget",
        member="budget_minor",
        what="cash",
        of=lambda total: total.cash,
        of_totals=lambda totals, unit: Decimal(totals.cash) * unit,
        rounding=Decimal(0),
        shown=lambda minor, currency: money_text(int(minor), currency),
    ),
    YearSum(
        key="limits.co2e_tonnes",
        member="co2e_g",
        what="CO2e",
        of=lambda total: total.grams,
        of_totals=lambda totals, _: Decimal(str(totals.co2e_kg)) * 1000,
        rounding=Decimal("0.5"),
        shown=lambda grams, _: f"{float(grams) / 1e6} t",
    ),
)
"""Every limit on a sum over the year."""


def sum_of(judged: list[Judged], venue: Venue, runs: list[ShuttleRun], lost_minor: int = 0) -> Sum:
    """The sum of one event: everybody's trips as `judged`, the hire of the `venue`, the shuttles' `runs`, and what is
    gone of bookings of people without a trip, `lost_minor`."""
    rides = sum(run.runs for run in runs) * (venue.shuttle_cost_minor or 0)
    rooms = sum(one.count * one.rooms for one in judged)
    place = sum(one.count * one.day_rate for one in judged) + venue.hire_minor
    return Sum(
        fares=sum(one.count * one.fare for one in judged),
        rooms=rooms,
        per_diem=sum(one.count * one.per_diem for one in judged),
        transfers=sum(one.count * one.transfers for one in judged) + rides,
        venue=place,
        visas=sum(one.count * one.visa for one in judged),
        minimum_spend=max(0, venue.minimum_spend_minor - place - rooms),
        bags=sum(one.count * one.bag for one in judged),
        co2e_levy=sum(one.count * one.co2e_levy for one in judged),
        given_up=sum(one.count * one.given_up for one in judged) + lost_minor,
        weighed=sum(one.count * one.weighed for one in judged),
        minutes=sum(one.count * one.minutes for one in judged),
        grams=sum(one.count * one.grams for one in judged),
        travellers=sum(one.count for one in judged if one.trip.status == "travels"),
        remote=sum(one.count for one in judged if one.trip.status == "remote"),
    )


def totals_faults(where: str, stated: Totals, total: Sum, currency: str) -> Iterator[str]:
    """Every total `stated` at `where` that is not that of `total`, in a `currency`."""
    for name in MONEY:
        yield from money_differs(where, f"totals.{name}", getattr(stated, name), getattr(total, name), currency)
    for name in LATER_MONEY:
        yield from later_money_differs(where, f"totals.{name}", getattr(stated, name), getattr(total, name), currency)
    yield from number_differs(where, "totals.travel_hours", stated.travel_hours, round(total.minutes / 60, 2))
    yield from number_differs(where, "totals.co2e_kg", stated.co2e_kg, total.grams / 1000)
    yield from differs(where, "totals.travellers", stated.travellers, total.travellers)
    yield from differs(where, "totals.remote", stated.remote, total.remote)


def shuttle_runs(judged: list[Judged], venue: Venue, currency: str) -> list[ShuttleRun]:
    """The runs that travellers need who land (or take off) at one airport in the same local date and clock hour.

    Parameters
    ----------
    judged : the trips of an event
    venue : where it is
    currency : code of the currency that costs are stated in
    """
    if venue.shuttle_cost_minor is None:
        return []
    riders: Counter[tuple[str, str, date, int]] = Counter()
    for one in judged:
        if one.journeys:
            there, home = one.journeys
            if there.by_air:
                riders[there.destination, "arrival", there.arrives.date(), there.arrives.hour] += one.count
            if home.by_air:
                riders[home.origin, "departure", home.departs.date(), home.departs.hour] += one.count
    needed = []
    for (airport, direction, day, hour), people in sorted(riders.items()):
        runs = -(-people // (venue.shuttle_seats or 1))
        record = {
            "airport": airport,
            "direction": direction,
            "date": day,
            "hour": hour,
            "travellers": people,
            "runs": runs,
            "cost": money_text(runs * venue.shuttle_cost_minor, currency),
        }
        needed.append(ShuttleRun.model_validate(record))
    return needed


def shuttle_faults(where: str, stated: tuple[ShuttleRun, ...], runs: list[ShuttleRun]) -> Iterator[str]:
    """Runs `stated` at `where` that nobody needs, `runs` that are not stated, and runs with other figures."""
    stated_by_slot, needed = ({_slot(run): run for run in every} for every in (stated, runs))
    if len(stated_by_slot) != len(stated):
        yield f"{where}: shuttles state one airport, direction and hour twice"
    elif list(map(_slot, stated)) != sorted(map(_slot, stated)):
        yield f"{where}: shuttles are not in order of airport, direction, date and hour"
    for slot in sorted(stated_by_slot.keys() | needed.keys()):
        one, other = stated_by_slot.get(slot), needed.get(slot)
        if one != other:
            named = f"{where}: shuttle {' '.join(map(str, slot))} h"
            yield f"{named} is stated as {_run_text(one)}, expected {_run_text(other)}"


def _slot(run: ShuttleRun) -> tuple[str, str, date, int]:
    return run.airport, run.direction, run.date, run.hour


def _run_text(run: ShuttleRun | None) -> str:
    return f"{run.runs} runs for {run.travellers} at {run.cost}" if run else "nothing"
