"""Stories of journeys on the ground: the oracle, the solver and the judge all tell the same."""

import json
from datetime import date
from typing import Any

import pytest

from sprintplan.domain.ground import GroundPolicy, GroundTerms
from sprintplan.domain.journey_rules import HoursRule
from sprintplan.domain.plan import Plan
from sprintplan.verify import faults
from tests.build.market import market
from tests.build.year import Quote, cabin_rule, ground_row, person, policy, quote, scenario, selectors, venue
from tests.properties.agreement import disagreements, planned
from tests.properties.random_year import RandomYear

TODAY = date(2027, 1, 4)
FLIGHTS = (
    quote("CDG", "LIS", "2027-04-04T10:00", "2027-04-04T11:30", 100, flights="TP1"),
    quote("LIS", "CDG", "2027-04-09T20:00", "2027-04-09T23:30", 100, flights="TP2"),
)
"""Paris to Lisbon on the eve of Monday 5 April, and back on Friday evening: 200 euros."""


def year(*rows: Any, flights: tuple[Quote, ...] = FLIGHTS, **fields: Any) -> RandomYear:
    people = fields.pop("people", [person("ana", "Paris, FR")])
    return RandomYear(scenario(people, ground=rows, **fields), flights, TODAY)


def told(one: RandomYear) -> tuple[float | None, list[tuple[str, str]]]:
    """The objective in euros, and everybody's modes out and home; oracle, solver and judge agree on it."""
    plan = planned(one)
    assert disagreements(one, plan) == []
    ways: list[tuple[str, str]] = [
        (trip.outbound.mode, trip.inbound.mode)
        for event in plan.events
        for trip in event.trips
        if trip.outbound and trip.inbound
    ]
    return (None if plan.objective is None else float(plan.objective)), ways


@pytest.mark.parametrize(("fare", "cost", "mode"), [(9999, 199.98, "train"), (10_001, 200.0, "air")])
def test_the_cheaper_of_train_and_flight_is_taken(fare: int, cost: float, mode: str) -> None:
    """Two flights cost 200 euros, two trains 2 x 99.99 or 2 x 100.01."""
    assert told(year(ground_row("Paris, FR", "lisbon", fare=fare))) == (cost, [(mode, mode)])


def test_hours_and_co2e_of_a_train_are_weighed() -> None:
    """Two trains of 90 minutes at 20 euros an hour, and of 500 kg at 100 euros a tonne: 0 + 60 + 100."""
    from tests.build.year import objective

    one = year(
        ground_row("Paris, FR", "lisbon", minutes=90, fare=0, co2e_g=500_000),
        objective=objective(2000, 10_000),
        flights=(),
    )
    assert told(one)[0] == 160.0


def test_nobody_transfers_or_checks_in_on_the_ground() -> None:
    """Transfers of 30 euros a way are paid by who flies: 200 + 60 by air against 2 x 125 by train."""
    there = [venue(transfer_cost_minor=3000, transfer_minutes=60)]
    assert told(year(ground_row("Paris, FR", "lisbon", fare=12_500), venues=there)) == (250.0, [("train", "train")])
    assert told(year(ground_row("Paris, FR", "lisbon", fare=13_001), venues=there)) == (260.0, [("air", "air")])


def test_shuttles_carry_those_alone_who_land() -> None:
    """A run of one seat costs 40 euros a way: by air 280, by train 2 x 139."""
    there = [venue(shuttle_cost_minor=4000, shuttle_seats=1)]
    assert told(year(ground_row("Paris, FR", "lisbon", fare=13_900), venues=there)) == (278.0, [("train", "train")])


@pytest.mark.parametrize(
    ("origin", "who", "mode"),
    [
        ("Paris, FR", "Paris, FR", "train"),
        ("Paris, FR", "CDG|ORY", "train"),
        ("CDG", "Paris, FR", "train"),
        ("id:ana", "Paris, FR", "train"),
        ("id:bob", "Paris, FR", "air"),
        ("LHR", "Paris, FR", "air"),
    ],
)
def test_a_row_serves_those_whose_home_it_names(origin: str, who: str, mode: str) -> None:
    one = year(ground_row(origin, "lisbon", fare=0), people=[person("ana", who), person("bob", "LHR", events=())])
    assert told(one)[1] == [(mode, mode)]


@pytest.mark.parametrize("destination", ["lisbon", "Lisbon, PT", "LIS"])
def test_a_row_serves_the_venue_that_it_names(destination: str) -> None:
    assert told(year(ground_row("Paris, FR", destination, fare=0)))[1] == [("train", "train")]


def test_one_way_alone_is_mixed_with_a_flight() -> None:
    assert told(year(ground_row("Paris, FR", "lisbon", fare=0, both_ways=False))) == (100.0, [("train", "air")])
    assert told(year(ground_row("lisbon", "Paris, FR", fare=0, both_ways=False))) == (100.0, [("air", "train")])


@pytest.mark.parametrize(
    ("span", "leaves", "nights"),
    [((360, 1320), "2027-04-04T17:00", 5), ((360, 600), "2027-04-04T10:00", 6), ((1320, 1380), "2027-04-03T23:00", 6)],
)
def test_it_leaves_as_late_as_its_span_allows(span: tuple[int, int], leaves: str, nights: int) -> None:
    """Two hours to be there at 18:00 in Lisbon, which is 19:00 in Paris: at 17:00; at 10:00; at 23:00 the day before.

    Who lands at 00:00 of Sunday sleeps there from Saturday on; until 10:00 alone the way home is a night later.
    """
    row = ground_row("Paris, FR", "lisbon", from_min=span[0], until_min=span[1])
    one = year(row, flights=(), venues=[venue(room_rate_minor=1000)])
    (trip,) = planned(one).events[0].trips
    assert trip.outbound is not None
    assert trip.outbound.departs_at[:16] == leaves
    assert trip.nights == nights
    assert told(one)[1] == [("train", "train")]


def test_segments_on_the_ground_name_both_places_and_no_airport() -> None:
    (trip,) = planned(year(ground_row("Paris, FR", "lisbon", minutes=150), flights=())).events[0].trips
    assert trip.outbound is not None
    (segment,) = trip.outbound.segments
    assert (segment.from_, segment.to) == ("Paris, FR", "Lisbon, PT")
    assert (segment.origin, segment.destination, segment.carrier, segment.cabin) == (None, None, None, None)
    assert (trip.outbound.mode, trip.outbound.duration_minutes, trip.outbound.fastest_minutes) == ("train", 150, None)
    assert trip.offers[0].id == "ground.csv:2"


@pytest.mark.parametrize(("minutes", "mode"), [(239, "train"), (240, "air")])
def test_who_has_a_short_train_may_not_fly(minutes: int, mode: str) -> None:
    """A train of under four hours at 500 euros a way has to be taken."""
    rules = policy(ground=GroundPolicy(no_flight_under_min=240))
    one = year(ground_row("Paris, FR", "lisbon", minutes=minutes, fare=50_000), policy=rules)
    assert told(one)[1] == [(mode, mode)]


def test_the_rule_holds_for_those_whom_it_names() -> None:
    rules = policy(ground=GroundPolicy(no_flight_under_min=240, who=selectors("team:green")))
    row = ground_row("Paris, FR", "lisbon", minutes=100, fare=50_000)
    assert told(year(row, policy=rules))[1] == [("air", "air")]
    green = [person("ana", "Paris, FR", team="green")]
    assert told(year(row, policy=rules, people=green))[1] == [("train", "train")]


@pytest.mark.parametrize(("countries", "mode"), [(("PT",), "train"), (("FR",), "air")])
def test_domestic_flights_are_out_where_there_is_a_train(countries: tuple[str, ...], mode: str) -> None:
    """Porto to Lisbon lies within Portugal."""
    flights = (
        quote("OPO", "LIS", "2027-04-04T10:00", "2027-04-04T11:00", 10, flights="TP1"),
        quote("LIS", "OPO", "2027-04-09T20:00", "2027-04-09T21:00", 10, flights="TP2"),
    )
    rules = policy(ground=GroundPolicy(no_flight_within=countries))
    row = ground_row("OPO", "lisbon", minutes=700, fare=9000)
    assert told(year(row, policy=rules, flights=flights, people=[person("ana", "OPO")]))[1] == [(mode, mode)]


def test_entitlement_and_detour_are_measured_among_flights_alone() -> None:
    """A train of one hour makes no flight of 2 h 30 a detour, and one of nine hours earns nobody business class."""
    short = ground_row("Paris, FR", "lisbon", minutes=60, fare=50_000)
    tight = {"detour": policy().detour.changed(extra_min=0)}
    assert told(year(short, policy=policy(**tight)))[0] == 200.0
    long = ground_row("Paris, FR", "lisbon", minutes=540, fare=50_000)
    assert told(year(long, policy=policy(cabin_rules=(cabin_rule("6", "business"),))))[0] == 200.0


def test_a_train_satisfies_whoever_is_entitled_to_business() -> None:
    """No business class is sold, so economy counts by air; the train at 0 euros is taken without a notice of it."""
    rules = policy(cabin_rules=(cabin_rule("1", "business"),))
    one = year(ground_row("Paris, FR", "lisbon", fare=0), policy=rules, venues=[venue(room_rate_minor=1000)])
    assert told(one)[1] == [("train", "train")]
    (trip,) = planned(one).events[0].trips
    assert trip.notices == ()


@pytest.mark.parametrize(
    ("fields", "away"),
    [
        ({"policy": policy(no_weekend_travel="all", max_early_nights=1)}, True),
        ({"policy": policy(no_weekend_travel="all", max_early_nights=2)}, False),
        ({"policy": policy(hours=(HoursRule(land=(360, 1139)),))}, True),
        ({"policy": policy(hours=(HoursRule(land=(360, 1140)),))}, False),
        ({"people": [person("ana", "Paris, FR", unavailable="2027-04-02..2027-04-04")]}, True),
        ({"people": [person("ana", "Paris, FR", cannot_enter=("PT",))]}, True),
    ],
)
def test_rules_of_days_hours_and_borders_hold_on_the_ground(fields: dict[str, Any], away: bool) -> None:
    """Out on Sunday 4 April, or an evening or two before; home it reaches Paris on Friday at 19:00."""
    one = year(ground_row("Paris, FR", "lisbon", both_ways=True), flights=(), **fields)
    objective, ways = told(one)
    assert (objective == 5000.0, ways == []) == (away, away)


def test_the_home_journey_is_the_first_after_the_event() -> None:
    """A span of 06:00 to 10:00: on Saturday, a night more, where a late night is allowed; else nobody comes."""
    row = ground_row("Paris, FR", "lisbon", from_min=360, until_min=600)
    (trip,) = planned(year(row, flights=())).events[0].trips
    assert trip.inbound is not None
    assert trip.inbound.departs_at[:16] == "2027-04-10T06:00"
    assert told(year(row, flights=()))[1] == [("train", "train")]
    assert told(year(row, flights=(), policy=policy(max_late_nights=0)))[1] == []


def test_somebody_looks_where_estimates_cannot_tell_air_from_ground() -> None:
    """An estimated train is not far from a flight of the same cost; nothing is said where both are quoted."""
    terms = GroundTerms(estimate=True, modes=("train",))
    people, there = [person("ana", "Paris, FR")], [venue("brussels", "BRU", city="Brussels")]

    def notices(fare: int, **fields: Any) -> list[str]:
        flights = (
            quote("CDG", "BRU", "2027-04-04T10:00", "2027-04-04T11:00", fare),
            quote("BRU", "CDG", "2027-04-09T20:00", "2027-04-09T21:00", fare),
        )
        one = year(flights=flights, people=people, venues=there, **fields)
        (trip,) = planned(one).events[0].trips
        return [notice.text for notice in trip.notices if notice.kind == "other"]

    (out, home) = notices(36, ground_terms=terms)
    assert out.startswith("outbound: ")
    assert home.startswith("return: ")
    assert "less than their estimates can tell: look at both" in out
    assert notices(100, ground_terms=terms) == []
    assert notices(36) == []


@pytest.mark.parametrize(
    "path",
    [
        ("mode", "coach"),
        ("origin", "CDG"),
        ("cabin", "economy"),
        ("fastest_minutes", 90),
        ("duration_minutes", 121),
        ("departs_at", "2027-04-04T17:01+02:00"),
        ("segments", "from", "Lyon, FR"),
        ("segments", "to", None),
        ("segments", "origin", "CDG"),
        ("segments", "carrier", "SN"),
        ("segments", "cabin", "economy"),
        ("segments", "arrives_at", "2027-04-04T18:01+01:00"),
    ],
    ids=lambda path: ".".join(map(str, path[:-1])),
)
def test_the_judge_notices_a_change_of_each_member(path: tuple[Any, ...]) -> None:
    """The plan as it is holds; with one member of the way out changed it does not."""
    one = year(ground_row("Paris, FR", "lisbon"), flights=())
    record = json.loads(planned(one).model_dump_json())
    outbound = record["events"][0]["trips"][0]["outbound"]
    source = market(one.quotes, one.scenario).to_and_from
    assert list(faults(one.scenario, Plan.model_validate(record), source)) == []
    *where, member, value = path
    (outbound["segments"][0] if where else outbound)[member] = value
    assert list(faults(one.scenario, Plan.model_validate(record), source)) != []
