"""Gradients cut to a bounded length."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.clipping import clipped_at
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_optimizer
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class GradientClipping(Fix):
    """The gradient of all weights together is scaled to norm 1 where it is longer; its direction stays."""

    name = "gradient-clipping"
    title = "Clip the gradient to norm 1"
    why = (
        "One batch on a steep wall of the loss has a gradient many times the usual one, and a step along it throws the "
        "weights far away. Clipped, it goes the same way, no further than other steps do."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with `global_clipnorm`, or None where the optimizer clips already: Keras takes one bound alone."""
        return None if clipped_at(spec) else with_optimizer(spec, global_clipnorm=1.0)
