"""How a fault is said: where, what is stated, what is expected."""

from collections.abc import Iterator
from datetime import datetime

from sprintplan.units import money_text


def differs(where: str, what: str, stated: object, expected: object) -> Iterator[str]:
    """A sentence where the two are not equal, else nothing."""
    if stated != expected:
        yield f"{where}: {what} is stated as {_said(stated)}, expected {_said(expected)}"


def money_differs(where: str, what: str, stated: str | None, minor: int, currency: str) -> Iterator[str]:
    """A sentence where stated money is not this many minor units, or not written with the currency's decimals."""
    yield from differs(where, what, stated, money_text(minor, currency))


def later_money_differs(where: str, what: str, stated: str | None, minor: int, currency: str) -> Iterator[str]:
    """As `money_differs`, for a member that older plans do not have: there nothing stands for none."""
    if stated is not None or minor:
        yield from money_differs(where, what, stated, minor, currency)


def number_differs(where: str, what: str, stated: float, expected: float) -> Iterator[str]:
    """A sentence where two numbers differ by more than a float's rounding."""
    if not abs(stated - expected) < 1e-6:
        yield f"{where}: {what} is stated as {stated}, expected {expected}"


def time_differs(where: str, what: str, stated: str, expected: datetime) -> Iterator[str]:
    """A sentence where an RFC 3339 time is another instant, or has another offset than the place's clock."""
    told = datetime.fromisoformat(stated)
    if told != expected or told.utcoffset() != expected.utcoffset():
        yield f"{where}: {what} is stated as {stated}, expected {expected.isoformat(timespec='minutes')}"


def _said(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(map(_said, value)) or "nothing"
    return str(value)
