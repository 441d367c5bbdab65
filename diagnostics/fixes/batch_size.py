"""Batches of a usual size."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.settings import with_training
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_USUAL = 32
_FEWEST = 4  # over which batch normalisation measures anything
_STEPS = 20  # an epoch has at least so many, where there are samples enough


class BatchSize(Fix):
    """Batches of 32, or of fewer where an epoch would not have 20 steps of them, and of 4 at the least."""

    name = "batch-size"
    title = "Use batches of a usual size"
    why = (
        "A batch of nearly all samples makes an epoch a step or two, and a hundred epochs hardly a training. Over one "
        "or two samples the gradient, and what batch normalisation measures, are mostly noise."
    )
    safety: ClassVar[Safety] = "changes_training"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with another batch size, or None where that would leave batches as they are."""
        size, samples = spec.training.batch_size, None if clues.facts is None else clues.facts.train.samples
        fits = _USUAL if samples is None else max(min(_USUAL, samples // _STEPS), _FEWEST)
        in_use = size if samples is None else min(size, samples)
        beyond = samples is not None and fits > samples
        return None if fits == in_use or beyond else with_training(spec, batch_size=fits)
