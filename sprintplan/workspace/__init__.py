"""A workspace folder as one checked scenario."""

from sprintplan.workspace.reader import read_workspace

__all__ = ["read_workspace"]
