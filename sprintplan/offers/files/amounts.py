"""Fares, seats and emissions of the journeys in files, exactly: each distinct amount is worked out once."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.files import words
from sprintplan.offers.files.cells import Cells
from sprintplan.offers.files.columns import Columns
from sprintplan.offers.files.faults import did_you_mean
from sprintplan.offers.table import NO_LIMIT, Int64, Mask
from sprintplan.units import currency_decimals
from sprintplan.world.money import known_currency

GRAMS_IN_KG = 1000
_MOST_SEAT_DIGITS = 9


@dataclass(frozen=True)
class Fares:
    """(n,) fares in minor units of the company's currency and of the stated one, and the latter's number."""

    fare_minor: Int64
    original_minor: Int64
    currency: Int64
    currencies: tuple[str, ...]


def read_fares(columns: Columns, scenario: Scenario) -> Fares:
    """The fare of every row; an empty currency is the company's."""
    amount, fares = columns.cells["fare"].distinct()
    money, stated = columns.cells["currency"].distinct()
    codes = [word.upper() or scenario.currency for word in stated]
    rates = [_rate(scenario, code) for code in codes]
    _refuse_numbers(columns, "fare", amount, fares, True)
    _refuse_currencies(columns, scenario, money, codes, rates)
    pairs, at = np.unique(amount * len(codes) + money, return_inverse=True)
    numbers = [words.decimal(fare) for fare in fares]
    factors = [_factors(scenario, code, rate) for code, rate in zip(codes, rates, strict=True)]
    split = [divmod(pair, len(codes)) for pair in pairs.tolist()]
    company = [words.times(numbers[fare], *factors[code][0]) for fare, code in split]
    own = [words.times(numbers[fare], *factors[code][1]) for fare, code in split]
    currencies = tuple(sorted(set(codes)))
    number = np.array([currencies.index(code) for code in codes], np.int64)[money]
    at = at.reshape(-1)
    return Fares(np.array(company, np.int64)[at], np.array(own, np.int64)[at], number, currencies)


def _rate(scenario: Scenario, code: str) -> Fraction | None:
    rate = rate_of(scenario.currency, code, scenario.stated_rates, scenario.rates_date)
    return Fraction(rate.rate) if rate else None


def _factors(scenario: Scenario, code: str, rate: Fraction | None) -> tuple[tuple[int, int], tuple[int, int]]:
    """What amounts in a currency are multiplied by for minor units of the company's, and of its own; as fractions.

    The first is what units.converted_minor does: decimals of the company's currency divided by the rate.
    """
    known = rate or Fraction(1)
    unit, own = (10 ** currency_decimals(currency) for currency in (scenario.currency, code))
    return (unit * known.denominator, known.numerator), (own, 1)


def _refuse_numbers(columns: Columns, name: str, index: Int64, written: list[str], required: bool) -> None:
    """Refuse cells that are no decimal number of zero or more; empty ones only where the column is required."""
    known = [bool(words.decimal(word)) or (not word and not required) for word in written]

    def tell(row: int) -> tuple[str, str]:
        word = written[index[row]]
        if not word:
            return f"{name} is empty", "Write an amount such as 412.50"
        return f'"{word}" in {name} is not a number of zero or more', words.decimal_remedy(word)

    columns.refuse(~np.array(known, bool)[index], tell)


def _refuse_currencies(
    columns: Columns, scenario: Scenario, index: Int64, codes: list[str], rates: list[Fraction | None]
) -> None:
    known: Mask = np.array([rate is not None for rate in rates], bool)

    def tell(row: int) -> tuple[str, str]:
        code = codes[index[row]]
        if known_currency(code):
            remedy = f"State under [rates] how many {code} make one {scenario.currency}"
            return f"no exchange rate for {code}", remedy
        return f'unknown currency "{code}"', did_you_mean(code, known_codes, "Write its ISO 4217 code, such as EUR")

    known_codes = [code for code in codes if known_currency(code)] + [scenario.currency, *scenario.stated_rates]
    columns.refuse(~known[index], tell)


def read_seats(columns: Columns) -> Int64:
    """(n,) most travellers of each row, NO_LIMIT where nothing is written."""
    cells = columns.cells["seats"]
    index, written = cells.distinct()
    seats = np.array([_seats(word) for word in written], np.int64)[index]
    columns.refuse(
        seats < 1,
        lambda row: (f'"{cells.word(row)}" in seats is not a whole number from 1', "Leave it empty for no limit"),
    )
    return seats


def _seats(word: str) -> int:
    if not word:
        return int(NO_LIMIT)
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= _MOST_SEAT_DIGITS else 0


def read_emissions(columns: Columns) -> tuple[Int64, Mask]:
    """(n,) grams of each row as stated, rounded half up, and whether anything is stated."""
    cells: Cells = columns.cells["co2e_kg"]
    index, written = cells.distinct()
    _refuse_numbers(columns, "co2e_kg", index, written, False)
    grams = np.array([words.times(words.decimal(word), GRAMS_IN_KG) for word in written], np.int64)[index]
    return grams, cells.filled
