"""The independent judge of plans: recomputes all that a plan states, person by person, in plain Python."""

from sprintplan.verify.plan import faults

__all__ = ["faults"]
