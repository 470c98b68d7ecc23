"""The plan as people and other software read it."""
