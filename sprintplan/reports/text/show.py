"""What `show` prints of a plan: all of it, or an event, a team, a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.domain.trips import Traveller, Trips
from sprintplan.problems import listed
from sprintplan.reports.formatting import amount, columns, count, day_month, difference, total, wrapped
from sprintplan.reports.lookup import meant
from sprintplan.reports.notice_order import ESTIMATED, estimates, in_order, is_urgent
from sprintplan.reports.place_names import event_names, place_names
from sprintplan.reports.text.summary import event_lines, event_place, summary, summary_facts
from sprintplan.reports.text.trips import concern_lines, itinerary_lines, trip_lines, trip_table, urgent_remarks
from sprintplan.reports.tree import manager_meant, people_below, person_meant, team_meant

MOST_ALIKE = 3
"""People to whom one remark is told each; where more share it, it is told once."""


@dataclass(frozen=True)
class Part:
    """The part of a plan that is asked for, by id or name, people by e-mail address too; None does not narrow.

    `manager` : the people below this person
    """

    event: str | None = None
    team: str | None = None
    person: str | None = None
    manager: str | None = None

    def of(self, plan: Plan) -> list[tuple[EventPlan, list[Trip]]]:
        """The events of the part, each with its trips in order of attention.

        Raises
        ------
        UsageError : the plan has no such event, team, person or manager
        """
        exact = self._exact(plan)
        below = None if exact.manager is None else people_below(plan, exact.manager)

        def holds(one: Traveller) -> bool:
            return (
                exact.team in (None, one.team)
                and exact.person in (None, one.person)
                and (below is None or one.person in below)
            )

        return [
            (event, in_order(event.trips.where(holds))) for event in plan.events if exact.event in (None, event.event)
        ]

    def _exact(self, plan: Plan) -> "Part":
        return Part(
            None if self.event is None else meant(self.event, event_names(plan), "event"),
            None if self.team is None else team_meant(plan, self.team),
            None if self.person is None else person_meant(plan, self.person),
            None if self.manager is None else manager_meant(plan, self.manager),
        )


def show_text(plan: Plan, part: Part) -> str:
    """The `part` of a `plan` for people."""
    if part == Part():
        return summary(plan)
    blocks = ["\n".join(_block(plan, part, event, trips)) for event, trips in part.of(plan)]
    return "\n\n".join(blocks) + "\n"


def show_facts(plan: Plan, part: Part) -> dict[str, object]:
    """The part as JSON has it: the plan's head, with the events and trips of the part; without trips for the whole."""
    if part == Part():
        return summary_facts(plan)
    events = tuple(event.changed(trips=Trips.of(trips)) for event, trips in part.of(plan))
    return plan.changed(events=events).model_dump(mode="json")


def _block(plan: Plan, part: Part, event: EventPlan, trips: list[Trip]) -> Iterator[str]:
    if part.person is None and part.team is None and part.manager is None:
        yield from _event(plan, event, trips)
        return
    yield from wrapped(event_place(event), rest="  ")
    if part.person is None:
        cash = amount(total(trip.cost.cash for trip in trips), plan.currency)
        yield f"  {count(len(trips), 'person', 'people')}, {cash} cash"
        if estimates(trips):
            yield from wrapped(ESTIMATED, "  ! ", "    ")
    if not trips:
        yield "  not asked to come"
    for trip in trips:
        yield ""
        yield from (itinerary_lines if part.person else trip_lines)(trip, plan.currency)


def _event(plan: Plan, event: EventPlan, trips: list[Trip]) -> Iterator[str]:
    yield from event_lines(plan, event)
    yield from _all_alternatives(plan, event)
    if urgent := [trip for trip in trips if is_urgent(trip)]:
        yield from ("", "Needs attention")
        yield from _concerns(urgent)
    yield from ("", "Trips")
    yield from trip_table(trips, plan.currency)


def _concerns(urgent: list[Trip]) -> Iterator[str]:
    """What is to be looked at first, person by person; behind them what many share, each once."""
    people: dict[str, list[str]] = {}
    for trip in urgent:
        for text in dict.fromkeys(urgent_remarks(trip)):
            people.setdefault(text, []).append(trip.name)
    shared = {text: names for text, names in people.items() if len(names) > MOST_ALIKE}
    for trip in urgent:
        yield from concern_lines(trip, told=shared)
    for text, names in shared.items():
        yield from wrapped(f"{len(names)} people ({listed(names, MOST_ALIKE)}): {text}", "  ! ", "    ")


def _all_alternatives(plan: Plan, event: EventPlan) -> Iterator[str]:
    """Each other candidate with what it costs more, and the rule behind each venue that is out."""
    names = place_names(plan)
    if event.alternatives:
        yield from ("", "Alternatives")
    priced = [
        [
            names.get(other.venue, other.venue),
            day_month(other.first_day) if other.first_day else "any day",
            difference(other.difference, plan.currency),
            "" if other.exact else "or more",
        ]
        for other in event.alternatives
        if other.difference is not None
    ]
    yield from columns(priced, right=frozenset({2}), indent="  ")
    out: dict[str, list[str]] = {}
    for other in event.alternatives:
        if other.excluded_because:
            out.setdefault(other.excluded_because, []).append(names.get(other.venue, other.venue))
    for reason, places in out.items():
        yield from wrapped(f"{'; '.join(places)} excluded: {reason}", "  ", "    ")
