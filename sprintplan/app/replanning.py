"""`replan`: a published plan, what is booked of it, and the workspace as it is now; the least-cost change."""

import time
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from sprintplan.alarm import TimeIsOut, TimeLimit, alarm_at, alarm_is_on, ring_at, ring_late
from sprintplan.app.opening import another_workspace
from sprintplan.app.plan_log import published_since
from sprintplan.app.planning import Wish, verified_year
from sprintplan.app.replanned_year import ReplannedYear, opened_year, replanned_year
from sprintplan.app.spare_bookings import spare_bookings
from sprintplan.app.why_changed import changes_of
from sprintplan.domain.claims import plan_sha256, with_hash
from sprintplan.domain.plan import Keep, Keeping, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import NoPlan, UsageError
from sprintplan.files import named
from sprintplan.itinerary.facts import with_facts
from sprintplan.offers.source import OfferSource
from sprintplan.reports.plan_json import read_plan
from sprintplan.solver.solve import least_objective
from sprintplan.units import money_text
from sprintplan.watch import Watch

COMPARED_S = 2.0
"""Seconds that a free choice of venues and dates is weighed for beside what is held."""


@dataclass(frozen=True)
class ReplanWish:
    """What `replan` was asked for beside folder and plan."""

    wish: Wish = field(default_factory=Wish)
    keep: Keep | None = None


def replan(folder: Path, plan_path: Path, asked: ReplanWish, watch: Watch) -> Plan:
    """The plan that changes what was published at least cost, verified.

    Parameters
    ----------
    folder : the workspace
    plan_path : file of the published plan
    asked : what is wished
    watch : learns of stages and progress

    Raises
    ------
    InputError : the workspace, its bookings or the plan cannot be used
    UsageError : the plan has no events, or is another workspace's
    NoPlan : time ran out before there was anything to say
    SprintplanError : verification finds a fault, which is ours
    """
    limit = None if asked.wish.time_limit is None else TimeLimit.of(asked.wish.time_limit)
    try:
        with alarm_at(limit.last if limit else None):
            return _replanned(folder, plan_path, asked, limit, watch)
    except TimeIsOut as error:
        raise NoPlan("time ran out before any plan was found: allow more with --time-limit") from error


def _replanned(folder: Path, plan_path: Path, asked: ReplanWish, limit: TimeLimit | None, watch: Watch) -> Plan:
    wish = asked.wish
    with watch.stage("read workspace"):
        ring_late(limit.until if limit else None)
        today, before = wish.today or date.today(), read_plan(plan_path)
        if not before.events:
            raise UsageError(f"{named(plan_path)} has no events: it is {before.status}. Name a plan that has some")
        year = replanned_year(folder, before, today, asked.keep, wish.offers, insecure=wish.insecure)
        if other := another_workspace(year.workspace, before, plan_path):
            raise UsageError(other)
        scenario, free, source = opened_year(year, today)
    for sentence in (*filter(None, [published_since(folder, before, plan_path)]), *scenario.warnings):
        watch.warn(sentence)
    limited = replace(wish, time_limit=limit.left if limit else None)
    plan = verified_year(scenario, source, today, limited, watch)
    if not plan.events:
        return with_hash(_named_after(plan, before, year, asked, None))
    with watch.stage("compare with a free choice"):
        more = _more_than_free(year, free, source, plan, today)
    with watch.stage("find what changes"):
        whole = _named_after(with_facts(plan, year.facts, year.workspace), before, year, asked, more)
        whole = whole.changed(changes=changes_of(before, whole, scenario, source, today))
    for sentence in spare_bookings(whole, scenario, asked.keep):
        watch.warn(sentence)
    return with_hash(whole)


def _named_after(
    plan: Plan, before: Plan, year: ReplannedYear, asked: ReplanWish, more: tuple[Decimal, bool] | None
) -> Plan:
    """The plan with its predecessor, and with what was held of that."""
    free = None if more is None or plan.objective is None else str(Decimal(plan.objective) - more[0])
    keeping = Keeping(
        asked=asked.keep,
        held=year.held,
        free_objective=free,
        difference=None if more is None else str(more[0]),
        exact=more is not None and more[1],
    )
    return plan.changed(predecessor=plan_sha256(before), keeping=keeping)


def _more_than_free(
    year: ReplannedYear, free: Scenario, source: OfferSource, plan: Plan, today: date
) -> tuple[Decimal, bool] | None:
    """How much the plan's score is above that of the best year with nothing held, at most where that is not exact.

    None where nothing is held, and where the free years could not be judged in time.
    """
    if not year.held or plan.objective is None:
        return None
    until = time.monotonic() + COMPARED_S
    try:
        with alarm_at(until) if not alarm_is_on() else nullcontext():
            ring_at(until)
            least, exact = least_objective(free, source, today=today)
    except TimeIsOut:
        return None
    finally:
        ring_at(None)
    if not exact and least <= 0:
        return None
    best = min(Decimal(money_text(least, free.currency)), Decimal(plan.objective))
    return Decimal(plan.objective) - best, exact
