"""One traveller to a week in Lisbon, for whom one rule of a policy decides.

The week is Monday 5 to Friday 9 April 2027. Outbound somebody lands at 14:00 on Sunday, the 4th, unless told otherwise,
and flies home at 19:00 on Friday, the 9th. Fares are in the policy's currency.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from tests.build.clocks import utc_minutes, wall_clock
from tests.build.year import Quote, quote


def out(home: str, minutes: int, fare: int, flight: str, at: str = "2027-04-04T14:00", **terms: Any) -> Quote:
    """A nonstop flight that lands in Lisbon, or `to` somewhere else, at a time of its clock."""
    lands, to = datetime.fromisoformat(at), terms.pop("to", "LIS")
    leaves = wall_clock(home, utc_minutes(to, lands) - minutes)
    return quote(home, to, _text(leaves), _text(lands), fare, flights=flight, **terms)


def back(home: str, minutes: int, fare: int, flight: str, at: str = "2027-04-09T19:00", **terms: Any) -> Quote:
    """A nonstop flight that leaves Lisbon, or `to` somewhere else, at a time of its clock."""
    leaves, to = datetime.fromisoformat(at), terms.pop("to", "LIS")
    lands = wall_clock(home, utc_minutes(to, leaves) + minutes)
    return quote(to, home, _text(leaves), _text(lands), fare, flights=flight, **terms)


def by_way_of_madrid(home: str, first: int, wait: int, second: int, fare: int, **terms: Any) -> Quote:
    """Two flights of so many minutes, with a wait in Madrid between them, that land at 14:00 or `at` another time."""
    lands = datetime.fromisoformat(terms.pop("at", "2027-04-04T14:00"))
    end = utc_minutes("LIS", lands)
    times = [end - second - wait - first, end - second - wait, end - second]
    leaves, lands_there, goes_on = (
        wall_clock(code, utc) for code, utc in zip((home, "MAD", "MAD"), times, strict=True)
    )
    via = f"{_text(lands_there)}/{_text(goes_on)}"
    return quote(
        *(home, "LIS", _text(leaves), _text(lands), fare),
        flights="XA1|XA2",
        via="MAD",
        via_times=via,
        **terms,
    )


def _text(time: datetime) -> str:
    return time.isoformat(timespec="minutes")


@dataclass(frozen=True)
class Decided:
    """What one rule decides for one traveller.

    Attributes
    ----------
    policy : name of the policy; `key` : the rule
    fact : what is told of the trip
    by_rule, without : the fact under the policy, and under it without the rule
    quotes : what is on sale
    person, year : members that differ from those of the builders
    venue : id and airport of another venue
    today : the planning date
    lift : the year without the rule, where leaving its key out is not all
    """

    policy: str
    key: str
    fact: Callable[[Trip], str]
    by_rule: str
    without: str
    quotes: tuple[Quote, ...]
    person: dict[str, Any] = field(default_factory=dict)
    venue: tuple[str, str] = ("lisbon", "LIS")
    year: dict[str, Any] = field(default_factory=dict)
    today: date = date(2027, 1, 4)
    lift: Callable[[Scenario], Scenario] | None = None


def outbound(trip: Trip) -> str:
    """Flight and cabin of the outbound journey, on the ground its mode; the status where there is none."""
    return _told(trip.outbound) if trip.outbound else trip.status


def home(trip: Trip) -> str:
    """The same of the return."""
    return _told(trip.inbound) if trip.inbound else trip.status


def _told(way: JourneyRecord) -> str:
    first = way.segments[0]
    return f"{first.carrier}{first.flight_number} {way.cabin}" if way.by_air else way.mode


def book_by(trip: Trip) -> str:
    """Days from the day to book by to the departure."""
    assert trip.outbound
    leaves = date.fromisoformat(trip.outbound.departs_at[:10])
    return str((leaves - trip.book_by) // timedelta(days=1)) if trip.book_by else "any day"


def approval(trip: Trip) -> str:
    """Who agrees."""
    return " ".join(one.by or "nobody" for one in trip.approvals) or "nobody asked"


def per_diem(trip: Trip) -> str:
    """The amount."""
    return trip.cost.per_diem


def nights(trip: Trip) -> str:
    """How many."""
    return str(trip.nights)


def fare(trip: Trip) -> str:
    """The fares of both ways."""
    return trip.cost.fare


def levy(trip: Trip) -> str:
    """The cash of the trip."""
    return trip.cost.cash


def without(year: Scenario, key: str) -> Scenario:
    """The year without one rule, as it is where its key is left out."""
    table, _, path = key.partition(".")
    holder = getattr(year, table)
    names = path.split(".")
    return year.changed(**{table: _left_out(holder, names)})


def _left_out(holder: Any, names: list[str]) -> Any:
    member = MEMBERS.get(names[0], names[0])
    if len(names) == 1 or getattr(holder, member) is None:
        return holder.changed(**{member: LEFT_OUT.get(member, _default(holder, member))})
    return holder.changed(**{member: _left_out(getattr(holder, member), names[1:])})


def _default(holder: Any, member: str) -> Any:
    return type(holder).model_fields[member].get_default(call_default_factory=True)


MEMBERS = {
    "cabin": "cabin_rules",
    "co2e_levy": "co2e_levy_minor",
    "night_per_diem": "night_per_diem_minor",
    "travel_hour": "travel_hour_minor",
    "refundable_over": "refundable_over_minor",
    "no_flight_under_hours": "no_flight_under_min",
}
"""Members of keys that are called otherwise."""
LEFT_OUT = {"night_per_diem_minor": 0, "travel_hour_minor": 0}
"""What takes the place of amounts that have no default here."""
