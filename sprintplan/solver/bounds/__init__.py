"""Lower bounds: Lagrangian, from limits of persons, and which candidates go together."""
