"""What can be wrong with data."""

from __future__ import annotations


class DataError(ValueError):
    """The data cannot be trained on; `pointer` names the part of the spec that leads there."""

    def __init__(self, message: str, pointer: str = "/dataset/location") -> None:
        self.pointer = pointer
        super().__init__(message)


class UnreadableSample(ValueError):
    """One file holds no sample that can be read; the rest of the dataset may be fine."""
