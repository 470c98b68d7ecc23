"""What the report says that each rule of the policy did."""

from datetime import date
from typing import Any

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.trip import Approval, ExceptionRecord, VisaRecord
from sprintplan.reports.html import year_page
from sprintplan.reports.policy_effects import policy_effects
from tests.build.plan_records import HOME, OUT, cost, event_record, offer_record, plan_record, remote, trip_record
from tests.reports.html.reading import Page


def entitled(way: JourneyRecord, rule: str, **changes: Any) -> JourneyRecord:
    """The journey with the cabin that a rule gives."""
    return way.changed(entitled_cabin="business", entitled_by=f"{rule}: over 6 h (fastest 7 h 10)", **changes)


def company() -> Any:
    """Four who travel, and one whom two rules keep away."""
    exempt = ExceptionRecord(key="policy.rest", value="off", reason="", approved_by="", until=None)
    visa = VisaRecord(country="PT", transit=False, requirement="e-visa", passport="IN", apply_by=None, fee="40.00")
    asked = Approval(by="bob", rule="policy.approval[1]", reason="fares of 300.00 EUR, over 250.00")
    dearer = offer_record("300.00").changed(benchmark_fare="260.00")
    return plan_record(
        event_record(
            trip_record("ana", outbound=entitled(OUT, "policy.cabin[1]"), approvals=(asked,), book_by=date(2027, 4, 1)),
            trip_record("bo", outbound=entitled(OUT, "policy.cabin[1]"), inbound=entitled(HOME, "policy.cabin[1]")),
            trip_record("cy", outbound=entitled(OUT, "policy.cabin[2]", rest_nights=1), exceptions=(exempt,)),
            trip_record("di", offers=(dearer,), visas=(visa,), cost=cost(fare="300.00", visa="40.00", cash="340.00")),
            remote(
                "eva", "no allowed outbound journey: policy.detour (no journey over 6 h); limits.journey_hours (30 h)"
            ),
        )
    )


def test_each_rule_is_told_with_its_trips_and_amounts() -> None:
    """Two trips in business by the first rule, one night of rest by the second, 40 above the cheapest, and the rest."""
    effects = [(one.rule, one.name, one.did, one.trips, one.much) for one in policy_effects(company())]
    assert effects == [
        ("limits.journey_hours", "journey hours", "keeps from attending", 1, ""),
        ("policy.detour", "detour", "keeps from attending", 1, ""),
        ("policy.cabin[1]", "business over 6 h", "gives a higher cabin", 2, "600 EUR of fares"),
        ("policy.cabin[2]", "business over 6 h", "gives rest in place of a cabin", 1, "1 night"),
        ("policy.fare", "fare", "is above the cheapest fare that is allowed", 1, "40 EUR more"),
        ("policy.booking", "booking", "states by when to book", 1, "300 EUR of fares"),
        ("policy.approval[1]", "approval 1", "asks for approval", 1, "1 421 EUR of cash"),
        ("exceptions.csv policy.rest", "rest", "has another value on record", 1, ""),
        ("policy.visa", "visa", "asks for a visa, or for a look at one", 1, "40 EUR of fees"),
    ]


def test_the_page_of_the_year_has_them_as_a_table() -> None:
    """With a link on top; a plan in which no rule did anything has neither."""
    page = Page(year_page(company()))
    assert "What the policy did" in page.text
    assert "policy.cabin[1]" in page.text
    assert any(attributes.get("href") == "#policy" for _, attributes in page.elements)
    assert "What the policy did" not in Page(year_page(plan_record(event_record(trip_record("ana"))))).text
