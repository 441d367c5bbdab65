"""What a rule concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
Figure = float | int | str | bool | None | list[str] | list[int] | list[float]


@dataclass(frozen=True)
class Finding:
    """A fault or a risk, where it is, and the figures that show it.

    `at` holds JSON pointers into the resolved spec, the place to change first. `confidence` is the probability that
    the statement is true, not that it matters. `step` is None for what needed no training. `blame` takes the place of
    the rule's own where this finding weighs more, or less, than the rule's findings do at large.
    """

    code: str
    name: str
    severity: Severity
    confidence: float
    message: str
    at: tuple[str, ...]
    layer: str | None = None
    step: int | None = None
    evidence: Mapping[str, Figure] = field(default_factory=dict)
    blame: float | None = None

    def __post_init__(self) -> None:
        """Each place once: two calls of one layer have its config in common."""
        object.__setattr__(self, "at", tuple(dict.fromkeys(self.at)))
