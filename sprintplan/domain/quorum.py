"""`limits.quorum`: of some people of an event, the share who attend in person at least."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from sprintplan.domain.keys import Key, Reading, Schema, of_type
from sprintplan.domain.model import Model
from sprintplan.domain.people import SELECTOR_PATTERN, Selector, parsed_selector
from sprintplan.domain.quantities import Share

SHARE = Share("of them who attend in person at least", "0.8")


class Quorum(Model):
    """So large a share of an event's people of one selector attends in person at least."""

    who: Selector
    share: Decimal

    def __str__(self) -> str:
        return f'"{self.who}" = {self.share}'

    def less(self, hundredths: int) -> Self:
        """The quorum with a share that is lower by so many `hundredths`, down to 0."""
        return self.changed(share=max(Decimal(0), self.share - Decimal(hundredths) / 100))


@dataclass(frozen=True)
class Quorums(Key):
    """Shares by selector, in braces."""

    kind = "shares by selector"

    def read(self, value: Any, reading: Reading) -> tuple[Quorum, ...]:
        """Each selector with its share."""
        shares = of_type(value, dict, 'shares by selector, such as { "team:core" = 0.8 }')
        return tuple(
            Quorum(who=Selector.model_validate(parsed_selector(word)), share=SHARE.number(share))
            for word, share in shares.items()
        )

    def written(self, value: Iterable[Quorum], reading: Reading) -> dict[str, Decimal]:
        """The shares by selector again."""
        return {str(one.who): one.share for one in value}

    def schema(self) -> Schema:
        """An object of shares."""
        names = {"pattern": SELECTOR_PATTERN}
        return {"type": "object", "propertyNames": names, "additionalProperties": SHARE.schema()}

    def bounds(self) -> str:
        """Both ends of each share."""
        return SHARE.bounds()
