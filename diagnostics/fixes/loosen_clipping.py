"""Gradients no longer cut to almost nothing."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.clipping import clipped_at
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_optimizer
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_TIGHT = 1e-2


class LoosenClipping(Fix):
    """Bounds on the gradient below 0.01 are taken away."""

    name = "loosen-clipping"
    title = "Take away the tight bound on gradients"
    why = (
        "Healthy gradients have norms around 1. Clipped to a hundredth of that or less, nearly every step of plain "
        "gradient descent is the bound times the rate, far too short to get anywhere within the run."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec without tight bounds, or None where there are none."""
        tight = [key for key, bound in clipped_at(spec).items() if bound < _TIGHT]
        return with_optimizer(spec, **dict.fromkeys(tight)) if tight else None
