"""How a fault is said: where, what is stated, what is expected."""

from collections.abc import Iterator
from datetime import datetime

from sprintplan.units import money_text


def differs(where: str, what: str, stated: object, expected: object) -> Iterator[str]:
    """A sentence about `what` at `where`, in the plan `stated` as other than `expected`; nothing where the two are
    equal."""
    if stated != expected:
        yield f"{where}: {what} is stated as {_shown(stated)}, expected {_shown(expected)}"


def money_differs(where: str, what: str, stated: str | None, minor: int, currency: str) -> Iterator[str]:
    """A sentence where stated money is another amount, or not written with the currency's decimals.

    Parameters
    ----------
    where, what : what is stated, and of what
    stated : the text in the plan
    minor : what is expected, minor units
    currency : code of the currency
    """
    yield from differs(where, what, stated, money_text(minor, currency))


def later_money_differs(where: str, what: str, stated: str | None, minor: int, currency: str) -> Iterator[str]:
    """As `money_differs`, for a member that older plans do not have: there nothing stands for none.

    Parameters
    ----------
    where, what : what is stated, and of what
    stated : the text in the plan, None in an older one
    minor : what is expected, minor units
    currency : code of the currency
    """
    if stated is not None or minor:
        yield from money_differs(where, what, stated, minor, currency)


def number_differs(where: str, what: str, stated: float, expected: float) -> Iterator[str]:
    """A sentence about `what` at `where`, where the `stated` number and the `expected` one differ by more than a
    float's rounding."""
    if not abs(stated - expected) < 1e-6:
        yield f"{where}: {what} is stated as {stated}, expected {expected}"


def time_differs(where: str, what: str, stated: str, expected: datetime) -> Iterator[str]:
    """A sentence about `what` at `where`, where the `stated` RFC 3339 time is another instant than the `expected` one,
    or has another offset."""
    moment = datetime.fromisoformat(stated)
    if moment != expected or moment.utcoffset() != expected.utcoffset():
        yield f"{where}: {what} is stated as {stated}, expected {expected.isoformat(timespec='minutes')}"


def _shown(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "nothing"
    return str(value)
