"""With the choices of another workspace, one with other limits is solved as it is by itself."""

from collections.abc import Iterator

import pytest

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.infeasibility.relaxations import without
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Job
from sprintplan.solver.workers.pool import Here, Pool, Processes
from tests.build.market import market
from tests.properties.random_year import random_year

SEEDS = range(12)


def looser(scenario: Scenario) -> Iterator[Scenario]:
    """The year without each of its rules, and without any, with its shuttles and with free ones."""
    names = [rule.name for rule in relaxations_of(scenario)]
    yield from (without(scenario, [name]) for name in names)
    yield (bare := without(scenario, names))
    yield bare.changed(venues=tuple(venue.changed(shuttle_cost_minor=0) for venue in bare.venues))


def optima(pool: Pool) -> list[tuple[int, int | None, bool]]:
    """Bound, objective and proof of each event at each venue on its first day."""
    year = pool.evaluator.scenario
    picks = [
        Pick(event, venue, 0)
        for event in range(len(year.events))
        for venue in range(len(year.venues))
        if year.venues[venue].id in year.events[event].venues
    ]
    solved = pool.map(Evaluator.solve, [Job((pick,)) for pick in picks])
    return [(one.bound, one.objective, one.proven) for one in solved]


@pytest.mark.parametrize("seed", SEEDS)
def test_optima_are_those_of_the_workspace_by_itself(seed: int) -> None:
    """Whichever rule is left out, one after the other with one evaluator."""
    drawn = random_year(seed)
    source = market(drawn.quotes, drawn.scenario)
    mine = Evaluator(drawn.scenario, source, drawn.today)
    for year in looser(drawn.scenario):
        assert optima(Here(mine.loosened(year))) == optima(Here(Evaluator(year, source, drawn.today)))


def test_processes_solve_one_such_workspace_after_the_other() -> None:
    """The same processes, each with what it kept, give what this one gives."""
    drawn = random_year(SEEDS[3])
    source = market(drawn.quotes, drawn.scenario)
    with Processes(Evaluator(drawn.scenario, source, drawn.today), 2) as pool:
        for year in looser(drawn.scenario):
            with pool.loosened(year) as other:
                assert optima(other) == optima(Here(Evaluator(year, source, drawn.today)))


def test_an_ended_pool_lends_nothing() -> None:
    """Other processes do the work then."""
    drawn = random_year(SEEDS[3])
    pool = Processes(Evaluator(drawn.scenario, market(drawn.quotes, drawn.scenario), drawn.today), 2)
    before = optima(pool.alone())
    with pool.loosened(drawn.scenario) as other:
        assert optima(other) == before
