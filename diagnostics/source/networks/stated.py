"""What a text states of training and data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.place import Place


@dataclass
class Stated:
    """Parts of a job with only the keys that the text states, where each stands, and what is open of them."""

    training: dict[str, Any] = field(default_factory=dict)
    dataset: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    open: list[tuple[str, Unknown]] = field(default_factory=list)

    def say(self, key: str, value: Any, place: Place | None) -> None:
        """Takes a key of `training`, unless its value is open."""
        if isinstance(value, Unknown):
            self.open.append((f"/training/{key}", value))
            return
        self.training[key] = value
        if place is not None:
            self.places[f"/training/{key}"] = place
