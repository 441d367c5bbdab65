"""The demo's two networks, their data, and what must come out."""
