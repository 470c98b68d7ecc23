"""A plan with one of everything that a desk meets: connections, terms, shuttles, and people who do not fly."""

from datetime import date
from typing import Any

from sprintplan.domain.journey_record import OfferRecord
from sprintplan.domain.plan import Plan
from sprintplan.domain.totals import ShuttleRun
from sprintplan.domain.trip import LieuRecord, Trip
from tests.build.plan_records import (
    cost,
    event_record,
    journey_record,
    notice,
    plan_record,
    remote,
    segment_record,
    trip_record,
)

FORMULA = '=HYPERLINK("http://evil.example","Ana")'
TERMS: dict[str, Any] = {
    "fetched_at": "2026-11-24T08:00:00Z",
    "expires_at": "2026-12-01T23:30:00-05:00",
    "owner": "LH",
    "fare_brand": "Flex",
    "fare_basis": "Y26",
    "checked_bags": 1,
    "changeable": True,
    "refundable": False,
}
BO_OUT = journey_record(
    segment_record("HND", "2027-05-08T11:05+09:00", "FRA", "2027-05-08T18:30+02:00", carrier="NH", flight_number="223"),
    segment_record(
        *("FRA", "2027-05-09T07:00+02:00", "LIS", "2027-05-09T08:55+01:00"),
        carrier="NH",
        flight_number="5445",
        operating_carrier="LH",
        cabin="business",
    ),
    minutes=1790,
    cabin="premium_economy",
    entitled_cabin="premium_economy",
    entitled_by="policy.cabin[1]: over 6 h (fastest 15 h 10)",
)
BO_HOME = journey_record(
    segment_record("LIS", "2027-05-16T19:45+01:00", "HND", "2027-05-17T21:10+09:00", carrier="TP"), minutes=1045
)


def sold(covers: str, fare: str, number: int, **changes: Any) -> OfferRecord:
    """An offer for one way, in yen."""
    price = {"fare": fare, "currency": "EUR", "original_fare": "161800", "original_currency": "JPY"}
    return OfferRecord.model_validate(
        {"source": "files", "id": f"ana.csv:{number}", "covers": covers, **price, **changes}
    )


def lieu(hours: float, weekend_days: int, days: float) -> LieuRecord:
    """Days in lieu of a trip."""
    return LieuRecord(outside_hours=hours, weekend_days=weekend_days, days=days)


def _travellers() -> tuple[Trip, ...]:
    bo_offers = (sold("outbound", "1000.00", 2, **TERMS), sold("inbound", "900.50", 3))
    premium = notice("rest", "outbound: 1 rest night instead of business")
    phone = {"x_cost_centre": "42", "x_phone": "+351 21 123"}
    money = cost(fare="300.00", transfers="41.50", cash="341.50")
    return (
        trip_record("ana", FORMULA, email="ana@acme.example", extra=phone, cost=money, lieu=lieu(9.58, 2, 3.2)),
        trip_record(
            *("bo", "田中 望"),
            team="-Sales",
            outbound=BO_OUT,
            inbound=BO_HOME,
            offers=bo_offers,
            check_in=date(2027, 5, 8),
            nights=8,
            notices=(premium,),
            cost=cost(fare="1900.50", transfers="41.50", cash="1942.00"),
            extra={"x_diet": "none"},
        ),
    )


def _grounded() -> tuple[Trip, ...]:
    nothing: dict[str, Any] = {"outbound": None, "inbound": None, "offers": (), "cost": cost()}
    at_home = nothing | {"check_in": None, "check_out": None, "nights": 0}
    return (
        trip_record("cy", "Cy Young", status="own_travel", **nothing),
        trip_record("di", "Di Marsh", status="local", **at_home),
        remote("eva", "unavailable 2027-05-10"),
    )


def desk_plan() -> Plan:
    """Spring in Lisbon by transfers: Ana, Bo and Cy come; Di is lives nearby, Eva stays away. In autumn Ana rides."""
    ride = {"airport": "LIS", "travellers": 1, "runs": 1, "cost": "25.00"}
    runs = (
        ShuttleRun.model_validate(ride | {"direction": "arrival", "date": "2027-05-09", "hour": 12}),
        ShuttleRun.model_validate(ride | {"direction": "departure", "date": "2027-05-16", "hour": 19}),
    )
    autumn = event_record(
        trip_record("ana", FORMULA, lieu=lieu(9.58, 0, 1.2)),
        event="autumn",
        name="Autumn sprint",
        venue_name="@Home, Lisbon",
        shuttles=runs,
    )
    return plan_record(event_record(*_travellers(), *_grounded()), autumn)
