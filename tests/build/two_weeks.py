"""Weeks of people from London, planned and judged; amounts are computed by hand.

Lisbon has London's clock. Spring is Monday 5 to Friday 9 April 2027, autumn Monday 4 to Friday 8 October; out on the
Sunday before, home on the Friday. Nothing but fares counts unless a test says so; whoever stays away costs 5000.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sprintplan.domain.events import Event
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.itinerary.plan import plan_year
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.verify import faults
from tests.build.lisbon_week import TODAY
from tests.build.market import market
from tests.build.year import Quote, event, quote, scenario

THREE = ("kept", "broken", "mended")
CREATED = datetime(2026, 11, 23, tzinfo=UTC)
SPRING, AUTUMN = date(2027, 4, 5), date(2027, 10, 4)
FAST_MIN = 160


def two_weeks(**terms: Any) -> list[Event]:
    """Spring and autumn."""
    return [event(**terms), event("autumn", [AUTUMN], **terms)]


def there(monday: date = SPRING, fare: int = 100, minutes: int = FAST_MIN, **terms: Any) -> Quote:
    """A flight on the eve of a week."""
    return flight("LHR", "LIS", monday - timedelta(days=1), 12, fare, minutes, **terms)


def home(monday: date = SPRING, fare: int = 100, minutes: int = FAST_MIN, **terms: Any) -> Quote:
    """A flight on the last day of a week."""
    return flight("LIS", "LHR", monday + timedelta(days=4), 19, fare, minutes, **terms)


def flight(
    origin: str, destination: str, day: date, hour: int, fare: int, minutes: int = FAST_MIN, **terms: Any
) -> Quote:
    """A flight between places with one clock."""
    leave = datetime(day.year, day.month, day.day, hour)
    land = leave + timedelta(minutes=minutes)
    return quote(origin, destination, leave.isoformat(), land.isoformat(), fare, **terms)


def planned_year(*quotes: Quote, time_limit: float | None = None, **terms: Any) -> Plan:
    """The plan of a scenario, in which verification finds no fault."""
    return planned_of(scenario(**terms), quotes, time_limit)


def planned_of(year: Scenario, quotes: Sequence[Quote], time_limit: float | None = None, today: date = TODAY) -> Plan:
    """The plan, in which verification finds no fault."""
    source = market(quotes, year)
    plan = plan_year(year, source, today=today, created_at=CREATED, time_limit=time_limit).with_certainty()
    assert list(faults(year, plan, source.to_and_from)) == []
    return plan


def cost(*quotes: Quote, **terms: Any) -> float | None:
    """The proven objective in whole units of money, None where no plan exists."""
    return cost_of(planned_year(*quotes, **terms))


def cost_of(plan: Plan) -> float | None:
    """The proven objective of a plan in whole units of money, None where no plan exists."""
    assert plan.status == ("infeasible" if plan.objective is None else "optimal")
    assert plan.bound == plan.objective
    return None if plan.objective is None else float(plan.objective)


def evaluator(*quotes: Quote, **terms: Any) -> Evaluator:
    """What judges and solves the candidates of a scenario; its first candidate is FIRST."""
    year = scenario(**terms)
    return Evaluator(year, market(quotes, year), TODAY)


FIRST = (Pick(0, 0, 0),)
