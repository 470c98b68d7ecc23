"""What is on sale: every source of offers ends in one table of columns."""
