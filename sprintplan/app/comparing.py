"""What the command `diff` does."""

from pathlib import Path

from sprintplan.errors import UsageError
from sprintplan.files import named
from sprintplan.itinerary.changes import Changes, changes_between
from sprintplan.problems import shown
from sprintplan.reports.plan_json import read_plan


def difference_of(before: Path, after: Path, by: str | None) -> Changes:
    """What changed from one plan file to another.

    Parameters
    ----------
    before, after : files of plans with events
    by : the column that sums are wanted by: `person`, `team`, one that begins with `x_`, or None

    Raises
    ------
    UsageError : a plan has no events, the currencies differ, or no trip has the column
    """
    old, new = read_plan(before), read_plan(after)
    for path, plan in ((before, old), (after, new)):
        if not plan.events:
            raise UsageError(f"{named(path)} has no events: it is {plan.status}. Name plans that have some")
    if old.currency != new.currency:
        raise UsageError(
            f"{named(before)} is in {old.currency}, {named(after)} in {new.currency}. Plan both in one currency"
        )
    if by is not None:
        known = {"person", "team"} | {
            name for plan in (old, new) for event in plan.events for one in event.trips.travellers for name in one.extra
        }
        if by not in known:
            raise UsageError(f"--by {shown(by)}: no trip has that column. Use one of {', '.join(sorted(known))}")
    return changes_between(old, new)
