"""INI304."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.centre_input import CentreInput
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.scale_input import ScaleInput
from diagnostics.graph.kinds import kernel_pointers
from diagnostics.observations import OutputSnapshot, Score
from diagnostics.rules.ini.in_training import seen_in_training
from diagnostics.rules.ini.signal_path import hidden_and_head, input_size
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE

_WORST = -math.log(1e-7)  # the log loss of an answer that is certain and wrong: probabilities are clipped there


@dataclass(frozen=True)
class InitialLossOff(Rule[AtStart]):
    """A first loss far above what an undecided network has.

    ## Why it matters
    An untrained classifier should find all classes about equally likely: a loss near ln(K). One that starts far above
    is certain of wrong answers, because its inputs or its weights are too large or share a large offset. The first
    steps then serve to undo the start, and may break what is needed later.

    ## How it is measured
    The loss on the probe set at step 0, with batch normalisation as in training, against that of equal probabilities
    or of the labels' shares, whichever is larger. A warning above `max_ratio` times that, or beyond half of the way to
    16.1 (certain and wrong: what probabilities are clipped at), whichever comes first: of many classes ln(K) is not
    far below it. An error at `error_way` of the way or more where the inputs that reach the first weights have a root
    mean square above `max_input_size`. For quantities, a warning above `max_target_ratio` times the loss of answering
    zero. Needs `min_samples` probe inputs.

    ## Known limits
    A first loss at chance proves nothing: raw bytes under a deep Glorot stack start at 1.1 ln(K). A new head on large
    pretrained features may start high and learn well. The loss is the probe's (log loss, squared error), not the
    user's own with its regularisation.

    ## Sources
    Karpathy 2019, A Recipe for Training Neural Networks ("verify loss @ init"). Measured on one or two dense layers:
    inputs of unit size 1.0 to 1.7 times ln(10), raw bytes 5.9 to 6.7 times.
    """

    code = "INI304"
    name = "initial-loss-off"
    fixes = (ScaleInput, CentreInput, DefaultInitialisation, HeInitialisation, BatchNormalisation)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE)
    is_risk = True
    blame = 0.4

    max_ratio: float = 3.0
    error_way: float = 0.75
    max_input_size: float = 10.0
    max_target_ratio: float = 10.0
    min_samples: int = 32

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for the network."""
        born = seen_in_training(seen)
        if born is None or born[1].samples < self.min_samples or seen.facts.train.inputs.non_finite:
            return
        output, score = born
        if seen.facts.task == "regression":
            yield from self._quantity(seen, score)
        elif output.predicted:
            yield from self._classes(seen, output, score)

    def _classes(self, seen: AtStart, output: OutputSnapshot, score: Score) -> Iterator[Finding]:
        outputs = len(output.predicted or ())
        labels = outputs if seen.facts.task == "multilabel" else 1
        undecided = labels * math.log(2 if labels > 1 else max(outputs, 2))
        expected, worst = max(undecided, score.chance_loss), labels * _WORST
        if not score.loss > min(self.max_ratio * expected, (expected + worst) / 2):
            return
        certain = score.loss >= expected + self.error_way * (worst - expected)
        yield self._finding(seen, score, expected, certain and input_size(seen) > self.max_input_size)

    def _quantity(self, seen: AtStart, score: Score) -> Iterator[Finding]:
        mean, variance, shape = seen.facts.target_mean, seen.facts.target_variance, seen.facts.target_shape
        if mean is None or variance is None or shape is None:
            return
        zero = math.prod(shape) * (mean**2 + variance)
        if zero > 0 and score.loss > self.max_target_ratio * max(zero, score.chance_loss):
            yield self._finding(seen, score, zero, False)

    def _finding(self, seen: AtStart, score: Score, expected: float, error: bool) -> Finding:
        inputs, size = seen.facts.train.inputs, input_size(seen)
        large = size > self.max_input_size
        hidden, head = hidden_and_head(seen.graph)
        kernels = kernel_pointers((head,) if head is not None else hidden)
        why = f": the inputs reach the first weights with a size of {size:.3g}, where about 1 is meant" if large else ""
        undecided = "answering zero" if seen.facts.task == "regression" else "an undecided network"
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if error else "warning",
            confidence=0.9,
            message=f"the loss starts at {score.loss:.3g}, {score.loss / expected:.3g} times that of {undecided} "
            f"({expected:.3g}){why}",
            at=("/dataset/preprocess",) if large else kernels,
            layer=head.name if head is not None else None,
            step=0,
            evidence={
                "loss": score.loss,
                "expected": expected,
                "ratio": score.loss / expected,
                "chance_loss": score.chance_loss,
                "input_size": size,
                # only where the inputs are to be rescaled
                **({"minimum": inputs.minimum, "maximum": inputs.maximum} if large else {}),
            },
            blame=0.2 if seen.facts.task == "regression" else None,
        )
