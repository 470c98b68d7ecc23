"""How sure the difference between two years is, against what a plan says of its own alternatives."""

from collections.abc import Sequence

import pytest

from sprintplan.market.differences import SolvedYear, share_cheaper
from sprintplan.market.draws import Markets
from sprintplan.offers.estimate import EstimateSource
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.solve import YearSolution
from tests.build import year as builders
from tests.build.market import market
from tests.build.two_weeks import there
from tests.market.companies import TODAY, company, surveyed


def year(planned: YearSolution, picks: Sequence[Pick]) -> SolvedYear:
    """The year with these candidates, on which no limit of the company tells."""
    parts = [planned.year.assessed[pick].figures for pick in picks]
    return SolvedYear(
        planned.year.scenario, EstimateSource(planned.year.scenario, TODAY), picks, [one for one in parts if one]
    )


@pytest.mark.parametrize("seed", [2, 5])
def test_a_held_date_is_as_sure_as_the_plan_says_of_that_alternative(seed: int) -> None:
    """Both count in how many of the same 400 markets the other candidate of an event costs less."""
    planned, sure = surveyed(company(seed), Markets())
    assert planned.alternatives is not None
    chosen, looked_at = list(planned.alternatives.picks), 0
    for event, doubt in enumerate(sure.events):
        for pick, share in list(doubt.cheaper.items())[:3]:
            held = [pick if number == event else one for number, one in enumerate(chosen)]
            assert share_cheaper(year(planned, held), year(planned, chosen), TODAY) == pytest.approx(share)
            looked_at += share > 0
    assert looked_at


def test_nothing_is_said_of_quoted_fares() -> None:
    """There is one market alone, in which all is known."""
    scenario = builders.scenario(events=[builders.event()])
    known = SolvedYear(scenario, market([there()], scenario), (), ())
    assert share_cheaper(known, known, TODAY) is None
