"""What the rules say of candidates and journeys, before anything is solved."""
