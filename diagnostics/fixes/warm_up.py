"""A learning rate that grows from zero at first."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.settings import with_training
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import Schedule, Warmup

_FEWEST_STEPS = 50
_SHARE = 10  # of the planned steps, one in so many


class WarmUp(Fix):
    """A constant rate is reached linearly over the first epoch, at least 50 steps and at most a tenth of the run."""

    name = "warm-up"
    title = "Let the learning rate grow from zero to its value at first"
    why = (
        "The first gradients of a random network agree across samples and are large, and an optimizer such as Adam has "
        "no averages yet to divide them by. Small first steps let the layers settle before the full rate comes."
    )
    safety: ClassVar[Safety] = "changes_training"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with a warm-up, or None for a rate that is no constant, a run too short for one, or unknown data.

        None too where a callback is to lower the rate, which Keras does for constant rates alone, and where all that
        is known of the rate is that it is too low.
        """
        training, rate = spec.training, spec.training.learning_rate.constant
        lowered = any(callback.reduce_on_plateau is not None for callback in training.callbacks)
        if rate is None or lowered or clues.facts is None or _is_too_low(clues):
            return None
        epoch = -(-clues.facts.train.samples // training.batch_size)
        steps = min(max(epoch, _FEWEST_STEPS), epoch * training.epochs // _SHARE)
        if steps < 1:
            return None
        return with_training(spec, learning_rate=Schedule(warmup=Warmup(target=rate, steps=steps)))


def _is_too_low(clues: Clues) -> bool:
    return bool(clues.findings) and all(finding.evidence.get("too_low") for finding in clues.findings)
