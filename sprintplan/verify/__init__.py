"""An independent judge: every way in which a plan contradicts its workspace, person by person."""

from sprintplan.verify.judge import faults

__all__ = ["faults"]
