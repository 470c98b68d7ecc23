"""Who may take which journey, at what cost, and why not: the travel policy over columns."""
