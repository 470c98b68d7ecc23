"""The independent judge of plans: recomputes all that a plan states of everybody, in plain Python.

People who are equal to every rule, and whose trips state the same, share one verdict.
"""

from sprintplan.verify.certainty import certainty_faults
from sprintplan.verify.plan import faults, faults_but_certainty

__all__ = ["certainty_faults", "faults", "faults_but_certainty"]
