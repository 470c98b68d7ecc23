"""How long tests wait for what is sure to come: so long that no load of the machine makes one of them fail."""

PATIENCE_S = 900.0
"""Seconds by the clock; what takes longer hangs."""
