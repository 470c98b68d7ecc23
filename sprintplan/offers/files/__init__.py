"""Quotes in files: the CSV files of a workspace's folder `offers`, read by whole columns."""

from sprintplan.offers.files.source import FileSource

__all__ = ["FileSource"]
