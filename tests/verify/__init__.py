"""The judge of plans: a plan that holds, and one mutation for every kind of fault."""
