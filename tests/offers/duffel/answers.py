"""Duffel's offers as the API words them, made for a search: the cheapest nonstop and a dearer one that evening."""

from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names

AIRPORT_OF = {"LON": "LHR", "PAR": "CDG"}
HOURS = 3


def offers_for(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Two offers for a search: at 09:00 local time, and 40.00 dearer at 20:00; ways back leave at 20:00."""
    return [offer_for(data, hour, base) for hour, base in ((9, fare_of(data)), (20, fare_of(data) + 40))]


def fare_of(data: dict[str, Any]) -> int:
    """A whole fare of 80 to 279, the same for the same search."""
    ends = "".join(f"{part['origin']}{part['destination']}{part['departure_date']}" for part in data["slices"])
    return 80 + crc32(f"{ends}{data['cabin_class']}".encode()) % 200


def offer_for(data: dict[str, Any], hour: int, fare: float, **changed: Any) -> dict[str, Any]:
    """One offer of a nonstop flight each way, leaving at `hour`."""
    ends = "|".join(f"{part['origin']}{part['destination']}{part['departure_date']}" for part in data["slices"])
    slices = [_slice(part, data["cabin_class"], hour, number) for number, part in enumerate(data["slices"])]
    return {
        "id": f"off_{crc32(f'{ends}{hour}'.encode()):08x}{data['cabin_class'][0]}",
        "live_mode": True,
        "created_at": "2026-01-01T08:00:00.000000Z",
        "updated_at": "2026-01-01T08:00:00.000000Z",
        "expires_at": "2026-01-01T08:30:00.000000Z",
        "total_amount": f"{fare:.2f}",
        "total_currency": "EUR",
        "base_amount": f"{fare:.2f}",
        "base_currency": "EUR",
        "tax_amount": None,
        "tax_currency": None,
        "total_emissions_kg": "120",
        "owner": {"iata_code": "TP", "name": "TAP Air Portugal", "id": "arl_1"},
        "conditions": {"refund_before_departure": None, "change_before_departure": {"allowed": True}},
        "passengers": [{"id": "pas_1", "type": "adult", "age": None}],
        "slices": slices,
    } | changed


def _place(code: str) -> dict[str, Any]:
    zone = zone_names()[airports().zone[airports().numbers([code])[0]]]
    return {"type": "airport", "iata_code": code, "time_zone": zone, "name": code, "iata_country_code": None}


def _slice(part: dict[str, Any], cabin: str, hour: int, number: int) -> dict[str, Any]:
    origin, destination = (AIRPORT_OF.get(part[end], part[end]) for end in ("origin", "destination"))
    leaves = datetime.fromisoformat(part["departure_date"]) + timedelta(hours=20 if number else hour)
    lands = leaves + timedelta(hours=HOURS)
    carrier = {"iata_code": "TP", "name": "TAP Air Portugal", "id": "arl_1"}
    segment = {
        "id": f"seg_{number}",
        "origin": _place(origin),
        "destination": _place(destination),
        "departing_at": leaves.isoformat(),
        "arriving_at": lands.isoformat(),
        "marketing_carrier": carrier,
        "marketing_carrier_flight_number": f"{100 + crc32((origin + destination).encode()) % 800 + hour:04d}",
        "operating_carrier": carrier,
        "operating_carrier_flight_number": None,
        "aircraft": None,
        "duration": None,
        "distance": None,
        "passengers": [
            {
                "passenger_id": "pas_1",
                "cabin_class": cabin,
                "cabin_class_marketing_name": cabin,
                "fare_basis_code": "ABC1",
                "baggages": [{"type": "checked", "quantity": 1}],
            }
        ],
    }
    return {
        "id": f"sli_{number}",
        "origin": _place(origin),
        "destination": _place(destination),
        "origin_type": "airport",
        "destination_type": "airport",
        "duration": None,
        "fare_brand_name": "Basic",
        "segments": [segment],
        "conditions": {"change_before_departure": None},
    }
