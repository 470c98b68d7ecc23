"""Answers in the shape of Amadeus Flight Offers Search v2, of our own making."""

import json
from typing import Any

from tests.offers.durations import duration


def leg(id: str, flight: str, start: str, departs: str, end: str, arrives: str, operator: str = "") -> dict[str, Any]:
    """A flight."""
    record: dict[str, Any] = {
        "departure": {"iataCode": start, "terminal": "2", "at": f"{departs}:00"},
        "arrival": {"iataCode": end, "at": f"{arrives}:00"},
        "carrierCode": flight[:2],
        "number": flight[2:],
        "aircraft": {"code": "788"},
        "duration": duration(start, departs, end, arrives),
        "id": id,
        "numberOfStops": 0,
        "blacklistedInEU": False,
    }
    return record | ({"operating": {"carrierCode": operator}} if operator else {})


def traveller(total: str, *fares: dict[str, Any], kind: str = "ADULT", currency: str = "EUR") -> dict[str, Any]:
    """What one traveller pays and has."""
    return {
        "travelerId": "1",
        "fareOption": "STANDARD",
        "travelerType": kind,
        "price": {"currency": currency, "total": total, "base": total},
        "fareDetailsBySegment": list(fares),
    }


def fare(segment: str, cabin: str = "ECONOMY", bags: dict[str, Any] | None = None) -> dict[str, Any]:
    """What one traveller has on one flight."""
    record = {"segmentId": segment, "cabin": cabin, "fareBasis": f"B{segment}", "brandedFare": "LIGHT", "class": "R"}
    return record | ({} if bags is None else {"includedCheckedBags": bags})


def amadeus_offer(
    itineraries: list[list[dict[str, Any]]], total: str, *travellers: dict[str, Any], **facts: Any
) -> Any:
    """A flight offer."""
    return {
        "type": "flight-offer",
        "id": "1",
        "source": "GDS",
        "oneWay": False,
        "lastTicketingDate": "2026-12-01",
        "numberOfBookableSeats": 7,
        "itineraries": [{"segments": legs} for legs in itineraries],
        "price": {"currency": "EUR", "total": total, "base": total, "fees": [], "grandTotal": total},
        "pricingOptions": {"fareType": ["PUBLISHED"], "includedCheckedBagsOnly": False},
        "validatingAirlineCodes": ["TP"],
        "travelerPricings": list(travellers),
    } | facts


def answer(*offers: dict[str, Any]) -> bytes:
    """What the search answers."""
    return json.dumps({"meta": {"count": len(offers)}, "data": offers, "dictionaries": {"carriers": {}}}).encode()


OUT = leg("1", "TP0202", "EWR", "2027-04-03T20:00", "LIS", "2027-04-04T08:00", "TP")
BACK = leg("5", "TP201", "LIS", "2027-04-11T11:00", "EWR", "2027-04-11T14:00")
