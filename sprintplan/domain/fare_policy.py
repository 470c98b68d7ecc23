"""What a fare may be: `[policy.fare]`."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Annotated

from pydantic import Field

from sprintplan.domain.quantities import Money, Number
from sprintplan.domain.tables import Section, Table

MOST_TIMES = 100


class Margin(Table):
    """How much more something may cost than something else: a share of that, or an amount, whichever is larger."""

    share: Annotated[Decimal, Number("a part of the lower fare", "0.1", most=MOST_TIMES)] = Decimal(0)
    amount_minor: Annotated[int, Money("or so much, whichever is more", "100"), Field(alias="amount")] = 0

    @property
    def ratio(self) -> Fraction:
        """The share as a fraction."""
        return Fraction(self.share)

    def above(self, least_minor: int) -> int:
        """The most that is allowed above `least_minor`, in whole minor units."""
        return least_minor + max(self.amount_minor, floor(self.ratio * least_minor))


class FareTerms(Table):
    """The `[policy.fare]` table."""

    above_cheapest: Annotated[
        Margin | None,
        Section(
            "a flight costs at most so much more than the cheapest that is allowed",
            example="{ share = 0.1, amount = 100 }",
            inline=True,
        ),
    ] = None
