"""`explain`: why a plan is as it is, for a person, a place, a date or the year."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sprintplan.app.meaning import venue_meant
from sprintplan.app.opening import another_workspace, opened, planned_scenario, source_of, workspace_of
from sprintplan.app.replanned_year import opened_year, year_of
from sprintplan.domain.explanation import Explanation, PersonExplained, PlaceExplained, Reason
from sprintplan.domain.inputs import SETTINGS
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import UsageError
from sprintplan.files import is_file, named
from sprintplan.itinerary.explained_places import excluded_by, place_explained
from sprintplan.itinerary.explained_trips import Explainer, NotOfThisWorkspace
from sprintplan.itinerary.facts import without_facts
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.source import OfferSource
from sprintplan.reports.lookup import meant
from sprintplan.reports.place_names import event_names
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.tree import person_meant
from sprintplan.reports.year_facts import facts_of
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.watch import Watch

STALE = "the workspace is not as it was when the plan was made"
ANEW = {False: "plan it anew to have it explained", True: "replan it to have it explained"}
"""What makes a plan that can be explained again, of one that followed a published one too."""


@dataclass(frozen=True)
class Question:
    """What is asked of a plan; None and empty is not asked."""

    person: str | None = None
    event: str | None = None
    venue: str | None = None
    first_day: date | None = None
    folder: Path | None = None
    insecure: bool = False


def explain(path: Path, question: Question, watch: Watch) -> Explanation:
    """Why the plan is as it is.

    Parameters
    ----------
    path : file of the plan
    question : of whom, or of which place and date; of the year where it names neither
    watch : learns of stages and warnings

    Raises
    ------
    UsageError : a person and a place are asked for at once; the plan has no events, or has not what is asked for; or
        its workspace is not found or is another one
    """
    if question.person is not None and (question.venue is not None or question.first_day is not None):
        what = "--person explains the trip that somebody has in the plan, --venue and --first-day another place or date"
        raise UsageError(f"{what}: ask for one at a time; who gains and who loses stands with the place")
    plan = read_plan(path)
    if not plan.events:
        raise UsageError(f"{named(path)} has no events: it is {plan.status}. `sprintplan show` says why")
    if question.folder is not None and not is_file(question.folder / SETTINGS):
        raise UsageError(f"--folder {named(question.folder)}: this is no workspace, as it has no {SETTINGS}")
    blank = Explanation(company=plan.company, currency=plan.currency)
    events = _events(plan, question.event)
    if question.person is None and question.venue is None and question.first_day is None:
        return blank.changed(facts=facts_of(plan.changed(events=events)))
    asked = _workspace(path, plan, question)
    events = _of_asked(events, asked)
    _refuse_strange(asked, events)
    if question.person is not None:
        return blank.changed(people=_people(asked, events, question.person))
    return blank.changed(places=_places(asked, events, question, watch))


def _events(plan: Plan, asked: str | None) -> tuple[EventPlan, ...]:
    if asked is None:
        return plan.events
    event_id = meant(asked, event_names(plan), "event")
    return tuple(event for event in plan.events if event.event == event_id)


@dataclass(frozen=True)
class _Asked:
    """What a question is asked of.

    Attributes
    ----------
    plan : the plan without events that are over or under way
    scenario : the workspace as it was planned
    possible : the same with every first day and venue that something else could be asked of
    source : its offers
    """

    plan: Plan
    scenario: Scenario
    possible: Scenario
    source: OfferSource


def _of_asked(events: tuple[EventPlan, ...], asked: _Asked) -> tuple[EventPlan, ...]:
    """Those that can still change.

    Raises
    ------
    UsageError : all are over or under way
    """
    left = tuple(event for event in events if event in asked.plan.events)
    if not left:
        names = " and ".join(event.name for event in events)
        raise UsageError(f"{names} stays as it was published, as it is over or under way")
    return left


def _workspace(path: Path, plan: Plan, question: Question) -> _Asked:
    """The plan's workspace: the one that is named, else the folder that the plan names beside it or here."""
    folder = question.folder
    if folder is None:
        folder = workspace_of(plan, path, SETTINGS)
    if folder is None:
        what = f"the workspace {plan.workspace or 'of the plan'} is neither beside {named(path)} nor here"
        raise UsageError(f"{what}. Name it with --folder")
    offers = source_of(plan)
    scenario = planned_scenario(folder, offers, insecure=question.insecure)
    if other := another_workspace(scenario, plan, path):
        raise UsageError(other)
    if plan.predecessor:
        return _replanned(folder, path, plan, offers, insecure=question.insecure)
    _refuse_stale(path, plan, scenario.inputs_sha256)
    scenario, source = opened(scenario, plan.today)
    return _Asked(plan, scenario, scenario, source)


def _replanned(folder: Path, path: Path, plan: Plan, offers: str | None, *, insecure: bool) -> _Asked:
    """The year of a plan that followed a published one, with what was booked and held then."""
    _, year = year_of(folder, plan, offers, insecure=insecure)
    _refuse_stale(path, plan, year.workspace.inputs_sha256)
    scenario, free, source = opened_year(year, plan.today)
    possible = free.changed(events=year.possible.events)
    return _Asked(without_facts(plan, year.facts, year.workspace), scenario, possible, source)


def _refuse_stale(path: Path, plan: Plan, inputs_sha256: str) -> None:
    if inputs_sha256 != plan.inputs_sha256:
        raise UsageError(f"{named(path)}: {STALE}: {ANEW[bool(plan.predecessor)]}")


def _refuse_strange(asked: _Asked, events: tuple[EventPlan, ...]) -> None:
    """Raise UsageError where one of the `events` is at a venue, or on a day, that the workspace does not have, though
    its files are those of the plan: as where the plan was edited."""
    for event in events:
        known = asked.scenario.event_by_id.get(event.event)
        if known is None or event.venue not in known.venues or event.first_day not in known.starts:
            place = f"{event.venue} from {event.first_day}"
            what = f"{event.name} is at {place} in the plan, which the workspace does not have"
            raise UsageError(f"{what}: `sprintplan verify` tells what of the plan does not hold")


def _people(asked: _Asked, events: tuple[EventPlan, ...], word: str) -> tuple[PersonExplained, ...]:
    plan, scenario = asked.plan, asked.scenario
    person = person_meant(plan.changed(events=events), word)
    evaluator, explained = Evaluator(scenario, asked.source, plan.today), list[PersonExplained]()
    for event in events:
        trip = next((one for one in event.trips if one.person == person), None)
        if trip is not None:
            explainer = Explainer(evaluator.candidate(_pick(scenario, event)), plan, event)
            try:
                explained.append(explainer.person(trip))
            except NotOfThisWorkspace as error:
                raise UsageError(f"{error}: {STALE}: {ANEW[bool(plan.predecessor)]}") from error
    return tuple(explained)


def _pick(scenario: Scenario, event: EventPlan) -> Pick:
    return _pick_of(scenario, event.event, event.venue, event.first_day)


def _pick_of(scenario: Scenario, event_id: str, venue: str, first_day: date) -> Pick:
    number = next(n for n, one in enumerate(scenario.events) if one.id == event_id)
    place = next(n for n, one in enumerate(scenario.venues) if one.id == venue)
    return Pick(number, place, scenario.events[number].starts.index(first_day))


def _places(
    asked: _Asked, events: tuple[EventPlan, ...], question: Question, watch: Watch
) -> tuple[PlaceExplained, ...]:
    """Each of the events at the place, and on the day, that is asked for."""
    plan, scenario, source, venue = asked.plan, asked.possible, asked.source, None
    if question.venue is not None:
        venue = venue_meant(scenario, question.venue)
    explained = list[PlaceExplained]()
    for event in events:
        stated = scenario.event_by_id[event.event]
        place = venue or event.venue
        if place not in stated.venues:
            what = f"{scenario.place_names[place]} is none of its venues"
            raise UsageError(f"{event.name}: {what}. Add it to them to have it explained")
        if question.first_day is not None and question.first_day not in stated.starts:
            if len(events) > 1:
                continue
            raise UsageError(
                f"{event.name} cannot begin on {question.first_day}: `sprintplan compare --start` tries it"
            )
        days = stated.starts if question.first_day is None else (question.first_day,)
        narrow = _narrowed(scenario, plan, event.event, place, days)
        there = plan_year(narrow, source, today=plan.today, created_at=datetime.now(UTC), watch=watch).plan
        excluded = () if there.events else _excluded(scenario, source, plan, event, place, days)
        explained.append(place_explained(plan, there, (event.event, place, question.first_day), scenario, excluded))
    if not explained:
        raise UsageError(f"no event can begin on {question.first_day}: `sprintplan compare --start` tries it")
    return tuple(explained)


def _narrowed(scenario: Scenario, plan: Plan, event_id: str, venue: str, days: tuple[date, ...]) -> Scenario:
    """The workspace in which one event may only be there, and all others are as they are in the plan."""
    chosen = {event.event: event for event in plan.events}
    events = tuple(
        one.changed(venues=(venue,), starts=days)
        if one.id == event_id
        else one.changed(venues=(chosen[one.id].venue,), starts=(chosen[one.id].first_day,))
        for one in scenario.events
    )
    return scenario.changed(events=events)


def _excluded(
    scenario: Scenario, source: OfferSource, plan: Plan, event: EventPlan, venue: str, days: tuple[date, ...]
) -> tuple[Reason, ...]:
    """Rules, and limits between events, that rule out every one of the days, as they do so on the first; where none
    does, those of any day, with how many they rule out."""
    evaluator = Evaluator(scenario, source, plan.today)
    rest = [_pick(scenario, other) for other in plan.events if other.event != event.event]
    rules = [excluded_by(evaluator, _pick_of(scenario, event.event, venue, day), rest) for day in days]
    always = set.intersection(*({reason.key for reason in reasons} for reasons in rules))
    every = [reason for reasons in reversed(rules) for reason in reasons if not always or reason.key in always]
    counts = Counter(key for reasons in rules for key in {reason.key for reason in reasons})
    told = {reason.key: reason for reason in every}.values()
    return tuple(one if always else _of_some(one, counts[one.key], len(days)) for one in told)


def _of_some(reason: Reason, ruled_out: int, days: int) -> Reason:
    """The reason with how many of the first days it rules out."""
    return reason.changed(text=f"{reason.text}; it rules out {ruled_out} of {days} first days")
