"""A workspace and its source of offers, opened: what every command on a folder begins with."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from sprintplan.app.live import judged
from sprintplan.app.plan_log import is_of_log
from sprintplan.domain.inputs import OFFERS, offer_files
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.settings import Source
from sprintplan.errors import InputError, UsageError
from sprintplan.files import is_file, named, typed
from sprintplan.offers.registry import Sources
from sprintplan.offers.source import OfferSource
from sprintplan.reports.formatting import count
from sprintplan.workspace import read_workspace
from sprintplan.workspace.exceptions import expired
from sprintplan.workspace.odd_dates import odd_rates
from sprintplan.workspace.past import past_starts


def planned_scenario(folder: Path, offers: str | None, *, insecure: bool) -> Scenario:
    """The scenario of a folder, with another source of offers where one is named.

    Parameters
    ----------
    insecure : whether tokens may leave this machine unencrypted
    """
    scenario = read_workspace(folder)
    return scenario.changed(**{"insecure": insecure} | ({} if offers is None else {"source": offers}))


def source_of(plan: Plan) -> str | None:
    """The source of a plan's flights; None, the workspace's own, where it has none, or several or strange ones.

    Rows of ground.csv and estimates of the ground stand beside flights of any source, and what is over was planned
    before.
    """
    sources = set[str]()
    for event in plan.events:
        for trip in event.trips.contents if event.event not in plan.facts else ():
            for offer in trip.offers:
                journey = trip.inbound if offer.covers == "inbound" else trip.outbound
                if journey is not None and journey.mode == "air":
                    sources.add(offer.source)
    sold_by = sources - {"booking"}
    return next(iter(sold_by)) if len(sold_by) == 1 and sold_by <= {*get_args(Source)} else None


def opened(scenario: Scenario, today: date, sources: Sources | None = None) -> tuple[Scenario, OfferSource]:
    """The workspace and its source of offers, whose warnings join the workspace's.

    Parameters
    ----------
    scenario : the workspace
    today : the planning date
    sources : those of its variants, which may be the same; None where there are none
    """
    over = expired(scenario, today)
    scenario = scenario.on(today)
    source = (sources or Sources(today)).of(scenario)
    own = (*scenario.warnings, *_unread_quotes(scenario), *past_starts(scenario, today), *odd_rates(scenario, today))
    warnings = (*own, *over, *source.warnings)
    scenario = scenario.changed(warnings=warnings)
    if scenario.source == "duffel":
        scenario = judged(scenario, datetime.now(UTC))
    return scenario, source


def _unread_quotes(scenario: Scenario) -> Iterator[str]:
    """Files of quotes that another source of offers leaves aside."""
    files = offer_files(scenario.folder)
    if files and scenario.source != "files":
        what = f"{count(len(files), 'file')} of quotes, which source {scenario.source} does not read"
        yield f'{OFFERS}/ holds {what}. --offers files, or source = "files" in [offers], plans with quotes alone'


def workspace_of(plan: Plan, path: Path, file: str) -> Path | None:
    """The folder of a plan's workspace: of its name beside the plan's file, or here, else the one that holds that file,
    also in its log.

    None where none of them has a `file` of that name.

    Parameters
    ----------
    plan : the plan
    path : its file
    file : name of a file of the workspace
    """
    beside = path.resolve().parent
    places = (beside / plan.workspace, Path.cwd() / plan.workspace, beside, beside.parent)
    return next((place for place in places if is_file(place / file)), None)


def another_workspace(scenario: Scenario, plan: Plan, path: Path) -> str | None:
    """A sentence where a plan was made from another workspace; None where this one is it, changed or not.

    Files may have been edited since, and the folder renamed; where both are so, its log has to know the plan.

    Parameters
    ----------
    scenario : the workspace
    plan : the plan
    path : its file
    """
    if plan.inputs_sha256 == scenario.inputs_sha256:
        return None
    here = named(scenario.folder.resolve().name)
    shares = any(event.event in scenario.event_by_id for event in plan.events)
    may_be = shares and plan.company == scenario.company
    if (may_be and plan.workspace in ("", here)) or (shares and is_of_log(scenario.folder, plan)):
        return None
    whose = f"{plan.workspace} ({plan.company})" if plan.workspace else plan.company
    what = f"{named(path)} was made from the workspace {whose}, not from {here} ({scenario.company})"
    enters = f"`sprintplan log {typed(scenario.folder)} {typed(path)} --force`"
    return f"{what}. If it is the same under another name, {enters} says so" if may_be else what


def refuse_another(folder: Path, plan: Plan, path: Path) -> None:
    """Refuse a plan that was made from another workspace than that of a folder.

    Parameters
    ----------
    folder : the workspace; one that cannot be read is told by its name
    plan : the plan
    path : its file

    Raises
    ------
    UsageError : it was
    InputError : the workspace cannot be read, and has another name
    """
    try:
        scenario = read_workspace(folder)
    except InputError:
        if plan.workspace in ("", named(folder.resolve().name)):
            return
        raise
    if other := another_workspace(scenario, plan, path):
        raise UsageError(other)
