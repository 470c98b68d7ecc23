"""What people and other software read of a plan."""
