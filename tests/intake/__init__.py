"""Staff lists as people have them."""
