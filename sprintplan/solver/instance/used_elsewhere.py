"""What the rest of a plan takes of the year's limits, where one event is looked at given that rest."""

from dataclasses import dataclass, field

from sprintplan.offers.table import Int64
from sprintplan.solver.instance.figures import Figures


@dataclass(frozen=True)
class Spent:
    """What other events take.

    Attributes
    ----------
    sums : their sums
    minutes, trips : (people,) everybody's minutes in journeys and long trips; None where nothing is spent
    """

    sums: Figures = field(default_factory=Figures)
    minutes: Int64 | None = None
    trips: Int64 | None = None


NOTHING_SPENT = Spent()
