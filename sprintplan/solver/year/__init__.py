"""The year: best-first branch and bound over combinations of candidates, and the alternatives to the best."""
