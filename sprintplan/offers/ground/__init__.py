"""Journeys by train, coach and car: estimated from door to door, or read from ground.csv."""
