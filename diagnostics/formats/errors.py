"""What keeps a saved model from being read."""

from __future__ import annotations


class SavedModelError(ValueError):
    """A saved model that cannot be read as layers: what was found, and what to do.

    `place` is the JSON pointer into the model's config, empty where it is about the model as a whole.
    """

    def __init__(self, message: str, place: str = "") -> None:
        self.place = place
        super().__init__(message)
