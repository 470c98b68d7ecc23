"""How sure a plan is: markets, costs in them, and what they say of the choice."""
