"""How far solving is to go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StopRules:
    """How far to go.

    deadline : of `time.monotonic`
    cutoff : what costs more is not wanted: the search may end with a bound above it
    quick : a bound is enough where the optimum is hard to prove
    """

    deadline: float | None = None
    cutoff: int | None = None
    quick: bool = False
