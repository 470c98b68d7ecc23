"""The currency of a row, and the rate that its amounts are converted at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.objective import Rate
from sprintplan.problems import shown
from sprintplan.workspace.cells import Cells
from sprintplan.world.money import currency_advice, known_currency


@dataclass(frozen=True)
class Exchange:
    """The company's currency, the rates that the workspace states, and the day of the others.

    `known` is False where sprint.toml could not be read, so that nothing can be said about rates.
    """

    currency: str
    stated: dict[str, Rate]
    on: date | None
    known: bool = True

    def rate(self, currency: str) -> Decimal | None:
        """Units of a currency for one of the company's; None where there is no rate."""
        rate = rate_of(self.currency, currency, self.stated, self.on)
        return rate.rate if rate else None

    def of(self, cells: Cells) -> Decimal | None:
        """Units of the currency of a row, by its `cells`, for one of the company's; None and a problem where there is
        no rate."""
        currency = cells.row["currency"] or self.currency
        if not known_currency(currency):
            cells.bad("currency", f"{shown(currency)} is not a currency code", currency_advice(currency))
            return None
        rate = self.rate(currency) if self.known else None
        if rate is None and self.known:
            remedy = f"State {currency} in [rates] of sprint.toml: units of it for one {self.currency}"
            cells.bad("currency", f"there is no rate for {currency}", remedy)
        return rate
