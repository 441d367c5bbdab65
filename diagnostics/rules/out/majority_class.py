"""OUT502."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.class_weights import ClassWeights
from diagnostics.rules.out.moving_statistics import waits_for_statistics
from diagnostics.rules.rule import Rule


@dataclass(frozen=True)
class MajorityClass(Rule[Trained]):
    """A classifier of very unequal classes that names the largest for every input.

    ## Why it matters
    Where nine of ten samples are of one class, naming it always is right nine times in ten. The accuracy looks good and
    the rare class, mostly the one that matters, is never found.

    ## How it is measured
    On the probe set, in inference mode: one class is predicted for every input, it is the largest one (the accuracy is
    exactly that of naming it), and its share is at least `min_share`. The probabilities must still differ between
    inputs, by a standard deviation of `min_top_probability_std` or more: a constant answer has lost the input and is
    no matter of imbalance. A warning; an error where the verdict is not_learning. Needs `min_probe_samples`.

    ## Known limits
    Early in training every classifier of unequal classes does this, and with a rare class that cannot be told apart it
    is the right answer. A ranking by the probabilities may be good even so.

    ## Sources
    He and Garcia 2009, Learning from Imbalanced Data. Japkowicz and Stephen 2002, The class imbalance problem.
    """

    code = "OUT502"
    name = "majority-class"
    fixes = (ClassWeights,)
    explains = ("OUT501", "TRN401", "GEN602", "GEN603")
    is_state = True

    min_share: float = 0.8
    min_top_probability_std: float = 1e-6
    min_probe_samples: int = 32

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the network."""
        output, score = seen.end.output, seen.end.train
        if seen.facts.task not in ("multiclass", "binary") or seen.end.probe_samples < self.min_probe_samples:
            return
        if output.predicted is None or sum(count > 0 for count in output.predicted) != 1 or waits_for_statistics(seen):
            return
        if not (output.top_probability_std or 0.0) >= self.min_top_probability_std:
            return
        share = score.chance_accuracy
        if share is None or score.accuracy is None or abs(score.accuracy - share) > 1e-9 or not share >= self.min_share:
            return
        stuck = seen.record.verdict == "not_learning"
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error" if stuck else "warning",
            confidence=0.9,
            message=f"at step {seen.end.step} the network names the largest class for all {seen.end.probe_samples} "
            f"probe inputs: its accuracy of {score.accuracy:.2f} is that class's share, and the rest is never found",
            at=("/training/class_weight",),
            layer=seen.graph.outputs[0],
            step=seen.end.step,
            evidence={
                "predicted": list(output.predicted),
                "share": share,
                "accuracy": score.accuracy,
                "loss": score.loss,
                "chance_loss": score.chance_loss,
                "class_weight": seen.spec.training.class_weight is not None,
            },
        )
