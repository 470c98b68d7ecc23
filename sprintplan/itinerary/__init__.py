"""From a solution of the year to its plan: trips, totals, notices, shuttle runs."""
