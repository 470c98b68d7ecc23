"""`objective.tie`: of first days that cost about as much, the one with fewest public holidays at home."""

from datetime import date
from decimal import Decimal

from sprintplan.domain.plan import Plan
from tests.build.two_weeks import AUTUMN, home, planned_year, there, two_weeks
from tests.build.year import event, objective, venue

BANK_HOLIDAY, WEEK_AFTER = date(2027, 5, 31), date(2027, 6, 7)
"""A Monday off in London, where everybody lives, and the next one."""


def planned(tie: int, more: int = 20) -> Plan:
    """200 on the days of the bank holiday; the week after costs so much more; `tie` in minor units."""
    quotes = [there(BANK_HOLIDAY), home(BANK_HOLIDAY), there(WEEK_AFTER, 100 + more), home(WEEK_AFTER)]
    worth = objective().changed(tie_minor=tie)
    return planned_year(*quotes, events=[event(starts=[BANK_HOLIDAY, WEEK_AFTER])], objective=worth)


def test_a_first_day_that_costs_less_than_the_tie_more_is_taken_for_its_fewer_holidays() -> None:
    """20 more, of which 20.01 allows; the plan says what it gave up, and its bound stays what it would cost least."""
    plan = planned(2001)
    chosen = plan.events[0]
    assert (chosen.first_day, plan.status, plan.objective, plan.bound) == (WEEK_AFTER, "optimal", "220.00", "200.00")
    assert chosen.preferred is not None
    assert (chosen.preferred.instead_of, chosen.preferred.costs_more) == (BANK_HOLIDAY, "20.00")
    assert (chosen.preferred.holidays, chosen.preferred.holidays_instead) == (0, 1)
    assert [(one.first_day, one.difference) for one in chosen.alternatives] == [(BANK_HOLIDAY, "-20.00")]
    assert plan.proof.next_best_bound == "200.00"


def test_a_first_day_that_costs_as_much_as_the_tie_more_is_not() -> None:
    """20 more, and 20.00 allows less than that alone; without the key nothing changes."""
    for tie in (2000, 0):
        plan = planned(tie)
        assert plan.events[0].first_day == BANK_HOLIDAY
        assert plan.events[0].preferred is None
        assert plan.objective == plan.bound == "200.00"


def test_of_days_with_as_many_holidays_the_cheaper_stays() -> None:
    """The week after is 20 cheaper and has none: there is nothing to prefer."""
    plan = planned(50_000, more=-20)
    assert (plan.events[0].first_day, plan.events[0].preferred) == (WEEK_AFTER, None)


def test_each_event_may_give_up_so_much() -> None:
    """Spring moves a week for 20; autumn has one first day."""
    quotes = [there(day) for day in (BANK_HOLIDAY, AUTUMN)] + [home(day) for day in (BANK_HOLIDAY, WEEK_AFTER, AUTUMN)]
    quotes += [there(WEEK_AFTER, 120)]
    spring, autumn = two_weeks()
    weeks = [spring.changed(starts=(BANK_HOLIDAY, WEEK_AFTER)), autumn]
    plan = planned_year(*quotes, events=weeks, venues=[venue()], objective=objective().changed(tie_minor=3000))
    assert [bool(one.preferred) for one in plan.events] == [True, False]
    assert Decimal(plan.objective or 0) - Decimal(plan.bound or 0) == 20
