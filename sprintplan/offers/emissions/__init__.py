"""Emissions from Google's Travel Impact Model, kept in the workspace, in place of the embedded factors."""

from sprintplan.offers.emissions.source import WithTravelImpact

__all__ = ["WithTravelImpact"]
