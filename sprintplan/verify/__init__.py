"""The independent judge of plans: recomputes all that a plan states of everybody, in plain Python.

People who are equal to every rule, and whose trips state the same, share one verdict.
"""

from sprintplan.verify.plan import faults

__all__ = ["faults"]
