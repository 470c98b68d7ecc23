"""The difference of two plans, as people read it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.place_names import place_words
from sprintplan.domain.plan import EventPlan
from sprintplan.domain.trip import Trip
from sprintplan.itinerary.changes import KINDS, Changes, EventChange, Kind, Sums, TripChange
from sprintplan.itinerary.spending import beside_trips
from sprintplan.reports.formatting import (
    amount,
    clock,
    columns,
    count,
    difference,
    fit,
    span,
    thousands,
    wrapped,
)
from sprintplan.reports.place_names import event_names
from sprintplan.reports.text.summary import event_place
from sprintplan.reports.text.trips import route
from sprintplan.reports.tree import names_of
from sprintplan.units import hours_text

HEADINGS: Mapping[Kind, str] = {
    "cannot_attend": "Cannot attend now",
    "left": "Not in the plan any more",
    "joined": "New in the plan",
    "attendance": "Come in another way",
    "place_and_dates": "Another place or other dates",
    "journeys": "Other journeys",
    "nights": "Other days or nights",
    "book_again": "To be booked again",
    "cost": "Another cost alone",
}

MOST_TRIPS = 12
"""Trips of one kind that are printed one by one; `--format json` and `--all` have all."""


def changes_text(changes: Changes, by: str | None, everything: bool) -> str:
    """Totals, events and trips that changed.

    Parameters
    ----------
    changes : the difference
    by : `person`, `team` or an `x_` column to state sums by; None for none
    everything : whether all trips are listed
    """
    return "\n".join(_lines(changes, by, everything)) + "\n"


def _lines(changes: Changes, by: str | None, everything: bool) -> Iterator[str]:
    before, after = changes.before, changes.after
    yield from wrapped(_headline(changes), rest="  ")
    if not changes.trips and not any(event.moved for event in changes.events):
        return
    if before.totals and after.totals:
        yield from (f"  {line}" for line in _totals(changes))
    for event in changes.events:
        yield ""
        yield from _event(event)
    most = len(changes.trips) if everything else MOST_TRIPS
    names = event_names(before) | event_names(after)
    for kind in KINDS:
        mine = [change for change in changes.trips if change.kind == kind]
        if mine:
            yield ""
            yield f"{HEADINGS[kind]}: {count(len(mine), 'trip')}"
            for change in mine[:most]:
                yield from _trip(change, after.currency, names)
            if len(mine) > most:
                yield f"  and {len(mine) - most} more (--all lists them)"
    yield from _of_no_trip(changes)
    if by is not None:
        yield ""
        yield from _by(changes, by)


def _headline(changes: Changes) -> str:
    if not changes.trips and not any(event.moved for event in changes.events):
        return f"{changes.after.company}: nothing changes for anybody"
    people = count(len({change.person for change in changes.trips}), "person", "people")
    same = f", {thousands(changes.unchanged)} unchanged" if changes.unchanged else ""
    return f"{changes.after.company}: {count(len(changes.trips), 'trip')} of {people} changed{same}"


def _totals(changes: Changes) -> list[str]:
    old, new, currency = changes.before.totals, changes.after.totals, changes.after.currency
    assert old is not None
    assert new is not None
    score = (Decimal(changes.before.objective or 0), Decimal(changes.after.objective or 0))
    tonnes = (old.co2e_kg / 1000, new.co2e_kg / 1000)
    rows = [
        ["", "before", "after", "difference"],
        ["cash", amount(old.cash), amount(new.cash), _more(Decimal(new.cash) - Decimal(old.cash), currency)],
        ["score", amount(score[0]), amount(score[1]), _more(score[1] - score[0], currency)],
        _counted("hours", old.travel_hours, new.travel_hours),
        ["t CO2e", f"{tonnes[0]:.1f}", f"{tonnes[1]:.1f}", f"{tonnes[1] - tonnes[0]:+.1f}"],
        _counted("travel", old.travellers, new.travellers),
        _counted("cannot attend", old.remote, new.remote),
    ]
    return columns(rows, right=frozenset({1, 2, 3}))


def _counted(name: str, before: float, after: float) -> list[str]:
    return [name, thousands(before), thousands(after), f"{round(after - before):+,}".replace(",", " ")]


def _more(money: Decimal, currency: str = "") -> str:
    return difference(str(money), currency)


def _event(event: EventChange) -> Iterator[str]:
    before, after = event.before, event.after
    shown = after or before
    if shown is None:
        return
    yield from wrapped(event_place(shown), rest="  ")
    if before is None or after is None:
        yield "  new in this plan" if before is None else "  not in this plan any more"
    elif event.moved:
        yield from wrapped(f"before: {_where(before)}", "  ", "    ")
        yield from wrapped(f"now: {_where(after)}", "  ", "    ")
    else:
        yield from wrapped(f"{_where(after)}, as before", "  ", "    ")


def _where(event: EventPlan) -> str:
    return f"{place_words(event.venue_name, event.city)}, {span(event.first_day, event.last_day)}"


def _trip(change: TripChange, currency: str, names: Mapping[str, str]) -> Iterator[str]:
    cash = f" ({_more(change.cash, currency)})" if change.cash else ""
    team = f", {change.team}" if change.team else ""
    yield from wrapped(f"{fit(change.name, 40)}{team}, {names[change.event]}{cash}", "  ", "    ")
    before, after = change.before, change.after
    if after is not None and after.status == "remote" and after.reason:
        yield from wrapped(after.reason, "    ", "      ")
    if before is None or after is None:
        return
    if "status" in change.parts:
        yield f"    {_status(before)} before, {_status(after)} now"
        return
    for name, word in (("outbound", "outbound"), ("inbound", "return")):
        if name in change.parts:
            yield from wrapped(f"{word} before: {_journey(getattr(before, name))}", "    ", "      ")
            yield from wrapped(f"{word} now: {_journey(getattr(after, name))}", "    ", "      ")
    if "check_in" in change.parts or "check_out" in change.parts:
        yield from wrapped(f"room before: {_room(before)}; now: {_room(after)}", "    ", "      ")


_STATUS = {"travels": "travels", "local": "lives nearby", "own_travel": "own travel", "remote": "cannot attend"}


def _status(trip: Trip) -> str:
    return _STATUS[trip.status]


def _journey(journey: JourneyRecord | None) -> str:
    if journey is None:
        return "none"
    flights = " ".join(part.flight_number for part in journey.segments if part.flight_number)
    stops = route(journey)
    return (
        f"{clock(journey.departs_at)} {stops}{f' {flights}' if flights else ''}, {hours_text(journey.duration_minutes)}"
    )


def _room(trip: Trip) -> str:
    return "none" if trip.check_in is None or trip.check_out is None else f"{trip.check_in} to {trip.check_out}"


def _beside(changes: Changes, by: str | None) -> dict[str, tuple[Decimal, Decimal]]:
    """Cash before and after of what no single trip costs, nor a group of a column `by`, by what it is for."""
    old, new = ({line.name: line.cash for line in beside_trips(plan, by)} for plan in (changes.before, changes.after))
    return {name: (old.get(name, Decimal(0)), new.get(name, Decimal(0))) for name in dict.fromkeys([*old, *new])}


def _beside_rows(changes: Changes, column: str) -> Iterator[list[str]]:
    """The same as rows of the table by a column, as far as it differs."""
    for name, (before, after) in _beside(changes, column).items():
        if before != after:
            yield [name.partition(":")[0], amount(before), amount(after), _more(after - before), "", ""]


def _of_no_trip(changes: Changes) -> Iterator[str]:
    """What else differs, so that the lines of the trips and these come to the difference of the totals."""
    if beside := [(name, new - old) for name, (old, new) in _beside(changes, None).items() if new != old]:
        yield ""
        yield "Of no single trip"
        for name, more in beside:
            yield from wrapped(f"{name} ({_more(more, changes.after.currency)})", "  ", "    ")


def _by(changes: Changes, column: str) -> Iterator[str]:
    """Cash of each group that differs, those whose cash moves most first, with hours and CO2e."""
    sums = [(key, *pair) for key, pair in changes.sums_by(column).items() if pair[0] != pair[1]]
    sums.sort(key=lambda one: (-abs(one[2].cash - one[1].cash), one[0]))
    rows = [[column, "before", "after", "difference", "hours", "t CO2e"]]
    names = names_of(changes.before) | names_of(changes.after) if column == "person" else {}
    for key, old, new in sums:
        more = _more(new.cash - old.cash)
        hours, tonnes = new.hours - old.hours, (new.co2e_kg - old.co2e_kg) / 1000
        rows.append(
            [names.get(key, key) or "-", amount(old.cash), amount(new.cash), more, f"{hours:+.0f}", f"{tonnes:+.1f}"]
        )
    rows += _beside_rows(changes, column)
    yield f"Cash by {column}"
    yield from columns(rows, right=frozenset({1, 2, 3, 4, 5}), indent="  ", headed=True)


def changes_facts(changes: Changes, by: str | None) -> dict[str, object]:
    """The same `changes` as JSON: totals, events, every changed trip, sums `by` a column."""
    return {
        "company": changes.after.company,
        "currency": changes.after.currency,
        "unchanged_trips": changes.unchanged,
        "totals": {
            "before": changes.before.totals and changes.before.totals.model_dump(mode="json"),
            "after": changes.after.totals and changes.after.totals.model_dump(mode="json"),
        },
        "events": [_event_facts(event) for event in changes.events],
        "changes": [_trip_facts(change) for change in changes.trips],
        "by": {
            key: {"before": _sum_facts(old), "after": _sum_facts(new)}
            for key, (old, new) in changes.sums_by(by).items()
        }
        if by
        else None,
        "beside_trips": {
            name: {"before": {"cash": str(old)}, "after": {"cash": str(new)}}
            for name, (old, new) in _beside(changes, by).items()
        },
    }


def _event_facts(event: EventChange) -> dict[str, object]:
    def side(one: EventPlan | None) -> dict[str, object] | None:
        if one is None:
            return None
        return {"venue": one.venue, "first_day": str(one.first_day), "last_day": str(one.last_day)}

    return {"event": event.event, "moved": event.moved, "before": side(event.before), "after": side(event.after)}


def _trip_facts(change: TripChange) -> dict[str, object]:
    return {
        "event": change.event,
        "person": change.person,
        "name": change.name,
        "team": change.team,
        "kind": change.kind,
        "parts": list(change.parts),
        "cash_difference": str(change.cash),
        "before": change.before and change.before.model_dump(mode="json"),
        "after": change.after and change.after.model_dump(mode="json"),
    }


def _sum_facts(sums: Sums) -> dict[str, object]:
    return {"cash": str(sums.cash), "travel_hours": sums.hours, "co2e_kg": sums.co2e_kg, "trips": sums.trips}
