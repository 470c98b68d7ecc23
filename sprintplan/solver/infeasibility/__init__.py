"""Why there is no plan: smallest conflicts of rules, and the least change of each that helps."""
