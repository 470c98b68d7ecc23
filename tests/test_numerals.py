"""What numbers in local forms mean, and which plain ones are doubtful."""

import pytest

from sprintplan.numerals import column_letters, is_finer, may_be_thousands, plain_forms, readings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234,56", ("1234.56",)),
        ("1,234.56", ("1234.56",)),
        ("1 234,5", ("1234.5",)),
        ("1\u00a0234\u202f567", ("1234567",)),
        ("1'234.50", ("1234.50",)),
        ("1’234", ("1234",)),
        ("1.234.567", ("1234567",)),
        ("1,00,000", ("100000",)),
        ("１２３４", ("1234",)),
        ("١٢٣٫٥", ("123.5",)),
        ("€ 1.234,00", ("1234.00",)),
        ("412,50 EUR", ("412.50",)),
        ("CHF 1'000.-", ()),
        ("$ 412", ("412",)),
        ("1.234", ("1234", "1.234")),
        ("1,234", ("1234", "1.234")),
        ("0,125", ("0.125",)),
        ("12,5", ("12.5",)),
        (",5", ("0.5",)),
        ("−3,5", ("-3.5",)),
        ("1,2,3.4.5", ()),
        ("1e3", ()),
        ("many", ()),
        ("", ()),
    ],
)
def test_a_local_number_has_these_readings(text: str, expected: tuple[str, ...]) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize(
    ("amount", "decimals", "thousands", "finer"),
    [
        ("1.234", 2, True, True),
        ("1.500", 2, True, False),
        ("1.500", 0, True, True),
        ("1.500", 3, False, False),
        ("12.345", 2, True, True),
        ("12.3456", 2, False, True),
        ("0.500", 2, False, False),
        ("1000.00", 0, False, False),
        ("1000.50", 0, False, True),
        ("1234.500", 2, False, False),
        ("1234.567", 2, False, True),
        ("2.500000", 2, True, False),
        ("412.50", 2, False, False),
        ("412", 0, False, False),
    ],
)
def test_an_amount_may_be_thousands_or_finer_than_its_currency(
    amount: str, decimals: int, thousands: bool, finer: bool
) -> None:
    """Cents have 2 decimals, yen 0, dinars 3."""
    assert may_be_thousands(amount, decimals) is thousands
    assert is_finer(amount, decimals) is finer


def test_a_remedy_names_both_readings_in_the_decimals_of_the_currency() -> None:
    assert plain_forms("1.234", 2) == "1234 or 1.23"
    assert plain_forms("12,5") == "12.5"
    assert plain_forms("free") == ""


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_spreadsheets_call_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters
