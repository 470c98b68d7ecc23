"""Positions as maps and devices write them: `38.72N 9.14W`, `N38.72 W9.14`, `38°43'19"N 9°08'24"W`, `38.72; -9.14`."""

import re

NUMBER = r"(-?\d{1,3}(?:\.\d+)?)\s*[°º]?(?:\s*(\d{1,2}(?:\.\d+)?)\s*['′’])?(?:\s*(\d{1,2}(?:\.\d+)?)\s*[\"″”])?"
"""Degrees, and minutes and seconds that are marked as such."""
COORDINATE = rf"(?:([NSEW])\s*{NUMBER}|{NUMBER}\s*([NSEW])?)"
"""One coordinate with the letter of its hemisphere before or behind it, or none."""
POSITION = re.compile(rf"\(?\s*{COORDINATE}(?:\s*[,;/]\s*|\s+|(?<=[NSEW])){COORDINATE}\s*\)?", re.ASCII)
FARTHEST = (90, 180)
"""Degrees of latitude and longitude."""


def position_in(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees that a `text` means, north and east positive; None where it means no position.

    Without letters the latitude comes first.
    """
    match = POSITION.fullmatch(text.strip().upper())
    if match is None:
        return None
    first, second = _coordinate(match.groups()[:8]), _coordinate(match.groups()[8:])
    axes = first[1] + second[1]
    latitude, longitude = (second[0], first[0]) if axes == "XY" else (first[0], second[0])
    known = axes in ("", "YX", "XY") and abs(latitude) <= FARTHEST[0] and abs(longitude) <= FARTHEST[1]
    return (latitude, longitude) if known else None


def _coordinate(parts: tuple[str | None, ...]) -> tuple[float, str]:
    """Degrees, and Y where its letter says that it is a latitude, X that it is a longitude; empty without a letter."""
    before, *numbers, behind = parts
    degrees, minutes, seconds = (one or "0" for one in (numbers[:3] if before else numbers[3:]))
    letter = before or behind or ""
    size = float(degrees.removeprefix("-")) + float(minutes) / 60 + float(seconds) / 3600
    negative = degrees.startswith("-") or letter in ("S", "W")
    return round(-size if negative else size, 4), {"N": "Y", "S": "Y", "E": "X", "W": "X"}.get(letter, "")


def position_text(latitude: float, longitude: float) -> str:
    """A position as files of a workspace have it, `latitude` and `longitude` in degrees."""
    return f"{latitude},{longitude}"
