"""Hold the solver against one model of the whole year: `python -m tests.benchmarks.random_workspaces --count 5000`.

Every workspace must have the oracle's status and objective, and a plan that verification accepts; 1 where one has not.
Where there is no plan nobody asks why, which takes ten times as long as the proof of it; `--explain` asks, and holds
the reasons against the same model. `--show SEED` writes one workspace as a folder, with the oracle's answer.
"""

import argparse
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from sprintplan.solver import solve
from tests.build.workspace_files import with_stated_rates, write_workspace
from tests.oracle.model import LIMITS, RULED_OUT, Answer, all_candidates, best_of
from tests.properties.agreement import disagreements, planned, wrong
from tests.properties.random_workspace import LATER_LIMITS, random_workspace
from tests.properties.random_year import RandomYear
from tests.properties.reasons import wrong_reasons

PATIENCE_S, PATIENCE_TO_EXPLAIN_S = 60, 600
"""Of a processor, for a plan or the proof that there is none, and for the reasons of that, too."""


@dataclass(frozen=True)
class Verdict:
    """What came of one seed: disagreements, and what kind of workspace it is."""

    seed: int
    wrong: tuple[str, ...]
    nature: tuple[str, ...]


def _unasked(*_: object) -> tuple[str, ...]:
    """In place of the reasons why there is no plan."""
    return ("not asked",)


def _give_up(*_: object) -> None:
    raise TimeoutError("neither a plan nor a reason in time")


def judged(seed: int, names: tuple[str, ...], binding: bool = False, explain: bool = True) -> Verdict:
    """The product's plan of a seed's workspace against the oracle; a crash of either is a disagreement too."""
    if not explain:
        vars(solve)["conflict"] = _unasked
    year = random_workspace(seed, names)
    places = all_candidates(year.scenario, year.quotes, year.today)
    try:
        answer = best_of(year.scenario.on(year.today), places)
    except AssertionError as error:
        return Verdict(seed, (f"the oracle gives up: {error}",), ("not judged",))
    nature = ["infeasible" if answer is None else "optimal"]
    if binding:
        nature += _binding(year, answer)
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_TO_EXPLAIN_S if explain else PATIENCE_S)
    try:
        plan = planned(year)
        differences = tuple(wrong(year, plan, answer, places)) and tuple(disagreements(year, plan))
        if explain and plan.conflict:
            differences += tuple(wrong_reasons(year, plan.conflict))
    except Exception as error:
        differences = (f"{type(error).__name__}: {error}", traceback.format_exc(limit=-3))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Verdict(seed, differences, tuple(nature))


def _binding(year: RandomYear, answer: Answer | None) -> Iterator[str]:
    """Limits without which the optimum were another."""
    places = all_candidates(year.scenario, year.quotes, year.today)
    for name in (*LIMITS, *RULED_OUT):
        without = best_of(year.scenario.on(year.today), places, frozenset([name]))
        if (without and without.objective) != (answer and answer.objective):
            yield f"{name} binds"


def compare(seeds: range, names: tuple[str, ...], binding: bool, explain: bool, processes: int) -> int:
    """Print disagreements as they come, then the counts; how many disagree."""
    counts, began, bad = Counter[str](), time.monotonic(), []
    with get_context("spawn").Pool(processes) as pool:
        for one in pool.imap(partial(judged, names=names, binding=binding, explain=explain), seeds, chunksize=4):
            counts.update(one.nature)
            if one.wrong:
                bad.append(one.seed)
                print(*(f"seed {one.seed}: {what}" for what in one.wrong), sep="\n", flush=True)
    _summary(len(seeds), bad, counts, time.monotonic() - began)
    return len(bad)


def _summary(count: int, bad: list[int], counts: Counter[str], seconds: float) -> None:
    listed = ", ".join(f"{number} {name}" for name, number in counts.most_common())
    print(
        f"{count - len(bad)} of {count} workspaces agree with one model of the whole year in {seconds:.0f} s: {listed}"
    )
    if bad:
        print("seeds that disagree:", *bad)


def show(seed: int, names: tuple[str, ...], folder: Path) -> None:
    """Write the workspace of a seed, and print what the oracle says of it.

    A file cannot state public rates of its own: those of the first month that may be chosen stand in for them.
    """
    year = random_workspace(seed, names)
    year = replace(year, scenario=with_stated_rates(year.scenario))
    places = all_candidates(year.scenario, year.quotes, year.today)
    write_workspace(folder, year.scenario, year.quotes)
    for one in places:
        statuses = " ".join(f"{who.visit.person.id}:{who.status}" for who in one.standings)
        print(f"{one.event.id} {one.venue.id} {one.start} {','.join(sorted(one.ruled_out)) or 'possible'}: {statuses}")
    answer = best_of(year.scenario.on(year.today), places)
    print(answer)
    print("binding:", *_binding(year, answer))
    for person, row in _takes(year, answer):
        print(f"  {person}: offers.csv:{row + 2} {year.quotes[row].flights} {year.quotes[row].fare}")
    print(f"plan it with: sprintplan plan {folder} --today {year.today}")


def _takes(year: RandomYear, answer: Answer | None) -> Iterator[tuple[str, int]]:
    for event, person, rows in answer.takes if answer else ():
        for row in rows:
            yield f"{event} {person}", row


def _names(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split(",")))
    if set(names) - LATER_LIMITS.keys():
        raise argparse.ArgumentTypeError(f"limits are {', '.join(LATER_LIMITS)}; empty for none of them")
    return names


def main() -> int:
    """Compare, or show one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000, help="how many workspaces")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--limits", type=_names, default=tuple(LATER_LIMITS), help=f"of {', '.join(LATER_LIMITS)}")
    parser.add_argument("--binding", action="store_true", help="also count the limits that change the optimum")
    parser.add_argument("--explain", action="store_true", help="also judge why there is no plan")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", type=int, metavar="SEED", help="write this workspace and stop")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where --show writes, default workspace-SEED")
    wish = parser.parse_args()
    if wish.show is not None:
        show(wish.show, wish.limits, wish.to or Path(f"workspace-{wish.show}"))
        return 0
    seeds = range(wish.seed, wish.seed + wish.count)
    return 1 if compare(seeds, wish.limits, wish.binding, wish.explain, wish.processes) else 0


if __name__ == "__main__":
    raise SystemExit(main())
