"""How good and how dear certainty is: `python -m tests.benchmarks.certainty anew|coverage|size|share|command`.

`anew` plans every market of small companies anew and compares the chances, `coverage` counts how many other markets lie
in the stated ranges, `size` times a company of 250 people with 26 venues, `share` tells what part of the processor time
of planning the shipped examples it takes, `command` what the whole command takes with it and without, in turns.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from sprintplan.domain.limits import Limits
from sprintplan.domain.scenario import Scenario
from sprintplan.market.certainty import HIGH, LOW, MarketCosts, certainty, survey_of
from sprintplan.market.draws import Markets
from sprintplan.offers.registry import open_source
from sprintplan.offers.source import OfferSource
from sprintplan.solver.instance.relaxation import VenueRelaxation
from sprintplan.solver.solve import solve_year
from sprintplan.solver.workers.evaluator import Survey
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.world.airports import airports
from tests.build import year as builders
from tests.market.companies import company, planned_anew, shares, surveyed

EXAMPLES = Path(__file__).parents[2] / "data"
PLANNED = date(2026, 11, 23)
PEOPLE, VENUES = 250, 26
WITH = "import time; from sprintplan.cli import main; main(time.monotonic())"
WITHOUT = f"from sprintplan.itinerary import plan; plan.survey_of = lambda *_: None; {WITH}"


def anew(wish: argparse.Namespace) -> None:
    """Mean absolute difference of chances, in points, over candidates that are the best in any market."""
    off: list[float] = []
    places: list[float] = []
    for seed in range(wish.companies):
        scenario, markets = company(seed), Markets(wish.markets, seed)
        solution, sure = surveyed(scenario, markets)
        years = list(planned_anew(scenario, markets))
        assert solution.alternatives is not None
        for event, doubt in enumerate(sure.events):
            planned = shares(years, event)
            share_of = {(pick.venue, pick.start): share for pick, share in doubt.chances.items()}
            off += [abs(share_of.get(at, 0) - planned[at] / markets.number) for at in share_of.keys() | planned.keys()]
            pick = solution.alternatives.picks[event]
            here = sum(count for (venue, _), count in planned.items() if venue == pick.venue)
            places.append(abs(doubt.chance_venue - here / markets.number))
    print(f"{wish.companies} companies, {wish.markets} markets each, seeds 0 to {wish.companies - 1}")
    print(f"chance of a candidate: {100 * np.mean(off):.3f} points off on average, {100 * np.max(off):.1f} at most")
    print(f"chance of the venue: {100 * np.mean(places):.3f} points off on average, {100 * np.max(places):.1f} at most")


def coverage(wish: argparse.Namespace) -> None:
    """Share of markets of another seed whose cash and score at the chosen places and days lie in the stated ranges."""
    inside = []
    for seed in range(wish.companies):
        (_, solution), (_, other) = (surveyed(company(seed), Markets(400, number)) for number in (1, 1000 + seed))
        for name in ("cash", "objective"):
            low, high = np.quantile(getattr(solution.year, name), [LOW, HIGH])
            drawn = getattr(other.year, name)
            inside.append(float(((drawn >= low) & (drawn <= high)).mean()))
    print(f"{wish.companies} companies: {100 * np.mean(inside):.1f} % of other markets lie in the ranges")


def wide_company() -> Scenario:
    """250 people of 120 homes, 26 venues, two events of ten Mondays."""
    table, dice = airports(), Random(1)
    codes = [table.codes[n] for n in sorted(range(len(table.codes)), key=lambda n: (-int(table.degree[n]), n))]
    venues = [
        builders.venue(
            code.lower(),
            code,
            country=table.country(code),
            room_rate_minor=dice.randrange(8_000, 18_000),
        )
        for code in codes[:VENUES]
    ]
    people = [builders.person(f"p{n:03}", codes[VENUES + n % 120]) for n in range(PEOPLE)]
    days = {"spring": date(2027, 4, 5), "autumn": date(2027, 9, 6)}
    events = [
        builders.event(name, tuple(date.fromordinal(first.toordinal() + 7 * week) for week in range(10)))
        for name, first in days.items()
    ]
    return builders.scenario(
        people,
        venues,
        events,
        policy=builders.policy(max_early_nights=2, max_late_nights=1),
        objective=builders.objective(2000, 10_000, 6000, 500_000),
        limits=Limits(different="country"),
        source="estimate",
    )


def size(_: argparse.Namespace) -> None:
    """Seconds of certainty on top of the plan, at one process."""
    _timed(f"{PEOPLE} people, {VENUES} venues", wide_company())


def share(_: argparse.Namespace) -> None:
    """Of the processor time of planning each example at one process."""
    for name in ("example", "example-1000"):
        _timed(name, read_workspace(EXAMPLES / name))


def command(wish: argparse.Namespace) -> None:
    """Seconds of `sprintplan plan` of each example, least of several turns, and what certainty adds to them."""
    for name in ("example", "example-1000"):
        turns = np.array([[_command(name, program) for program in (WITH, WITHOUT)] for _ in range(wish.turns)])
        (clock, used), (bare_clock, bare_used) = turns.min(axis=0)
        print(
            f"{name}: {clock:.2f} s by the clock, {bare_clock:.2f} without it, {1 - bare_clock / clock:.1%} of it;"
            f" {used:.2f} processor seconds, {bare_used:.2f} without, {1 - bare_used / used:.1%}",
            flush=True,
        )


def _command(name: str, program: str) -> tuple[float, float]:
    """Seconds by the clock and of processors, workers included, that planning an example takes."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-c", program, "plan", str(EXAMPLES / name), "-o", str(Path(folder) / "plan.json")]
        before, began = os.times(), time.monotonic()
        subprocess.run([*words, "--today", str(PLANNED)], check=True, capture_output=True)
        clock, after = time.monotonic() - began, os.times()
    return clock, sum(after[2:4]) - sum(before[2:4])


def _timed(name: str, scenario: Scenario) -> None:
    source = open_source(scenario, PLANNED)
    spent: dict[str, float] = {"survey": 0.0}
    survey = survey_of(scenario, source)
    assert survey is not None

    def timed(relaxation: VenueRelaxation) -> Any:
        assert len(relaxation.bound)  # options in order of cost, which the search needs in any case
        began = time.process_time()
        survey_again = survey(relaxation)
        spent["survey"] += time.process_time() - began
        return survey_again

    began = time.process_time()
    solution = _solved(scenario, source, timed)
    spent["plan"] = time.process_time() - began - spent["survey"]
    assert solution.choice is not None
    assert solution.alternatives is not None
    began = time.process_time()
    certainty(solution, solution.choice, solution.alternatives, MarketCosts(survey))
    spent["certainty"] = time.process_time() - began
    whole = sum(spent.values())
    own = spent["survey"] + spent["certainty"]
    print(f"{name}: {own:.2f} s of {whole:.2f} s of a processor, {100 * own / whole:.1f} %: {spent}", flush=True)


def _solved(scenario: Scenario, source: OfferSource, survey: Survey) -> Any:
    return solve_year(scenario, source, today=PLANNED, survey=survey, watch=Watch())


WAYS: dict[str, Callable[[argparse.Namespace], None]] = {
    "anew": anew,
    "coverage": coverage,
    "size": size,
    "share": share,
    "command": command,
}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=WAYS)
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--markets", type=int, default=25)
    parser.add_argument("--turns", type=int, default=3)
    wish = parser.parse_args()
    WAYS[wish.what](wish)


if __name__ == "__main__":
    main()
