"""Fares, seats and emissions of the journeys in files, exactly, by whole columns."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.scenario import Scenario
from sprintplan.numerals import is_finer, may_be_thousands, plain_forms
from sprintplan.offers import codes
from sprintplan.offers.files.columns import Columns
from sprintplan.offers.rounding import scaled
from sprintplan.offers.table import NO_LIMIT, Int64, Mask
from sprintplan.problems import did_you_mean
from sprintplan.units import MOST_GRAMS, MOST_MINOR, currency_decimals
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
    """The fare of every row of the `columns` in the currency of the `scenario`, which an empty one means."""
    value, places = _numbers(columns, "fare", True)
    money, stated = columns.cells["currency"].distinct()
    codes = [word.upper() or scenario.currency for word in stated]
    rates = [rate_of(scenario.currency, code, scenario.stated_rates, scenario.rates_date) for code in codes]
    _refuse_currencies(columns, scenario, money, codes, [rate is not None for rate in rates])
    _check_decimals(columns, codes, money, places)
    unit = 10 ** currency_decimals(scenario.currency)
    # As units.converted_minor: each amount times the decimals of the company's currency, divided by the rate.
    company = [unit / Fraction(rate.rate if rate else 1) for rate in rates]
    own = [Fraction(10 ** currency_decimals(code)) for code in codes]
    currencies = tuple(sorted(set(codes)))
    number = np.array([currencies.index(code) for code in codes], np.int64)[money]
    minor = scaled(value, places, company, money)
    columns.refuse(minor > MOST_MINOR, lambda row: _beyond(columns, row, codes[money[row]]))
    return Fares(minor, scaled(value, places, own, money), number, currencies)


def _beyond(columns: Columns, row: int, code: str) -> tuple[str, str]:
    return (
        f'a fare of "{columns.cells["fare"].word(row)}" {code} is beyond any budget',
        "Check amount, currency and rate",
    )


def _check_decimals(columns: Columns, codes: list[str], money: Int64, places: Int64) -> None:
    """Refuse fares whose dot may separate thousands; round fares finer than their currency, with a warning."""
    cells, decimals = columns.cells["fare"], np.array([currency_decimals(code) for code in codes], np.int64)[money]
    thousands, finer = np.zeros((2, len(columns)), np.bool_)
    for row in np.flatnonzero(places > decimals).tolist():
        word, most = cells.word(row), int(decimals[row])
        thousands[row] = may_be_thousands(word, most)
        finer[row] = not thousands[row] and is_finer(word, most)

    def ambiguous(row: int) -> tuple[str, str]:
        word = cells.word(row)
        what = f'"{word}" in fare has more decimals than {codes[money[row]]}, and may mean thousands'
        return what, f"Write {plain_forms(word, int(decimals[row]))}"

    def rounded(row: int) -> tuple[str, str]:
        code = codes[money[row]]
        return f'"{cells.word(row)}" in fare is rounded, as {code} has {decimals[row]} decimals', "Check the amount"

    columns.refuse(thousands, ambiguous, "fare: thousands")
    columns.doubt(finer, rounded)


def _numbers(columns: Columns, name: str, required: bool) -> tuple[Int64, Int64]:
    """(n,) whole numbers and places of decimals; refuses what is none, empty cells only where one is required."""
    cells = columns.cells[name]
    value, places, valid = cells.decimals()

    def tell(row: int) -> tuple[str, str]:
        word = cells.word(row)
        if not word:
            return f"{name} is empty", "Write an amount such as 412.50"
        return f'"{word}" in {name} is not a number of zero or more', codes.decimal_remedy(word)

    columns.refuse(~valid & (cells.filled | required), tell, f"{name}: form")
    return value, places


def _refuse_currencies(columns: Columns, scenario: Scenario, index: Int64, codes: list[str], rated: list[bool]) -> None:
    known: Mask = np.array(rated, bool)

    def tell(row: int) -> tuple[str, str]:
        code = codes[index[row]]
        if known_currency(code):
            remedy = f"State under [rates] how many {code} make one {scenario.currency}"
            return f"no exchange rate for {code}", remedy
        return f'unknown currency "{code}"', did_you_mean(code, known_codes, "Write its ISO 4217 code, such as EUR")

    known_codes = [code for code in codes if known_currency(code)] + [scenario.currency, *scenario.stated_rates]
    columns.refuse(~known[index], tell)


def read_seats(columns: Columns) -> Int64:
    """(n,) most travellers of each row of the `columns`, NO_LIMIT where nothing is written."""
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
    """(n,) grams of each row of the `columns` as stated, rounded half up, and whether anything is stated."""
    value, places = _numbers(columns, "co2e_kg", False)
    grams = scaled(value, places, [Fraction(GRAMS_IN_KG)], np.zeros(len(columns), np.int64))
    cells = columns.cells["co2e_kg"]
    most = f"No journey emits over {MOST_GRAMS // GRAMS_IN_KG} kg a traveller: write kilograms"
    columns.refuse(grams > MOST_GRAMS, lambda row: (f'"{cells.word(row)}" in co2e_kg is beyond any journey', most))
    return grams, columns.cells["co2e_kg"].filled
