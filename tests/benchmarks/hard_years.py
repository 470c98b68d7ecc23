"""Years that are hard to plan, in two sizes: `python -m tests.benchmarks.hard_years [--families NAMES] [--against]`.

Each family is the company of `company.py` with some limits made tight; amounts of caps and budgets are shares of its
least-cost year. For each: seconds until the first year is known, the gap after 10 s and at the limit of time, and
seconds until the proof or the reason. `--against` gives HiGHS and CP-SAT one model of the same year and as long; their
seconds do not count what it takes to build that model.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sprintplan.domain.limits import HoursPerYear, LongHaul
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.source import OfferSource
from sprintplan.watch import Watch
from tests.benchmarks.company import TODAY, Company, Size
from tests.benchmarks.milp import by_cpsat, by_highs
from tests.benchmarks.whole_year import Judge, WholeYear
from tests.build.market import market
from tests.build.year import Quote

EARLY_S = 10
Known = Sequence[tuple[float, float | None, float]]
"""What was known when: seconds, best, bound; best None before the first year."""


@dataclass(frozen=True)
class Least:
    """Sums of the company's least-cost year: minor units, grams."""

    cash: int
    grams: int


def shuttles(year: Scenario, least: Least) -> Scenario:
    """A shuttle of eight seats at every venue, 140 a run."""
    terms = {"shuttle_cost_minor": 14_000, "shuttle_seats": 8}
    return year.changed(venues=tuple(venue.changed(**terms) for venue in year.venues))


def few_a_flight(year: Scenario, least: Least) -> Scenario:
    """A tenth of the usual number of travellers on one flight."""
    most = max(1, (year.policy.max_travellers_per_flight or 15) // 10)
    return year.changed(policy=year.policy.changed(max_travellers_per_flight=most))


def alone_on_a_flight(year: Scenario, least: Least) -> Scenario:
    """One traveller a flight, which more people than flights make impossible."""
    return year.changed(policy=year.policy.changed(max_travellers_per_flight=1))


def limited(**limits: Any) -> Callable[[Scenario, Least], Scenario]:
    """A family with other limits."""
    return lambda year, least: year.changed(limits=year.limits.changed(**limits))


def capped(cash: float | None = None, grams: float | None = None) -> Callable[[Scenario, Least], Scenario]:
    """A family with a budget, a cap on CO2e or both, as shares of the least-cost year."""

    def tight(year: Scenario, least: Least) -> Scenario:
        limits: dict[str, int] = {}
        limits |= {} if cash is None else {"budget_minor": round(cash * least.cash)}
        limits |= {} if grams is None else {"co2e_g": round(grams * least.grams)}
        return year.changed(limits=year.limits.changed(**limits))

    return tight


def together(year: Scenario, least: Least) -> Scenario:
    """Shuttles, a cap, a budget and hours at once."""
    hours = limited(traveller_hours=HoursPerYear(minutes=75 * 60))
    return hours(capped(1.02, 0.98)(shuttles(year, least), least), least)


FAMILIES: dict[str, Callable[[Scenario, Least], Scenario]] = {
    "shuttles": shuttles,
    "few-a-flight": few_a_flight,
    "co2-0.99": capped(grams=0.99),
    "co2-0.98": capped(grams=0.98),
    "budget-1.0": capped(cash=1.0),
    "hours": limited(traveller_hours=HoursPerYear(minutes=70 * 60)),
    "long-haul": limited(long_haul=LongHaul(over_min=12 * 60, trips_per_year=1)),
    "together": together,
    "budget-0.6": capped(cash=0.6),
    "co2-0.6": capped(grams=0.6),
    "alone-on-a-flight": alone_on_a_flight,
}


@dataclass
class Course(Watch):
    """What the search knew when: (seconds, best, bound), amounts in minor units."""

    began: float = field(default_factory=time.perf_counter)
    known: list[tuple[float, float | None, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        Watch.__init__(self)

    def improved(self, best: str | None, bound: str) -> None:
        """Note the best objective so far and the bound."""
        now = time.perf_counter() - self.began
        self.known.append((now, None if best is None else float(best), float(bound)))


def gap_at(seconds: float, known: Known) -> float | None:
    """(best - bound) / best as it was `known` after so many seconds; None before the first year."""
    last = [one for one in known if one[0] <= seconds and one[1] is not None]
    return None if not last else 1 - last[-1][2] / (last[-1][1] or 1)


def course(year: Scenario, source: OfferSource, limit_s: float) -> tuple[Plan, Course, float]:
    """One plan, what was known when, and its seconds in all."""
    watch = Course()
    plan = plan_year(
        year, source, today=TODAY, created_at=datetime.now(UTC), time_limit=limit_s, workers=2, watch=watch
    ).with_certainty()
    return plan, watch, time.perf_counter() - watch.began


def told(status: str, seconds: float, known: Known) -> str:
    """One row: how it ended after so many seconds, and what was `known` when."""
    first = next((f"{at:.1f} s" for at, best, _ in known if best is not None), "-")
    early, late = (_share(gap_at(at, known)) for at in (EARLY_S, seconds))
    if status == "optimal":
        early, late = early if seconds > EARLY_S else "0", "0"
    return f"{status} in {seconds:.1f} s; first year {first}, gap at {EARLY_S} s {early}, at the end {late}"


def _planned(plan: Plan, watch: Course, seconds: float) -> str:
    rules = f", {len(plan.conflict)} sentences" if plan.conflict else ""
    return told(plan.status, seconds, watch.known) + rules


def _share(gap: float | None) -> str:
    return "-" if gap is None else f"{100 * gap:.2f} %"


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
