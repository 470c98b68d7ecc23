"""Rates that the European Central Bank published, and rates across the euro."""

from datetime import date
from decimal import Decimal

import pytest

from sprintplan.world.money import ecb_rate, known_currency


def test_a_rate_of_the_euro_is_as_published() -> None:
    assert ecb_rate("EUR", "USD", date(2014, 3, 28)) == (Decimal("1.3759"), date(2014, 3, 28))
    assert ecb_rate("EUR", "USD", date(1999, 1, 4)) == (Decimal("1.1789"), date(1999, 1, 4))


def test_a_weekend_has_the_rate_of_its_friday() -> None:
    assert ecb_rate("EUR", "USD", date(2014, 3, 30)) == (Decimal("1.3759"), date(2014, 3, 28))


def test_cross_rates_keep_ten_digits() -> None:
    rate = ecb_rate("USD", "EUR", date(2014, 3, 28))
    assert rate == (Decimal("0.7267970056"), date(2014, 3, 28))
    assert ecb_rate("USD", "JPY", date(1999, 1, 4)) == (Decimal("113.4362541"), date(1999, 1, 4))


def test_a_currency_is_worth_itself() -> None:
    assert ecb_rate("USD", "USD", date(2014, 3, 28)) == (Decimal(1), date(2014, 3, 28))
    assert ecb_rate("EUR", "EUR", date(2014, 3, 28)) == (Decimal(1), date(2014, 3, 28))


def test_beyond_the_last_day_it_is_the_last() -> None:
    last = ecb_rate("EUR", "USD", date.max)
    assert last is not None
    assert last == ecb_rate("EUR", "USD", last[1])
    assert last[1] > date(2025, 1, 1)


@pytest.mark.parametrize(
    ("base", "currency", "on"),
    [
        ("EUR", "USD", date(1998, 12, 31)),  # before the euro
        ("EUR", "AED", date(2026, 1, 5)),  # never quoted
        ("EUR", "HRK", date(2026, 1, 5)),  # no longer quoted
        ("XXX", "USD", date(2026, 1, 5)),
    ],
)
def test_where_the_bank_quotes_nothing_there_is_no_rate(base: str, currency: str, on: date) -> None:
    assert ecb_rate(base, currency, on) is None


@pytest.mark.parametrize("code", ["EUR", "USD", "AED", "XCG", "SLE", "ZWG"])
def test_active_currencies_are_known(code: str) -> None:
    assert known_currency(code)


@pytest.mark.parametrize("code", ["HRK", "BGN", "ANG", "DEM", "XAU", "eur", "", "EURO"])
def test_others_are_not(code: str) -> None:
    assert not known_currency(code)
