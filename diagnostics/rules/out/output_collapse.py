"""OUT501."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.leaky_activation import LeakyActivation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.observations import OutputSnapshot
from diagnostics.rules.margins import beats_chance
from diagnostics.rules.out.moving_statistics import learns_by_batch, waits_for_statistics
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted

_MANY_CLASSES = 10
_ERRORS = 3.0


@dataclass(frozen=True)
class OutputCollapse(Rule[Trained]):
    """A network that gives the same answer, or one of a few, whatever the input.

    ## Why it matters
    The network has lost its input on the way. A constant answer also ends most learning: what is left of the gradient
    fits the output's bias to the class shares.

    ## How it is measured
    On the probe set, in inference mode, graded:
    - constant (error): from step `min_step` on, one class is predicted and the largest probability differs between
      inputs by a standard deviation below `max_top_probability_std` (for more than ten classes, where probabilities
      are small, in proportion less); for regression, the outputs differ by less than `max_target_share` of the
      target's standard deviation. While the verdict is open the logits' spread must not have grown since the start;
    - one class (error): one class is predicted though not with one probability, and either the verdict is not_learning
      or the network has learned when batches are normalised by their own statistics;
    - few classes (warning): fewer than half of the classes present are predicted, in either of these two cases, and no
      class has more than `max_imbalance` times the samples of another;
    - on held-out data (error for one class, warning for few): the network has learned its training samples, is no
      better than chance on the held-out ones, and names one class, or fewer than half, for these.
    Silent below `min_probe_samples` probe inputs, and for few classes below `min_samples_a_class` a class. A network
    that has learned by the batch's statistics and collapses in inference mode alone is said to; while its moving
    statistics still lag behind for want of steps nothing is said.

    ## Known limits
    Healthy networks may predict one class in their first steps, so only a constant answer counts while the verdict is
    open. A classifier of very unequal classes may be right to predict one.

    ## Sources
    Lu et al. 2019, Dying ReLU and Initialization, arXiv:1903.06733, on networks that collapse to a constant function.
    """

    code = "OUT501"
    name = "output-collapse"
    fixes = (HeInitialisation, LearningRate, BatchNormalisation, LeakyActivation)
    explains = ("TRN401", "GEN602", "GEN603")
    is_state = True

    min_step: int = 20
    max_top_probability_std: float = 1e-6
    max_target_share: float = 1e-6
    max_imbalance: float = 2.0
    min_probe_samples: int = 8
    min_samples_a_class: int = 4

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the network, of the gravest grade that applies."""
        if seen.end.probe_samples < self.min_probe_samples or not math.isfinite(seen.end.output.logit_spread):
            return
        if waits_for_statistics(seen):
            return
        stuck = seen.record.verdict == "not_learning" or _in_inference_alone(seen)
        if self._is_constant(seen):
            yield self._finding(seen, seen.end.output, "constant")
        elif stuck and _predicted(seen.end.output) == 1:
            yield self._finding(seen, seen.end.output, "one class")
        elif stuck and self._are_few(seen, seen.end.output):
            yield self._finding(seen, seen.end.output, "few classes")
        elif seen.end.validation_output is not None and _fails_on_held_out(seen):
            held_out = seen.end.validation_output
            if _predicted(held_out) == 1:
                yield self._finding(seen, held_out, "one class")
            elif self._are_few(seen, held_out):
                yield self._finding(seen, held_out, "few classes")

    def _is_constant(self, seen: Trained) -> bool:
        output = seen.end.output
        recovering = output.logit_spread > seen.start.output.logit_spread and seen.record.verdict != "not_learning"
        if seen.end.step < self.min_step or recovering:
            return False
        if output.top_probability_std is not None and output.predicted is not None:
            small = min(1.0, _MANY_CLASSES / max(len(output.predicted), 1))
            return _predicted(output) == 1 and output.top_probability_std < self.max_top_probability_std * small
        variance = seen.facts.target_variance
        return variance is not None and output.logit_spread < self.max_target_share * math.sqrt(variance)

    def _are_few(self, seen: Trained, output: OutputSnapshot) -> bool:
        counts = [count for count in (seen.facts.train.label_counts or {}).values() if count]
        predicted = _predicted(output)
        enough = sum(output.predicted or ()) >= self.min_samples_a_class * len(counts)
        few = predicted is not None and predicted < len(counts) / 2
        return few and enough and max(counts) <= self.max_imbalance * min(counts)

    def _finding(self, seen: Trained, output: OutputSnapshot, grade: str) -> Finding:
        layer = seen.graph.by_name[seen.graph.outputs[0]]
        return Finding(
            code=self.code,
            name=self.name,
            severity="warning" if grade == "few classes" else "error",
            confidence=0.8 if grade == "few classes" else 0.98 if grade == "constant" else 0.9,
            message=_message(seen, output, grade),
            at=(layer.pointer(),),
            layer=layer.name,
            step=seen.end.step,
            evidence={
                "grade": grade,
                "predicted": list(output.predicted or ()),
                "top_probability_std": output.top_probability_std,
                "logit_spread": output.logit_spread,
                "logit_spread_at_start": seen.start.output.logit_spread,
                "probe_samples": seen.end.probe_samples,
                "in_inference_mode_alone": _in_inference_alone(seen),
                "on_held_out_data_alone": output is not seen.end.output,
            },
        )


def _in_inference_alone(seen: Trained) -> bool:
    return learns_by_batch(seen) and not beats_chance(seen.end.train, _ERRORS)


def _fails_on_held_out(seen: Trained) -> bool:
    """Whether what was learned is of no use on held-out samples."""
    held_out = seen.end.validation
    learned = seen.record.verdict == "learning" and beats_chance(seen.end.train, _ERRORS)
    return learned and held_out is not None and not held_out.gain > _ERRORS * held_out.gain_error


def _predicted(output: OutputSnapshot) -> int | None:
    """How many classes are predicted at all; None for regression."""
    return None if output.predicted is None else sum(count > 0 for count in output.predicted)


def _message(seen: Trained, output: OutputSnapshot, grade: str) -> str:
    inputs = counted(sum(output.predicted) if output.predicted else seen.end.probe_samples, "probe input")
    inputs = inputs if output is seen.end.output else f"{inputs} of the held-out data"
    return f"at step {seen.end.step}, over {inputs}, {_answers(output, grade)}{_by_batch(seen)}"


def _answers(output: OutputSnapshot, grade: str) -> str:
    if grade == "constant" and output.top_probability_std is None:
        return f"all answers are the same (they differ by {output.logit_spread:.1g})"
    if grade == "constant":
        return f"all answers are the same (the largest probability differs by {output.top_probability_std:.1g})"
    many = f"only {_predicted(output)} of {len(output.predicted or ())} classes"
    return f"the network predicts {'only one class' if grade == 'one class' else many}"


def _by_batch(seen: Trained) -> str:
    by_batch = seen.end.batch_mode
    if by_batch is None or not _in_inference_alone(seen):
        return ""
    return f", in inference mode alone: by each batch's own statistics the loss is {by_batch.train.loss:.3g}"
