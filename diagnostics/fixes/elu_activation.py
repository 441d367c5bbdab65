"""elu in place of every hidden ReLU."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.rectifiers import without_rectifiers
from diagnostics.fixes.wiring import Addition
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class EluActivation(Fix):
    """Hidden layers with a plain ReLU, their own or in a layer behind them, get elu; the output does not."""

    name = "elu-activation"
    title = "Replace hidden ReLUs with elu"
    why = (
        "A ReLU unit that is below zero for every input has no gradient and never comes back. An elu keeps one "
        "there, and its answers lie around zero, which keeps the next layer's inputs centred."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with other activations, or None where no hidden layer has a plain ReLU."""
        return without_rectifiers(spec, "elu", Addition("elu", "ELU", {"alpha": 1.0}))
