"""Solved scenarios as records, each beside the plan of the workspace as it stands."""

from collections.abc import Sequence
from datetime import date

from sprintplan.domain.comparison import ChosenEvent, Difference, Kind, ScenarioResult
from sprintplan.domain.scenario import Scenario
from sprintplan.itinerary.certainty import SHARE_DIGITS
from sprintplan.itinerary.totals import totals_record
from sprintplan.market.differences import SolvedYear, share_cheaper
from sprintplan.solver.bounds.compatibility import Pick, first_day
from sprintplan.solver.infeasibility.conflict import CUT_SHORT
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.variants import Variant, VariantSolution, changed_trips
from sprintplan.units import money_text

Solved = tuple[Variant, VariantSolution]
LOOK_LONGER = "more was not looked for here: `sprintplan plan` of a folder with these values takes the time for it"
"""Stands where a scenario without a year is told why for a few seconds alone."""


def result_of(
    name: str, kind: Kind, changes: Sequence[str], mine: Solved, plan: Solved | None, today: date
) -> ScenarioResult:
    """A scenario's year as a record.

    Parameters
    ----------
    name, kind, changes : what it is
    mine : the scenario and its year
    plan : the workspace as it stands and its year; None for that itself
    today : the planning date
    """
    scenario, solution = mine[0].scenario, mine[1]
    why = tuple(LOOK_LONGER if one == CUT_SHORT else one for one in solution.conflict)
    blank = ScenarioResult(name=name, kind=kind, changes=tuple(changes), status=solution.solution.status, conflict=why)
    if solution.solution.choice is None or solution.solution.objective is None:
        return blank
    currency = scenario.currency
    return blank.changed(
        objective=money_text(solution.solution.objective, currency),
        bound=money_text(solution.solution.bound, currency),
        totals=totals_record(solution.total, scenario),
        events=tuple(
            _event(scenario, pick, part) for pick, part in zip(solution.solution.choice, solution.parts, strict=True)
        ),
        difference=None if plan is None or plan[1].solution.choice is None else _difference(kind, mine, plan, today),
    )


def _event(scenario: Scenario, pick: Pick, part: Figures) -> ChosenEvent:
    event, venue = scenario.events[pick.event], scenario.venues[pick.venue]
    return ChosenEvent(
        event=event.id,
        name=event.name,
        venue=venue.id,
        venue_name=venue.name,
        city=venue.city,
        first_day=first_day(scenario, pick),
        objective=money_text(part.objective, scenario.currency),
        totals=totals_record(part, scenario),
    )


def _difference(kind: Kind, mine: Solved, plan: Solved, today: date) -> Difference:
    (scenario, solution), (stated, base) = mine, plan
    now, before, currency = solution.total, base.total, scenario.scenario.currency
    same_weights = scenario.scenario.objective == stated.scenario.objective
    share = share_cheaper(_year(mine), _year(plan), today) if kind == "scenario" and same_weights else None
    return Difference(
        cash=money_text(now.cash - before.cash, currency),
        objective=money_text(now.objective - before.objective, currency) if same_weights else None,
        travel_hours=round((now.minutes - before.minutes) / 60, 2),
        co2e_kg=(now.grams - before.grams) / 1000,
        remote=now.remote - before.remote,
        trips=changed_trips(plan, mine),
        cheaper=None if share is None else round(share, SHARE_DIGITS),
    )


def _year(solved: Solved) -> SolvedYear:
    variant, solution = solved
    return SolvedYear(variant.scenario, variant.source, solution.solution.choice or (), solution.parts)
