"""One function a command: read, plan, verify, write; no printing and no exit."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import PlanDoesNotHold, SprintplanError, UsageError
from sprintplan.offers.source import OfferSource
from sprintplan.offers.sources import open_source
from sprintplan.reports.plan_json import read_plan, to_json, write_whole
from sprintplan.verify import faults
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.workspace.template import write_template
from sprintplan.workspace.unsupported import refuse_unsupported


@dataclass(frozen=True)
class Wish:
    """What `plan` was asked for beside the folder."""

    offers: str | None = None
    today: date | None = None
    time_limit: float | None = None
    workers: int | None = None


def new(folder: Path) -> None:
    """Write a workspace to start from."""
    write_template(folder)


def check(folder: Path, today: date | None) -> tuple[Scenario, int]:
    """The scenario of a folder that can be planned with, and how many journeys planning it will shop for."""
    scenario = _scenario(folder, None)
    source = open_source(scenario, today or date.today())
    return scenario, sum(len(source.to_and_from(venue)) for venue in scenario.venues)


def plan(folder: Path, wish: Wish, watch: Watch) -> Plan:
    """The folder's plan, verified.

    Raises
    ------
    SprintplanError : where verification finds a fault, which is ours
    """
    from sprintplan.solver.solve import plan_year

    today = wish.today or date.today()
    with watch.stage("read workspace"):
        scenario = _scenario(folder, wish.offers)
        source = open_source(scenario, today)
    found = plan_year(
        scenario,
        source,
        today=today,
        created_at=datetime.now(UTC),
        time_limit=wish.time_limit,
        workers=wish.workers or os.cpu_count() or 1,
        watch=watch,
    )
    with watch.stage("verify"):
        _verified(scenario, source, found)
    return found


def _verified(scenario: Scenario, source: OfferSource, found: Plan) -> None:
    wrong = faults(scenario, found, source.to_and_from)
    if wrong:
        raise SprintplanError("the plan does not hold, a fault of ours; it was not written:\n" + "\n".join(wrong[:20]))


def _scenario(folder: Path, offers: str | None) -> Scenario:
    scenario = read_workspace(folder)
    if offers is not None:
        scenario = scenario.model_copy(update={"source": offers})
    refuse_unsupported(scenario)
    return scenario


def write(found: Plan, path: Path) -> None:
    """Write a plan, whole or not at all."""
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: there is no such folder to write {path.name} to")
    write_whole(path, to_json(found))


def verify(folder: Path, path: Path) -> None:
    """Check a plan against its workspace.

    Raises
    ------
    PlanDoesNotHold : with every fault
    """
    found = read_plan(path)
    scenario = read_workspace(folder)
    wrong = faults(scenario, found, open_source(scenario, found.today).to_and_from)
    if wrong:
        raise PlanDoesNotHold(wrong)
