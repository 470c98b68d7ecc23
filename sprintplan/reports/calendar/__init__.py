"""Trips as calendar files: one a traveller, one a team."""
