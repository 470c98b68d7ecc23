"""The part of a plan that a manager's, a team's or a traveller's page may hold, and nothing of anybody else.

The page is made of this part alone, so what is not in it cannot get out.
"""

import re
from collections.abc import Iterable

from sprintplan.domain.change_record import ChangeRecord
from sprintplan.domain.plan import EventPlan, Plan, Proof
from sprintplan.domain.record_types import NoticeKind
from sprintplan.domain.totals import Totals
from sprintplan.domain.trip import Notice, Trip
from sprintplan.domain.trips import Trips
from sprintplan.reports.formatting import total
from sprintplan.reports.html.concerns import without_keys
from sprintplan.reports.tree import names_of, people_below

WITHHELD = "a remark that concerns others too; ask the organiser"
VISA = "a visa or permit to enter may be needed; the traveller knows which"
"""Instead of the notice's own words, which name a passport."""

_PASSPORT = re.compile(r"passport|citizen|nationalit", re.IGNORECASE)
_WORD = re.compile(r"[\w.@-]+")


def team_part(plan: Plan, manager: str) -> Plan:
    """The plan cut to the people below a manager, who is given by id: their trips, their sums, no alternatives."""
    return _part(plan, people_below(plan, manager), manager)


def named_team_part(plan: Plan, team: str) -> Plan:
    """The `plan` cut to the people of one `team` by its name, likewise; approvals are nobody's."""
    travellers = (one for event in plan.events for one in event.trips.travellers)
    return _part(plan, {one.person for one in travellers if one.team == team}, None)


def person_part(plan: Plan, person: str) -> Plan:
    """The `plan` cut to one `person`, by id, for their own eyes: visas and what speaks of passports stay."""
    return _part(plan, {person}, None, own=True)


def _part(plan: Plan, people: set[str], manager: str | None, *, own: bool = False) -> Plan:
    """The plan cut to some people; `own` where they read of themselves, `manager` where somebody leads them."""
    outsiders = _Outsiders(plan, people)
    events = tuple(_event(event, people, outsiders, manager, own) for event in plan.events)
    nothing = Proof(candidates=0, bounded=0, solved=0, skipped=0, excluded=0)
    hidden = {
        "objective": None,
        "bound": None,
        "gap": None,
        "conflict": (),
        "managers": (),
        "inputs_sha256": "",
    }
    hidden |= {"venues": (), "budget": None, "baseline_difference": None, "baseline_cash_difference": None}
    changes = [_change(one, outsiders) for one in plan.changes or () if one.person in people]
    cut: dict[str, object] = {
        "changes": tuple(changes) if plan.changes is not None else None,
        "keeping": None,
        "predecessor": None,
    }
    sums = _totals([trip for event in events for trip in event.trips])
    return plan.changed(**hidden | cut | {"proof": nothing, "totals": sums, "events": events})


def _change(change: ChangeRecord, outsiders: "_Outsiders") -> ChangeRecord:
    return change.changed(why=_without_outsiders(change.why, outsiders))


class _Outsiders:
    """Everybody who is not of the team, to be found in texts by id, email or name."""

    def __init__(self, plan: Plan, people: set[str]) -> None:
        trips = [trip for event in plan.events for trip in event.trips]
        names = names_of(plan)
        above = {trip.manager for trip in trips}
        ids = ({*names} | above) - people - {""}
        emails = {trip.email for trip in trips if trip.person not in people}
        self.words = {word.casefold() for word in (*ids, *emails) if word}
        self.names = [name.casefold() for person, name in names.items() if person not in people and name.strip()]

    def in_text(self, text: str) -> bool:
        """Whether a text names one of them."""
        folded = text.casefold()
        words = {word.strip(".-") for word in _WORD.findall(folded)}
        return not self.words.isdisjoint(words) or any(_names(name, folded) for name in self.names)


def _names(name: str, text: str) -> bool:
    """Whether a text in small letters holds a name; "bo" is not in "outbound". Where a script knows no small letters it
    need not stand alone, as such scripts may set no spaces."""
    if name not in text:
        return False
    return name == name.upper() or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _event(event: EventPlan, people: set[str], outsiders: _Outsiders, manager: str | None, own: bool) -> EventPlan:
    kept = event.trips.where(lambda one: one.person in people)
    trips = Trips.of(_trip(trip, outsiders, manager, own=own) for trip in kept)
    sums = _totals(trips)
    hidden = {"objective": sums.cash, "alternatives": (), "shuttles": (), "baseline": None, "budget": None}
    return event.changed(**hidden | {"totals": sums, "trips": trips, "given_up_by": ()})


def _trip(trip: Trip, outsiders: _Outsiders, manager: str | None, *, own: bool) -> Trip:
    """The trip with the manager's own approvals, and without what concerns others."""
    if own:
        kept = (notice for notice in trip.notices if not outsiders.in_text(notice.text))
        return trip.changed(notices=tuple(kept), approvals=(), extra={}, offers=())
    notices = tuple(_notice(notice, outsiders) for notice in trip.notices)
    reason = without_keys(_without_outsiders(trip.reason, outsiders)) if trip.reason else None
    approvals = tuple(approval for approval in trip.approvals if approval.by == manager)
    hidden: dict[str, object] = {"phone": "", "extra": {}, "offers": (), "visas": None}
    return trip.changed(notices=notices, reason=reason, approvals=approvals, **hidden)


def _notice(notice: Notice, outsiders: _Outsiders) -> Notice:
    kind: NoticeKind = notice.kind
    return Notice(kind=kind, text=VISA if kind == "visa" else _without_outsiders(notice.text, outsiders))


def _without_outsiders(text: str, outsiders: _Outsiders) -> str:
    """The text, or what is said instead where it speaks of passports or of somebody else."""
    if _PASSPORT.search(text):
        return VISA
    return WITHHELD if outsiders.in_text(text) else text


def _totals(trips: Iterable[Trip]) -> Totals:
    """Sums of what the trips cost by themselves: no hire, no shuttle runs."""
    counted = tuple(trips)
    costs = [trip.cost for trip in counted]
    return Totals(
        cash=str(total(cost.cash for cost in costs)),
        fares=str(total(cost.fare for cost in costs)),
        rooms=str(total(cost.rooms for cost in costs)),
        per_diem=str(total(cost.per_diem for cost in costs)),
        transfers=str(total(cost.transfers for cost in costs)),
        venue=str(total(cost.day_rate for cost in costs)),
        visas=str(total(cost.visa for cost in costs)),
        bags=str(total(cost.bag or "0" for cost in costs)),
        given_up=str(total(cost.given_up or "0" for cost in costs)) if any(cost.given_up for cost in costs) else None,
        co2e_levy=str(total(cost.co2e_levy or "0" for cost in costs)),
        travel_hours=sum(trip.travel_hours for trip in counted),
        co2e_kg=sum(trip.co2e_kg for trip in counted),
        travellers=sum(trip.status == "travels" for trip in counted),
        remote=sum(trip.status == "remote" for trip in counted),
    )
