"""Rules of `[policy.fare]`: kept, broken and mended; `tests.build.lisbon_week` tells the setting."""

from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.fare_policy import FareTerms, Margin
from sprintplan.domain.plan import Trips
from sprintplan.domain.policy import Policy
from sprintplan.verify import faults
from tests.build.lisbon_week import back, out
from tests.build.two_weeks import planned_of
from tests.build.year import cabin_rule, market, objective, person, policy, scenario
from tests.stories.conftest import Least

HURRIED = objective(travel_hour=10_000)
"""100 an hour: the nonstop flight of 2 h 40 is worth 333.33 more than one of 6 h, if it may be had."""
SLOW: dict[str, Any] = {"at": "08:00", "lands": "14:00"}


def above(share: str = "0", amount: int = 0, **more: Any) -> Policy:
    """A limit above the cheapest, in a share and in minor units."""
    return policy(fare=FareTerms(above_cheapest=Margin(share=Decimal(share), amount_minor=amount)), **more)


@pytest.mark.parametrize(
    ("share", "amount", "fast"),
    [("0.5", 0, True), ("0.499999", 0, False), ("0", 5000, True), ("0", 4999, False), ("0.5", 4999, True)],
)
def test_a_flight_costs_at_most_so_much_more_than_the_cheapest(
    share: str, amount: int, fast: bool, least: Least
) -> None:
    """Six hours for 100, or 2 h 40 for 150: at 100 an hour 600 + 100 or 266.67 + 150. Home costs 366.67."""
    quotes = (out(**SLOW), out(fare=150), back())
    assert least(*quotes, objective=HURRIED) == 783.34
    assert least(*quotes, objective=HURRIED, policy=above(share, amount)) == (783.34 if fast else 1066.67)


def test_the_cheapest_is_the_cheapest_that_keeps_every_other_rule(least: Least) -> None:
    """For 20 it lands too late, or is in economy: neither makes the flight for 150 too dear."""
    tight = above(amount=5000)
    quotes = (out(**SLOW), out(fare=150), back())
    assert least(*quotes, out(fare=20, lands="18:01"), objective=HURRIED, policy=tight) == 783.34
    assert least(*quotes, out(fare=20, **SLOW), objective=HURRIED, policy=tight) == 986.67
    rules = (cabin_rule("2", "business"),)
    comfort = (out(fare=400, cabin="business"), back(fare=100, cabin="business"))
    assert least(*comfort, out(fare=20), policy=above(cabin_rules=rules)) == 500


def test_one_way_offers_are_judged_by_direction(least: Least) -> None:
    """Home for 300 makes no outbound flight for 250 cheap: against 100 it is 150 too dear."""
    quotes = (out(**SLOW), out(fare=250), back(fare=300))
    assert least(*quotes, objective=HURRIED, policy=above(amount=15_000)) == 1083.34
    assert least(*quotes, objective=HURRIED, policy=above(amount=14_999)) == 1266.67


def test_a_both_ways_offer_is_judged_against_the_cheapest_trip(least: Least) -> None:
    """Slow ways for 100 each, or fast both ways for 300 together: 100 more than the cheapest trip, 200."""
    slow = (out(**SLOW), back(at="18:00", lands="23:59"))
    pair = (out(fare=10, bundle="b"), back(fare=290, bundle="b"))
    fast = 833.34
    assert least(*slow, *pair, objective=HURRIED, policy=above(amount=10_000)) == fast
    assert least(*slow, *pair, objective=HURRIED, policy=above(amount=9999)) == 1398.33
    assert least(*pair, objective=HURRIED, policy=above()) == fast


def test_a_cheap_both_ways_offer_makes_no_single_flight_too_dear(least: Least) -> None:
    """Both ways slowly for 40 together; the flights for one way alone are the cheapest of their kind."""
    pair = (out(fare=20, bundle="b", **SLOW), back(fare=20, bundle="b"))
    assert least(*pair, out(), back(), objective=HURRIED, policy=above()) == 733.34


def test_where_the_cheapest_seats_have_run_out_nobody_pays_more(least: Least) -> None:
    """One seat for 100, others for 150: with 49.99 allowed, two people cannot come; nobody stays away for it."""
    quotes = (out(seats=1), out(fare=150), back())
    two = [person(), person("bob")]
    assert least(*quotes, people=two, policy=above(amount=5000)) == 450
    assert least(*quotes, people=two, policy=above(amount=4999)) is None
    assert least(*quotes, people=two[:1], policy=above(amount=4999)) == 200


def test_offers_state_the_cheapest_fare_with_and_without_a_limit() -> None:
    """100 out and 100 home are the benchmark of the faster flight for 150, and of a both-ways offer their sum."""
    quotes = (out(**SLOW), out(fare=150), back())
    for rules in (policy(), above(amount=5000)):
        (event,) = planned_of(scenario(objective=HURRIED, policy=rules), quotes).events
        told = [(offer.fare, offer.benchmark_fare) for offer in event.trips[0].offers]
        assert told == [("150.00", "100.00"), ("100.00", "100.00")]
    pair = (out(fare=10, bundle="b"), back(fare=290, bundle="b"))
    (event,) = planned_of(scenario(objective=HURRIED), (out(**SLOW), back(at="18:00", lands="23:59"), *pair)).events
    assert [(offer.fare, offer.benchmark_fare) for offer in event.trips[0].offers] == [("300.00", "200.00")]


@pytest.mark.parametrize(("stated", "right"), [("100.00", True), (None, True), ("99.99", False), ("150.00", False)])
def test_the_judge_knows_the_cheapest_fare(stated: str | None, right: bool) -> None:
    """Nothing is stated in plans of versions that did not know it."""
    year, quotes = scenario(objective=HURRIED), (out(**SLOW), out(fare=150), back())
    plan = planned_of(year, quotes)
    (event,) = plan.events
    trip = event.trips[0]
    told = trip.changed(offers=(trip.offers[0].changed(benchmark_fare=stated), trip.offers[1]))
    changed = plan.changed(events=(event.changed(trips=Trips.of([told])),))
    assert (list(faults(year, changed, market(quotes, year).to_and_from)) == []) == right
