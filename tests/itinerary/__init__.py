"""The plan written from a solution, and what changed between two plans."""
