"""Stated exchange rates beside the shipped ECB table: the slips that a rate is prone to."""

from decimal import Decimal

from sprintplan.domain.objective import Rate
from sprintplan.domain.settings import Rates
from sprintplan.workspace.document import Document
from sprintplan.world.money import currency_advice, ecb_rate, known_currency

FAR = Decimal("1.5")
"""A rate so many times the published one, or less than its inverse, is asked about: few currencies move as much."""
NEAR = Decimal("1.05")
"""Within this nobody asks, whichever way round: a rate close to 1 and its inverse are then both plausible."""
UPSIDE_DOWN = 2
"""A rate so many times off whose inverse is not FAR is a mistake."""


def stated_rates(document: Document, company: str, rates: Rates) -> dict[str, Rate]:
    """The rates that `[rates]` states, by currency; a problem where a key is no currency, or the company's own.

    Parameters
    ----------
    document : where the problems go
    company : the company's currency
    rates : the table
    """
    stated = {}
    for code, rate in (rates.model_extra or {}).items():
        if not known_currency(code):
            document.bad(("rates", code), "this is not a currency code", currency_advice(code))
        elif code == company:
            document.bad(("rates", code), "this is the company's own currency", "Leave it out: its rate is 1")
        else:
            stated[code] = Rate(currency=code, rate=rate, on=rates.on, source="workspace")
            _check_rate(document, company, stated[code])
    return stated


def _check_rate(document: Document, company: str, stated: Rate) -> None:
    """A problem where a rate is the published one upside down, a warning where it may be or is far from it.

    Currencies that the ECB does not publish on the rate's day pass.
    """
    published = ecb_rate(company, stated.currency, stated.on)
    if published is None:
        return
    rate, day = published
    path = ("rates", stated.currency)
    off, turned = _times_off(stated.rate, rate), _times_off(1 / stated.rate, rate)
    message = f"{stated.rate:f}, where the ECB published {rate:.6g} {stated.currency} for one {company} on {day}"
    upside_down = f"Is it upside down? Write how many {stated.currency} make one {company}"
    if turned < FAR and off >= UPSIDE_DOWN:
        document.bad(path, message, f"{upside_down}: {stated.currency} = {_digits(1 / stated.rate)}")
    elif turned < off and off > NEAR:
        document.warn(path, message, upside_down)
    elif off > FAR:
        document.warn(path, message, "Check the rate")


def _times_off(one: Decimal, other: Decimal) -> Decimal:
    """How many times the smaller goes into the larger."""
    return max(one / other, other / one)


def _digits(number: Decimal) -> str:
    """A number to six digits, without an exponent."""
    return f"{Decimal(f'{number:.5e}'):f}"
