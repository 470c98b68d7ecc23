"""Builders of plans made by hand: one event in Lisbon, with whoever a test puts into it."""

from datetime import date
from typing import Any

from sprintplan.domain.alternatives import Alternative, Certainty, Tie
from sprintplan.domain.journey_record import JourneyRecord, OfferRecord, SegmentRecord
from sprintplan.domain.plan import EventPlan, ManagerRecord, Plan, Proof
from sprintplan.domain.record_types import NoticeKind
from sprintplan.domain.totals import Range, Totals, TotalsRange
from sprintplan.domain.trip import Notice, Trip, TripCost
from sprintplan.reports.plan_json import plan_bytes


def segment_record(origin: str, departs: str, destination: str, arrives: str, **changes: Any) -> SegmentRecord:
    """One flight in economy with nothing known of its carrier."""
    unknown: dict[str, Any] = {"carrier": None, "flight_number": None, "operating_carrier": None, "cabin": "economy"}
    ends = {"origin": origin, "destination": destination, "departs_at": departs, "arrives_at": arrives}
    return SegmentRecord(**ends, **unknown | changes)


def journey_record(*segments: SegmentRecord, minutes: int = 180, **changes: Any) -> JourneyRecord:
    """The segments one after the other."""
    first, last = segments[0], segments[-1]
    facts: dict[str, Any] = {
        "origin": first.origin,
        "destination": last.destination,
        "departs_at": first.departs_at,
        "arrives_at": last.arrives_at,
        "duration_minutes": minutes,
        "cabin": "economy",
        "entitled_cabin": "economy",
        "entitled_by": None,
        "fastest_minutes": 170,
        "rest_nights": 0,
        "co2e_kg": 200.5,
        "segments": segments,
    }
    return JourneyRecord(**facts | changes)


OUT = journey_record(segment_record("RIX", "2027-05-09T10:00+03:00", "LIS", "2027-05-09T12:20+01:00"), minutes=260)
HOME = journey_record(
    segment_record(
        "LIS", "2027-05-16T19:30+01:00", "FRA", "2027-05-16T23:30+02:00", carrier="LH", flight_number="LH1173"
    ),
    segment_record(
        "FRA", "2027-05-17T06:00+02:00", "RIX", "2027-05-17T09:05+03:00", operating_carrier="BT", carrier="LH"
    ),
    minutes=695,
)


def cost(**amounts: str) -> TripCost:
    """Amounts of a trip; what is not named is nothing."""
    names = ("fare", "rooms", "per_diem", "transfers", "day_rate", "visa", "cash")
    return TripCost(**{name: amounts.get(name, "0.00") for name in names})


def offer_record(fare: str = "300.00", source: str = "files") -> OfferRecord:
    """A both-ways offer."""
    price: dict[str, Any] = {"fare": fare, "currency": "EUR", "original_fare": fare, "original_currency": "EUR"}
    return OfferRecord(source=source, id="quotes.csv:2|quotes.csv:3", covers="both", **price)


def trip_record(person: str, name: str = "", manager: str = "", **changes: Any) -> Trip:
    """Somebody who flies from Riga to Lisbon and back, a week's nights."""
    facts: dict[str, Any] = {
        "person": person,
        "name": name or person.title(),
        "email": "",
        "team": "Core",
        "manager": manager,
        "status": "travels",
        "attends": ("all",),
        "first_day": date(2027, 5, 10),
        "last_day": date(2027, 5, 16),
        "check_in": date(2027, 5, 9),
        "check_out": date(2027, 5, 16),
        "nights": 7,
        "outbound": OUT,
        "inbound": HOME,
        "offers": (offer_record(),),
        "cost": cost(fare="300.00", rooms="700.50", per_diem="420.00", cash="1420.50"),
        "co2e_kg": 401.0,
        "travel_hours": 15.92,
        "notices": (),
        "extra": {},
    }
    return Trip(**facts | changes)


def remote(person: str, reason: str, **changes: Any) -> Trip:
    """Somebody who stays away."""
    nothing: dict[str, Any] = dict.fromkeys(("check_in", "check_out", "outbound", "inbound"))
    free: dict[str, Any] = {"offers": (), "cost": cost(), "nights": 0, "co2e_kg": 0.0, "travel_hours": 0.0}
    return trip_record(person, status="remote", reason=reason, **nothing | free | changes)


def notice(kind: NoticeKind, text: str) -> Notice:
    """Something to know about a trip."""
    return Notice(kind=kind, text=text)


def absent(person: str, name: str = "", manager: str = "") -> ManagerRecord:
    """A manager who comes to no event."""
    return ManagerRecord(person=person, name=name or person.title(), manager=manager)


def totals(**changes: Any) -> Totals:
    """Sums of an event of two travellers and one who stays away."""
    facts: dict[str, Any] = {
        "cash": "12841.00",
        "fares": "600.00",
        "rooms": "1401.00",
        "per_diem": "840.00",
        "transfers": "0.00",
        "venue": "10000.00",
        "visas": "0.00",
        "travel_hours": 31.84,
        "co2e_kg": 802.0,
        "travellers": 2,
        "remote": 1,
    }
    return Totals(**facts | changes)


def alternative(venue: str, first_day: date | None, difference: str | None, **changes: Any) -> Alternative:
    """Another candidate; one without a difference is out."""
    facts: dict[str, Any] = {"objective": difference, "exact": True, "excluded_because": None, "totals": None}
    return Alternative(venue=venue, first_day=first_day, difference=difference, **facts | changes)


def in_doubt(chosen: EventPlan) -> EventPlan:
    """An event of which markets tell: the best place in 62 of 100, a tie with each alternative that has a day."""
    span = TotalsRange(cash=Range(low="11900.00", high="15200.00"), objective=Range(low="17100.00", high="20400.00"))
    ties = tuple(
        Tie(venue=other.venue, first_day=other.first_day, difference=other.difference, cheaper=0.4)
        for other in chosen.alternatives
        if other.first_day and other.difference
    )
    sure = Certainty(
        markets=400,
        seed=1,
        exact=False,
        chance_venue=0.62,
        chance_date=0.55,
        expected_regret="180.00",
        regret_90="520.00",
    )
    return chosen.changed(certainty=sure, ties=ties, totals=chosen.totals.changed(range=span))


def event_record(*trips: Trip, **changes: Any) -> EventPlan:
    """A week in Lisbon with these trips."""
    facts: dict[str, Any] = {
        "event": "spring",
        "name": "Spring sprint",
        "venue": "lisbon",
        "venue_name": "Casa do Tejo",
        "city": "Lisbon",
        "country": "PT",
        "first_day": date(2027, 5, 10),
        "last_day": date(2027, 5, 16),
        "time_zone": "Europe/Lisbon",
        "objective": "18000.00",
        "totals": totals(),
        "alternatives": (),
        "shuttles": (),
        "trips": trips,
    }
    return EventPlan(**facts | changes)


def plan_record(*events: EventPlan, **changes: Any) -> Plan:
    """An optimal plan of these events."""
    facts: dict[str, Any] = {
        "created_at": "2026-11-24T09:00:00+00:00",
        "inputs_sha256": "0" * 64,
        "today": date(2026, 11, 24),
        "tool_version": "0.1.0",
        "data_version": "2026.11",
        "company": "Acme",
        "currency": "EUR",
        "exchange_rates": (),
        "conflict": (),
        "status": "optimal",
        "objective": "18000.00",
        "bound": "18000.00",
        "gap": 0.0,
        "proof": Proof(candidates=16, bounded=12, solved=1, skipped=11, excluded=4),
        "totals": totals(),
        "events": events,
    }
    return Plan(**facts | changes)


def without_events(status: str, *conflict: str) -> Plan:
    """A plan that says that there is none."""
    nothing: dict[str, Any] = dict.fromkeys(("objective", "bound", "gap", "totals"))
    return plan_record(status=status, conflict=conflict, **nothing)


def to_json(plan: Plan) -> str:
    """The whole text of a plan's file."""
    return b"".join(plan_bytes(plan)).decode()


def team_plan() -> Plan:
    """Ana leads Bo and Cy, Cy leads Di; Eva reports to nobody; Di stays away, Bo gets no premium cabin."""
    bo_notice = notice("cabin_not_sold", "outbound: entitled to business, which is not sold")
    people = (
        trip_record("ana", "Ana Lima"),
        trip_record("bo", "Bo Berg", "ana", notices=(bo_notice,)),
        trip_record("cy", "Cy Young", "ana"),
        remote("di", "unavailable 2027-05-10", name="Di Marsh", manager="cy"),
        trip_record("eva", "Eva Roth", team="Sales"),
    )
    return plan_record(event_record(*people))
