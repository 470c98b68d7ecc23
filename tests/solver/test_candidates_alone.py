"""Candidates that are judged together, each by itself, are judged as if there were no others."""

from dataclasses import replace

import pytest

from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.constraints.persons import Persons, used_by_classes
from sprintplan.solver.instance.block import Block
from sprintplan.solver.optimize.cutting_loop import broken_by
from sprintplan.solver.optimize.restricted_problem import cheapest_trips
from sprintplan.solver.workers.evaluator import Evaluator
from tests.build.market import market
from tests.properties.random_workspace import LATER_LIMITS, random_workspace


def blocks_of(shop: Evaluator, event: int, venue: int) -> tuple[list[Block], Block | None]:
    """The block of each first day that nothing rules out with everybody's cheapest journeys, and that of all."""
    attending = shop.relaxation(event, venue).choices.attending
    starts = [start for start, why in enumerate(attending.excluded) if why is None]
    candidates = [replace(shop.candidate(Pick(event, venue, start)), most=1) for start in starts]
    alone = [Block(shop.scenario, [one]) for one in candidates]
    return alone, Block(shop.scenario, candidates) if candidates else None


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_what_breaks_limits_alone_breaks_them_among_other_first_days(first: int) -> None:
    """Under every limit, of seats, rooms, flights, teams, sums, budgets and persons."""
    broken, several = set[str](), 0
    for seed in range(first, first + 20):
        year = random_workspace(seed, tuple(LATER_LIMITS))
        shop = Evaluator(year.scenario.on(year.today), market(year.quotes, year.scenario), year.today)
        for event in range(len(year.scenario.events)):
            for venue in range(len(year.scenario.venues)):
                if year.scenario.venues[venue].id not in year.scenario.events[event].venues:
                    continue
                alone, together = blocks_of(shop, event, venue)
                if together is None:
                    continue
                several += len(alone) > 1
                chosen = cheapest_trips(together, together.flying)
                keys, over = broken_by(together, chosen), Persons(together).broken_alone(chosen).tolist()
                used = used_by_classes(together, chosen)
                for number, one in enumerate(alone):
                    mine = cheapest_trips(one, one.flying)
                    assert keys[number] == broken_by(one, mine)[0]
                    assert over[number] == bool(Persons(one).broken(mine))
                    assert (used[number] == used_by_classes(one, mine)[0]).all()
                    broken |= keys[number]
    assert several
    assert len(broken) > 3
