"""`compare`: what the year would be if the workspace said something else, side by side with what it says."""

import calendar
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sprintplan import __version__
from sprintplan.app.front import Measure, ends, levels
from sprintplan.app.meaning import event_meant, venue_meant
from sprintplan.app.opening import opened
from sprintplan.domain.comparison import Comparison, Kind
from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError, Place, Problem, UsageError
from sprintplan.files import named
from sprintplan.itinerary.comparison import result_of
from sprintplan.offers.registry import Sources
from sprintplan.problems import shown
from sprintplan.solver.variants import Held, Variant, VariantSolution, solve_variants
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.workspace.changes import Change
from sprintplan.workspace.leaving_out import stated_rules
from sprintplan.world import data_version

PLAN = "plan"
JUDGED_BY = ("policy", "limits", "objective", "events", "venues", "people", "ground_terms", "source", "stated_rates")
"""Members of a scenario in which a change shows."""


@dataclass(frozen=True)
class Asked:
    """One scenario that is asked for.

    Attributes
    ----------
    name : what it is called; empty to be called by what it changes
    changes : keys with other values
    venues, starts : (event, venue) and (event, day or month) that events are held to, each with where it is asked for
    joining : file of the form of people.csv with people who come in addition; None for nobody
    """

    name: str = ""
    changes: tuple[Change, ...] = ()
    venues: tuple[tuple[str, str, Place], ...] = ()
    starts: tuple[tuple[str, str, Place], ...] = ()
    joining: Path | None = None


@dataclass(frozen=True)
class Wish:
    """What `compare` was asked for beside the folder; None is the default."""

    rules: bool = False
    asked: tuple[Asked, ...] = ()
    front: Measure | None = None
    points: int = 11
    offers: str | None = None
    today: date | None = None
    time_limit: float | None = None
    workers: int | None = None
    insecure: bool = False


@dataclass
class _Named:
    """A variant with what it is called."""

    name: str
    kind: Kind
    changes: tuple[str, ...]
    variant: Variant


class _Reader:
    """Reads the workspace as it stands, at once, and as it might be.

    Attributes
    ----------
    plan : the workspace as it stands
    base : its scenario
    """

    def __init__(self, folder: Path, wish: Wish, today: date, watch: Watch) -> None:
        self.folder, self.wish, self.today, self.watch, self.sources = folder, wish, today, watch, Sources(today)
        self.base, source = opened(self._scenario(()), today, self.sources)
        for sentence in self.base.warnings:
            watch.warn(sentence)
        self.plan = Variant(self.base, source)

    def variant(
        self, name: str, changes: Sequence[Change], held: tuple[Held, ...] = (), joining: Path | None = None
    ) -> Variant:
        """The workspace with these changes, whose own warnings are told under its name."""
        scenario, source = opened(self._scenario(changes, joining), self.today, self.sources)
        for sentence in scenario.warnings:
            if sentence not in self.base.warnings:
                self.watch.warn(f"{name}: {sentence}")
        same_parts = {
            one: getattr(self.base, one) for one in ("people", "venues", "events") if self._same(scenario, one)
        }
        return Variant(scenario.changed(**same_parts), source, held)

    def is_unchanged(self, variant: Variant) -> bool:
        """Whether the variant says what the workspace says."""
        return all(self._same(variant.scenario, member) for member in JUDGED_BY)

    def _same(self, scenario: Scenario, member: str) -> bool:
        return bool(getattr(scenario, member) == getattr(self.base, member))

    def _scenario(self, changes: Sequence[Change], joining: Path | None = None) -> Scenario:
        options = {"insecure": self.wish.insecure} | ({} if self.wish.offers is None else {"source": self.wish.offers})
        return read_workspace(self.folder, changes, joining).changed(**options)


def compare(folder: Path, wish: Wish, watch: Watch) -> Comparison:
    """The folder's plan beside its scenarios, each proven by itself.

    Parameters
    ----------
    folder : the workspace
    wish : the scenarios, and how to plan them
    watch : learns of stages, progress and warnings

    Raises
    ------
    InputError : the workspace cannot be planned with, or what is asked for cannot be read
    """
    today = wish.today or date.today()
    unchanged = list[str]()
    with watch.stage("read workspace"):
        reader = _Reader(folder, wish, today, watch)
        named_ones = [_Named(PLAN, "plan", (), reader.plan), *_rules(reader, unchanged), *_asked(reader)]
    if wish.front:
        named_ones += [_Named(one.name, "front", (), one.variant) for one in ends(named_ones[0].variant, wish.front)]
    solutions = _solved(named_ones, wish, today, watch)
    if wish.front:
        points, solved = _between(named_ones[0].variant, wish.front, solutions[-2:], wish, today, watch)
        named_ones[-1:], solutions[-1:] = points, solved
    plan = (named_ones[0].variant, solutions[0])
    with watch.stage("compare"):
        results = [
            result_of(one.name, one.kind, one.changes, (one.variant, solved), None if number == 0 else plan, today)
            for number, (one, solved) in enumerate(zip(named_ones, solutions, strict=True))
        ]
    return Comparison(
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        inputs_sha256=reader.base.inputs_sha256,
        workspace=named(folder.resolve().name),
        today=today,
        tool_version=__version__,
        data_version=data_version(),
        company=reader.base.company,
        currency=reader.base.currency,
        estimated=reader.base.source == "estimate",
        plan=results[0],
        scenarios=tuple(results[1:]),
        unchanged=tuple(unchanged),
    )


def _solved(named_ones: Sequence[_Named], wish: Wish, today: date, watch: Watch) -> list[VariantSolution]:
    variants = [one.variant for one in named_ones]
    workers = wish.workers or os.cpu_count() or 1
    return solve_variants(variants, today=today, time_limit=wish.time_limit, workers=workers, watch=watch)


def _between(
    plan: Variant, measure: Measure, solutions: Sequence[VariantSolution], wish: Wish, today: date, watch: Watch
) -> tuple[list[_Named], list[VariantSolution]]:
    """The points of a front beyond its first, whose two ends are found; none where there is no year."""
    if any(one.solution.choice is None for one in solutions):
        return [], []
    points = [_Named(one.name, "front", (), one.variant) for one in levels(plan, measure, solutions, wish.points)]
    return points, _solved(points, wish, today, watch)


def _rules(reader: _Reader, unchanged: list[str]) -> Iterator[_Named]:
    """Each stated rule left out alone; those of which that changes nothing are noted instead."""
    for rule in stated_rules(reader.folder) if reader.wish.rules else ():
        variant = reader.variant(rule.without, (rule.change,))
        if reader.is_unchanged(variant):
            unchanged.append(rule.text)
        else:
            yield _Named(rule.without, "rule", (str(rule.change),), variant)


def _asked(reader: _Reader) -> list[_Named]:
    """The scenarios that are asked for.

    Raises
    ------
    InputError : with everything that is wrong in any of them
    """
    read, problems = list[_Named](), list[Problem]()
    for asked in reader.wish.asked:
        caps = (
            *map(str, asked.changes),
            *(f"{event} at {venue}" for event, venue, _ in asked.venues),
            *(f"{event} on {day}" for event, day, _ in asked.starts),
            *([f"with the people of {named(asked.joining)}"] if asked.joining else []),
        )
        name = asked.name or ", ".join(caps)
        changes, held = _held(reader.base, asked, problems)
        try:
            read.append(_Named(name, "scenario", caps, reader.variant(name, changes, held, asked.joining)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return read


def _held(base: Scenario, asked: Asked, problems: list[Problem]) -> tuple[tuple[Change, ...], tuple[Held, ...]]:
    """The changes of a scenario, and what its events are held to; what an event may not yet choose is added to it.

    Parameters
    ----------
    base : the workspace as it stands
    asked : the scenario
    problems : gets those of events, venues and days that there are not
    """
    changes, held = [*asked.changes], list[Held]()
    for event_word, venue_word, place in asked.venues:
        try:
            number, event = _event_of(base, event_word, place)
            with _located(place):
                venue = venue_meant(base, venue_word)
        except InputError as error:
            problems += error.problems
            continue
        if venue not in event.venues:
            key, path = f"event.{event.id}.venues", ("event", number, "venues")
            changes.append(Change(key, path, [*event.venues, venue], place))
        held.append(Held(event.id, venue=venue))
    for event_word, day, place in asked.starts:
        try:
            number, event = _event_of(base, event_word, place)
            days = _days(day, event, place)
        except InputError as error:
            problems += error.problems
            continue
        if more := {*days} - {*event.starts}:
            key, path = f"event.{event.id}.starts", ("event", number, "starts")
            changes.append(Change(key, path, sorted({*event.starts, *more}), place))
        held.append(Held(event.id, days=days))
    return tuple(changes), tuple(held)


def _event_of(base: Scenario, asked: str, place: Place) -> tuple[int, Event]:
    with _located(place):
        event_id = event_meant(base, asked)
    return next((number, event) for number, event in enumerate(base.events) if event.id == event_id)


@contextmanager
def _located(place: Place) -> Iterator[None]:
    """Have a name that nothing, or more than one thing, has be told with the place where it is written."""
    try:
        yield
    except UsageError as error:
        what, _, remedy = str(error).partition(". ")
        raise InputError([Problem(place, what, remedy)]) from error


def _days(text: str, event: Event, place: Place) -> tuple[date, ...]:
    """A first day, or those of a month that lie on the days of the week that the event may begin on."""
    try:
        if len(text) == len("2027-06"):
            year, month = map(int, text.split("-"))
            every = (date(year, month, day + 1) for day in range(calendar.monthrange(year, month)[1]))
            weekdays = {start.weekday() for start in event.starts}
            return tuple(day for day in every if day.weekday() in weekdays)
        return (date.fromisoformat(text),)
    except ValueError as error:
        what = f"{shown(text)} is neither a day nor a month"
        raise InputError([Problem(place, what, "Write 2027-06-07 or 2027-06")]) from error
