"""What `compare` takes: `python -m tests.benchmarks.what_if [--by-hand]`.

Prices every rule of both examples, and traces a front of the small one, each with the CPU seconds of all processes and
how many plans that is; halved on two idle cores is about what somebody waits. `--by-hand` also plans an edited copy of
`data/example` for each of its rules, and holds score, cash, places and dates against the price.
"""

import argparse
import os
import shutil
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sprintplan.app.planning import Wish, plan
from sprintplan.app.variants import Wish as Compared
from sprintplan.app.variants import compare
from sprintplan.domain.comparison import Comparison, ScenarioResult
from sprintplan.domain.plan import Plan
from sprintplan.watch import Watch
from sprintplan.workspace.changes import LEFT_OUT
from sprintplan.workspace.leaving_out import stated_rules
from tests.build.workspace_files import toml_value

ROOT = Path(__file__).parent.parent.parent / "data"
TODAY = date(2026, 11, 23)
CORES = 2


def cpu_seconds() -> float:
    """Of this process and those that it started and that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def timed(what: str, work: Callable[[], Any], plan_s: float = 0.0) -> tuple[Any, float]:
    """The work's result, and its CPU seconds, which are printed."""
    began, wall = cpu_seconds(), time.monotonic()
    result = work()
    used, waited = cpu_seconds() - began, time.monotonic() - wall
    plans = f", {used / plan_s:.1f} plans" if plan_s else ""
    print(
        f"{what:<48} {used:7.1f} s CPU, {used / CORES:6.1f} s on two cores, {waited:6.1f} s waited{plans}", flush=True
    )
    return result, used


def facts(document: Plan | ScenarioResult) -> object:
    places = [(event.event, event.venue, event.first_day) for event in document.events]
    return document.status, document.objective, document.totals and document.totals.cash, places


def by_hand(compared: Comparison) -> None:
    """Each rule's price against a plan of the example without it; one line each."""
    prices = {one.name: one for one in compared.scenarios}
    for rule in stated_rules(ROOT / "example"):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copytree(ROOT / "example", Path(folder) / "example"))
            values = tomllib.loads((copy / "sprint.toml").read_text(encoding="utf-8"), parse_float=Decimal)
            holder: Any = values
            for part in rule.change.path[:-1]:
                holder = holder[part]
            if rule.change.value is LEFT_OUT:
                del holder[rule.change.path[-1]]
            else:
                holder[rule.change.path[-1]] = rule.change.value
            written = "".join(f"{name} = {toml_value(table)}\n" for name, table in values.items())
            (copy / "sprint.toml").write_text(written, encoding="utf-8")
            same = facts(plan(copy, Wish(today=TODAY), Watch())) == facts(prices.get(rule.without, compared.plan))
        print(f"  {'same' if same else 'ANOTHER YEAR'}  {rule.text}", flush=True)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--by-hand", action="store_true")
    asked = parser.parse_args()
    compared: Comparison | None = None
    for name in ("example", "example-1000"):
        _, plan_s = timed(f"plan of data/{name}", partial(plan, ROOT / name, Wish(today=TODAY), Watch()))
        result, _ = timed(
            f"every rule of data/{name}",
            partial(compare, ROOT / name, Compared(rules=True, today=TODAY), Watch()),
            plan_s,
        )
        print(f"  {len(result.scenarios)} rules priced, {len(result.unchanged)} as the default has them")
        compared = compared or result
        if name == "example":
            wish = Compared(front="hours", points=11, today=TODAY)
            timed("11 points of cash and hours", partial(compare, ROOT / "example", wish, Watch()), plan_s)
    if asked.by_hand and compared:
        by_hand(compared)


if __name__ == "__main__":
    main()
