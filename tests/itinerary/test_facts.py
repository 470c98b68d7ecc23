"""Events that are over: what is added to the sums of a replanned year, and taken off again."""

from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest

from sprintplan.domain.alternatives import Baseline, SwappedEvent, SwappedYear
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.published import History
from sprintplan.domain.record_types import Money
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.totals import Range, Totals, TotalsRange
from sprintplan.itinerary.facts import OF_MONEY, with_facts, without_facts
from tests.build.plan_records import absent, event_record, plan_record, trip_record
from tests.build.year import event, person, scenario


def _is_amount(hint: Any) -> bool:
    """Whether a member is `Money`, by itself or as a part of what it may be."""
    return hint == Money or any(map(_is_amount, get_args(hint)))


MONEY = [name for name, hint in get_type_hints(Totals, include_extras=True).items() if _is_amount(hint)]
"""Members of `Totals` that hold an amount, as the model of the plan declares them."""


def sums(cents: int, **changes: Any) -> Totals:
    """Totals of which every amount is another one: `cents`, 1.00 more, 2.00 more ..."""
    amounts = {name: f"{number}.{cents:02}" for number, name in enumerate(MONEY)}
    return Totals(**{**amounts, "travel_hours": 10.5, "co2e_kg": 20.25, "travellers": 2, "remote": 1, **changes})


def year(booked: bool = False) -> Scenario:
    """Spring is over, autumn is left; Ana leads Bob and Cleo."""
    people = (person("ana"), person("bob", manager="ana"), person("cleo", manager="ana"))
    company = scenario(events=(event("spring"), event("autumn")), people=people)
    bookings = (object(),) if booked else ()
    return company.changed(history=History(places={}, published={}).changed(bookings=bookings))


def over(**changes: Any) -> EventPlan:
    """Spring as it was published: Ana and Bob came."""
    trips = (trip_record("ana"), trip_record("bob", manager="ana"))
    return event_record(*trips).changed(event="spring", objective="100.00", totals=sums(10), **changes)


def left(**changes: Any) -> Plan:
    """What was planned of autumn: Cleo comes, Ana does not."""
    autumn = event_record(trip_record("cleo", manager="ana")).changed(event="autumn", first_day=date(2027, 10, 4))
    members: dict[str, Any] = {
        "events": (autumn,),
        "managers": (absent("ana"),),
        "objective": "900.00",
        "bound": "450.00",
        "gap": 0.5,
        "totals": sums(25, given_up=None),
    }
    return plan_record(autumn).changed(**members | changes)


def test_every_declared_amount_is_a_sum() -> None:
    """Each amount of `Totals` is added, whatever its name, and nothing else is."""
    assert {*OF_MONEY} == {*MONEY}


@pytest.mark.parametrize("name", MONEY)
def test_no_amount_of_an_event_that_is_over_is_forgotten(name: str) -> None:
    """n.10 of spring and n.25 of autumn, of which nothing was given up; with spring's bookings gone again, too."""
    number = MONEY.index(name)
    whole = with_facts(left(), (over(),), year())
    assert whole.totals is not None
    expected = Decimal(f"{number}.10") if name == "given_up" else Decimal(f"{2 * number}.35")
    assert Decimal(getattr(whole.totals, name)) == expected


def test_an_amount_that_neither_states_stays_unknown() -> None:
    """Plans of versions that knew no levy."""
    old = over().changed(totals=sums(10, co2e_levy=None))
    whole = with_facts(left(totals=sums(25, co2e_levy=None)), (old,), year())
    assert whole.totals is not None
    assert whole.totals.co2e_levy is None


def test_hours_emissions_and_heads_are_added() -> None:
    facts = with_facts(left(), (over(),), year()).totals
    assert facts is not None
    assert (facts.travel_hours, facts.co2e_kg, facts.travellers, facts.remote) == (21.0, 40.5, 4, 2)


def test_scores_bounds_and_ranges_move_by_what_is_over() -> None:
    """100.00 of spring on each; the gap is half of 900 of 1000; differences stay."""
    span = TotalsRange(cash=Range(low="1.00", high="2.00"), objective=Range(low="800.00", high="999.50"))
    swapped = SwappedYear(
        events=(SwappedEvent(event="autumn", venue="lisbon", first_day=date(2027, 10, 4)),),
        objective="950.00",
        difference="50.00",
        exact=True,
    )
    rest = left(totals=sums(25, range=span), swapped=swapped)
    rest = rest.changed(proof=rest.proof.changed(next_best_bound="920.00"))
    facts = with_facts(rest, (over(),), year())
    assert facts.totals is not None
    assert facts.totals.range is not None
    assert facts.swapped is not None
    assert (facts.objective, facts.bound, facts.gap) == ("1000.00", "550.00", 0.45)
    assert facts.proof.next_best_bound == "1020.00"
    assert (facts.swapped.objective, facts.swapped.difference) == ("1050.00", "50.00")
    assert facts.totals.range.objective == Range(low="900.00", high="1099.50")
    cash = Decimal(over().totals.cash)
    assert facts.totals.range.cash == Range(low=str(1 + cash), high=str(2 + cash))


def test_a_manager_who_came_to_an_event_that_is_over_is_not_absent() -> None:
    """Ana came in spring, and does not come in autumn."""
    assert [one.person for one in left().managers] == ["ana"]
    assert with_facts(left(), (over(),), year()).managers == ()


def test_baselines_count_where_each_event_has_one() -> None:
    """12.00 and 30.00 more; unknown where one is."""
    baseline = {"venue": "riga", "first_day": None, "objective": None, "exact": True, "excluded_because": None}
    spring = over(baseline=Baseline(difference="12.00", cash_difference="10.00", **baseline))
    rest = left()
    rest = rest.changed(
        events=(rest.events[0].changed(baseline=Baseline(difference="30.00", cash_difference=None, **baseline)),),
        baseline_difference="30.00",
    )
    whole = with_facts(rest, (spring,), year())
    assert (whole.baseline_difference, whole.baseline_cash_difference) == ("42.00", None)
    assert with_facts(rest, (over(),), year()).baseline_difference is None


@pytest.mark.parametrize("booked", [False, True], ids=["nothing booked", "booked"])
def test_what_was_added_is_taken_off_again(booked: bool) -> None:
    """To the letter, as `verify` judges the rest of the year alone."""
    rest = left(totals=sums(25, given_up="7.25" if booked else None))
    whole = with_facts(rest, (over(),), year(booked))
    assert whole != rest
    assert without_facts(whole, (over(),), year(booked)) == rest
