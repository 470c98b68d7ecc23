"""Adaptive pricing on simulated markets: `python -m tests.benchmarks.adaptive [--markets 100] [--events 1]`.

A market's true fares are the estimated ones times lognormal errors of the measured size, alike along a route. Each
market is asked as `quote --adaptive` asks Duffel; what it settles on is held against the market's true best.
"""

import argparse
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.market.cost_lines import CostLines, Floats, cost_lines
from sprintplan.market.searches import Searches, searches_of
from sprintplan.market.selection import search_selection
from sprintplan.offers.estimate import EstimateSource
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.workspace import read_workspace

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Board:
    """A workspace's cost_lines and searches, and its evaluator."""

    cost_lines: CostLines
    searches: Searches
    evaluator: Evaluator


def board(folder: Path, events: int) -> Board:
    scenario = read_workspace(folder)
    return board_of(scenario.model_copy(update={"events": scenario.events[:events]}))


def board_of(scenario: Scenario) -> Board:
    evaluator = Evaluator(scenario, EstimateSource(scenario, TODAY), TODAY)
    searches = searches_of(scenario)
    return Board(cost_lines(evaluator, searches), searches, evaluator)


def true_errors(lines: CostLines, seed: int) -> Floats:
    """(j,) what a market's fares are over the estimated ones, in the logarithm."""
    random, tree, spread = np.random.default_rng(seed), lines.tree, lines.spread
    route = random.normal(0, spread.route)
    branch = route[tree.route_of_branch] + random.normal(0, spread.branch)
    return np.asarray(branch[tree.branch_of_cell] + random.normal(0, spread.cell, len(lines.cells)), np.float64)


@dataclass(frozen=True)
class Outcome:
    """One market: whether venues, and venues with days, are the true best; what it costs more, and the searches."""

    venues: bool
    days: bool
    regret: float
    asked: int


def play(played: Board, confidence: float, seed: int) -> Outcome:
    errors = true_errors(played.cost_lines, seed)
    everybody = np.arange(len(played.cost_lines.picks))
    truth = played.cost_lines.lines_of(everybody).costs(np.exp(errors)[:, None].astype(np.float32))[:, 0]
    pricing = search_selection(played.evaluator, played.searches, played.cost_lines, confidence, seed=seed)
    every = pricing.combinations
    best = tuple(every[truth[every].sum(axis=1).argmin()].tolist())
    while True:
        batch, standings = pricing.next()
        if not batch:
            break
        for query in batch:
            cells = played.cost_lines.revealed(query)
            pricing.see(query, float(errors[list(cells)].mean()) if cells else None)
    picks = played.cost_lines.picks
    leads, wins = ([picks[number].venue for number in numbers] for numbers in (standings.leader, best))
    regret = truth[list(standings.leader)].sum() / truth[list(best)].sum() - 1
    return Outcome(leads == wins, standings.leader == best, float(regret), len(pricing.asked))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markets", type=int, default=100)
    parser.add_argument("--events", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--confidence", type=float, default=0.95)
    parser.add_argument("--folder", type=Path, default=EXAMPLE)
    wanted = parser.parse_args()
    played = board(wanted.folder, wanted.events)
    total = len(played.searches.queries)
    print(f"{len(played.cost_lines.picks)} candidates, {total} searches for everything", flush=True)
    begun = time.process_time()
    outcomes = [play(played, wanted.confidence, wanted.seed + number) for number in range(wanted.markets)]
    asked = np.array([outcome.asked for outcome in outcomes])
    print(f"true best venue found in {sum(one.venues for one in outcomes)} of {wanted.markets} markets")
    print(f"true best venue and first day in {sum(one.days for one in outcomes)}")
    print(f"costs {100 * np.mean([one.regret for one in outcomes]):.3f} % more than the true best on average")
    print(f"searches: {asked.mean():.0f} on average, {asked.max()} at most")
    print(f"of everything: {100 * asked.mean() / total:.2f} % on average, {100 * asked.max() / total:.2f} % at most")
    print(f"{(time.process_time() - begun) / wanted.markets:.1f} s a market")


if __name__ == "__main__":
    main()
