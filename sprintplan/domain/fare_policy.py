"""What a fare may be: `[policy.fare]`."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from sprintplan.domain.keys import Flag
from sprintplan.domain.quantities import Money, Number, Share
from sprintplan.domain.tables import Section, Table, Words

MOST_TIMES = 100
CHANGES, REFUNDS, BAG = "changeable", "refundable", "checked_bag"
CONDITIONS = (CHANGES, REFUNDS, BAG)
"""Words for conditions of a ticket."""


class Margin(Table):
    """How much more something may cost than something else: a share of that, or an amount, whichever is larger."""

    share: Annotated[Decimal, Number("a part of the lower fare", "0.1", most=MOST_TIMES)] = Decimal(0)
    amount_minor: Annotated[int, Money("or so much, whichever is more", "100"), Field(alias="amount")] = 0

    def above(self, least_minor: int) -> int:
        """The most that is allowed above `least_minor`, in whole minor units."""
        parts, whole = self.share.as_integer_ratio()
        return least_minor + max(self.amount_minor, parts * least_minor // whole)


class Preference(Table):
    """Airlines whose tickets count in the score as if they cost less by a share."""

    codes: Annotated[
        tuple[str, ...],
        Words(
            "airlines that sell or fly every flight of the ticket",
            '["UA"]',
            pattern="[A-Z0-9]{2}",
            noun="airline code",
            remedy="Use IATA codes of two characters, such as UA",
            least=1,
        ),
    ]
    share: Annotated[Decimal, Share("a part of the fare that does not count", "0.1")]

    def worth_minor(self, fare_minor: int) -> int:
        """What a preferred ticket of a fare, `fare_minor`, counts less, in minor units, rounded half up."""
        parts, whole = self.share.as_integer_ratio()
        return (2 * parts * fare_minor + whole) // (2 * whole)


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
    require: Annotated[
        tuple[str, ...],
        Words(
            "no ticket that lacks one of these; one that does not say stays, with a notice",
            '["changeable", "refundable", "checked_bag"]',
            pattern="|".join(CONDITIONS),
            noun="condition of a ticket",
            remedy=f"Use {', '.join(CONDITIONS)}",
        ),
    ] = ()
    refundable_over_minor: Annotated[
        int | None, Money("an offer over so much is refundable", "2000"), Field(alias="refundable_over")
    ] = None
    no_basic_economy: Annotated[bool, Flag("no fare that is called basic, light or lite", "true")] = False
    bag_fee_minor: Annotated[
        int | None,
        Money("cash of each flight where a checked bag is required and none is included or known", "40"),
        Field(alias="bag_fee"),
    ] = None

    prefer_airlines: Annotated[
        Preference | None,
        Section(
            "a ticket wholly on these counts in the score as if it were so much cheaper",
            example='{ codes = ["UA"], share = 0.1 }',
            inline=True,
        ),
    ] = None

    @property
    def asks_for_conditions(self) -> bool:
        """Whether a ticket may lack anything."""
        return bool(self.require) or self.refundable_over_minor is not None or self.no_basic_economy
