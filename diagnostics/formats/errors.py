"""What keeps a saved model from being read."""

from __future__ import annotations


class SavedModelError(ValueError):
    """A saved model that cannot be read as layers: what was found, and what to do."""
