"""Weights drawn towards zero."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_optimizer
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_RATE = 1e-2


class WeightDecay(Fix):
    """In each step every weight shrinks by 0.01 times the learning rate, as in Keras's own `weight_decay`.

    At small rates and over few steps that is next to nothing: at 1e-3 a thousand steps take one part in a hundred.
    """

    name = "weight-decay"
    title = "Let the weights decay"
    why = (
        "Learning samples by heart takes large weights. Where all of them are drawn towards zero, only what many "
        "samples ask for stays."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with an optimizer that decays, or None where it does so already or knows of no decay."""
        config = spec.training.optimizer.config
        if "weight_decay" not in config or config["weight_decay"]:
            return None
        return with_optimizer(spec, weight_decay=_RATE)
