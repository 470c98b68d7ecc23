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
        plan = read_plan(path)
        if not plan.events:
            raise PlanDoesNotHold([f"{named(path)} holds no plan: its status is {plan.status}, it has no events"])
        scenario = planned_scenario(folder, _source_of(plan), insecure=insecure)
        if other := another_workspace(scenario, plan, path):
            raise PlanDoesNotHold([other])
    with watch.stage("verify"):
        if plan.predecessor:
            wrong = replan_faults(folder, plan, _source_of(plan), insecure=insecure)
        else:
            scenario, source = opened(scenario, plan.today)
            wrong = faults(scenario, plan, source.to_and_from)
    if are_changed(plan):
        wrong.append("plan: claims_sha256 is not the hash of what it states: it was changed after it was written")
    if wrong and plan.inputs_sha256 != scenario.inputs_sha256 and not plan.predecessor:
        message = (
            f"{named(folder)} is not as it was when the plan was made, so what differs is told: plan anew, or replan"
        )
        wrong.insert(0, message)
    if wrong:
        raise PlanDoesNotHold([*_other_tables(plan), *wrong])


def _other_tables(plan: Plan) -> list[str]:
    """A word on tables or a network that have changed since the plan was made."""
    message = f"the plan was made with the tables {plan.data_version}, these are {data_version()}: plan anew"
    return [] if plan.data_version == data_version() else [message]


def _source_of(plan: Plan) -> str | None:
    """The source that the plan's offers come from; None, the workspace's own, where it has none or a strange one."""
    (source, *others) = (*(plan.sources - {"booking"}), None)
    return source if others == [None] and source in get_args(Source) else None
