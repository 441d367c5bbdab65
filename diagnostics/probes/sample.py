"""The inputs that the probes look at."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.data.dataset import Split
from diagnostics.data.raw import Array
from diagnostics.data.split import Indices, stratified
from diagnostics.observations import Task

PROBE_INPUTS = 256
_SEED = 0


@dataclass(frozen=True)
class Sample:
    """Preprocessed inputs and targets `(samples, …)`, and classes `(samples,)` where each has one.

    With `multilabel` the targets are zeros and ones `(samples, labels)`.
    """

    inputs: Array
    targets: Array
    classes: Indices | None
    multilabel: bool = False

    def __len__(self) -> int:
        return len(self.inputs)

    def part(self, taken: slice) -> Sample:
        """Some of the samples. Any part is about as stratified as the whole, as the order is random."""
        classes = None if self.classes is None else self.classes[taken]
        return Sample(self.inputs[taken], self.targets[taken], classes, self.multilabel)


def sample(split: Split, task: Task = "multiclass") -> Sample:
    """At most PROBE_INPUTS of a split, each class as frequent as in the whole; the same ones each time."""
    chosen = stratified(split.classes, len(split), min(PROBE_INPUTS, len(split)), _SEED)
    inputs, targets = split.batch(chosen)
    return Sample(inputs, targets, None if split.classes is None else split.classes[chosen], task == "multilabel")
