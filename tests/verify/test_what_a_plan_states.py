"""Every figure that a plan states is recomputed: one wrong figure, one sentence that names it."""

from typing import Any

import pytest

from sprintplan.verify import faults
from tests.build.judged_year import PEOPLE, judged_person, judged_year, offers
from tests.build.stated_plan import PROOF, alternative, stated, stated_offer, stated_plan

ANA, BOB, DAN, EVA, REM = (f"events.0.trips.{number}" for number in (0, 1, 3, 4, 5))
ANA_OUT = f"{ANA}.outbound"
RATES, EVENTS = stated()["exchange_rates"], stated()["events"]
POUNDS = {"currency": "GBP", "rate": "0.8", "date": "2026-11-20", "source": "workspace"}
SPRING_TRIPS, SHUTTLES = EVENTS[0]["trips"], EVENTS[1]["shuttles"]
[VISA] = SPRING_TRIPS[0]["notices"]
DEARER = alternative(first_day="2027-05-24", objective="11100.00", difference="125.74")
EXCLUDED = alternative(first_day=None, objective=None, difference=None, excluded_because="venues.capacity")


def test_a_plan_that_is_right_to_the_cent_has_no_fault() -> None:
    """Six people and two events; cash 6105.00, objective 12028.69."""
    assert faults(judged_year(), stated_plan(), offers) == []


WRONG = [
    ("inputs_sha256", "cd34", "plan: inputs_sha256 is stated as cd34, expected ab12"),
    ("currency", "USD", "plan: currency is stated as USD, expected EUR"),
    ("company", "Apex", "plan: company is stated as Apex, expected Acme"),
    ("exchange_rates", [], "exchange_rates states nothing for USD"),
    ("exchange_rates.0.rate", "1.09", "exchange_rates USD: rate is stated as 1.09, expected 1.0842"),
    ("objective", "12028.68", "plan: objective is stated as 12028.68, expected 12028.69"),
    ("objective", "12028.690", "plan: objective is stated as 12028.690, expected 12028.69"),
    ("bound", "12028.70", "bound is stated as 12028.70, expected at most the objective 12028.69"),
    ("bound", "12000.00", "status is optimal and bound is stated as 12000.00, expected 12028.69"),
    ("bound", None, "bound is stated as nothing"),
    ("gap", 0.5, "gap is stated as 0.5, expected 0.0"),
    ("gap", None, "gap is stated as nothing, expected 0.0"),
    ("status", "unknown", "status is unknown, expected neither events nor objective"),
    ("totals", None, "totals are stated as nothing"),
    ("totals.cash", "6105.01", "plan: totals.cash is stated as 6105.01, expected 6105.00"),
    ("totals.travel_hours", 35.7, "plan: totals.travel_hours is stated as 35.7, expected 35.75"),
    ("totals.remote", 0, "plan: totals.remote is stated as 0, expected 1"),
    ("conflict", ["limits.budget"], "plan: conflict is stated, expected none beside events"),
    ("status", "feasible", "status is feasible and bound is stated as 12028.69, the objective: expected optimal"),
    ("exchange_rates", [*RATES, *RATES], "exchange_rates states USD, USD, expected each once, in alphabetical order"),
    ("exchange_rates", [*RATES, POUNDS], "plan: exchange_rates states GBP, expected nothing: no amount is in it"),
    ("events", EVENTS[::-1], "plan: order of events is stated as autumn, spring, expected spring, autumn"),
    ("events.0.trips", SPRING_TRIPS[::-1], "the trip of rem stands before that of eva, expected as in people.csv"),
    ("proof.next_best_bound", "12028.68", "next_best_bound is stated as 12028.68, expected at least 12028.69"),
    ("proof.next_best_bound", None, "proof.next_best_bound is stated as nothing, expected at least the objective"),
    ("proof", PROOF | {"bounded": 2, "excluded": 1, "solved": 1}, "bounded is stated as 2, expected at least 3"),
    ("events.0.alternatives", [DEARER, alternative()], "alternative lisbon 2027-05-24 stands before lisbon 2027-05-17"),
    ("events.0.alternatives", [EXCLUDED, alternative()], "alternative lisbon stands before lisbon 2027-05-17"),
    ("events.0.alternatives.0.exact", True, "alternative lisbon 2027-05-17 is stated as exact, expected its totals"),
    (f"{BOB}.reason", "policy.detour", "Bob (bob): reason is stated as policy.detour, expected nothing"),
    (
        f"{ANA}.offers",
        [stated_offer("3", "inbound", "500.00", "542.10", "USD"), stated_offer("1", "outbound", "400.00")],
        "offers cover inbound, outbound",
    ),
    (f"{ANA}.notices", [VISA, VISA], "Ana (ana): the notice visa is stated 2 times, expected once"),
    ("events.1.shuttles", SHUTTLES[::-1], "shuttles are not in order of airport, direction, date and hour"),
    ("proof.candidates", 4, "proof.candidates is stated as 4, expected 3"),
    (
        "managers",
        [{"person": "bob", "name": "Bob", "manager": ""}],
        "managers: bob: name, manager and e-mail is stated as Bob",
    ),
    (
        "managers",
        [{"person": "zed", "name": "Zed", "manager": ""}],
        "managers: zed: name, manager and e-mail is stated as Zed",
    ),
    ("events.1.event", "winter", "winter: number of times in the plan is stated as 1, expected 0"),
    ("events.1.event", "spring", "spring: number of times in the plan is stated as 2, expected 1"),
    ("events.0.venue", "nowhere", "spring: venue is stated as nowhere, expected one of venues.csv"),
    ("events.0.venue", "riga", "spring: venue is stated as riga, expected one of lisbon"),
    ("events.0.first_day", "2027-05-11", "spring: first_day is stated as 2027-05-11, expected one of 2027-05-10"),
    ("events.0.last_day", "2027-05-13", "spring: last_day is stated as 2027-05-13, expected 2027-05-12"),
    ("events.0.sessions", [], "sessions is stated as nothing, expected all 2027-05-10 to 2027-05-12"),
    ("events.0.sessions.0.last_day", "2027-05-13", "sessions is stated as all 2027-05-10 to 2027-05-13"),
    ("events.0.time_zone", "UTC", "spring: time_zone is stated as UTC, expected Europe/Lisbon"),
    ("events.0.transfer_minutes", 7, "spring: transfer_minutes is stated as 7, expected "),
    ("events.0.check_in_minutes", 7, "spring: check_in_minutes is stated as 7, expected "),
    ("events.0.budget", "1.00", "spring: budget is stated as 1.00, expected nothing"),
    ("budget", "1.00", "plan: budget is stated as 1.00, expected nothing"),
    (
        "venues",
        [{"venue": "casa", "name": "Caza", "city": "Lisbon", "country": "PT"}],
        "plan: venues is stated as casa, Caza, Lisbon, PT",
    ),
    ("events.0.venue_name", "Caza", "spring: venue_name is stated as Caza, expected Casa"),
    ("events.0.objective", "10974.25", "spring: objective is stated as 10974.25, expected 10974.26"),
    ("events.0.totals.fares", "1.00", "spring: totals.fares is stated as 1.00, expected 1200.00"),
    ("events.0.totals.transfers", "1.00", "spring: totals.transfers is stated as 1.00, expected 120.00"),
    ("events.0.totals.venue", "1.00", "spring: totals.venue is stated as 1.00, expected 1750.00"),
    ("events.0.totals.co2e_kg", 1.0, "spring: totals.co2e_kg is stated as 1.0, expected 1826.0"),
    ("events.0.totals.travellers", 4, "spring: totals.travellers is stated as 4, expected 3"),
    ("events.0.alternatives.0.difference", "25.00", "difference is stated as 25.00, expected 25.74"),
    ("events.0.alternatives.0.venue", "riga", "alternative riga 2027-05-17 is not a candidate"),
    ("events.0.alternatives.0.first_day", "2027-05-10", "lisbon 2027-05-10 is the chosen candidate"),
    ("events.0.alternatives.0.difference", None, "expected excluded_because alone"),
    ("events.0.alternatives", [alternative(objective="1.00", difference="-10973.26")], "expected at least 0"),
    ("events.0.shuttles", stated()["events"][1]["shuttles"], "RIX arrival 2027-10-03 14 h is stated as 1 runs"),
    ("events.1.shuttles", [], "RIX departure 2027-10-04 20 h is stated as nothing, expected 1 runs for 1 at 25.00"),
    ("events.1.shuttles.0.runs", 2, "RIX arrival 2027-10-03 14 h is stated as 2 runs"),
    ("events.0.trips", SPRING_TRIPS[:5], "spring: rem has 0 trips, expected 1"),
    ("events.0.trips", [*SPRING_TRIPS, SPRING_TRIPS[3]], "spring: dan has 2 trips, expected 1"),
    (f"{DAN}.person", "zoe", "zoe has a trip, expected none: zoe is not in people.csv"),
    ("events.1.trips.0.person", "cat", "autumn: cat has a trip, expected none: cat attends no session"),
    (f"{ANA}.name", "Anna", "Ana (ana): name is stated as Anna, expected Ana"),
    ("events.0.trips.2.extra", {}, "Cat (cat): extra is stated as {}, expected {'x_cost_centre': '42'}"),
    (f"{ANA}.attends", [], "Ana (ana): attends is stated as nothing, expected all"),
    (f"{ANA}.first_day", "2027-05-09", "Ana (ana): first_day is stated as 2027-05-09, expected 2027-05-10"),
    (f"{ANA}.check_in", "2027-05-08", "Ana (ana): check_in is stated as 2027-05-08, expected 2027-05-09"),
    (f"{ANA}.check_out", "2027-05-12", "Ana (ana): check_out is stated as 2027-05-12, expected 2027-05-13"),
    (f"{ANA}.nights", 3, "Ana (ana): nights is stated as 3, expected 4"),
    (f"{DAN}.nights", 3, "Dan (dan): nights is stated as 3, expected 0"),
    (f"{ANA}.cost.fare", "899.00", "Ana (ana): cost.fare is stated as 899.00, expected 900.00"),
    (f"{ANA}.cost.rooms", "300.00", "Ana (ana): cost.rooms is stated as 300.00, expected 400.00"),
    (f"{ANA}.cost.per_diem", "0.00", "Ana (ana): cost.per_diem is stated as 0.00, expected 240.00"),
    (f"{ANA}.cost.transfers", "20.00", "Ana (ana): cost.transfers is stated as 20.00, expected 40.00"),
    (f"{ANA}.cost.day_rate", "100.00", "Ana (ana): cost.day_rate is stated as 100.00, expected 150.00"),
    (f"{ANA}.cost.visa", "0.00", "Ana (ana): cost.visa is stated as 0.00, expected 40.00"),
    (f"{ANA}.cost.cash", "1770", "Ana (ana): cost.cash is stated as 1770, expected 1770.00"),
    (f"{EVA}.cost.transfers", "40.00", "Eva (eva): cost.transfers is stated as 40.00, expected 0.00"),
    (f"{ANA}.co2e_kg", 1350.1, "Ana (ana): co2e_kg is stated as 1350.1, expected 1350.0"),
    (f"{ANA}.travel_hours", 19.2, "Ana (ana): travel_hours is stated as 19.2, expected 19.25"),
    (f"{ANA}.notices", [], "Ana (ana): a visa notice is missing for PT"),
    (f"{BOB}.notices", [{"kind": "lounge", "text": ""}], "Bob (bob): the notice lounge is stated, expected none"),
    (f"{DAN}.notices", [{"kind": "estimate", "text": ""}], "Dan (dan): the notice estimate is stated, expected none"),
    (f"{DAN}.status", "own_travel", "Dan (dan): status is stated as own_travel, expected local"),
    (f"{EVA}.status", "local", "Eva (eva): status is stated as local, expected own_travel"),
    (f"{DAN}.status", "remote", "Dan (dan): status is stated as remote, expected local"),
    (f"{BOB}.status", "remote", "status is stated as remote, expected travels: offers/air.csv:4 and offers/air.csv:5"),
    (f"{BOB}.status", "remote", "status is remote, expected neither journeys nor offers"),
    (f"{REM}.reason", None, "Rem (rem): cannot attend, expected a reason"),
    (f"{ANA_OUT}.duration_minutes", 600, "outbound: duration_minutes is stated as 600, expected 675"),
    (f"{ANA_OUT}.cabin", "business", "outbound: cabin is stated as business, expected premium_economy"),
    (f"{ANA_OUT}.entitled_cabin", "economy", "entitled_cabin is stated as economy, expected premium_economy"),
    (f"{ANA_OUT}.entitled_by", None, "entitled_by is stated as nothing"),
    (f"{ANA_OUT}.fastest_minutes", 675, "outbound: fastest_minutes is stated as 675, expected 450"),
    (f"{ANA_OUT}.rest_nights", 1, "outbound: rest_nights is stated as 1, expected 0"),
    (f"{ANA_OUT}.co2e_kg", 70.0, "outbound: co2e_kg is stated as 70.0, expected 700.0"),
    (f"{ANA_OUT}.departs_at", "2027-05-09T00:00Z", "departs_at is stated as 2027-05-09T00:00Z"),
    (f"{ANA_OUT}.departs_at", "2027-05-08T21:00-04:00", "EWR-LIS at 2027-05-08T21:00-04:00 is not on sale"),
    (f"{ANA_OUT}.arrives_at", "2027-05-09T12:15+00:00", "expected 2027-05-09T12:15+01:00"),
    (f"{ANA_OUT}.destination", "OPO", "EWR-OPO at 2027-05-08T20:00-04:00 is not on sale"),
    (f"{ANA_OUT}.segments.0.departs_at", "2027-05-08T20:05-04:00", "segment 1: departs_at is stated as"),
    (f"{ANA_OUT}.segments.0.arrives_at", "2027-05-09T07:00Z", "segment 1: arrives_at is stated as 2027-05-09T07:00Z"),
    (f"{ANA_OUT}.segments.1.origin", "LGW", "segment 2: origin is stated as LGW, expected LHR"),
    (f"{ANA_OUT}.segments.1.cabin", "first", "segment 2: cabin is stated as first, expected economy"),
    (f"{ANA_OUT}.segments.0.carrier", "UA", "segment 1: carrier is stated as UA, expected BA"),
    (f"{ANA_OUT}.segments.0.flight_number", "7", "segment 1: flight_number is stated as 7, expected 112"),
    (f"{ANA_OUT}.segments.1.operating_carrier", None, "operating_carrier is stated as nothing, expected TP"),
    (f"{ANA_OUT}.segments", [stated()["events"][0]["trips"][0]["outbound"]["segments"][0]], "number of segments"),
    (f"{ANA}.offers.0.id", "offers/air.csv:2", 'offer "offers/air.csv:2" with EWR-LIS'),
    (f"{ANA}.offers.0.source", "estimate", "source is stated as estimate, expected files"),
    (f"{ANA}.offers.0.fare", "399.99", "fare is stated as 399.99, expected 400.00"),
    (f"{ANA}.offers.0.expires_at", "2027-04-01T10:00:00Z", "expires_at is stated as 2027-04-01T10:00:00Z, expected"),
    (f"{ANA}.offers.0.owner", "BA", "owner is stated as BA, expected nothing"),
    (f"{ANA}.offers.0.checked_bags", 0, "checked_bags is stated as 0, expected nothing"),
    (f"{ANA}.offers.1.original_fare", "500.00", "original_fare is stated as 500.00, expected 542.10"),
    (f"{ANA}.offers.1.original_currency", "EUR", "original_currency is stated as EUR, expected USD"),
    (f"{ANA}.offers.1.currency", "USD", 'offer "offers/air.csv:3": currency is stated as USD, expected EUR'),
    (f"{ANA}.offers.1.covers", "outbound", "return: offer without an id"),
    (
        f"{BOB}.offers",
        [stated_offer("4", "outbound", "80.00"), stated_offer("5", "inbound", "70.00")],
        "half of a both-ways offer",
    ),
    (
        f"{ANA}.offers",
        [stated_offer("1|3", "both", "900.00", "942.10")],
        "are not the two journeys of one both-ways offer",
    ),
]


@pytest.mark.parametrize(("path", "value", "sentence"), WRONG, ids=[f"{p}={str(v)[:20]}" for p, v, _ in WRONG])
def test_a_wrong_figure_is_named_with_the_right_one(path: str, value: Any, sentence: str) -> None:
    """The sentence that names the figure is among the faults."""
    judged = faults(judged_year(), stated_plan({path: value}), offers)
    assert any(sentence in fault for fault in judged), judged


@pytest.mark.parametrize(("path", "value"), [(path, value) for path, value, _ in WRONG if ".cost." in path])
def test_a_wrong_amount_of_one_trip_is_one_fault(path: str, value: str) -> None:
    """Sums are taken from what is recomputed, so one wrong amount does not make every sum wrong."""
    assert len(faults(judged_year(), stated_plan({path: value}), offers)) == 1


def test_a_manager_who_comes_to_no_event_is_in_the_plan_with_who_is_above_them() -> None:
    """Cat reports to Dee, Dee to Eli; both stay at their desks. Eli missing is one fault, Dee below Ana another."""
    desks = (
        judged_person("dee", "LHR", "GB", events=(), manager="eli"),
        judged_person("eli", "LHR", "GB", events=()),
    )
    below = tuple(one.model_copy(update={"manager": "dee"}) if one.id == "cat" else one for one in PEOPLE)
    dee, eli = ({"person": n, "name": n.title(), "manager": above} for n, above in (("dee", "eli"), ("eli", "")))

    def told(*managers: dict[str, str]) -> list[str]:
        changes = {"events.0.trips.2.manager": "dee", "managers": managers}
        return faults(judged_year(people=(*below, *desks)), stated_plan(changes), offers)

    assert told(dee, eli) == []
    assert told(dee) == [
        "plan: managers: eli: name, manager and e-mail is stated as nothing, expected Eli, nothing, nothing"
    ]
    assert told(dee | {"manager": "ana"}, eli) == [
        "plan: managers: dee: name, manager and e-mail is stated as Dee, ana, nothing, expected Dee, eli, nothing"
    ]


def test_a_plan_without_events_says_why_there_is_none() -> None:
    """Infeasible: no events, no totals, and a conflict."""
    empty: dict[str, Any] = {
        "status": "infeasible",
        "events": [],
        "exchange_rates": [],
        "objective": None,
        "bound": None,
    }
    bare = stated_plan(empty | {"gap": None, "totals": None, "conflict": ["spring: no venue"]})
    assert faults(judged_year(), bare, offers) == []
    assert faults(judged_year(), bare.model_copy(update={"conflict": ()}), offers) == [
        "plan: status is infeasible, expected a conflict"
    ]


def test_a_feasible_plan_has_a_bound_below_and_the_gap_between() -> None:
    """12028.69 over a bound of 12000.00 is a gap of 0.2385 %."""
    short = {"status": "feasible", "bound": "12000.00", "gap": 0.002385, "proof.next_best_bound": None}
    assert faults(judged_year(), stated_plan(short), offers) == []
