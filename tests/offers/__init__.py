"""What the sources of offers put on sale."""
