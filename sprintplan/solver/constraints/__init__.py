"""Limits that several travellers, events or journeys share, as rows over columns."""
