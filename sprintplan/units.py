"""Exact arithmetic of money, time and emissions: integers inside, Decimal at the edges."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

MINUTES_PER_DAY, MINUTES_PER_HOUR = 1440, 60
TWO_AM_MIN = 2 * 60
MOST_MINOR = 10**12
"""Most minor units of one amount: ten billion of a currency with cents."""
MOST_GRAMS = 100_000_000
"""Most grams of CO2e of one journey a traveller: first class half way round the earth and back emits a tenth."""
MOST_BUDGET_MINOR = 1000 * MOST_MINOR
"""Most minor units of a budget, which is a sum of amounts."""
MOST_SUM_MINOR = 2**53
"""Most minor units of a sum of a year: whole numbers up to here are exact in floating point, too."""
_EPOCH = date(1970, 1, 1).toordinal()

_DECIMALS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
"""Source: ISO 4217, minor units; every other currency has two."""


def clock_text(minutes: int) -> str:
    """A time of the day, from `minutes` after midnight: 390 -> "06:30"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def hours_text(minutes: int) -> str:
    """A duration of some `minutes` as people write it: 430 -> "7 h 10"."""
    return f"{minutes // 60} h {minutes % 60:02d}"


def minutes_between(begin: str, end: str) -> int:
    """Whole minutes from `begin` to `end`, RFC 3339 instants."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)) // timedelta(minutes=1)


def wall_minutes(when: datetime) -> int:
    """Minutes from 1970-01-01 00:00 to `when`, both on the same clock, which no offset is stated of."""
    return (when - datetime(1970, 1, 1)) // timedelta(minutes=1)


def day_words(day: date) -> str:
    """A `day` as people write it in a sentence: 17 Feb 2027."""
    return f"{day.day} {day:%b %Y}"


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`, as the columns count them."""
    return day.toordinal() - _EPOCH


def as_date(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(int(number) + _EPOCH)


def currency_decimals(currency: str) -> int:
    """Decimal places of a currency's minor unit (ISO 4217)."""
    return _DECIMALS.get(currency, 2)


def round_half_up(value: Fraction | Decimal) -> int:
    """The whole number nearest to `value`, halves away from zero upwards (2.5 -> 3, -2.5 -> -2)."""
    whole, parts = value.as_integer_ratio()
    return (2 * whole + parts) // (2 * parts)


def minor_units(amount: Decimal, currency: str) -> int:
    """Whole minor units of an `amount` of a `currency`, rounded half up (12.345 EUR -> 1235)."""
    return round_half_up(Fraction(amount) * 10 ** currency_decimals(currency))


def converted_minor(amount: Decimal, rate: Decimal, currency: str) -> int:
    """Minor units of `currency` for an amount of which `rate` units make one of `currency`."""
    return round_half_up(Fraction(amount) / Fraction(rate) * 10 ** currency_decimals(currency))


def money_text(minor: int, currency: str) -> str:
    """An amount with the currency's decimals, as the plan states it: 123456 EUR minor -> "1234.56"."""
    return str(Decimal(minor).scaleb(-currency_decimals(currency)))


def money_words(amount: str, currency: str) -> str:
    """An `amount` as sentences say it where cents matter, with its `currency`: "4585.41" -> "4 585.41 EUR"."""
    return f"{Decimal(amount):,} {currency}".replace(",", " ")


def spans_two_am(begins: NDArray[np.signedinteger[Any]], ends: NDArray[np.signedinteger[Any]]) -> NDArray[np.bool_]:
    """(...) whether waits include 02:00 of a clock on the wall, both ends included.

    Parameters
    ----------
    begins, ends : (...) minutes of that clock
    """
    return np.asarray((ends - TWO_AM_MIN) // MINUTES_PER_DAY >= -(-(begins - TWO_AM_MIN) // MINUTES_PER_DAY), np.bool_)


def journey_time_cost(hour_minor: int, minutes: NDArray[np.signedinteger[Any]]) -> NDArray[np.int64]:
    """Cost of travel time: `hour_minor` x minutes / 60, each rounded half up to whole minor units."""
    return (2 * hour_minor * minutes.astype(np.int64) + 60) // 120


def emission_cost(tonne_minor: int, grams: NDArray[np.signedinteger[Any]]) -> NDArray[np.int64]:
    """Cost of emissions: `tonne_minor` x grams / 10^6, each rounded half up to whole minor units."""
    if not tonne_minor:
        return np.zeros(grams.shape, np.int64)
    tonnes, rest = np.divmod(grams.astype(np.int64), 1_000_000)
    return np.asarray(tonne_minor * tonnes + (2 * tonne_minor * rest + 1_000_000) // 2_000_000, np.int64)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, clamped to the month's end."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
