"""Builders for tests: years and what is on sale for them, files, plans, providers' answers; a name is in one module."""
