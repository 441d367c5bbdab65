"""Pictures as SVG, drawn from lists of points by pure functions."""
