"""One offer in neutral words, whoever sells it; text as the seller wrote it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from msgspec import Struct

from sprintplan.offers.skipped import Unusable

UNKNOWN = -1
MOST_JOURNEYS = 2
MOST_BAGS = 20
_FAR_FUTURE = 100_000_000_000
"""Seconds of the year 5138; nothing of the kind is an instant of ours."""
_AMOUNT = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,6}))?")


Flight: TypeAlias = tuple[str, str, str, str, str, str, str, str, str, str, str]
FLIGHT = (
    *("origin", "destination", "departs", "arrives", "origin_zone", "destination_zone"),
    *("cabin", "carrier", "number", "operator", "duration"),
)
"""One flight, by place: times are local, zones IANA names, durations ISO 8601; what the seller leaves out is empty.

There are many, and a plain tuple is made in a tenth of the time that a named one takes.
"""


class Amount(Struct, gc=False):
    """`value` / 10^`places` / `travellers`, exactly."""

    value: int
    places: int
    travellers: int


class Quote(Struct, gc=False):
    """An offer for one adult: one journey, or the outbound journey and the way back."""

    id: str
    journeys: list[list[Flight]]
    fare: Amount
    currency: str
    seats: int | None = None
    co2e_kg: Amount | None = None
    fetched_at: int = UNKNOWN
    expires_at: int = UNKNOWN
    owner: str = ""
    fare_brand: str = ""
    fare_basis: str = ""
    checked_bags: int = UNKNOWN
    changeable: int = UNKNOWN
    refundable: int = UNKNOWN


def amount(text: str | None, travellers: int, what: str) -> Amount:
    """The amount that `text` is, for so many `travellers`.

    Raises
    ------
    Unusable : it is none; the sentence calls it `what`
    """
    match = _AMOUNT.fullmatch(text or "")
    if match is None:
        raise Unusable(f'{what} "{text}" is not an amount' if text else f"without {what}")
    whole, decimals = match[1], match[2] or ""
    return Amount(int(whole + decimals), len(decimals), travellers)


def seconds(text: str | None) -> int:
    """Seconds since 1970 of an instant with offset, `text`; UNKNOWN where it is none."""
    if not text:
        return UNKNOWN
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return UNKNOWN
    utc_s = int((instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp())
    return utc_s if 0 <= utc_s < _FAR_FUTURE else UNKNOWN


def joined(words: Sequence[str | None]) -> str:
    """The different words that are there, in order, parted by `|`."""
    if len(words) == 1:
        return words[0] or ""
    return "|".join(dict.fromkeys(word for word in words if word))


def least(numbers: Sequence[int]) -> int:
    """The smallest of the `numbers`, UNKNOWN where any is unknown or there is none."""
    return min(numbers, default=UNKNOWN)


def bags(number: int | None) -> int:
    """A number of bags; UNKNOWN where none or no believable one is stated."""
    return UNKNOWN if number is None or not 0 <= number <= MOST_BAGS else number


def flag(allowed: bool | None) -> int:
    """1 where something is `allowed`, 0 where it is not, UNKNOWN for None."""
    return UNKNOWN if allowed is None else int(allowed)


def refuse_journeys(count: int) -> None:
    """Refuse a `count` of journeys other than one or two.

    Raises
    ------
    Unusable : there are others
    """
    if count > MOST_JOURNEYS:
        raise Unusable(f"{count} journeys, more than an outbound and a return journey")
    if not count:
        raise Unusable("without journeys")
