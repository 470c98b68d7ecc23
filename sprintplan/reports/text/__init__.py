"""What commands print on a terminal: summary, trips, teams, checks, quotes, estimates, progress."""
