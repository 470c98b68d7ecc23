"""The independent judge of plans: recomputes all that a plan states of everybody, in plain Python.

People whom no rule tells apart, and whose trips state the same, get one verdict, which is told of each of them.
"""

from sprintplan.verify.plan import faults

__all__ = ["faults"]
