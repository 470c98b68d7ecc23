"""`verify`: a plan against its workspace, by the second judge."""

from pathlib import Path
from typing import get_args

from sprintplan.app.opening import another_workspace, opened, planned_scenario
from sprintplan.app.verifying_replan import replan_faults
from sprintplan.domain.claims import are_changed
from sprintplan.domain.plan import Plan
from sprintplan.domain.settings import Source
from sprintplan.errors import PlanDoesNotHold
from sprintplan.files import named
from sprintplan.reports.plan_json import read_plan
from sprintplan.verify import faults
from sprintplan.watch import Watch
from sprintplan.world import data_version


def verify(folder: Path, path: Path, watch: Watch, *, insecure: bool = False) -> None:
    """Check a plan against its workspace, with the source of offers that the plan names.

    Parameters
    ----------
    folder : the workspace
    path : file of the plan
    watch : times the stages
    insecure : whether a token may be sent to another machine over plain http

    Raises
    ------
    PlanDoesNotHold : with every fault; with one sentence where the file holds no plan, or that of another workspace
    """
    with watch.stage("read workspace"):
        found = read_plan(path)
        if not found.events:
            raise PlanDoesNotHold([f"{named(path)} holds no plan: its status is {found.status}, it has no events"])
        scenario = planned_scenario(folder, _source_of(found), insecure=insecure)
        if other := another_workspace(scenario, found, path):
            raise PlanDoesNotHold([other])
    with watch.stage("verify"):
        if found.predecessor:
            wrong = replan_faults(folder, found, _source_of(found), insecure=insecure)
        else:
            scenario, source = opened(scenario, found.today)
            wrong = faults(scenario, found, source.to_and_from)
    if are_changed(found):
        wrong.append("plan: claims_sha256 is not the hash of its claims: they were changed after it was written")
    if wrong:
        raise PlanDoesNotHold([*_other_tables(found), *wrong])


def _other_tables(found: "Plan") -> list[str]:
    """A word on tables or a network that have changed since the plan was made."""
    message = f"the plan was made with the tables {found.data_version}, these are {data_version()}: plan anew"
    return [] if found.data_version == data_version() else [message]


def _source_of(found: "Plan") -> str | None:
    """The source that the plan's offers come from; None, the workspace's own, where it has none or a strange one."""
    (source, *others) = (*(found.sources - {"booking"}), None)
    return source if others == [None] and source in get_args(Source) else None
