"""Keys of sprint.toml that hold numbers: counts, shares, hours, weights, amounts of money."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from sprintplan.domain.keys import Key, Reading, Schema, of_type, wrong
from sprintplan.numerals import is_finer, may_be_thousands, plain_forms
from sprintplan.problems import shown
from sprintplan.units import MOST_MINOR, currency_decimals, minor_units, money_text, round_half_up

MOST = 1_000_000
"""Most of anything that is counted."""
MOST_AMOUNT = 10**12
"""Most of a number that is neither money nor counted."""
MOST_DECIMALS = 12
MOST_HOURS = 8784
"""Hours of a leap year."""


@dataclass(frozen=True)
class Whole(Key):
    """A whole number from `least` to `most`."""

    least: int = field(default=0, kw_only=True)
    most: int = field(default=MOST, kw_only=True)
    kind = "whole number"

    def read(self, value: Any, reading: Reading) -> int:
        """The number as it is."""
        number: int = of_type(value, int, "a whole number")
        if not self.least <= number <= self.most:
            raise _outside(number, self.least, self.most)
        return number

    def schema(self) -> Schema:
        """An integer."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def bounds(self) -> str:
        """Both ends."""
        return f"{self.least} to {self.most}"


def _outside(number: int | Decimal, least: int, most: int) -> PydanticCustomError:
    if number == number and number < least:
        return wrong(f"{shown(number)} is below {least or 'zero'}", f"Write {least or 'zero'} or more")
    return wrong(f"{shown(number)} is not within {least} to {most}", "Write a number in between")


@dataclass(frozen=True)
class Number(Key):
    """A number from zero to `most`, with decimals."""

    most: int = field(default=MOST_AMOUNT, kw_only=True)
    kind = "number"

    def read(self, value: Any, reading: Reading) -> Any:
        """The number as it is."""
        return self.number(value)

    def number(self, value: Any) -> Decimal:
        """The number in a `value` of the file, within its bounds.

        Raises
        ------
        PydanticCustomError : it is no number, or out of bounds
        """
        if isinstance(value, str) and (forms := plain_forms(value)):
            raise wrong(f"{shown(value)} is a text", f"Write {forms}, without quotes")
        number = Decimal(of_type(value, (int, Decimal), "a number"))
        if not number.is_finite() or not 0 <= number <= self.most:
            raise _outside(value, 0, self.most)
        if -int(number.as_tuple().exponent) > MOST_DECIMALS:
            raise wrong(f"{shown(value)} has too many decimals", f"Write at most {MOST_DECIMALS}")
        return number

    def schema(self) -> Schema:
        """A number."""
        return {"type": "number", "minimum": 0, "maximum": self.most}

    def bounds(self) -> str:
        """Both ends."""
        return f"0 to {self.most}"


@dataclass(frozen=True)
class Share(Number):
    """A part of a whole: from 0, or above it, to 1."""

    above_zero: bool = field(default=True, kw_only=True)

    def number(self, value: Any) -> Decimal:
        """The number that is written, which is at most 1."""
        share = super().number(value)
        if share > 1 or (self.above_zero and share == 0):
            raise wrong(f"{shown(share)} is not a share", "Write a number of at most 1, such as 0.5")
        return share

    def schema(self) -> Schema:
        """A number of at most 1."""
        return {"type": "number", "exclusiveMinimum" if self.above_zero else "minimum": 0, "maximum": 1}

    def bounds(self) -> str:
        """Both ends."""
        return "above 0, to 1" if self.above_zero else "0 to 1"


@dataclass(frozen=True)
class Hours(Number):
    """Hours, of which the member holds whole minutes, rounded half up."""

    unit: str = field(default="hours", kw_only=True)
    most: int = field(default=MOST_HOURS, kw_only=True)

    def read(self, value: Any, reading: Reading) -> int:
        """Minutes."""
        return round_half_up(self.number(value) * 60)

    def written(self, value: int, reading: Reading) -> Decimal:
        """Hours again, to a billionth, which is the same minute when it is read."""
        return round(Decimal(value) / 60, 9).normalize()


@dataclass(frozen=True)
class Tonnes(Number):
    """Tonnes, of which the member holds whole grams, rounded half up."""

    unit: str = field(default="tonnes", kw_only=True)

    def read(self, value: Any, reading: Reading) -> int:
        """Grams."""
        return round_half_up(self.number(value) * 1_000_000)

    def written(self, value: int, reading: Reading) -> Decimal:
        """Tonnes again."""
        return Decimal(value) / 1_000_000


@dataclass(frozen=True)
class Money(Key):
    """An amount of the company's currency, of which the member holds minor units."""

    unit: str = field(default="company's currency", kw_only=True)
    most_minor: int = field(default=MOST_MINOR, kw_only=True)
    kind = "amount"

    def read(self, value: Any, reading: Reading) -> int:
        """Minor units, rounded half up."""
        amount = self._amount(value, reading)
        decimals = currency_decimals(reading.currency)
        if may_be_thousands(text := f"{amount:f}", decimals):
            what = f"{text} has more decimals than {reading.currency}, and may mean thousands"
            raise wrong(what, f"Write {plain_forms(text, decimals)}")
        return minor_units(amount, reading.currency)

    def written(self, value: int, reading: Reading) -> Decimal:
        """The amount again."""
        return Decimal(money_text(value, reading.currency))

    def doubt(self, value: Any, reading: Reading) -> tuple[str, str] | None:
        """That it has more decimals than the currency."""
        decimals = currency_decimals(reading.currency)
        if is_finer(text := f"{self._amount(value, reading):f}", decimals):
            return f"{text} is rounded, as {reading.currency} has {decimals} decimals", "Check the amount"
        return None

    def _amount(self, value: Any, reading: Reading) -> Decimal:
        most = self.most_minor // 10 ** currency_decimals(reading.currency)
        return Number(self.says, self.example, most=most).number(value)

    def schema(self) -> Schema:
        """A number."""
        return {"type": "number", "minimum": 0}

    def bounds(self) -> str:
        """Both ends, in a currency with cents."""
        return f"0 to {self.most_minor // 100}"
