"""`verify`: a plan against its workspace, by the second judge."""

from collections.abc import Iterator
from pathlib import Path

from sprintplan.app.opening import another_workspace, opened, planned_scenario, source_of
from sprintplan.app.verifying_replan import replan_faults
from sprintplan.domain.claims import are_changed
from sprintplan.domain.inputs import offer_files
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
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
        scenario = planned_scenario(folder, source_of(plan), insecure=insecure)
        if other := another_workspace(scenario, plan, path):
            raise PlanDoesNotHold([other])
    with watch.stage("verify"):
        wrong = _faults(folder, plan, scenario, insecure=insecure)
        for other in _other_sources(scenario, plan) if wrong else ():
            wrong = wrong if _faults(folder, plan, scenario.changed(source=other), insecure=insecure) else []
    if are_changed(plan):
        wrong.append("plan: claims_sha256 is not the hash of what it states: it was changed after it was written")
    if wrong and plan.inputs_sha256 != scenario.inputs_sha256 and not plan.predecessor:
        message = (
            f"{named(folder)} is not as it was when the plan was made, so what differs is told: plan anew, or replan"
        )
        wrong.insert(0, message)
    if wrong:
        raise PlanDoesNotHold([*_other_tables(plan), *wrong])


def _faults(folder: Path, plan: Plan, scenario: Scenario, *, insecure: bool) -> list[str]:
    """Every way in which a plan contradicts its workspace, with the source of offers of the scenario."""
    if plan.predecessor:
        return replan_faults(folder, plan, scenario.source, insecure=insecure)
    scenario, source = opened(scenario, plan.today)
    return faults(scenario, plan, source.to_and_from)


def _other_sources(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Sources that a plan whose flights name none may have been made with in place of the workspace's own."""
    if source_of(plan) is None:
        yield from (source for source in ("estimate", "files") if source != scenario.source and _has(scenario, source))


def _has(scenario: Scenario, source: str) -> bool:
    return source != "files" or bool(offer_files(scenario.folder))


def _other_tables(plan: Plan) -> list[str]:
    """A word on tables or a network that have changed since the plan was made."""
    message = f"the plan was made with the tables {plan.data_version}, these are {data_version()}: plan anew"
    return [] if plan.data_version == data_version() else [message]
