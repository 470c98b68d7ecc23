"""Live fares, against a server on this machine that answers as Duffel does."""
