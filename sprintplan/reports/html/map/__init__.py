"""The world map of the report, drawn as one SVG: outlines, projection, arcs of the routes."""
