"""Why an event is not elsewhere: the difference split by what causes it and by whom, and the rules that rule it out."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sprintplan.domain.explanation import PersonDifference, PlaceExplained, Reason
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.published import published_trips
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.rules.costs import TOTALS
from sprintplan.rules.exclusion import names_of
from sprintplan.solver.bounds.compatibility import Pick, broken_between, first_day
from sprintplan.solver.infeasibility.kept import exclusions_of
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.units import currency_decimals, money_text

MOST_PEOPLE = 10
"""People who gain, and who lose, that are told one by one."""


def excluded_by(evaluator: Evaluator, pick: Pick, rest: Sequence[Pick]) -> tuple[Reason, ...]:
    """Every rule that rules a candidate out by itself, with the people because of whom, and every limit between events.

    Parameters
    ----------
    evaluator : judges the workspace
    pick : the candidate
    rest : the candidates of all other events
    """
    scenario, reasons = evaluator.scenario, list[Reason]()
    demand = evaluator.relaxation(pick.event, pick.venue).choices.attending.demand[pick.start]
    for rule in exclusions_of(scenario, evaluator.classes, pick, demand):
        text, names = rule.sentence.partition(": ")[2] or rule.sentence, names_of(scenario, rule.people)
        reasons.append(Reason(key=rule.rule, text=text if names in text else f"{text} ({names})"))
    return (*reasons, *_beside(scenario, pick, rest))


def _beside(scenario: Scenario, pick: Pick, rest: Sequence[Pick]) -> Iterator[Reason]:
    """Each limit between events that a candidate breaks beside the rest of the plan."""
    for other in rest:
        event, venue = scenario.events[other.event], scenario.venues[other.venue]
        where = f"{event.name} is in {scenario.place_names[venue.id]} from {first_day(scenario, other)}"
        for limit in broken_between(scenario, (pick, other)):
            yield Reason(key=limit.key, text=f"{limit.shown(limit.stated(scenario), scenario)}, and {where}")


def place_explained(
    plan: Plan, there: Plan, asked: tuple[str, str, date | None], scenario: Scenario, excluded: tuple[Reason, ...]
) -> PlaceExplained:
    """An event at another place, the rest of the plan as it is.

    Parameters
    ----------
    plan : the plan
    there : the least-cost plan with the event there, which may say that there is none
    asked : ids of the event and the venue, and the first day where one is asked for
    scenario : the workspace
    excluded : the rules that rule the place out by themselves
    """
    event, venue, day = asked
    before = next(one for one in plan.events if one.event == event)
    after = next((one for one in there.events if one.event == event), None)
    where = {"event": event, "event_name": before.name, "venue": venue, "place": scenario.place_names[venue]}
    if after is None or there.objective is None or plan.objective is None:
        return _impossible(where, day, there, excluded, scenario.currency)
    people = sorted(_people(before, after), key=lambda one: (Decimal(one.cash), one.name))
    away, comes = _remote(after, before), _remote(before, after)
    stay = [one for one in people if one.person not in away.keys() | comes.keys()]
    gain = [one for one in stay if Decimal(one.cash) < 0][:MOST_PEOPLE]
    lose = [one for one in reversed(stay) if Decimal(one.cash) > 0][:MOST_PEOPLE]
    moved = {one.person for one in (*gain, *lose)}
    more = Decimal(there.objective) - Decimal(plan.objective)
    return PlaceExplained(
        **where,
        first_day=after.first_day,
        difference=str(more),
        cash=str(_of_year(there, "cash") - _of_year(plan, "cash")),
        causes=_causes(plan, there, more, scenario),
        travel_hours=round(float(_of_year(there, "travel_hours") - _of_year(plan, "travel_hours")), 2),
        co2e_kg=round(float(_of_year(there, "co2e_kg") - _of_year(plan, "co2e_kg")), 3),
        gain=tuple(gain),
        lose=tuple(lose),
        rest=str(sum((Decimal(one.cash) for one in people if one.person not in moved), Decimal(0))),
        away=tuple(away.values()),
        comes=tuple(comes.values()),
        excluded=excluded,
        conflict=(),
    )


def _impossible(
    where: dict[str, str], day: date | None, there: Plan, excluded: tuple[Reason, ...], currency: str
) -> PlaceExplained:
    """A place where the event cannot be: why, and no differences."""
    return PlaceExplained(
        **where,
        first_day=day,
        difference=None,
        cash=None,
        causes={},
        travel_hours=None,
        co2e_kg=None,
        gain=(),
        lose=(),
        rest=money_text(0, currency),
        away=(),
        comes=(),
        excluded=excluded,
        conflict=there.conflict,
    )


def _remote(one: EventPlan, other: EventPlan) -> dict[str, str]:
    """Names, by id, of people who cannot attend an event as it is in one plan, and can as it is in another."""
    there = {trip.person for trip in other.trips if trip.status != "remote"}
    return {trip.person: trip.name for trip in one.trips if trip.status == "remote" and trip.person in there}


def _of_year(plan: Plan, name: str) -> Decimal:
    return Decimal(str(getattr(plan.totals, name, None) or 0))


def _causes(plan: Plan, there: Plan, more: Decimal, scenario: Scenario) -> dict[str, str]:
    """The difference of the score by what causes it: sums of cash, then what is weighed; they add up to it.

    Of what is weighed travel time, with connections, is what is left, as it is rounded journey by journey.
    """
    unit = Decimal(1).scaleb(-currency_decimals(scenario.currency))
    paid = {name: _of_year(there, name) - _of_year(plan, name) for name in TOTALS}
    weights, tonnes = scenario.objective, (_of_year(there, "co2e_kg") - _of_year(plan, "co2e_kg")) / 1000
    weighed = {
        "absences": weights.remote_minor * unit * (_of_year(there, "remote") - _of_year(plan, "remote")),
        "co2e": (weights.tonne_co2e_minor * unit * tonnes).quantize(unit, ROUND_HALF_UP),
        "changes": weights.change_minor * unit * (_changed(there, scenario) - _changed(plan, scenario)),
    }
    causes = paid | weighed
    causes["travel time"] = more - sum(causes.values(), Decimal(0))
    return {name: str(amount.quantize(unit)) for name, amount in causes.items() if amount}


def _changed(plan: Plan, scenario: Scenario) -> int:
    """How many published itineraries of which nothing is booked are others in the plan, or none."""
    history = scenario.history
    now = {key: ways for event in plan.events for key, ways in published_trips(event).items()}
    return sum(history.weighs(*key) and now.get(key) != ways for key, ways in history.published.items())


def _people(before: EventPlan, after: EventPlan) -> Iterator[PersonDifference]:
    """What changes for each person of the event."""
    old: dict[str, Trip] = {trip.person: trip for trip in before.trips}
    for trip in after.trips:
        was = old.get(trip.person)
        if was is not None:
            yield PersonDifference(
                person=trip.person,
                name=trip.name,
                cash=str(Decimal(trip.cost.cash) - Decimal(was.cost.cash)),
                travel_hours=round(trip.travel_hours - was.travel_hours, 2),
            )
