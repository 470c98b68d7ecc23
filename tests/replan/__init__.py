"""What `replan` does with a published and booked year."""
