"""TRN403."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.gradient_clipping import GradientClipping
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.observations import Snapshot
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.loss_curve import finite_losses


@dataclass(frozen=True)
class NonFinite(Rule[Trained]):
    """A loss, or weights, that are no numbers any more.

    ## Why it matters
    One NaN or infinity in the loss reaches every weight with the next step, and nothing can be learned after that.

    ## How it is measured
    The first step whose exact loss is NaN or infinite; without one, the first look at which a layer's weights or
    outputs are. The finding names the layers that were not finite at the first look after it. At step 1 no update has
    been made yet, so the input, the target, the loss or the initial weights must be at fault; later it is mostly a
    step that was too large.

    ## Known limits
    It says when, not why: a logarithm of zero, a division by an empty batch's count and an overflow look the same.
    Gradients that overflow for a step under mixed precision are skipped by Keras and do not count.

    ## Sources
    Micikevicius et al. 2018, Mixed Precision Training, arXiv:1710.03740, on overflow. TensorFlow's documentation of
    tf.debugging.enable_check_numerics.
    """

    code = "TRN403"
    name = "non-finite"
    fixes = (LearningRate, GradientClipping)
    explains = ("TRN401", "OUT501", "GEN603")
    is_state = True

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        losses, known = seen.record.losses, finite_losses(seen.record)
        if len(known) < len(losses):
            yield self._of_loss(seen, len(known) + 1, known[-1] if known else None)
            return
        for snapshot in seen.record.snapshots:
            if layers := _broken(snapshot):
                message = f"the weights or outputs of '{layers[0]}' are not finite at step {snapshot.step}"
                yield self._finding(seen, snapshot.step, message, layers, None)
                return

    def _of_loss(self, seen: Trained, step: int, before: float | None) -> Finding:
        after = next((snapshot for snapshot in seen.record.snapshots if snapshot.step >= step), seen.end)
        what = "NaN" if math.isnan(seen.record.losses[step - 1]) else "infinite"
        since = "before any update" if before is None else f"a step after it was {before:.4g}"
        return self._finding(seen, step, f"the loss is {what} from step {step} on, {since}", _broken(after), before)

    def _finding(self, seen: Trained, step: int, message: str, layers: list[str], before: float | None) -> Finding:
        return Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=1.0,
            message=message,
            at=(_place(seen, step),),
            layer=layers[0] if layers else None,
            step=step,
            evidence={
                "layers": layers,
                "loss_before": before,
                "non_finite_inputs": seen.facts.train.inputs.non_finite,
            },
        )


def _place(seen: Trained, step: int) -> str:
    if seen.facts.train.inputs.non_finite:
        return "/dataset/preprocess"
    return "/training/loss" if step <= 1 else "/training/learning_rate"


def _broken(snapshot: Snapshot) -> list[str]:
    """Layers whose weights or outputs are not finite, the nearest to the input first."""
    return [
        name
        for name, layer in snapshot.layers.items()
        if not all(math.isfinite(figure) for figure in (layer.mean, layer.std, layer.weight_norm or 0.0))
    ]
