"""Years that are hard to plan, in two sizes: `python -m tests.benchmarks.hard_years [--families NAMES] [--against]`.

Each family is the company of `company.py` with some limits made tight; amounts of caps and budgets are shares of its
least-cost year. For each: seconds until the first year is known, the gap after 10 s and at the limit of time, and
seconds until the proof or the reason. `--against` gives HiGHS and CP-SAT one model of the same year and as long; their
seconds do not count what it takes to build that model.
"""

import argparse
import time
from datetime import UTC, datetime

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.source import OfferSource
from tests.benchmarks.company import TODAY, Company, Size
from tests.benchmarks.course import Course, told
from tests.benchmarks.milp import by_cpsat, by_highs
from tests.benchmarks.tight import Family, Least, all_of, capped, few_a_flight, hours, long_haul, ruled, shuttles
from tests.benchmarks.whole_year import Judge, WholeYear
from tests.build.market import market
from tests.build.year import Quote

FAMILIES: dict[str, Family] = {
    "shuttles": shuttles,
    "few-a-flight": few_a_flight,
    "co2-0.99": capped(grams=0.99),
    "co2-0.98": capped(grams=0.98),
    "budget-1.0": capped(cash=1.0),
    "hours": hours(70),
    "long-haul": long_haul(12),
    "together": all_of(shuttles, capped(1.02, 0.98), hours(75)),
    "budget-0.6": capped(cash=0.6),
    "co2-0.6": capped(grams=0.6),
    "alone-on-a-flight": ruled(max_travellers_per_flight=1),
}


def course(year: Scenario, source: OfferSource, limit_s: float) -> tuple[Plan, Course, float]:
    """One plan, what was known when, and its seconds in all."""
    watch = Course()
    plan = plan_year(
        year, source, today=TODAY, created_at=datetime.now(UTC), time_limit=limit_s, workers=2, watch=watch
    ).with_certainty()
    return plan, watch, watch.seconds


def _planned(plan: Plan, watch: Course, seconds: float) -> str:
    rules = f", {len(plan.conflict)} sentences" if plan.conflict else ""
    return told(plan.status, seconds, watch.known) + rules


def main() -> None:
    """Print a row a family and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=lambda text: text.split(","), default=list(FAMILIES))
    parser.add_argument("--people", type=lambda text: [int(n) for n in text.split(",")], default=[100, 1000])
    parser.add_argument("--time-limit", type=float, default=60)
    parser.add_argument("--against", action="store_true", help="give HiGHS and CP-SAT one model of the same, too")
    wish = parser.parse_args()
    for people in wish.people:
        company = Company(Size(people, homes=min(250, people)))
        year, quotes = company.scenario(), list(company.quotes())
        source = market(quotes, year)
        plan, watch, seconds = course(year, source, wish.time_limit)
        print(f"{people} people, least cost: {_planned(plan, watch, seconds)}", flush=True)
        assert plan.totals is not None
        least = Least(round(100 * float(plan.totals.cash)), round(1000 * plan.totals.co2e_kg))
        for name in wish.families:
            hard = FAMILIES[name](year, least)
            print(f"{people} people, {name}: {_planned(*course(hard, source, wish.time_limit))}", flush=True)
            if wish.against:
                _against(hard, quotes, wish.time_limit)


def _against(year: Scenario, quotes: list[Quote], limit_s: float) -> None:
    """What general solvers find in the same time, people whom no rule tells apart counted together."""
    began = time.perf_counter()
    model = WholeYear(Judge(year, quotes, TODAY), by_person=False).build()
    print(f"    one model: {model.size}, built in {time.perf_counter() - began:.1f} s", flush=True)
    for solver in (by_highs, by_cpsat):
        outcome = solver(model, limit_s)
        print(f"    {outcome.solver}: {told(outcome.status, outcome.seconds, outcome.known)}", flush=True)


if __name__ == "__main__":
    main()
