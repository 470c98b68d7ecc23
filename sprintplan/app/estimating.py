"""What the command `estimate` does: the journeys of one day between two places."""

from datetime import date
from typing import TYPE_CHECKING

from sprintplan.errors import UsageError

if TYPE_CHECKING:
    from sprintplan.domain.model import Cabin
    from sprintplan.offers.estimate.one_day import OneDay


def estimate(origin: str, destination: str, day: date, cabin: "Cabin", today: date | None) -> "OneDay":
    """Journeys from one airport or city to another that leave on the day.

    Raises
    ------
    UsageError : a code is unknown, has no flights, or both are the same place
    """
    from sprintplan.offers.estimate.one_day import one_day

    ends = _airports(origin), _airports(destination)
    if {*ends[0]} & {*ends[1]}:
        raise UsageError(f"{origin} and {destination} are one place: name two")
    return one_day(*ends, day, cabin, today or date.today())


def _airports(code: str) -> list[int]:
    from difflib import get_close_matches

    from sprintplan.world.airports import airports

    known, word = airports(), code.upper()
    codes = (word,) if known.number(word) is not None else known.of_city(word)
    if not codes:
        close = get_close_matches(word, known.codes, 3, 0.6)
        hint = f"Did you mean {', '.join(close)}?" if close else "Take a code of three letters, such as LHR or LON"
        raise UsageError(f'"{code}" is no airport or city code. {hint}')
    flown = [number for number in known.numbers(codes) if known.degree[number]]
    if not flown:
        raise UsageError(f"{word} has no flights in the network: take an airport near it")
    return flown
