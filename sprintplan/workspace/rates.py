"""Stated exchange rates beside the shipped ECB table: the slips that a rate is prone to."""

from decimal import Decimal

from sprintplan.domain.policy import Rate
from sprintplan.workspace.tables import FILE, Table
from sprintplan.world.money import ecb_rate

FAR = Decimal("1.5")
"""A rate so many times the published one, or less than its inverse, is asked about: few currencies move as much."""
NEAR = Decimal("1.05")
"""Within this nobody asks, whichever way round: a rate close to 1 and its inverse are then both plausible."""
UPSIDE_DOWN = 2
"""A rate so many times off whose inverse is not FAR is a mistake."""


def check_rate(table: Table, company: str, stated: Rate) -> None:
    """A problem where a rate is the published one upside down, a warning where it may be or is far from it.

    Currencies that the ECB does not publish on the rate's day pass.
    """
    published = ecb_rate(company, stated.currency, stated.on)
    if published is None:
        return
    rate, day = published
    off, turned = _times_off(stated.rate, rate), _times_off(1 / stated.rate, rate)
    told = f"{stated.rate:f}, where the ECB published {rate:.6g} {stated.currency} for one {company} on {day}"
    upside_down = f"Is it upside down? Write how many {stated.currency} make one {company}"
    if turned < FAR and off >= UPSIDE_DOWN:
        table.bad(stated.currency, told, f"{upside_down}: {stated.currency} = {_digits(1 / stated.rate)}")
    elif turned < off and off > NEAR:
        _warn(table, stated.currency, told, upside_down)
    elif off > FAR:
        _warn(table, stated.currency, told, "Check the rate")


def _warn(table: Table, currency: str, what: str, remedy: str) -> None:
    table.document.report.warn(FILE, table.line(currency), f"{table.name}.{currency}: {what}", remedy)


def _times_off(one: Decimal, other: Decimal) -> Decimal:
    """How many times the smaller goes into the larger."""
    return max(one / other, other / one)


def _digits(number: Decimal) -> str:
    """A number to six digits, without an exponent."""
    return f"{Decimal(f'{number:.5e}'):f}"
