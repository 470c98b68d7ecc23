"""The instance that is solved: candidates, groups of travellers, columns, and the relaxation without shared limits."""
