"""Answers in the shape of Duffel's API, of our own making: every field that real ones have, and few facts."""

import json
from typing import Any

from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names
from tests.offers.durations import duration

OWNERS = {"TP": "TAP Air Portugal", "LH": "Lufthansa", "UA": "United Airlines", "BA": "British Airways"}


def place(code: str) -> dict[str, Any]:
    """An airport with its city, as offers hold it."""
    number = airports().number(code)
    assert number is not None, code
    city, country = airports().cities[number], airports().countries[number]
    whole = {"type": "city", "time_zone": None, "name": city, "longitude": None, "latitude": None, "icao_code": None}
    return {
        "type": "airport",
        "time_zone": zone_names()[airports().zone[number]],
        "name": f"{city} Airport",
        "longitude": 0.0,
        "latitude": 0.0,
        "id": f"arp_{code.lower()}_{country.lower()}",
        "icao_code": None,
        "iata_country_code": country,
        "iata_code": code,
        "iata_city_code": code,
        "city_name": city,
        "city": whole | {"id": f"cit_{code.lower()}", "iata_country_code": country, "iata_code": code},
        "airports": None,
    }


def airline(code: str) -> dict[str, Any]:
    """A carrier."""
    return {
        "name": OWNERS.get(code, code),
        "logo_symbol_url": f"https://assets.example.com/airlines/{code}.svg",
        "iata_code": code,
        "id": f"arl_{code}",
        "conditions_of_carriage_url": None,
    }


def duffel_segment(flight: str, start: str, departs: str, end: str, arrives: str, **facts: Any) -> dict[str, Any]:
    """A flight; `facts`: cabin, operator, bags, and anything else that replaces a field."""
    cabin, operator = facts.pop("cabin", "economy"), facts.pop("operator", flight[:2])
    bags, passengers = facts.pop("bags", []), facts.pop("adults", 1)
    holder = {
        "cabin": {"name": cabin, "marketing_name": cabin.title(), "amenities": None},
        "passenger_id": "pas_1",
        "fare_basis_code": facts.pop("basis", "K0AIZRU1"),
        "cabin_class_marketing_name": cabin.title(),
        "cabin_class": cabin,
        "baggages": bags,
    }
    return {
        "stops": [],
        "passengers": [holder | {"passenger_id": f"pas_{n}"} for n in range(passengers)],
        "origin_terminal": None,
        "origin": place(start),
        "operating_carrier_flight_number": flight[2:],
        "operating_carrier": airline(operator) if operator else None,
        "marketing_carrier_flight_number": flight[2:],
        "marketing_carrier": airline(flight[:2]),
        "id": f"seg_{flight}",
        "duration": duration(start, departs, end, arrives),
        "distance": None,
        "destination_terminal": "1",
        "destination": place(end),
        "departing_at": f"{departs}:00",
        "arriving_at": f"{arrives}:00",
        "aircraft": None,
    } | facts


def duffel_journey(*segments: dict[str, Any], brand: str | None = "Light") -> dict[str, Any]:
    """A slice."""
    first, last = segments[0], segments[-1]
    return {
        "segments": list(segments),
        "origin_type": "airport",
        "origin": first["origin"],
        "id": "sli_1",
        "fare_brand_name": brand,
        "duration": None,
        "destination_type": "airport",
        "destination": last["destination"],
        "conditions": {"change_before_departure": None},
        "comparison_key": "BmlZDw==",
        "ngs_shelf": 1,
    }


def duffel_offer(*slices: dict[str, Any], id: str = "off_1", amount: str = "412.50", **facts: Any) -> dict[str, Any]:
    """An offer; `adults` travel, every other fact replaces a field."""
    adults = facts.pop("adults", 1)
    traveller: dict[str, Any] = {
        "type": "adult",
        "loyalty_programme_accounts": [],
        "given_name": None,
        "family_name": None,
        "fare_type": None,
        "age": None,
    }
    return {
        "updated_at": "2026-11-20T10:48:24.571463Z",
        "total_emissions_kg": None,
        "total_currency": "EUR",
        "total_amount": amount,
        "tax_currency": "EUR",
        "tax_amount": "40.30",
        "supported_passenger_identity_document_types": ["passport"],
        "slices": list(slices),
        "private_fares": [],
        "payment_requirements": {
            "requires_instant_payment": False,
            "price_guarantee_expires_at": "2026-11-21T22:59:00Z",
            "payment_required_by": "2026-11-21T22:59:00Z",
        },
        "passengers": [traveller | {"id": f"pas_{n}"} for n in range(adults)],
        "passenger_identity_documents_required": False,
        "partial": False,
        "owner": airline("TP"),
        "live_mode": True,
        "id": id,
        "expires_at": "2026-11-20T11:18:23.000000Z",
        "created_at": "2026-11-20T10:48:10.625784Z",
        "conditions": {"refund_before_departure": None, "change_before_departure": None},
        "base_currency": "EUR",
        "base_amount": "372.20",
        "available_services": None,
    } | facts


def offer_list(*offers: dict[str, Any]) -> bytes:
    """What `GET /air/offers` answers."""
    return json.dumps({"meta": {"limit": 200, "before": None, "after": None}, "data": offers}, indent=1).encode()


def offer_request(*offers: dict[str, Any], **facts: Any) -> bytes:
    """What `POST /air/offer_requests` answers: it was asked by city."""
    asked = {"origin_type": "city", "origin": {"type": "city", "iata_code": "NYC"}, "departure_date": "2027-04-03"}
    return json.dumps(
        {
            "data": {
                "slices": [asked],
                "passengers": [{"type": "adult", "id": "pas_0", "age": None}],
                "offers": offers,
                "live_mode": True,
                "id": "orq_1",
                "created_at": "2026-11-20T10:48:10.625784Z",
                "cabin_class": "economy",
            }
            | facts
        },
        indent=1,
    ).encode()


OUT = duffel_journey(duffel_segment("TP202", "EWR", "2027-04-03T20:00", "LIS", "2027-04-04T08:00"))
BACK = duffel_journey(duffel_segment("TP201", "LIS", "2027-04-11T11:00", "EWR", "2027-04-11T14:00"))
