"""Days in lieu: `[policy.lieu]`."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from sprintplan.domain.keys import Flag, Reading, Schema, wrong
from sprintplan.domain.quantities import Hours
from sprintplan.domain.tables import Table


@dataclass(frozen=True)
class SomeHours(Hours):
    """Hours above zero, of which the member holds whole minutes."""

    def read(self, value: Any, reading: Reading) -> int:
        """Minutes, one or more."""
        minutes = super().read(value, reading)
        if not minutes:
            raise wrong("this is less than a minute", f"Write hours above zero, such as {self.example}")
        return minutes

    def schema(self) -> Schema:
        """A number above zero."""
        return {"type": "number", "exclusiveMinimum": 0, "maximum": self.most}

    def bounds(self) -> str:
        """Both ends."""
        return f"above 0, to {self.most}"


class LieuTerms(Table):
    """The `[policy.lieu]` table: what earns days in lieu; nothing does that is left out."""

    day_min: Annotated[
        int | None,
        SomeHours("so many hours in journeys outside Monday to Friday, 09:00 to 18:00 at home, earn a day", "8"),
        Field(alias="hours"),
    ] = None
    weekend_days: Annotated[bool, Flag("each event day on a weekend earns a day", "true")] = False

    @property
    def is_stated(self) -> bool:
        """Whether anything earns a day."""
        return self.day_min is not None or self.weekend_days
