"""What holds on every random instance."""
