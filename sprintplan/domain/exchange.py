"""Exchange rates of a scenario: what the workspace states, else the shipped ECB table."""

from datetime import date
from decimal import Decimal

from sprintplan.domain.objective import Rate
from sprintplan.world.money import ecb_rate


def rate_of(company_currency: str, currency: str, stated: dict[str, Rate], on: date | None) -> Rate | None:
    """The rate that amounts in one currency are converted at, or None where there is none.

    Parameters
    ----------
    company_currency : code of the currency they are converted into
    currency : code of the currency they are in
    stated : rates of the workspace by currency; they come first
    on : date of the ECB rate; None is the last one shipped
    """
    if currency in stated:
        return stated[currency]
    if currency == company_currency:
        return Rate(currency=currency, rate=Decimal(1), on=on or date.max, source="workspace")
    rate = ecb_rate(company_currency, currency, on or date.max)
    return Rate(currency=currency, rate=rate[0], on=rate[1], source="ECB") if rate else None
