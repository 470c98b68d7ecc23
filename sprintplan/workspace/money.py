"""The currency of a row, and the rate that its amounts are converted at."""

from dataclasses import dataclass
from datetime import date

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.policy import Rate
from sprintplan.workspace.cells import Cells
from sprintplan.world.money import known_currency


@dataclass(frozen=True)
class Exchange:
    """The company's currency, the rates that the workspace states, and the day of the others."""

    currency: str
    stated: dict[str, Rate]
    on: date | None

    def of(self, cells: Cells) -> Rate | None:
        """The rate of a row's currency; None and a problem where there is none."""
        currency = cells.row["currency"] or self.currency
        rate = rate_of(self.currency, currency, self.stated, self.on)
        if rate is None and not known_currency(currency):
            cells.bad("currency", f'"{currency}" is no currency code', "Use ISO 4217 codes such as EUR")
        elif rate is None:
            remedy = f"State {currency} in [rates] of sprint.toml: units of it for one {self.currency}"
            cells.bad("currency", f"there is no rate for {currency}", remedy)
        return rate
