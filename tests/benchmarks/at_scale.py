"""The whole command against one model of the whole year: `python -m tests.benchmarks.at_scale [--all-limits]`.

1 000 people, 250 home airports, 10 venues x 3 dates x 2 events, 150 000 rows of offers, flight limits on. The command's
time is that of its whole process; a model's that of handing it over and solving it, after everything has been judged.
The model comes person by person and class by class (see `whole_year`), each to HiGHS and to CP-SAT with two threads,
which are stopped at `--cap` times the command's time. `--write FOLDER` writes the workspace and stops.
With `--all-limits` the year has a budget, too: the cash that its best year takes without one.
"""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from sprintplan.solver.variants import Variant, solve_variants
from tests.benchmarks.command import Planned, plan_in_a_process
from tests.benchmarks.company import TODAY, Company, Size
from tests.benchmarks.milp import Outcome, by_cpsat, by_highs
from tests.benchmarks.whole_year import Judge, WholeYear
from tests.build.market import market
from tests.build.workspace_files import write_workspace


def with_budget(company: Company) -> Company:
    """The company with a budget of all the cash that its best year takes without one."""
    year, quotes = company.scenario(), list(company.quotes())
    (best,) = solve_variants([Variant(year, market(quotes, year))], today=TODAY, workers=2)
    return replace(company, budget_minor=best.total.cash)


def compare(company: Company, wish: argparse.Namespace) -> int:
    """Print the command's runs, then each model's, and the ratio to the faster; 1 where objectives differ."""
    scenario, quotes = company.scenario(), list(company.quotes())
    with tempfile.TemporaryDirectory() as name:
        write_workspace(Path(name), scenario, quotes)
        runs = [plan_in_a_process(Path(name), TODAY) for _ in range(wish.runs)]
    print(*runs, sep="\n", flush=True)
    if wish.timings:
        print(runs[-1].printed)
    judge, best = Judge(scenario, quotes, TODAY), min(run.seconds for run in runs)
    return max([_against(judge, form, runs, best, wish) for form in wish.forms])


def _against(judge: Judge, form: str, runs: list[Planned], best: float, wish: argparse.Namespace) -> int:
    """Each solver with one formulation, and the ratio to the faster."""
    model = WholeYear(judge, by_person=form == "person").build()
    print(f"one model of the whole year, {form} by {form}: {model.size}", flush=True)
    outcomes = []
    for name in wish.solvers:
        outcomes.append({"highs": by_highs, "cpsat": by_cpsat}[name](model, wish.cap * best))
        print(f"{outcomes[-1]}: {outcomes[-1].seconds / best:.0f} times the command's time", flush=True)
    return _verdict(runs, outcomes, best)


def _verdict(runs: list[Planned], outcomes: list[Outcome], best: float) -> int:
    done = [one for one in outcomes if one.status == "optimal"]
    least = min((one.seconds for one in done), default=min(one.seconds for one in outcomes))
    print(f"{'' if done else 'more than '}{least / best:.0f} times as fast as the faster of the models", flush=True)
    objectives = {f"{one.objective / 100:.2f}" for one in done if one.objective is not None}
    if objectives and {run.objective for run in runs} != objectives:
        print(f"DIFFERENT OBJECTIVES: {', '.join(sorted(objectives))} and {runs[0].objective}")
        return 1
    return 0


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the workspace there and stop")
    parser.add_argument("--all-limits", action="store_true", help="every limit of the contract, not flights alone")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--homes", type=int, default=250)
    parser.add_argument("--venues", type=int, default=10)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3, help="of the command; the fastest counts")
    parser.add_argument("--cap", type=float, default=110, help="times of the command for each solver")
    parser.add_argument("--forms", type=lambda text: text.split(","), default=["person", "class"])
    parser.add_argument("--solvers", type=lambda text: text.split(","), default=["highs", "cpsat"])
    parser.add_argument("--timings", action="store_true", help="print the stages of the last run")
    return parser.parse_args()


def main() -> int:
    """Write the workspace, or compare."""
    wish = _wish()
    company = Company(Size(wish.people, wish.homes, wish.venues, wish.starts, seed=wish.seed), wish.all_limits)
    if wish.all_limits:
        company = with_budget(company)
    if wish.write:
        write_workspace(wish.write, company.scenario(), list(company.quotes()))
        print(f"plan it with: sprintplan plan {wish.write} --today {TODAY}")
        return 0
    return compare(company, wish)


if __name__ == "__main__":
    raise SystemExit(main())
