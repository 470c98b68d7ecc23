"""Rules of `[policy.fare]`: kept, broken and mended; `tests.build.lisbon_week` tells the setting."""

from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.fare_policy import FareTerms, Margin, Preference
from sprintplan.domain.limits import Limits
from sprintplan.domain.policy import Policy
from sprintplan.domain.trips import Trips
from sprintplan.verify import faults
from tests.build.lisbon_week import AWAY, back, out
from tests.build.market import market
from tests.build.two_weeks import planned_of
from tests.build.year import Quote, cabin_rule, objective, person, policy, scenario
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
        fares = [(offer.fare, offer.benchmark_fare) for offer in event.trips[0].offers]
        assert fares == [("150.00", "100.00"), ("100.00", "100.00")]
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
    allowance = trip.changed(offers=(trip.offers[0].changed(benchmark_fare=stated), trip.offers[1]))
    changed = plan.changed(events=(event.changed(trips=Trips.of([allowance])),))
    assert (list(faults(year, changed, market(quotes, year).to_and_from)) == []) == right


def asking(**terms: Any) -> Policy:
    """A policy that asks conditions of tickets."""
    return policy(fare=FareTerms(**terms))


@pytest.mark.parametrize(("name", "has", "lacks"), [("changeable", True, False), ("refundable", True, False)])
def test_a_ticket_that_lacks_what_is_required_is_out(name: str, has: bool, lacks: bool, least: Least) -> None:
    """For 100 without it, for 130 with it; one for 120 that does not say stays."""
    rules = asking(require=(name,))
    without: dict[str, Any] = {name: lacks}
    having: dict[str, Any] = {name: has}
    quotes = (out(**without), out(fare=130, **having), back(**having))
    assert least(*quotes) == 200
    assert least(*quotes, policy=rules) == 230
    assert least(*quotes, out(fare=120), policy=rules) == 220
    assert least(quotes[0], quotes[2], policy=rules) == AWAY
    other = "refundable" if name == "changeable" else "changeable"
    assert least(*quotes, policy=asking(require=(other,))) == 200


@pytest.mark.parametrize(("over", "cost"), [(15_000, 250), (14_999, 260)])
def test_an_offer_over_a_sum_must_be_refundable(over: int, cost: int, least: Least) -> None:
    """150 is not over 150; one cent less, and the refundable one for 160 is due. Home for 100 is never dear."""
    quotes = (out(fare=150, refundable=False), out(fare=160, refundable=True), back(refundable=False))
    assert least(*quotes, policy=asking(refundable_over_minor=over)) == cost


def test_a_both_ways_offer_is_dear_by_its_whole_fare(least: Least) -> None:
    """90 + 90 together, of which one way cannot be given back: over 179.99 it is out, and single tickets cost 200."""
    pair = (out(fare=90, bundle="b", refundable=True), back(fare=90, bundle="b", refundable=False))
    assert least(out(), back(), *pair, policy=asking(refundable_over_minor=18_000)) == 180
    assert least(out(), back(), *pair, policy=asking(refundable_over_minor=17_999)) == 200


@pytest.mark.parametrize(
    ("brand", "cabin", "cost"),
    [
        ("Basic Economy", "economy", 250),
        ("ECONOMY LIGHT", "economy", 250),
        ("Eco-Lite", "economy", 250),
        ("Lightning", "economy", 200),
        ("Flex", "economy", 200),
        ("", "economy", 200),
        ("Business Light", "business", 200),
    ],
)
def test_basic_economy_is_known_by_its_name(brand: str, cabin: str, cost: int, least: Least) -> None:
    """For 100 under that name, or for 150 under none."""
    quotes = (out(fare_brand=brand, cabin=cabin), out(fare=150), back())
    assert least(*quotes, policy=asking(no_basic_economy=True)) == cost
    assert least(*quotes) == 200


def test_a_bag_that_is_required_is_included_or_paid(least: Least) -> None:
    """None for 100, one for 135, unknown for 100 on the way home: with a fee of 40 each way, 135 + 140."""
    quotes = (out(checked_bags=0), out(fare=135, checked_bags=1), back())
    assert least(*quotes, policy=asking(require=("checked_bag",))) == 235
    assert least(*quotes, policy=asking(require=("checked_bag",), bag_fee_minor=4000)) == 275
    assert least(*quotes, policy=asking(require=("checked_bag",), bag_fee_minor=3000)) == 260
    assert least(quotes[0], back(), policy=asking(require=("checked_bag",))) == AWAY
    assert least(*quotes, policy=asking(bag_fee_minor=4000)) == 200


def test_fees_for_bags_are_cash(least: Least) -> None:
    """200 and two bags for 40 each need a budget of 280."""
    rules = asking(require=("checked_bag",), bag_fee_minor=4000)
    for budget, cost in ((28_000, 280), (27_999, None)):
        assert least(out(), back(), policy=rules, limits=Limits(budget_minor=budget)) == cost


def test_what_a_ticket_does_not_say_is_noticed() -> None:
    """The flight out says that it is refundable and nothing of changes; home says both."""
    year = scenario(policy=asking(require=("changeable", "refundable")))
    quotes = (out(refundable=True), back(changeable=True, refundable=True))
    plan = planned_of(year, quotes)
    (event,) = plan.events
    (notice,) = event.trips[0].notices
    assert notice.text == "outbound: the offer does not say whether it has: changeable"
    silent = plan.changed(events=(event.changed(trips=Trips.of([event.trips[0].changed(notices=())])),))
    assert any("does not say" in fault for fault in faults(year, silent, market(quotes, year).to_and_from))


def preferring(share: str, *codes: str) -> Policy:
    """A policy that likes airlines."""
    return asking(prefer_airlines=Preference(codes=codes, share=Decimal(share)))


@pytest.mark.parametrize(("share", "cost"), [("0.2", 200), ("0.2001", 199.99), ("0.25", 193.75), ("1", 100)])
def test_a_ticket_on_preferred_airlines_counts_less(share: str, cost: float, least: Least) -> None:
    """125 with UA, or 100 with TP: a fifth of 125 makes both the same. Home is with TP."""
    assert least(out(fare=125, flights="UA1"), out(), back(), policy=preferring(share, "UA")) == cost


def test_a_ticket_is_preferred_if_all_of_it_is(least: Least) -> None:
    """By way of Madrid with UA and TP, or flown by UA for another; both ways in one ticket, or in two."""
    waits = {"via": "MAD", "via_times": "2027-04-04T11:00/2027-04-04T12:00", "flights": "UA1|TP2"}
    mixed = connection(**waits)
    assert least(mixed, back(), policy=preferring("0.5", "UA")) == 200
    assert least(mixed, back(), policy=preferring("0.5", "UA", "TP")) == 100
    assert least(out(operated_by="UA"), back(), policy=preferring("0.5", "UA")) == 150
    half = (out(fare=70, flights="UA1", bundle="b"), back(fare=70, bundle="b"))
    assert least(*half, policy=preferring("0.5", "UA")) == 140
    assert least(*half, policy=preferring("0.5", "UA", "TP")) == 70


def test_preference_is_no_cash(least: Least) -> None:
    """125 + 100 count as 162.50, and are 225 to a budget; with 224.99 the cheaper ticket counts as 200."""
    quotes = (out(fare=125, flights="UA1"), out(), back())
    for budget, cost in ((22_500, 162.5), (22_499, 200)):
        rules = preferring("0.5", "UA")
        assert least(*quotes, policy=rules, limits=Limits(budget_minor=budget)) == cost


def connection(**terms: Any) -> Quote:
    """Out by way of another city."""
    return out(at="08:00", lands="13:00", **terms)
