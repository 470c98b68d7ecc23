"""Flight codes as tickets and timetables write them."""

import re
from functools import lru_cache

_FLIGHT = re.compile(r"([A-Z][A-Z0-9]|[0-9][A-Z]|[A-Z]{3}(?=[0-9])) ?([0-9]{1,4}[A-Z]?)")
"""IATA designators have two characters, one of them at least a letter; ICAO's have three letters."""
MOST_KEPT = 50_000
"""Codes of which it is kept what they mean, as files repeat them."""


@lru_cache(MOST_KEPT)
def flight_code(code: str) -> tuple[str, str] | None:
    """Carrier and number of a flight code, leading zeros kept: TP1351 -> TP, 1351; None where it is none."""
    match = _FLIGHT.fullmatch(code.strip().upper())
    return (match[1], match[2]) if match else None
