"""`plan`: read, solve, verify."""

import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sprintplan.alarm import TimeIsOut, TimeLimit, alarm_at, ring_late
from sprintplan.app.booked import unread_bookings
from sprintplan.app.opening import opened, planned_scenario
from sprintplan.beside import beside
from sprintplan.domain.claims import with_hash
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import NoPlan, SprintplanError
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.source import OfferSource
from sprintplan.verify import certainty_faults, faults_but_certainty
from sprintplan.watch import TELL, Watch

MOST_FAULTS = 20
APART_FROM = 200
"""Different trips from which on they are judged in a process of their own; fewer are judged while one is started."""


@dataclass(frozen=True)
class Wish:
    """What `plan` was asked for beside the folder; None is the default."""

    offers: str | None = None
    today: date | None = None
    time_limit: float | None = None
    workers: int | None = None
    cluster: str | None = None
    insecure: bool = False


def plan(folder: Path, wish: Wish, watch: Watch) -> Plan:
    """The plan of a workspace, verified; a plan that says why there is none is one too.

    Parameters
    ----------
    folder : the workspace
    wish : source, planning date, time limit and workers
    watch : times the stages, shows progress, and keeps warnings

    Raises
    ------
    InputError : the workspace cannot be planned with
    NoPlan : time ran out before there was anything to say
    SprintplanError : verification finds a fault, which is ours
    """
    limit = None if wish.time_limit is None else TimeLimit.of(wish.time_limit)
    try:
        with alarm_at(limit.last if limit else None):
            return _planned(folder, wish, limit, watch)
    except TimeIsOut as error:
        has_incumbent = TELL in watch.timings
        what = "the plan that was found could be written down and checked" if has_incumbent else "any plan was found"
        raise NoPlan(f"time ran out before {what}: allow more with --time-limit") from error


def _planned(folder: Path, wish: Wish, limit: TimeLimit | None, watch: Watch) -> Plan:
    """The plan; the alarm interrupts it where a stage takes all the time."""
    with watch.stage("read workspace"):
        ring_late(limit.until if limit else None)
        today = wish.today or date.today()
        scenario, source = opened(planned_scenario(folder, wish.offers, insecure=wish.insecure), today)
    for sentence in (*scenario.warnings, *filter(None, [unread_bookings(scenario.folder)])):
        watch.warn(sentence)
    if wish.cluster and wish.workers:
        watch.warn("--workers counts for nothing beside --cluster, whose workers do the work")
    limited = replace(wish, time_limit=limit.left if limit else None)
    return with_hash(verified_year(scenario, source, today, limited, watch))


def verified_year(scenario: Scenario, source: OfferSource, today: date, wish: Wish, watch: Watch) -> Plan:
    """The plan of a year, in which the second judge found no fault, who looks at it while it is told how sure it is.

    Parameters
    ----------
    scenario, source : the workspace and its offers
    today : the planning date
    wish : its time limit counts from now
    watch : learns of stages and progress

    Raises
    ------
    UsageError : the cluster cannot do it
    SprintplanError : the plan does not hold
    """
    workers = wish.workers or os.cpu_count() or 1
    planned = plan_year(
        scenario,
        source,
        today=today,
        created_at=datetime.now(UTC),
        time_limit=wish.time_limit,
        workers=workers,
        cluster=wish.cluster,
        watch=watch,
    )
    check = partial(faults_but_certainty, scenario, planned.plan, source.to_and_from)
    different = sum(len(event.trips.contents) for event in planned.plan.events)
    with beside(check, apart=workers > 1 and different >= APART_FROM) as wrong:
        plan = planned.with_certainty()
        del planned  # What was judged and solved takes more memory than the plan.
        with watch.stage("verify"):
            _refuse_faulty([*wrong(), *certainty_faults(scenario, plan)])
    return plan


def _refuse_faulty(wrong: list[str]) -> None:
    if wrong:
        more = [f"and {len(wrong) - MOST_FAULTS} more"] if len(wrong) > MOST_FAULTS else []
        message = "\n".join([*wrong[:MOST_FAULTS], *more])
        raise SprintplanError(f"internal error: the plan does not hold, so it was not written:\n{message}")


def require_plan(plan: Plan, *, stopped: bool | None = None, what: str = "") -> None:
    """Refuse a plan that only says that there is none.

    Parameters
    ----------
    plan : the plan
    stopped : whether the user ended the search, and not its time; None where that is not known any more
    what : what became of the result's file, to be said too

    Raises
    ------
    NoPlan : the plan has no events
    """
    if plan.events:
        return
    if plan.status == "infeasible" and plan.keeping and plan.keeping.held:
        why = "no plan is possible with what is held: hold less with --keep, or change the workspace"
    elif plan.status == "infeasible":
        why = "no plan is possible: change the workspace where the reasons point"
    elif stopped:
        why = "stopped before any plan was found"
    else:
        ended = "the search ended" if stopped is None else "time ran out"
        why = f"{ended} before any plan was found: allow more with --time-limit"
    raise NoPlan(". ".join(filter(None, (why, what))))
