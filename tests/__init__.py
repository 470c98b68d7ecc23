"""The tests; `python -m tests` runs them behind the other gates."""
