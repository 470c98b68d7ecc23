"""What `plan` and `show` print: the year in ten seconds, at 80 columns."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from sprintplan.domain.plan import EventPlan, NoticeKind, Plan, Totals, Trip
from sprintplan.reports.trips import trip_lines
from sprintplan.reports.words import amount, columns, count, day, plain

ATTENTION: dict[NoticeKind, str] = {
    "cabin_not_sold": "fly below their entitlement",
    "visa": "need to see to a visa",
    "long_journey": "travel over 20 hours one way",
    "rest": "rest before the event instead of an upgrade",
    "early_arrival": "arrive a night or more early",
}
MOST_ALTERNATIVES = 3
NO_BREAK = "\u00a0"


def summary(plan: Plan) -> str:
    """The whole plan."""
    return "\n".join(_summary(plan)) + "\n"


def _summary(plan: Plan) -> Iterator[str]:
    yield f"{plain(plan.company)}: {_verdict(plan)}"
    if plan.totals is None:
        yield from (f"  {line}" for line in plan.conflict)
        return
    yield _proof(plan)
    for event in plan.events:
        yield ""
        yield from event_lines(plan, event)
    yield ""
    yield "The year"
    yield from _money_lines(plan.totals, plan.currency)
    yield from _attention(plan)


def _verdict(plan: Plan) -> str:
    match plan.status:
        case "optimal":
            return f"optimal, {amount(plan.objective, plan.currency)} in all"
        case "feasible":
            return (
                f"the best so far, {amount(plan.objective, plan.currency)}; at most {plan.gap or 0:.2%} above the least"
            )
        case "infeasible":
            return "no plan is possible"
        case "unknown":
            return "time ran out before any plan was found"


def _proof(plan: Plan) -> str:
    proof = plan.proof
    said = "Proven: no cheaper choice exists among the offers." if plan.status == "optimal" else "Not proven yet."
    done = f"{proof.excluded} excluded, {proof.solved} solved, the rest bounded"
    return f"{said}\n({count(proof.candidates, 'candidate')}: {done})"


def event_lines(plan: Plan, event: EventPlan) -> Iterator[str]:
    """One event: where, when, what it costs, and what the next best would."""
    yield f"{plain(event.name)}: {plain(event.venue_name)}, {plain(event.city)} ({event.country})"
    yield f"  {day(event.first_day)} to {day(event.last_day)}"
    local = sum(trip.status == "local" for trip in event.trips)
    own = sum(trip.status == "own_travel" for trip in event.trips)
    people = [count(event.totals.travellers, "traveller"), f"{local} at home", f"{own} by own means"]
    yield f"  {', '.join(people)}, {event.totals.remote} stay away"
    yield from _money_lines(event.totals, plan.currency)
    rows = [
        [
            plain(other.venue),
            str(other.first_day),
            f"+{amount(other.difference, plan.currency)}",
            _exact(other.exact),
        ]
        for other in event.alternatives
        if other.objective is not None
    ]
    if rows:
        yield "  next best:"
        yield from (f"    {line}" for line in columns(rows[:MOST_ALTERNATIVES], right=frozenset({2}), width=74))


def _exact(exact: bool) -> str:
    return "" if exact else "or more"


def _money_lines(totals: Totals, currency: str) -> Iterator[str]:
    effort = f"{totals.travel_hours:,.0f} travel hours, {totals.co2e_kg / 1000:,.1f} t CO2e"
    yield f"  cash {amount(totals.cash, currency)}, {effort}"
    parts = {"fares": totals.fares, "rooms": totals.rooms, "per diem": totals.per_diem, "venue": totals.venue}
    parts |= {"transfers": totals.transfers, "visas": totals.visas}
    split = [f"{name} {amount(money, '').strip()}" for name, money in parts.items() if float(money)]
    whole = "= " + " + ".join(part.replace(" ", NO_BREAK) for part in split)
    for line in textwrap.wrap(whole, 78, initial_indent="  ", subsequent_indent="    "):
        yield line.replace(NO_BREAK, " ")


def _attention(plan: Plan) -> Iterator[str]:
    trips = [trip for event in plan.events for trip in event.trips]
    kinds = Counter(kind for trip in trips for kind in {notice.kind for notice in trip.notices})
    remote = [trip for trip in trips if trip.status == "remote"]
    lines = [f"  {count(len(remote), 'trip')}: no allowed journey, stays away ({_names(remote)})"] if remote else []
    lines += [f"  {count(kinds[kind], 'trip')}: {text}" for kind, text in ATTENTION.items() if kinds[kind]]
    if lines:
        yield ""
        yield "To look at"
        yield from lines


def _names(trips: list[Trip]) -> str:
    names = list(dict.fromkeys(plain(trip.name) for trip in trips))
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def trips_text(plan: Plan, event: str | None, team: str | None, person: str | None) -> str:
    """The plan narrowed to an event, a team or a person, trip by trip."""
    lines: list[str] = []
    for told in plan.events:
        if event in (None, told.event):
            lines += ["", *event_lines(plan, told)] if lines else event_lines(plan, told)
            for trip in told.trips:
                if (team is None or trip.team == team) and person in (None, trip.person):
                    lines += ["", *trip_lines(trip)] if team or person else []
    return "\n".join(lines) + "\n"
