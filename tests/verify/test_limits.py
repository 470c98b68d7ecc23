"""Each limit three times: just kept, just broken, and the broken one mended by a change to the plan or its people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.people import Home, Selector
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import OfferTable
from sprintplan.verify import faults
from tests.build.judged_year import AUTUMN, LISBON, PEOPLE, RIGA, RIGA_ROWS, SPRING, judged_year, offers
from tests.build.market_rows import rows_table
from tests.build.stated_plan import alternative, stated, stated_offer, stated_plan, stated_segment, totals

Changes = dict[str, Any]
ANA = (Selector(kind="id", value="ana"),)
BOB_AND_ANA = (*ANA, Selector(kind="id", value="bob"))
TRIPS = stated()["events"][0]["trips"]


@dataclass(frozen=True)
class Case:
    """A limit that the plan just keeps, the next tighter one with the sentence of its fault, and the mend."""

    kept: Scenario
    broken: Scenario
    sentence: str
    mended: Scenario
    changes: Changes = field(default_factory=dict)
    sold: Callable[[Venue], OfferTable] = offers


def limited(**limits: Any) -> Scenario:
    return judged_year(limits=Limits(**limits))


def lisbon(**terms: Any) -> Scenario:
    return judged_year(venues=(LISBON.model_copy(update=terms), RIGA))


def with_person(base: Scenario, number: str, **terms: Any) -> Scenario:
    people = tuple(one.model_copy(update=terms) if one.id == number else one for one in PEOPLE)
    return judged_year(people=people, venues=base.venues, limits=base.limits, events=base.events)


def spring_sums(cash: str, objective: str, difference: str, year_cash: str, year_objective: str) -> Changes:
    """Sums that follow where only Lisbon's cash changes."""
    return {
        "events.0.totals.cash": cash,
        "events.0.objective": objective,
        "events.0.alternatives": [alternative(difference=difference)],
        "totals.cash": year_cash,
        "objective": year_objective,
        "bound": year_objective,
    }


CENT_LESS = {
    **spring_sums("5189.99", "10974.25", "25.75", "6104.99", "12028.68"),
    "events.0.totals.venue": "1749.99",
    "totals.venue": "2289.99",
}
CHEAPER = (LISBON.model_copy(update={"hire_minor": 999_99}), RIGA)

WITHOUT_DAN = {
    **spring_sums("5040.00", "10824.26", "175.74", "5955.00", "11878.69"),
    "events.0.trips": [trip for trip in TRIPS if trip["person"] != "dan"],
    "events.0.totals.venue": "1600.00",
    "totals.venue": "2140.00",
}

EVA = "events.0.trips.4"
EVA_AT_HOME = {
    **spring_sums("4710.00", "10494.26", "505.74", "5625.00", "11548.69"),
    "events.0.totals.rooms": "1000.00",
    "events.0.totals.per_diem": "600.00",
    "totals.rooms": "1080.00",
    "totals.per_diem": "660.00",
    f"{EVA}.status": "local",
    f"{EVA}.check_in": None,
    f"{EVA}.check_out": None,
    f"{EVA}.nights": 0,
    f"{EVA}.cost.rooms": "0.00",
    f"{EVA}.cost.per_diem": "0.00",
    f"{EVA}.cost.cash": "150.00",
}

OUT = "events.0.trips.0.outbound"
NONSTOP = {
    f"{OUT}.departs_at": "2027-05-08T22:00-04:00",
    f"{OUT}.arrives_at": "2027-05-09T10:30+01:00",
    f"{OUT}.duration_minutes": 450,
    f"{OUT}.cabin": "business",
    f"{OUT}.co2e_kg": 1500.0,
    f"{OUT}.segments": [
        stated_segment("UA65", "EWR", "2027-05-08T22:00-04:00", "LIS", "2027-05-09T10:30+01:00", "business")
    ],
    "events.0.trips.0.offers.0": stated_offer("2", "outbound", "3000.00"),
    "events.0.trips.0.co2e_kg": 2150.0,
    "events.0.trips.0.travel_hours": 15.5,
    "events.0.trips.0.cost.fare": "3500.00",
    "events.0.trips.0.cost.cash": "4370.00",
    "events.0.alternatives": [],
    "events.0.objective": "13579.26",
    "events.0.totals": totals("7790.00 3800.00 1300.00 780.00 120.00 1750.00 40.00", 26.33, 2626.0, 3, 1),
    "totals": totals("8705.00 3985.00 1380.00 840.00 170.00 2290.00 40.00", 32.0, 2887.0, 4, 1),
    "objective": "14633.69",
    "bound": "14633.69",
}

GRAM_LESS = {
    "events.1.trips.0.outbound.co2e_kg": 129.999,
    "events.1.trips.0.co2e_kg": 260.999,
    "events.1.totals.co2e_kg": 260.999,
    "totals.co2e_kg": 2086.999,
}


def a_gram_less(venue: Venue) -> OfferTable:
    """Riga's way out emits a gram less."""
    if venue.id != "riga":
        return offers(venue)
    table = rows_table(RIGA_ROWS)
    table.co2e_g[0] -= 1
    return table


PORTUGUESE = Home(text="LHR", airports=("LHR",), country="PT", coded=True)
"""Saint Joanna's Day, 12 May, is a holiday in Aveiro alone: so somebody of Portugal may have one."""


CASES = {
    "limits.budget": Case(
        limited(budget_minor=6105_00),
        limited(budget_minor=6104_99),
        "the year's cash is 6105.00, at most 6104.99 (limits.budget)",
        judged_year(limits=Limits(budget_minor=6104_99), venues=CHEAPER),
        CENT_LESS,
    ),
    "event.budget": Case(
        judged_year(events=(SPRING.model_copy(update={"budget_minor": 5190_00}), AUTUMN)),
        judged_year(events=(SPRING.model_copy(update={"budget_minor": 5189_99}), AUTUMN)),
        "spring: cash is 5190.00, at most 5189.99 (event.budget)",
        judged_year(events=(SPRING.model_copy(update={"budget_minor": 5189_99}), AUTUMN), venues=CHEAPER),
        CENT_LESS,
    ),
    "limits.co2e_tonnes": Case(
        limited(co2e_g=2_087_000),
        limited(co2e_g=2_086_999),
        "the year's CO2e is 2.087 t, at most 2.086999 t (limits.co2e_tonnes)",
        limited(co2e_g=2_086_999),
        GRAM_LESS,
        a_gram_less,
    ),
    "limits.journey_hours": Case(
        limited(journey_min=675),
        limited(journey_min=674),
        "outbound: takes 11 h 15, at most 11 h 14 (limits.journey_hours)",
        limited(journey_min=674),
        NONSTOP,
    ),
    "limits.traveller_hours_per_year": Case(
        limited(traveller_hours=HoursPerYear(minutes=1155)),
        limited(traveller_hours=HoursPerYear(minutes=1154)),
        "Ana (ana): 19 h 15 in journeys, at most 19 h 14 (limits.traveller_hours_per_year)",
        limited(traveller_hours=HoursPerYear(minutes=1154)),
        NONSTOP,
    ),
    "limits.traveller_hours_per_year, both events": Case(
        limited(traveller_hours=HoursPerYear(minutes=665, exempt=ANA)),
        limited(traveller_hours=HoursPerYear(minutes=664, exempt=ANA)),
        "Bob (bob): 11 h 05 in journeys, at most 11 h 04 (limits.traveller_hours_per_year)",
        limited(traveller_hours=HoursPerYear(minutes=664, exempt=BOB_AND_ANA)),
    ),
    "limits.long_haul": Case(
        limited(long_haul=LongHaul(over_min=675, trips_per_year=0)),
        limited(long_haul=LongHaul(over_min=674, trips_per_year=0)),
        "Ana (ana): 1 trips with over 11 h 14, at most 0 (limits.long_haul)",
        limited(long_haul=LongHaul(over_min=674, trips_per_year=0)),
        NONSTOP,
    ),
    "limits.long_haul, both events": Case(
        limited(long_haul=LongHaul(over_min=160, trips_per_year=2)),
        limited(long_haul=LongHaul(over_min=160, trips_per_year=1)),
        "Bob (bob): 2 trips with over 2 h 40, at most 1 (limits.long_haul)",
        limited(long_haul=LongHaul(over_min=160, trips_per_year=1, exempt=BOB_AND_ANA)),
    ),
    "limits.holiday_share": Case(
        with_person(limited(holiday_share=Decimal("0.34")), "cat", home=PORTUGUESE),
        with_person(limited(holiday_share=Decimal("0.33")), "cat", home=PORTUGUESE),
        "spring: 1 of 3 travellers may have a public holiday, at most a share of 0.33 (limits.holiday_share)",
        limited(holiday_share=Decimal("0.33")),
    ),
    "limits.different": Case(
        limited(different="country"),
        limited(different="region"),
        'spring and autumn: both have the region EMEA, expected two (limits.different "region")',
        judged_year(limits=Limits(different="region"), venues=(LISBON, RIGA.model_copy(update={"region": "NORTH"}))),
    ),
    "venues.rooms": Case(
        lisbon(rooms=4),
        lisbon(rooms=3),
        "spring: 4 people on 2027-05-09, at most 3 (venues.rooms of lisbon)",
        with_person(lisbon(rooms=3), "eva", local_to=("lisbon",)),
        EVA_AT_HOME,
    ),
    "venues.capacity": Case(
        lisbon(capacity=5),
        lisbon(capacity=4),
        "spring: 5 people on 2027-05-12, at most 4 (venues.capacity of lisbon)",
        with_person(lisbon(capacity=4), "dan", events=()),
        WITHOUT_DAN,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_limit_that_is_just_kept_is_no_fault(name: str) -> None:
    """The tightest limit that the plan keeps."""
    assert faults(CASES[name].kept, stated_plan(), offers) == []


@pytest.mark.parametrize("name", CASES)
def test_a_limit_that_is_just_broken_is_named_with_its_figures(name: str) -> None:
    """One step tighter: a cent, a gram, a minute, a room."""
    assert any(CASES[name].sentence in fault for fault in faults(CASES[name].broken, stated_plan(), offers))


@pytest.mark.parametrize("name", CASES)
def test_a_broken_limit_can_be_mended(name: str) -> None:
    """The same limit with a plan, a person or a venue that keeps it."""
    case = CASES[name]
    assert faults(case.mended, stated_plan(case.changes), case.sold) == []


RIDES = {"shuttle_cost_minor": 30_00, "shuttle_seats": 2}
TWO_RUNS = [
    {"airport": "LIS", "direction": way, "date": day, "hour": hour, "travellers": people, "runs": 1, "cost": "30.00"}
    for way, day, hour, people in (
        ("arrival", "2027-05-09", 12, 1),
        ("arrival", "2027-05-09", 15, 2),
        ("departure", "2027-05-12", 19, 2),
        ("departure", "2027-05-13", 11, 1),
    )
]
SHUTTLED = {
    **{f"events.0.trips.{n}.cost.transfers": "0.00" for n in range(3)},
    **{f"events.0.trips.{n}.cost.cash": cash for n, cash in enumerate(("1730.00", "780.00", "780.00"))},
    "events.0.shuttles": TWO_RUNS,
    "events.0.totals.transfers": "120.00",
}


def test_two_who_land_in_one_clock_hour_share_a_run_of_two_seats() -> None:
    """Four runs at 30.00 are what six transfers at 20.00 were: the sums stay."""
    assert faults(lisbon(**RIDES), stated_plan(SHUTTLED), offers) == []


def test_a_run_too_few_for_its_riders_is_named() -> None:
    """With one seat a run the two Londoners need two each way."""
    judged = faults(lisbon(**RIDES | {"shuttle_seats": 1}), stated_plan(SHUTTLED), offers)
    assert any(
        "LIS arrival 2027-05-09 15 h is stated as 1 runs for 2 at 30.00, expected 2" in fault for fault in judged
    )


def test_nobody_pays_a_transfer_where_shuttles_run() -> None:
    """20.00 each way beside the run is a fault."""
    paid = SHUTTLED | {"events.0.trips.0.cost.transfers": "40.00", "events.0.trips.0.cost.cash": "1770.00"}
    judged = faults(lisbon(**RIDES), stated_plan(paid), offers)
    assert "spring: Ana (ana): cost.transfers is stated as 40.00, expected 0.00" in judged


def other(**changes: Any) -> Changes:
    """The week after, solved: cash 5200.00; 30 hours 600.00, 2 t 200.00, one remote 5000.00: 11000.00."""
    sums = totals("5200.00 1210.00 1300.00 780.00 120.00 1750.00 40.00", 30.0, 2000.0, 3, 1)
    solved = [alternative(exact=True, totals=sums | changes)]
    return {"events.0.alternatives": solved, "proof.next_best_bound": "12054.43"}


def test_an_alternative_whose_totals_add_up_holds() -> None:
    assert faults(judged_year(), stated_plan(other()), offers) == []


OTHER = "spring: alternative lisbon 2027-05-17"
WRONG_TOTALS = [
    ({"fares": "1211.00"}, f"{OTHER}: totals.cash is stated as 5200.00, expected 5201.00"),
    ({"travel_hours": 31.0}, f"{OTHER}: objective is stated as 11000.00, expected about 11020.00 by its totals"),
    ({"co2e_kg": 2100.0}, f"{OTHER}: objective is stated as 11000.00, expected about 11010.00 by its totals"),
    ({"remote": 2}, f"{OTHER}: objective is stated as 11000.00, expected about 16000.00 by its totals"),
    ({"travellers": 6}, f"{OTHER}: totals state 6 travellers and 1 remote of 6 people"),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG_TOTALS)
def test_totals_of_an_alternative_that_do_not_add_up_are_named(changes: Changes, sentence: str) -> None:
    assert sentence in faults(judged_year(), stated_plan(other(**changes)), offers)


@pytest.mark.parametrize(
    ("kept", "broken", "sentence"),
    [
        (
            judged_year(events=(SPRING.model_copy(update={"budget_minor": 5200_00}), AUTUMN)),
            judged_year(events=(SPRING.model_copy(update={"budget_minor": 5199_99}), AUTUMN)),
            f"{OTHER}: cash would be 5200.00, at most 5199.99 (event.budget)",
        ),
        (
            limited(budget_minor=6115_00),
            limited(budget_minor=6114_99),
            f"{OTHER}: cash would be 6115.00, at most 6114.99 (limits.budget)",
        ),
        (
            limited(co2e_g=2_261_000),
            limited(co2e_g=2_260_000),
            f"{OTHER}: CO2e would be 2.261 t, at most 2.26 t (limits.co2e_tonnes)",
        ),
    ],
)
def test_an_alternative_that_was_solved_keeps_the_limits_given_the_rest(
    kept: Scenario, broken: Scenario, sentence: str
) -> None:
    """Riga's 915.00 and 261 kg are the rest of the year; a mere bound is held to no limit."""
    assert faults(kept, stated_plan(other()), offers) == []
    assert faults(broken, stated_plan(other()), offers) == [sentence]
    bound = stated_plan(other() | {"events.0.alternatives.0.exact": False})
    assert faults(broken, bound, offers) == []


def test_an_alternative_is_stated_once_and_an_excluded_venue_without_figures() -> None:
    """Twice the same candidate, and a reason beside an objective."""
    twice = faults(judged_year(), stated_plan({"events.0.alternatives": [alternative(), alternative()]}), offers)
    assert set(twice) == {f"{OTHER} is stated 2 times, expected once"}
    both = faults(judged_year(), stated_plan({"events.0.alternatives": [alternative(excluded_because="full")]}), offers)
    assert both == [f"{OTHER}: excluded_because is stated with an objective, expected one of the two"]
