"""What rules and fixes read from a network's graph."""
