"""The plan of the small year that is right to the cent."""

from typing import Any

from sprintplan.domain.plan import Plan
from tests.build.judged_year import PEOPLE, PREMIUM


def stated_segment(
    flight: str, origin: str, departs: str, destination: str, arrives: str, cabin: str
) -> dict[str, Any]:
    """A segment of the plan."""
    return {
        "carrier": flight[:2],
        "flight_number": flight[2:],
        "operating_carrier": None,
        "origin": origin,
        "destination": destination,
        "departs_at": departs,
        "arrives_at": arrives,
        "cabin": cabin,
    }


def stated_journey(
    segments: list[dict[str, Any]], minutes: int, fastest: int, co2e_kg: float, cabin: str = "economy"
) -> dict[str, Any]:
    """A journey of the plan whose cabin is the one that its traveller is entitled to."""
    first, last = segments[0], segments[-1]
    return {
        "origin": first["origin"],
        "destination": last["destination"],
        "departs_at": first["departs_at"],
        "arrives_at": last["arrives_at"],
        "duration_minutes": minutes,
        "cabin": cabin,
        "entitled_cabin": cabin,
        "entitled_by": None if cabin == "economy" else "policy.cabin[1]: over 6 h",
        "fastest_minutes": fastest,
        "rest_nights": 0,
        "co2e_kg": co2e_kg,
        "segments": segments,
    }


def stated_offer(
    lines: str, covers: str, fare: str, original: str | None = None, currency: str = "EUR"
) -> dict[str, Any]:
    """An offer of the plan; `lines` as `4|5`."""
    return {
        "source": "files",
        "id": "|".join(f"offers/air.csv:{line}" for line in lines.split("|")),
        "covers": covers,
        "fare": fare,
        "currency": "EUR",
        "original_fare": original or fare,
        "original_currency": currency,
    }


PROOF = {"candidates": 3, "bounded": 3, "solved": 2, "skipped": 1, "excluded": 0, "next_best_bound": "15000.00"}
CASH = ("fare", "rooms", "per_diem", "transfers", "day_rate", "visa", "cash")
SUMS = ("cash", "fares", "rooms", "per_diem", "transfers", "venue", "visas")


def stated_trip(number: str, status: str, cash: str, **more: Any) -> dict[str, Any]:
    """A trip of the plan; `cash` holds the seven amounts of `cost` in order."""
    who = next(one for one in PEOPLE if one.id == number)
    blank: dict[str, Any] = dict.fromkeys(("check_in", "check_out", "outbound", "inbound"))
    facts = {
        "person": number,
        "name": who.name,
        "email": who.email,
        "team": who.team,
        "manager": who.manager,
        "status": status,
        "attends": ["all"],
        "first_day": "2027-05-10",
        "last_day": "2027-05-12",
        "nights": 0,
        "offers": [],
        "cost": dict(zip(CASH, cash.split(), strict=True)),
        "co2e_kg": 0.0,
        "travel_hours": 0.0,
        "notices": [],
        "extra": who.extra,
    }
    return blank | facts | more


def totals(money: str, hours: float, co2e_kg: float, travellers: int, remote: int) -> dict[str, Any]:
    """Totals of the plan; `money` holds the seven sums in order."""
    numbers = {"travel_hours": hours, "co2e_kg": co2e_kg, "travellers": travellers, "remote": remote}
    return dict(zip(SUMS, money.split(), strict=True)) | numbers


def _ana() -> dict[str, Any]:
    """675 and 480 minutes: 225.00 and 160.00; 700 and 650 kg: 70.00 and 65.00."""
    long = stated_segment("BA112", "EWR", "2027-05-08T20:00-04:00", "LHR", "2027-05-09T08:00+01:00", PREMIUM)
    short = stated_segment("BA500", "LHR", "2027-05-09T09:30+01:00", "LIS", "2027-05-09T12:15+01:00", "economy")
    home = stated_segment("UA64", "LIS", "2027-05-13T11:00+01:00", "EWR", "2027-05-13T14:00-04:00", PREMIUM)
    return stated_trip(
        "ana",
        "travels",
        "900.00 400.00 240.00 40.00 150.00 40.00 1770.00",
        check_in="2027-05-09",
        check_out="2027-05-13",
        nights=4,
        outbound=stated_journey([long, short | {"operating_carrier": "TP"}], 675, 450, 700.0, PREMIUM),
        inbound=stated_journey([home], 480, 480, 650.0, PREMIUM),
        offers=[stated_offer("1", "outbound", "400.00"), stated_offer("3", "inbound", "500.00", "542.10", "USD")],
        co2e_kg=1350.0,
        travel_hours=19.25,
        notices=[{"kind": "visa", "text": "e-visa, apply by 2027-04-24"}],
    )


def _londoner(number: str) -> dict[str, Any]:
    """165 and 160 minutes: 55.00 and 53.33; 120 and 118 kg: 12.00 and 11.80."""
    out = stated_segment("TP1353", "LHR", "2027-05-09T13:00+01:00", "LIS", "2027-05-09T15:45+01:00", "economy")
    back = stated_segment("TP1354", "LIS", "2027-05-12T19:00+01:00", "LHR", "2027-05-12T21:40+01:00", "economy")
    return stated_trip(
        number,
        "travels",
        "150.00 300.00 180.00 40.00 150.00 0.00 820.00",
        check_in="2027-05-09",
        check_out="2027-05-12",
        nights=3,
        outbound=stated_journey([out], 165, 165, 120.0),
        inbound=stated_journey([back], 160, 160, 118.0),
        offers=[stated_offer("4|5", "both", "150.00")],
        co2e_kg=238.0,
        travel_hours=5.42,
    )


def _spring() -> dict[str, Any]:
    """Cash 5190.00, travel time and CO2e 784.26, one remote 5000.00."""
    stay = {"check_in": "2027-05-09", "check_out": "2027-05-12", "nights": 3}
    away: dict[str, Any] = {"attends": [], "first_day": None, "last_day": None, "reason": "nothing on sale"}
    nothing = " ".join(["0.00"] * 7)
    return {
        "event": "spring",
        "name": "Spring 2027",
        "venue": "lisbon",
        "venue_name": "Casa",
        "city": "Lisbon",
        "country": "PT",
        "first_day": "2027-05-10",
        "last_day": "2027-05-12",
        "sessions": [{"session": "all", "first_day": "2027-05-10", "last_day": "2027-05-12"}],
        "time_zone": "Europe/Lisbon",
        "objective": "10974.26",
        "totals": totals("5190.00 1200.00 1300.00 780.00 120.00 1750.00 40.00", 30.08, 1826.0, 3, 1),
        "alternatives": [alternative()],
        "shuttles": [],
        "trips": [
            _ana(),
            _londoner("bob"),
            _londoner("cat"),
            stated_trip("dan", "local", "0.00 0.00 0.00 0.00 150.00 0.00 150.00"),
            stated_trip("eva", "own_travel", "0.00 300.00 180.00 0.00 150.00 0.00 630.00", **stay),
            stated_trip("rem", "remote", nothing, **away),
        ],
    }


def alternative(**changes: Any) -> dict[str, Any]:
    """The week after, 25.74 dearer."""
    facts = {
        "venue": "lisbon",
        "first_day": "2027-05-17",
        "objective": "11000.00",
        "difference": "25.74",
        "exact": False,
        "excluded_because": None,
        "totals": None,
    }
    return facts | changes


def _autumn() -> dict[str, Any]:
    """Cash 915.00; 165 and 175 minutes: 55.00 and 58.33; 130 and 131 kg: 13.00 and 13.10."""
    out = stated_segment("BT651", "LHR", "2027-10-03T10:00+01:00", "RIX", "2027-10-03T14:45+03:00", "economy")
    back = stated_segment("BT652", "RIX", "2027-10-04T20:00+03:00", "LHR", "2027-10-04T20:55+01:00", "economy")
    bob = stated_trip(
        "bob",
        "travels",
        "185.00 80.00 60.00 0.00 40.00 0.00 365.00",
        attends=["one"],
        first_day="2027-10-04",
        last_day="2027-10-04",
        check_in="2027-10-03",
        check_out="2027-10-04",
        nights=1,
        outbound=stated_journey([out], 165, 165, 130.0),
        inbound=stated_journey([back], 175, 175, 131.0),
        offers=[stated_offer("1", "outbound", "90.00"), stated_offer("2", "inbound", "95.00")],
        co2e_kg=261.0,
        travel_hours=5.67,
    )
    run = {"airport": "RIX", "travellers": 1, "runs": 1, "cost": "25.00"}
    return {
        "event": "autumn",
        "name": "Autumn 2027",
        "venue": "riga",
        "venue_name": "Maja",
        "city": "Riga",
        "country": "LV",
        "first_day": "2027-10-04",
        "last_day": "2027-10-04",
        "sessions": [{"session": "one", "first_day": "2027-10-04", "last_day": "2027-10-04"}],
        "time_zone": "Europe/Riga",
        "objective": "1054.43",
        "totals": totals("915.00 185.00 80.00 60.00 50.00 540.00 0.00", 5.67, 261.0, 1, 0),
        "alternatives": [],
        "shuttles": [
            run | {"direction": "arrival", "date": "2027-10-03", "hour": 14},
            run | {"direction": "departure", "date": "2027-10-04", "hour": 20},
        ],
        "trips": [bob],
    }


def stated() -> dict[str, Any]:
    """The plan as JSON."""
    return {
        "created_at": "2026-11-23T10:00:00+00:00",
        "inputs_sha256": "ab12",
        "today": "2026-11-23",
        "tool_version": "0",
        "data_version": "0",
        "company": "Acme",
        "currency": "EUR",
        "exchange_rates": [{"currency": "USD", "rate": "1.0842", "date": "2026-11-20", "source": "workspace"}],
        "conflict": [],
        "status": "optimal",
        "objective": "12028.69",
        "bound": "12028.69",
        "gap": 0.0,
        "proof": dict(PROOF),
        "totals": totals("6105.00 1385.00 1380.00 840.00 170.00 2290.00 40.00", 35.75, 2087.0, 4, 1),
        "events": [_spring(), _autumn()],
    }


def stated_plan(changes: dict[str, Any] | None = None) -> Plan:
    """The plan with some members replaced, each by its path: `events.0.trips.1.cost.fare`."""
    whole = stated()
    for path, value in (changes or {}).items():
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = whole
        for step in steps:
            place = place[step]
        place[last] = value
    return Plan.model_validate(whole)
