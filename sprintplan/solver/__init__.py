"""The choice of venues, dates and offers that costs least, with its proof."""
