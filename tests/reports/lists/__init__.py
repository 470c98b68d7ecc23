"""What the travel desk opens."""
