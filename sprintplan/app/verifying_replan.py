"""`verify` of a plan that followed a published one: the same year is built again, and judged with its bookings."""

from collections.abc import Iterator
from pathlib import Path

from sprintplan.app.replanned_year import ReplannedYear, opened_year, year_of
from sprintplan.app.why_changed import changes_of
from sprintplan.domain.plan import Plan
from sprintplan.itinerary.facts import with_facts, without_facts
from sprintplan.verify import faults

TOGETHER = ("totals", "gap", "managers", "baseline_difference", "baseline_cash_difference")
"""Members of a plan that are not of the rest of the year plus the facts, or are left out of one of the two."""


def replan_faults(folder: Path, plan: Plan, offers: str | None, *, insecure: bool = False) -> list[str]:
    """Every way in which a replanned plan contradicts its workspace, its bookings and the plan that it follows.

    Parameters
    ----------
    folder : the workspace
    plan : a plan with a predecessor, which the workspace's log has
    offers : source of its offers
    insecure : whether tokens may leave this machine unencrypted

    Raises
    ------
    UsageError : the log does not have the predecessor
    InputError : workspace or bookings cannot be read
    """
    before, year = year_of(folder, plan, offers, insecure=insecure)
    scenario, _, source = opened_year(year, plan.today)
    rest = without_facts(plan, year.facts, year.workspace)
    changes = changes_of(before, plan, scenario, source, plan.today)
    wrong = [
        *_history_faults(plan, year),
        *_sum_faults(plan, rest, year),
        *faults(scenario, rest, source.to_and_from),
    ]
    if changes != plan.changes:
        wrong.append("plan: changes are not the differences from the plan that it follows")
    return wrong


def _sum_faults(plan: Plan, rest: Plan, year: ReplannedYear) -> Iterator[str]:
    """Members of the plan that hold facts and the rest together, as far as the rest alone does not show them."""
    whole = with_facts(rest, year.facts, year.workspace)
    for name in TOGETHER if year.facts else ():
        stated, expected = getattr(plan, name), getattr(whole, name)
        if stated != expected:
            yield f"plan: {name} is stated as {stated}, expected {expected} with the events that are over"


def _history_faults(plan: Plan, year: ReplannedYear) -> Iterator[str]:
    """Facts as they were published, and what is held as it was asked for."""
    if plan.facts != tuple(event.event for event in year.facts):
        named = ", ".join(event.event for event in year.facts) or "none"
        yield f"plan: facts are stated as {', '.join(plan.facts) or 'none'}, expected {named}"
    stated = {event.event: event for event in plan.events}
    for fact in year.facts:
        if stated.get(fact.event) != fact:
            yield f"{fact.event}: is over or under way, expected as it was published"
    held = plan.keeping.held if plan.keeping else ()
    if held != year.held:
        yield "plan: keeping states other events, venues or dates than what is held of them"
