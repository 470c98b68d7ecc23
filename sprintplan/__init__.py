"""Choose venue and dates of a distributed company's events at least cost, with a proof."""

__version__ = "0.1.0"
