"""One function a command: read, plan, verify, write; no printing and no exit. Rooms are imported when needed."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sprintplan.errors import NoPlan, OfferSourceError, PlanDoesNotHold, SprintplanError
from sprintplan.files import named
from sprintplan.watch import Watch

if TYPE_CHECKING:
    from sprintplan.domain.plan import Plan
    from sprintplan.domain.scenario import Scenario
    from sprintplan.offers.source import OfferSource
    from sprintplan.rules.bottlenecks import Bottleneck

MOST_FAULTS = 20


@dataclass(frozen=True)
class Wish:
    """What `plan` was asked for beside the folder; None is the default."""

    offers: str | None = None
    today: date | None = None
    time_limit: float | None = None
    workers: int | None = None
    cluster: str | None = None
    insecure: bool = False


@dataclass(frozen=True)
class Checked:
    """What `check` finds in a workspace.

    Attributes
    ----------
    scenario : the workspace, with its warnings
    journeys : how many journeys are on sale to and from its venues
    bottlenecks : people and rules that rule out most candidates of an event
    """

    scenario: "Scenario"
    journeys: int
    bottlenecks: "list[Bottleneck]"


def new(folder: Path) -> None:
    """Write a workspace to start from."""
    from sprintplan.workspace.template import write_template

    write_template(folder)


def check(folder: Path, today: date | None, watch: Watch, *, insecure: bool = False) -> "Checked":
    """What a folder holds, where it can be planned with, and what stands in the way of most of its candidates."""
    from sprintplan.rules.bottlenecks import Bottlenecks
    from sprintplan.units import day_number

    day = today or date.today()
    with watch.stage("read workspace"):
        scenario, source = _checked(folder, day, insecure)
    journeys, counted = 0, Bottlenecks(scenario, day_number(day))
    with watch.stage("judge venues"):
        for done, venue in enumerate(scenario.venues, 1):
            if source is not None:
                table = source.to_and_from(venue)
                journeys += len(table)
                counted.add(venue, table)
            watch.progress(len(scenario.venues), done)
    return Checked(_with_lodging(scenario), journeys, counted.found() if source is not None else [])


def _with_lodging(scenario: "Scenario") -> "Scenario":
    """The scenario with a warning where room rates are far from public ones."""
    from sprintplan.workspace.lodging import lodging_warnings

    return scenario.changed(warnings=(*scenario.warnings, *lodging_warnings(scenario)))


def _checked(folder: Path, today: date, insecure: bool) -> tuple["Scenario", "OfferSource | None"]:
    """The workspace and its source; a source that has nothing yet is a warning, as asking for fares comes later."""
    scenario = planned_scenario(folder, None, insecure=insecure)
    try:
        return _opened(scenario, today)
    except OfferSourceError as error:
        return scenario.changed(warnings=(*scenario.warnings, str(error))), None


def plan(folder: Path, wish: Wish, watch: Watch) -> "Plan":
    """The folder's plan, verified; a plan that says why there is none is one too.

    Raises
    ------
    InputError : the workspace cannot be planned with
    SprintplanError : verification finds a fault, which is ours
    """
    with watch.stage("read workspace"):
        today = wish.today or date.today()
        scenario, source = _opened(planned_scenario(folder, wish.offers, insecure=wish.insecure), today)
    for sentence in scenario.warnings:
        watch.warn(sentence)
    if wish.cluster and wish.workers:
        watch.warn("--workers counts for nothing beside --cluster, whose workers do the work")
    found = _solved(scenario, source, today, wish, watch)
    with watch.stage("verify"):
        _refuse_faulty(scenario, source, found)
    return found


def _opened(scenario: "Scenario", today: date) -> tuple["Scenario", "OfferSource"]:
    """The workspace and its source of offers, whose warnings join the workspace's."""
    from sprintplan.offers.registry import open_source
    from sprintplan.workspace.past import past_starts

    source = open_source(scenario, today)
    warnings = (*scenario.warnings, *past_starts(scenario, today), *source.warnings)
    scenario = scenario.changed(warnings=warnings)
    if scenario.source == "duffel":
        from sprintplan.app.live import judged

        scenario = judged(scenario, datetime.now(UTC))
    return scenario, source


def _solved(scenario: "Scenario", source: "OfferSource", today: date, wish: Wish, watch: Watch) -> "Plan":
    with watch.stage("load solver"):
        from sprintplan.itinerary.plan import plan_year

    return plan_year(
        scenario,
        source,
        today=today,
        created_at=datetime.now(UTC),
        time_limit=wish.time_limit,
        workers=wish.workers or os.cpu_count() or 1,
        cluster=wish.cluster,
        watch=watch,
    )


def _refuse_faulty(scenario: "Scenario", source: "OfferSource", found: "Plan") -> None:
    from sprintplan.verify import faults

    wrong = faults(scenario, found, source.to_and_from)
    if wrong:
        more = [f"and {len(wrong) - MOST_FAULTS} more"] if len(wrong) > MOST_FAULTS else []
        told = "\n".join([*wrong[:MOST_FAULTS], *more])
        raise SprintplanError(f"internal error: the plan does not hold, so it was not written:\n{told}")


def planned_scenario(folder: Path, offers: str | None, *, insecure: bool = False) -> "Scenario":
    """The scenario of a folder, with another source of offers where one is named.

    Parameters
    ----------
    insecure : whether tokens may leave this machine unencrypted
    """
    from sprintplan.workspace import read_workspace

    scenario = read_workspace(folder)
    return scenario.changed(**{"insecure": insecure} | ({} if offers is None else {"source": offers}))


def require_plan(found: "Plan", *, stopped: bool | None = None, what: str = "") -> None:
    """Raise NoPlan where the plan only says that there is none.

    Parameters
    ----------
    stopped : whether the user ended the search, and not its time; None where that is not known any more
    what : what became of the result's file, to be said too
    """
    if found.events:
        return
    if found.status == "infeasible":
        why = "no plan is possible: change the workspace where the reasons point"
    elif stopped:
        why = "stopped before any plan was found"
    else:
        ended = "the search ended" if stopped is None else "time ran out"
        why = f"{ended} before any plan was found: allow more with --time-limit"
    raise NoPlan(". ".join(filter(None, (why, what))))


def verify(folder: Path, path: Path, watch: Watch, *, insecure: bool = False) -> None:
    """Check a plan against its workspace, with the source of offers that the plan names.

    Raises
    ------
    PlanDoesNotHold : with every fault; with one sentence where the file holds no plan, or that of another workspace
    """
    from sprintplan.reports.plan_json import read_plan
    from sprintplan.verify import faults

    with watch.stage("read workspace"):
        found = read_plan(path)
        if not found.events:
            raise PlanDoesNotHold([f"{named(path)} holds no plan: its status is {found.status}, it has no events"])
        scenario = planned_scenario(folder, _source_of(found), insecure=insecure)
        if other := another_workspace(scenario, found, path):
            raise PlanDoesNotHold([other])
        scenario, source = _opened(scenario, found.today)
    with watch.stage("verify"):
        wrong = faults(scenario, found, source.to_and_from)
    if wrong:
        raise PlanDoesNotHold([*_other_tables(found), *wrong])


def another_workspace(scenario: "Scenario", found: "Plan", path: Path) -> str | None:
    """A sentence where the plan in the file was made from another workspace; None where this one is it, changed or not.

    Files may have been edited since, and the folder renamed, but not both.
    """
    if found.inputs_sha256 == scenario.inputs_sha256:
        return None
    here = named(scenario.folder.resolve().name)
    is_same = found.workspace in ("", here) and found.company == scenario.company
    if is_same and any(event.event in scenario.event_by_id for event in found.events):
        return None
    whose = f"{found.workspace} ({found.company})" if found.workspace else found.company
    return f"{named(path)} was made from the workspace {whose}, not from {here} ({scenario.company})"


def _other_tables(found: "Plan") -> list[str]:
    """A word on tables or a network that have changed since the plan was made."""
    from sprintplan.world import data_version

    told = f"the plan was made with the tables {found.data_version}, these are {data_version()}: plan anew"
    return [] if found.data_version == data_version() else [told]


def _source_of(found: "Plan") -> str | None:
    """The source that the plan's offers come from; None, the workspace's own, where it has none or a strange one."""
    (source, *others) = (*found.sources, None)
    return source if others == [None] and source in ("estimate", "files", "duffel") else None
