"""Journeys, fares and emissions estimated from public facts: no account and no network needed."""

from sprintplan.offers.estimate.source import EstimateSource

__all__ = ["EstimateSource"]
