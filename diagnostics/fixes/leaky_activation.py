"""leaky_relu in place of every hidden ReLU."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.rectifiers import without_rectifiers
from diagnostics.fixes.wiring import Addition
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class LeakyActivation(Fix):
    """Hidden layers with a plain ReLU, their own or in a layer behind them, get leaky_relu; the output does not."""

    name = "leaky-activation"
    title = "Give hidden ReLUs a slope below zero"
    why = (
        "A ReLU unit that is below zero for every input has no gradient and never comes back. With a slope below "
        "zero it keeps one, and the layers before it go on learning."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with other activations, or None where no hidden layer has a plain ReLU."""
        return without_rectifiers(spec, "leaky_relu", Addition("leaky_relu", "LeakyReLU", {"negative_slope": 0.2}))
