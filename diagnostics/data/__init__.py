"""Data: where they are, how they are read and split, how they are fed, and what one look at them tells."""
