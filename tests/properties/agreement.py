"""Holds the product's plan of a random year against the oracle's."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.itinerary.plan import plan_year
from sprintplan.units import minor_units, money_text
from sprintplan.verify import faults
from tests.build.market import market
from tests.oracle.candidates import Candidate
from tests.oracle.model import Answer, all_candidates, best_of
from tests.oracle.ties import Moved, objective_at, with_fewest_holidays
from tests.properties.random_year import RandomYear

CREATED = datetime(2026, 11, 23, tzinfo=UTC)


def planned(year: RandomYear) -> Plan:
    """The product's plan."""
    return plan_year(
        year.scenario, market(year.quotes, year.scenario), today=year.today, created_at=CREATED
    ).with_certainty()


def disagreements(year: RandomYear, plan: Plan | None = None) -> list[str]:
    """What is wrong with the product's plan: not the oracle's status or objective, or verification finds faults.

    HiGHS sometimes calls optimal what is not, by its presolve; where it disagrees it is asked again without.
    """
    scenario, plan = year.scenario.on(year.today), plan or planned(year)
    places = all_candidates(year.scenario, year.quotes, year.today)
    first = [*wrong(year, plan, best_of(scenario, places), places)]
    return first and [*wrong(year, plan, best_of(scenario, places, presolve=False), places)]


def wrong(year: RandomYear, plan: Plan, answer: Answer | None, places: Sequence[Candidate]) -> Iterator[str]:
    """What is wrong with a plan, given the oracle's answer among all candidates."""
    least = None if answer is None else money_text(answer.objective, year.scenario.currency)
    status = "infeasible" if answer is None else "optimal"
    if (plan.status, plan.bound) != (status, least):
        yield f"{plan.status} {plan.bound}, but the oracle says {status} {least} {answer and answer.picks}"
    elif year.scenario.objective.tie_minor and answer is not None:
        yield from _wrong_tie(year.scenario.on(year.today), plan, answer, places)
    elif plan.bound != plan.objective:
        yield f"bound {plan.bound}, objective {plan.objective}"
    yield from faults(year.scenario, plan, market(year.quotes, year.scenario).to_and_from)


def _wrong_tie(scenario: Scenario, plan: Plan, answer: Answer, places: Sequence[Candidate]) -> Iterator[str]:
    """What is wrong with the first days of a plan, from the year on that it states as the cheapest."""
    told = [(one.event, one.venue, one.preferred.instead_of if one.preferred else one.first_day) for one in plan.events]
    at = {(one.event.id, one.venue.id, one.start): one for one in places}
    cheapest = [at[place] for place in told]
    if (cost := objective_at(scenario, cheapest)) != answer.objective:
        yield f"the year before holidays counted costs {cost}, the cheapest {answer.objective}"
        return
    expected, moved = with_fewest_holidays(scenario, places, cheapest)
    if [one.first_day for one in plan.events] != [one.start for one in expected]:
        yield f"{[one.preferred for one in plan.events]}, but the oracle says {moved}"
        return
    cost = objective_at(scenario, expected)
    if plan.objective != money_text(cost or 0, plan.currency):
        yield f"objective {plan.objective} on the preferred days, but the oracle says {cost}"
    found = [_moved(one, plan.currency) for one in plan.events]
    if found != moved:
        yield f"preferred {found}, but the oracle says {moved}"


def _moved(event: EventPlan, currency: str) -> Moved | None:
    """What an event states of the first day that it gave up."""
    if (told := event.preferred) is None:
        return None
    more = minor_units(Decimal(told.costs_more), currency)
    return Moved(told.instead_of, more, told.holidays, told.holidays_instead)
