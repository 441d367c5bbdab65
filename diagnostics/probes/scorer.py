"""What the network's answers on one fixed sample are worth, in the measure that fits them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diagnostics.observations import OutputSnapshot, Score
from diagnostics.probes import scores
from diagnostics.probes.forward import Seen
from diagnostics.probes.outputs import Floats, class_probabilities, label_probabilities, output_snapshot
from diagnostics.probes.sample import Sample
from diagnostics.spec.training import Training

_SIGNED = frozenset({"Hinge", "SquaredHinge"})  # losses for which class 1 is a positive answer


@dataclass
class Scorer:
    """Scores answers on a sample, weighted as the training is; the first scored count as the start and are to all."""

    sample: Sample
    from_logits: bool = False
    threshold: float = 0.5
    class_weight: Mapping[int, float] | None = None
    _start: scores.Losses | None = field(default=None, init=False)

    def score(self, seen: Seen, part: slice = scores.ALL) -> Score:
        """How good the answers to this part of the sample are."""
        now = self.losses(seen, part)
        self._start = self._start or now
        return scores.score(now, self._start, part)

    def output(self, seen: Seen) -> OutputSnapshot:
        """How far the answers differ across inputs."""
        return output_snapshot(seen.logits, self._probabilities(seen), multilabel=self.sample.multilabel)

    def losses(self, seen: Seen, part: slice = scores.ALL) -> scores.Losses:
        """The loss of each sample of this part."""
        sample, probabilities = self.sample.part(part), self._probabilities(seen)
        if probabilities is not None and sample.multilabel:
            return scores.label_losses(probabilities, sample.targets)
        if sample.classes is None:
            return scores.answer_losses(seen.answers, sample.targets)
        if probabilities is not None:
            return scores.class_losses(probabilities, sample.classes, self.class_weight)
        flat = seen.answers.reshape(len(seen.answers), -1)
        return scores.right_answer_losses(flat, sample.classes, self.threshold)

    def _probabilities(self, seen: Seen) -> Floats | None:
        sample = self.sample
        if sample.multilabel and seen.answers.shape[1:] == sample.targets.shape[1:]:
            return label_probabilities(seen.answers, seen.logits, self.from_logits)
        if sample.classes is None or sample.multilabel:
            return None
        return class_probabilities(seen.answers, seen.logits, self.from_logits)


def scorer(sample: Sample, training: Training) -> Scorer:
    """The scorer of a sample for a network that is trained like this."""
    return Scorer(
        sample,
        from_logits=bool(training.loss.config.get("from_logits", False)),
        threshold=0.0 if training.loss.class_name in _SIGNED else 0.5,
        class_weight=training.class_weight,
    )
