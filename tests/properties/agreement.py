"""Holds the product's plan of a random year against the oracle's."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sprintplan.domain.plan import Plan
from sprintplan.itinerary.plan import plan_year
from sprintplan.units import money_text
from sprintplan.verify import faults
from tests.build.year import market
from tests.oracle.model import Answer, best
from tests.properties.random_year import RandomYear

CREATED = datetime(2026, 11, 23, tzinfo=UTC)


def planned(year: RandomYear) -> Plan:
    """The product's plan."""
    return plan_year(year.scenario, market(year.quotes, year.scenario), today=year.today, created_at=CREATED)


def disagreements(year: RandomYear) -> list[str]:
    """What is wrong with the product's plan: not the oracle's status or objective, or verification finds faults."""
    return list(wrong(year, planned(year), best(year.scenario, year.quotes, year.today)))


def wrong(year: RandomYear, plan: Plan, answer: Answer | None) -> Iterator[str]:
    """What is wrong with a plan, given the oracle's answer."""
    least = None if answer is None else money_text(answer.objective, year.scenario.currency)
    status = "infeasible" if answer is None else "optimal"
    if (plan.status, plan.objective) != (status, least):
        yield f"{plan.status} {plan.objective}, but the oracle says {status} {least} {answer and answer.picks}"
    if plan.bound != plan.objective:
        yield f"bound {plan.bound}, objective {plan.objective}"
    yield from faults(year.scenario, plan, market(year.quotes, year.scenario).to_and_from)
