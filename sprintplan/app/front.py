"""The least cash at each level of hours or CO2e: a front of exact points, from the least cash to the least of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.variants import Variant, VariantSolution

Measure = Literal["hours", "co2e"]
LEAST_POINTS, MOST_POINTS = 2, 101
MOST_WEIGHT, MOST_FOR_ALL = 10**10, 10**12
"""A weight beside which cash hardly counts, in minor units an hour or a tonne; with many people it is less, so that
sums stay within what floating point holds."""
MOST_OF_A_TRIP = 100
"""More hours, or tonnes, than a trip has: an absence weighs as much where the least of a measure is looked for."""


@dataclass(frozen=True)
class _Measured:
    """How a measure is weighed alone, capped in whole steps, summed up and shown."""

    weight: str
    step: int
    capped: Callable[[Scenario, int], Scenario]
    amount: Callable[[Figures], int]
    shown: Callable[[int], str]


def _with_hours(scenario: Scenario, most: int) -> Scenario:
    return scenario.changed(most_travel_min=most)


def _with_grams(scenario: Scenario, most: int) -> Scenario:
    stated = scenario.limits.co2e_g
    return scenario.changed(limits=scenario.limits.changed(co2e_g=most if stated is None else min(stated, most)))


MEASURES: dict[Measure, _Measured] = {
    "hours": _Measured(
        "travel_hour_minor", 6, _with_hours, lambda total: total.minutes, lambda most: f"{most / 60:.1f} hours"
    ),
    "co2e": _Measured(
        "tonne_co2e_minor", 1000, _with_grams, lambda total: total.grams, lambda most: f"{most / 1e6:.3f} t CO2e"
    ),
}


@dataclass(frozen=True)
class Point:
    """One point: its name and the variant that finds it."""

    name: str
    variant: Variant


def ends(plan: Variant, measure: Measure) -> list[Point]:
    """The two ends: the least cash, and the least of the measure whatever it costs, absences aside.

    Parameters
    ----------
    plan : the workspace as it stands
    measure : what is held against cash
    """
    scenario = plan.scenario
    weight = min(MOST_WEIGHT, MOST_FOR_ALL // max(1, len(scenario.people)))
    alone = {MEASURES[measure].weight: weight, "remote_minor": MOST_OF_A_TRIP * weight}
    return [
        Point("least cash", replace(plan, scenario=_weighing(scenario))),
        Point(f"least {measure}", replace(plan, scenario=_weighing(scenario, **alone))),
    ]


def levels(plan: Variant, measure: Measure, solutions: Sequence[VariantSolution], points: int) -> list[Point]:
    """The points between the ends, and the least cash at the level of the last end: evenly spaced caps.

    Parameters
    ----------
    plan : the workspace as it stands
    measure : what is held against cash
    solutions : the years of the two ends
    points : how many the front has in all
    """
    how = MEASURES[measure]
    most, least = (how.amount(one.total) for one in solutions)
    exact = [most - (most - least) * number // (points - 1) for number in range(1, points)]
    caps = [-(-cap // how.step) * how.step for cap in exact]
    cash_alone = _weighing(plan.scenario)
    return [
        Point(f"at most {how.shown(cap)}", replace(plan, scenario=how.capped(cash_alone, cap)))
        for cap in dict.fromkeys(caps)
    ]


def _weighing(scenario: Scenario, **weights: int) -> Scenario:
    """The workspace in which cash counts, who cannot attend as before, and of the rest these weights alone.

    Absences keep their weight: a year must not be cheap by leaving people at home.
    """
    nothing = dict.fromkeys(("travel_hour_minor", "tonne_co2e_minor", "connection_minor"), 0)
    return scenario.changed(objective=scenario.objective.changed(transfer_hours=False, **nothing | weights))
