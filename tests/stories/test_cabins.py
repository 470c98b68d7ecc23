"""Cabins and nights of rest, one trip at a time; `tests.build.lisbon_week` has the week."""

from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.fare_policy import Margin
from sprintplan.domain.journey_rules import CabinRule, RestRule
from tests.build.lisbon_week import AWAY, back, connection, out
from tests.build.two_weeks import planned_of
from tests.build.year import (
    cabin_rule,
    person,
    policy,
    quote,
    scenario,
    selectors,
    venue,
)
from tests.stories.conftest import Least

BUSINESS = cabin_rule("2.5", "business")


PREMIUM = cabin_rule("2.5", "premium_economy")


def dear(cabin: str = "business", or_rest_nights: int | None = None, **margin: Any) -> CabinRule:
    """A cabin over 2.5 hours where it costs at most so much more."""
    return cabin_rule("2.5", cabin, or_rest_nights=or_rest_nights, at_most=Margin(**margin))


def test_a_cabin_rule_asks_for_its_cabin_over_its_hours(least: Least) -> None:
    """The fastest takes 2 h 40: over 2.5 hours business is due, over 2 h 40 (not longer) economy will do."""
    quotes = (out(), back(), out(fare=400, cabin="business"), back(fare=500, cabin="first"))
    assert least(*quotes, policy=policy(cabin_rules=(BUSINESS,))) == 900
    assert least(*quotes, policy=policy(cabin_rules=(cabin_rule("2.75", "business"),))) == 200
    assert least(*quotes, policy=policy(cabin_rules=(cabin_rule("2.5", "business", "role:boss"),))) == 200


def test_a_cabin_that_is_not_sold_gives_way_to_the_highest_that_is(least: Least) -> None:
    """Business is on sale, but lands too late: premium economy counts, and economy is not enough."""
    rules = policy(cabin_rules=(BUSINESS,))
    quotes = (out(), out(fare=250, cabin="premium_economy"), out(lands="18:01", cabin="business"))
    assert least(*quotes, back(), policy=rules) == 350


def test_rest_instead_of_the_cabin(least: Least) -> None:
    """One cabin lower and a night earlier, way out alone: 250 + 600, not 400 + 600; the eve itself is no rest."""
    rules = policy(cabin_rules=(cabin_rule("2.5", "business", or_rest_nights=1),))
    home = (back(), back(fare=600, cabin="business"))
    dear, rested = out(fare=400, cabin="business"), out(3, fare=250, cabin="premium_economy")
    assert least(dear, rested, *home, policy=rules) == 850
    assert least(dear, out(fare=250, cabin="premium_economy"), *home, policy=rules) == 1000
    assert least(dear, out(3, fare=250), *home, policy=rules) == 1000


def test_rest_nights_reach_beyond_the_early_nights(least: Least) -> None:
    """Two nights of rest land on Friday 2 though only one early night is allowed; three would be too many."""
    rules = policy(cabin_rules=(cabin_rule("2.5", "premium_economy", or_rest_nights=2),), max_early_nights=1)
    quotes = (out(fare=400, cabin="premium_economy"), out(2), back(cabin="premium_economy"))
    assert least(*quotes, policy=rules) == 200
    assert least(quotes[0], out(1), quotes[2], policy=rules) == 500


def test_a_personal_cabin_is_never_rested_away(least: Least) -> None:
    rules = policy(cabin_rules=(cabin_rule("2.5", "business", or_rest_nights=1),))
    quotes = (out(fare=400, cabin="business"), out(3, cabin="premium_economy"), back(cabin="business"))
    assert least(*quotes, policy=rules) == 200
    assert least(*quotes, people=[person(cabin="business")], policy=rules) == 500


def test_of_equal_rules_one_without_rest_decides(least: Least) -> None:
    rules = policy(cabin_rules=(cabin_rule("2.5", "business", or_rest_nights=1), BUSINESS))
    quotes = (out(fare=400, cabin="business"), out(3, cabin="premium_economy"), back(cabin="business"))
    assert least(*quotes, policy=rules) == 500


@pytest.mark.parametrize(("lands", "cost"), [("14:00", 800), ("14:01", 200)])
def test_only_flights_of_over_three_hours_make_the_cabin(least: Least, lands: str, cost: int) -> None:
    """From 12:00 in Madrid, 14:00 in Lisbon is 3 h: the economy hop before it counts. At 14:01 business alone does."""
    mixed = connection("10:30", "12:00", lands=lands, cabin="economy|business")
    sold = out(fare=700, cabin="business")
    assert least(mixed, sold, back(cabin="business"), policy=policy(cabin_rules=(BUSINESS,))) == cost


def test_a_cabin_rule_measures_the_journey_the_air_or_the_longest_flight(least: Least) -> None:
    """By way of Madrid: 3 h 30 in the air, an hour's wait, 1 h 30 in the air; 6 h in all."""
    ways = {"arrives": "12:30", "departs": "13:30", "lands": "14:00"}
    quotes = (connection(**ways), connection(**ways, cabin="business|business", fare=700), back(cabin="business"))
    rules: list[tuple[str, dict[str, Any], int]] = [
        ("5.9", {}, 800),
        ("4.9", {"measure": "flying"}, 800),
        ("5", {"measure": "flying"}, 200),
        ("5", {"measure": "flying", "waits_up_to": 30}, 800),
        ("5.5", {"measure": "flying", "waits_up_to": 30}, 200),
        ("3.4", {"measure": "longest_flight"}, 800),
        ("3.5", {"measure": "longest_flight"}, 200),
    ]
    for hours, terms, cost in rules:
        assert least(*quotes, policy=policy(cabin_rules=(cabin_rule(hours, "business", **terms),))) == cost


def test_a_cabin_rule_counts_where_its_scope_and_its_countries_say(least: Least) -> None:
    """London to Lisbon: international, on one continent; to Portugal and EMEA, from Britain."""
    quotes = (out(), back(), out(fare=400, cabin="business"), back(fare=500, cabin="business"))

    def cost(**terms: Any) -> float | None:
        rules = policy(cabin_rules=(cabin_rule("2.5", "business", **terms),))
        return least(*quotes, venues=[venue(region="EMEA")], policy=rules)

    assert [cost(scope=scope) for scope in ("domestic", "international", "intercontinental")] == [200, 900, 200]
    assert [cost(to=(place,)) for place in ("PT", "EMEA", "US")] == [900, 900, 200]
    assert [cost(from_region=(place,)) for place in ("GB", "PT")] == [900, 200]


def test_a_cabin_rule_for_night_flights_leaves_journeys_by_day_to_the_others(least: Least) -> None:
    """From 22:00 in London, 02:00 in Lisbon is four hours on, 01:59 is not. Home is by day, for 100."""
    night: dict[str, Any] = {"origin": "LHR", "destination": "LIS", "departs": "2027-04-03T22:00"}
    night["arrives"] = "2027-04-04T02:00"
    dozing, sleeping = quote(**night, fare=100), quote(**night, fare=400, cabin="business")
    rules = policy(cabin_rules=(cabin_rule("2", "business", overnight=True),))
    assert least(dozing, sleeping, back()) == 200
    assert least(dozing, sleeping, back(), policy=rules) == 500
    assert least(quote(**night | {"arrives": "2027-04-04T01:59"}, fare=100), sleeping, back(), policy=rules) == 200
    assert least(dozing, sleeping, out(fare=250), back(), policy=rules) == 350
    assert least(dozing, back(), policy=rules) == 200
    assert least(dozing, out(fare=250), out(lands="18:01", fare=900, cabin="business"), back(), policy=rules) == 200
    assert (
        least(dozing, sleeping, back(), policy=policy(cabin_rules=(cabin_rule("4", "business", overnight=True),)))
        == 200
    )
    plain = policy(cabin_rules=(cabin_rule("2", "premium_economy"), cabin_rule("2", "business", overnight=True)))
    comfort = (out(fare=150, cabin="premium_economy"), back(cabin="premium_economy"))
    assert least(dozing, *comfort, sleeping, policy=plain) == 250


def test_a_cabin_counts_where_it_costs_little_more(least: Least) -> None:
    """Economy both ways for 200, business for 900: 700 more, or three and a half times 200, is just not too much."""
    quotes = (out(), back(), out(fare=400, cabin="business"), back(fare=500, cabin="business"))

    def cost(*more: CabinRule, **margin: Any) -> float | None:
        return least(*quotes, policy=policy(cabin_rules=(*more, dear(**margin))))

    assert [cost(amount_minor=minor) for minor in (700_00, 699_99, 0)] == [900, 200, 200]
    assert [cost(share=Decimal(share)) for share in ("3.5", "3.499")] == [900, 200]
    assert cost(share=Decimal("0.1"), amount_minor=700_00) == 900
    assert cost(BUSINESS, amount_minor=0) == 900


def test_below_a_cabin_that_is_too_dear_the_next_rule_counts(least: Least) -> None:
    """Premium economy is 500, business 400 more; held against economy it would be 700 more."""
    plain, premium = (out(), back()), (out(fare=250, cabin="premium_economy"), back(fare=250, cabin="premium_economy"))
    quotes = (*plain, *premium, out(fare=400, cabin="business"), back(fare=500, cabin="business"))

    def cost(*rules: CabinRule) -> float | None:
        return least(*quotes, policy=policy(cabin_rules=rules))

    assert [cost(PREMIUM, dear(amount_minor=minor)) for minor in (400_00, 399_99)] == [900, 500]
    assert [cost(dear("premium_economy", amount_minor=minor)) for minor in (300_00, 299_99)] == [500, 200]
    both = dear("premium_economy", amount_minor=300_00), dear(amount_minor=400_00)
    assert [cost(*both), cost(*both[::-1]), cost(both[0], dear(amount_minor=399_99))] == [900, 900, 500]
    assert cost(dear("premium_economy", amount_minor=299_99), dear(amount_minor=699_99)) == 200


def test_the_price_of_a_cabin_is_that_of_a_trip_as_one_ticket_or_two(least: Least) -> None:
    """Business both ways on one ticket for 600 is 400 more than economy on two."""
    both: dict[str, Any] = {"bundle": "b", "fare": 300, "cabin": "business"}
    quotes = (out(), back(), out(**both), back(**both), out(fare=400, cabin="business"))
    rules = [policy(cabin_rules=(dear(amount_minor=minor),)) for minor in (400_00, 399_99)]
    assert [least(*quotes, policy=one) for one in rules] == [600, 200]


def test_rest_keeps_a_rule_at_its_price(least: Least) -> None:
    """Premium economy a night earlier makes the rule 250 more than economy: it counts, and is rested."""
    quotes = (out(), back(cabin="business"), out(3, fare=350, cabin="premium_economy"))
    rules = [policy(cabin_rules=(dear(or_rest_nights=1, amount_minor=minor),)) for minor in (250_00, 249_99)]
    assert [least(*quotes, out(fare=900, cabin="business"), policy=one) for one in rules] == [450, 200]


def test_a_rule_that_is_too_dear_is_noticed() -> None:
    quotes = (out(), back(), out(fare=400, cabin="business"), back(fare=500, cabin="business"))
    plan = planned_of(scenario(policy=policy(cabin_rules=(dear(amount_minor=0),))), quotes)
    texts = [notice.text for notice in plan.events[0].trips[0].notices]
    words = "business costs more than policy.cabin[1] at_most allows, so that rule does not count"
    assert texts == [f"outbound: {words}", f"return: {words}"]


def test_rest_after_a_long_way_is_taken_and_paid(least: Least) -> None:
    """2 h 40 on Sunday for 100, or on Friday for 250: two nights of rest want Friday, though one early night is all."""
    rules: list[tuple[dict[str, Any], int]] = [
        ({"over_hours": Decimal("2.6")}, 350),
        ({"over_hours": Decimal("2.75")}, 200),
        ({"over_hours": Decimal("2.6"), "who": selectors("team:late")}, 200),
        ({"time_zones": Decimal(1)}, 200),
        ({"over_hours": Decimal("2.6"), "nights": 3}, AWAY),
    ]
    for terms, cost in rules:
        rest = RestRule(**{"nights": 2, **terms})
        assert least(out(), out(2, fare=250), back(), policy=policy(rest=(rest,), max_early_nights=1)) == cost


def test_rest_after_time_zones_counts_the_hours_between_the_clocks(least: Least) -> None:
    """Helsinki's clock is two hours ahead of Lisbon's in April."""
    quotes = (out(origin="HEL"), out(3, fare=250, origin="HEL"), back(lands="23:40", destination="HEL"))
    for zones, cost in (("2", 350), ("2.5", 200)):
        rules = policy(rest=(RestRule(nights=1, time_zones=Decimal(zones)),))
        assert least(*quotes, people=[person("ana", "HEL")], policy=rules) == cost
