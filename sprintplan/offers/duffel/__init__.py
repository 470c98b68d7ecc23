"""Live fares from Duffel: what to ask, asking it, keeping the answers, and offers out of what was kept."""
