"""What a replan changes, and the log of published plans, as people read them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from sprintplan.domain.change_record import ChangeRecord
from sprintplan.domain.claims import plan_sha256
from sprintplan.domain.plan import Keeping, Plan
from sprintplan.reports.certainty_words import certainty_sentences, likely
from sprintplan.reports.formatting import amount, columns, count, difference, fit, wrapped
from sprintplan.reports.place_names import event_names, place_names
from sprintplan.reports.text.changes import HEADINGS
from sprintplan.reports.text.summary import event_place

MOST_CHANGES = 12
"""Changes of one kind that are printed one by one; the plan has all."""
SHORT = 12
"""Signs of a hash that people see."""


class Entry(Protocol):
    """A published plan of the log."""

    @property
    def sha256(self) -> str:
        """Its hash."""

    @property
    def plan(self) -> Plan:
        """The plan."""


def replanned_text(plan: Plan, before: Plan) -> str:
    """What a `plan` changes of the published `before`, for whom and why, its cost, what was held, and the proof."""
    return "\n".join(_lines(plan, before)) + "\n"


def _lines(plan: Plan, before: Plan) -> Iterator[str]:
    if not plan.events:
        yield from _no_plan(plan)
        return
    changes = plan.changes or ()
    people = len({one.person for one in changes})
    parts = (
        f"{count(len(changes), 'trip')} of {count(people, 'person', 'people')} change{'s' if len(changes) == 1 else ''}"
        if changes
        else "nothing changes"
    )
    yield from wrapped(f"{plan.company}: {parts}", rest="  ")
    if plan.totals:
        lost = Decimal(plan.totals.given_up or 0)
        gone = f", {amount(plan.totals.given_up)} of it for bookings given up" if lost else ""
        paid = f"{amount(plan.totals.cash, plan.currency)}{likely(plan.totals)}"
        yield from wrapped(f"cash {paid}{gone}; {_come_to(plan, before)}", "  ", "  ")
    yield from wrapped(_proof(plan), "  ", "  ")
    names, events = place_names(plan), event_names(plan)
    for event in plan.events:
        over = ", over or under way" if event.event in plan.facts else ""
        yield from wrapped(f"{event_place(event)}{over}", "  ", "    ")
        for sentence in certainty_sentences(plan, event, names):
            yield from wrapped(sentence, "    ", "    ")
    if plan.keeping:
        yield from wrapped(_kept(plan.keeping, plan.currency, events), "  ", "    ")
    for kind in HEADINGS:
        mine = [one for one in changes if one.kind == kind]
        if mine:
            yield ""
            yield f"{HEADINGS[kind]}: {count(len(mine), 'trip')}"
            for one in mine[:MOST_CHANGES]:
                yield from wrapped(_change(one, plan.currency, events), "  ", "    ")
            if len(mine) > MOST_CHANGES:
                yield f"  and {len(mine) - MOST_CHANGES} more (`sprintplan export PLAN --kind changes` lists them)"


def _come_to(plan: Plan, before: Plan) -> str:
    """By how much the cash is another, and what of that is in no trip's change: hire, shuttles, a least spend."""
    more = _cash(plan) - _cash(before)
    beside = more - sum((Decimal(one.cost) for one in plan.changes or ()), Decimal(0))
    where = "beside the trips below" if plan.changes else "of no trip of the plan"
    of_it = f", {difference(str(beside))} of it {where}" if beside else ""
    return f"the changes come to {difference(str(more))}{of_it}"


def _cash(plan: Plan) -> Decimal:
    return Decimal(plan.totals.cash if plan.totals else 0)


def _proof(plan: Plan) -> str:
    if plan.status == "optimal":
        return f"proven: no change to the flights on offer scores less than {amount(plan.objective)}"
    return f"score {amount(plan.objective)}; the least possible is at most {(plan.gap or 0) * 100:.2f} % less"


def _no_plan(plan: Plan) -> Iterator[str]:
    """Why there is none, and what was held."""
    yield f"{plan.company}: no plan: it is {plan.status}"
    held = [_in_the_way(plan.keeping)] if plan.keeping and plan.keeping.held else []
    for sentence in (*plan.conflict, *held):
        yield from wrapped(sentence, "  ", "    ")


def _in_the_way(keeping: Keeping) -> str:
    """What was held where no plan was found, and how to let it change."""
    names, venues = ", ".join(one.event for one in keeping.held), all(one.venue for one in keeping.held)
    what = "venue and dates" if venues else "dates"
    why = "as something is booked" if keeping.asked is None else f"by --keep {keeping.asked}"
    more = "--keep dates lets the venue change, --keep nothing the dates too" if venues else "--keep nothing frees them"
    return f"{what} of {names} were held {why}: {more}"


def _kept(keeping: Keeping, currency: str, events: Mapping[str, str]) -> str:
    if not keeping.held:
        return "venues and dates were free to change"
    names = " and ".join(events.get(one.event, one.event) for one in keeping.held)
    what = "venue and dates" if all(one.venue for one in keeping.held) else "dates"
    if keeping.difference is None:
        return f"{what} of {names} stay; --keep nothing tells what a free choice would score"
    if not Decimal(keeping.difference):
        return f"{what} of {names} stay; a free choice would not score less"
    less = f"{amount(keeping.difference, currency)} less"
    if keeping.exact:
        return f"{what} of {names} stay; a free choice would score {less}"
    return f"{what} of {names} stay; --keep nothing works out a free choice, which would score at most {less}"


def _change(one: ChangeRecord, currency: str, events: Mapping[str, str]) -> str:
    cost = f" ({difference(one.cost, currency)})" if Decimal(one.cost) else ""
    return f"{fit(one.name, 40)}, {events.get(one.event, one.event)}{cost}: {one.why}"


def replanned_facts(plan: Plan) -> dict[str, object]:
    """The same of a `plan` as JSON."""
    return {
        "company": plan.company,
        "currency": plan.currency,
        "status": plan.status,
        "objective": plan.objective,
        "bound": plan.bound,
        "conflict": list(plan.conflict),
        "totals": plan.totals and plan.totals.model_dump(mode="json"),
        "keeping": plan.keeping and plan.keeping.model_dump(mode="json"),
        "facts": list(plan.facts),
        "changes": [one.model_dump(mode="json") for one in plan.changes or ()],
    }


def log_text(entries: Sequence[Entry]) -> str:
    """A line for each of the `entries` of the log, the oldest first."""
    if not entries:
        return "No plan was published yet: `sprintplan log FOLDER PLAN` enters one.\n"
    rows = [["published", "plan", "follows", "cash", "changes", "places"]]
    rows += [_row(one) for one in entries]
    return "\n".join(columns(rows, right=frozenset({3, 4}), headed=True)) + "\n"


def _row(one: Entry) -> list[str]:
    plan = one.plan
    names = place_names(plan)
    places = "; ".join(f"{names[event.venue]} {event.first_day}" for event in plan.events)
    changes = "-" if plan.changes is None else str(len(plan.changes))
    cash = amount(plan.totals.cash if plan.totals else None)
    return [
        plan.created_at[:16].replace("T", " "),
        one.sha256[:SHORT],
        (plan.predecessor or "-")[:SHORT],
        cash,
        changes,
        places,
    ]


def log_facts(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """The same of the `entries` as JSON."""
    return [
        {
            "created_at": one.plan.created_at,
            "sha256": plan_sha256(one.plan),
            "predecessor": one.plan.predecessor,
            "cash": one.plan.totals.cash if one.plan.totals else None,
            "changes": None if one.plan.changes is None else len(one.plan.changes),
            "events": [
                {"event": event.event, "venue": event.venue, "first_day": str(event.first_day)}
                for event in one.plan.events
            ],
        }
        for one in entries
    ]
