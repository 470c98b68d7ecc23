"""What solving gives, whatever was solved: a bound, the best choice found, and whether it is proven."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Chosen = TypeVar("Chosen")
"""What a choice is: counts of columns, a block with them, what people take, or candidates."""

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
"""The outcome of solving: a choice proven or not, none proven or not."""


@dataclass(frozen=True)
class Solution(Generic[Chosen]):
    """What solving gave, in minor units.

    Attributes
    ----------
    bound : no choice costs less
    proven : whether `objective` is the optimum, or no choice exists where there is none; False where the search was
        ended by the clock, by a cutoff, or as too hard
    objective : of `choice`; None without one
    choice : the best known; None where there is none
    """

    bound: int
    proven: bool
    objective: int | None = None
    choice: Chosen | None = None

    @property
    def status(self) -> Status:
        """The two facts in one word."""
        if self.objective is None:
            return "infeasible" if self.proven else "unknown"
        return "optimal" if self.proven else "feasible"
