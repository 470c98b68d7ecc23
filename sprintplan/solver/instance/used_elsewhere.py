"""What the rest of a plan takes of the year's limits, where one event is looked at given that rest."""

from dataclasses import dataclass, field

from sprintplan.offers.table import Int64
from sprintplan.solver.instance.figures import Figures


@dataclass(frozen=True)
class UsedElsewhere:
    """What other events take.

    Attributes
    ----------
    sums : their sums
    persons : (limits, people) what everybody uses of each stated limit of persons; None where nothing is used
    """

    sums: Figures = field(default_factory=Figures)
    persons: Int64 | None = None


NOTHING_USED = UsedElsewhere()
