"""`check`: what a folder holds, and what stands in the way of planning it."""

import csv
import io
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sprintplan.app.booked import booked_of_workspace, unread_bookings
from sprintplan.app.held_places import fit_no_day, held_events, left_behind
from sprintplan.app.importing import MARK, PEOPLE, unplaced_file
from sprintplan.app.opening import opened, planned_scenario
from sprintplan.app.plan_log import logged
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import OfferSourceError
from sprintplan.itinerary.facts import facts_of, open_events
from sprintplan.offers.source import OfferSource
from sprintplan.rules.bottlenecks import Bottleneck, Bottlenecks
from sprintplan.rules.nowhere import Nowhere
from sprintplan.rules.weekends import kept_by_weekends
from sprintplan.units import day_number
from sprintplan.watch import Watch
from sprintplan.workspace.exceptions import idle
from sprintplan.workspace.ground import FILE as GROUND
from sprintplan.workspace.lodging import lodging_warnings
from sprintplan.workspace.spellings import alike_words, joined_roles, shared_addresses


@dataclass(frozen=True)
class Checked:
    """What `check` finds in a workspace.

    Attributes
    ----------
    scenario : the workspace, with its warnings
    journeys : how many journeys are on sale to and from its venues
    bottlenecks : people and rules that rule out most candidates of an event
    """

    scenario: Scenario
    journeys: int
    bottlenecks: list[Bottleneck]


def check(folder: Path, today: date | None, watch: Watch, *, insecure: bool = False) -> Checked:
    """A folder that can be planned with, what it holds, and what rules out most of its candidates.

    Parameters
    ----------
    folder : the workspace
    today : the planning date; None is the present day
    watch : times the stages and shows progress
    insecure : whether a token may be sent to another machine over plain http

    Raises
    ------
    InputError : the workspace cannot be planned with
    """
    day = today or date.today()
    with watch.stage("read workspace"):
        scenario, source = _checked(folder, day, insecure)
    journeys, counted, nowhere = 0, Bottlenecks(scenario, day_number(day)), Nowhere(scenario, day_number(day))
    unused = {row.line for row in scenario.ground}
    with watch.stage("judge venues"):
        for done, venue in enumerate(scenario.venues, 1):
            if source is not None:
                table = source.to_and_from(venue)
                journeys += len(table)
                counted.add(venue, table)
                nowhere.add(venue, table)
                unused -= {*table.line[table.on_ground].tolist()}
            watch.progress(len(scenario.venues), done)
    words = (*alike_words(scenario), *joined_roles(scenario), *shared_addresses(scenario))
    rules = (*idle(scenario), *kept_by_weekends(scenario), *lodging_warnings(scenario))
    judged = (*_for_nobody(unused), *nowhere.sentences()) if source is not None else ()
    scenario = scenario.changed(warnings=(*scenario.warnings, *_left_out(scenario), *words, *rules, *judged))
    return Checked(scenario, journeys, counted.listed() if source is not None else [])


def _left_out(scenario: Scenario) -> Iterator[str]:
    """A warning where an import left out people who have no home yet and whose ids are not among the people."""
    file = unplaced_file(scenario.folder / PEOPLE)
    try:
        text = file.read_bytes().decode(errors="replace")
    except OSError:
        return
    known, name = {person.id.partition("#")[0] for person in scenario.people}, file.name
    rows = csv.DictReader(io.StringIO(text.removeprefix(MARK), newline=""))
    people = sum(any(row.values()) and row.get("id") not in known for row in rows)
    if people > 0:
        yield (
            f"{name}: {people} of the imported list had no home that could be placed, and "
            f"{'is' if people == 1 else 'are'} not in {PEOPLE}. Give each a home, and add the rows to {PEOPLE}"
        )


def _for_nobody(lines: Set[int]) -> Iterator[str]:
    """A warning where rows of ground.csv, by their `lines`, make no journey."""
    if lines:
        which = f"{'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, sorted(lines)))}"
        what = "nobody who is asked to come lives at one end with a venue of theirs at the other"
        yield f"{GROUND}: {which}: {what}. Write ends as people.csv and venues.csv have them, or leave the row out"


def _checked(folder: Path, today: date, insecure: bool) -> tuple[Scenario, OfferSource | None]:
    """The workspace and its source; a source that has nothing yet is a warning, as asking for fares comes later."""
    scenario = _with_bookings(planned_scenario(folder, None, insecure=insecure), today)
    try:
        return opened(scenario, today)
    except OfferSourceError as error:
        return scenario.changed(warnings=(*scenario.warnings, str(error))), None


def _with_bookings(scenario: Scenario, today: date) -> Scenario:
    """The scenario with a warning where anything is booked, whose problems are those that `replan` would find, and
    where events stay at days or venues that they may not have any more, as far as the log or the bookings tell.

    Raises
    ------
    InputError : with every problem of the bookings
    """
    published = [one.plan for one in logged(scenario.folder)]
    last = published[-1] if published else None
    bookings, warnings = booked_of_workspace(scenario, last, lambda: published)
    unread = unread_bookings(scenario.folder) if bookings else None
    if last is None:
        stay = fit_no_day(scenario, bookings)
    else:
        left = open_events(last, scenario, facts_of(last, scenario, today))
        stay = left_behind(scenario, held_events(left, bookings, None), bookings, None)
    return scenario.changed(warnings=(*scenario.warnings, *warnings, *stay, *filter(None, [unread])))
