"""Moving statistics that follow within the run."""

from __future__ import annotations

import math
from typing import ClassVar

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.graph.graph import graph_of
from diagnostics.observations import DatasetFacts
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import Training

_MOMENTA = (0.9, 0.8, 0.5)
_LEFT = 0.01  # of the first statistics, after the first quarter of the run


class BatchNormalisationMomentum(Fix):
    """The highest of 0.9, 0.8 and 0.5 with which the first statistics are forgotten in a quarter of the run.

    Without facts about the data it is 0.9. Frozen and pretrained layers keep theirs.
    """

    name = "batch-normalisation-momentum"
    title = "Let batch normalisation's moving statistics follow faster"
    why = (
        "Inference uses moving averages of what the batches had in training. With a momentum close to 1 and few steps "
        "they are still those of the start, and what was learned does not show."
    )
    safety: ClassVar[Safety] = "changes_training"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with a lower momentum, or None where none is above that."""
        graph, momentum = graph_of(spec), _momentum(spec.training, clues.facts)
        slow = [
            node.name
            for node in graph.used
            if node.class_name == "BatchNormalization" and node.trainable and node.name not in graph.pretrained
            if node.config.get("momentum", 0.99) > momentum
        ]
        return with_configs(spec, {name: {"momentum": momentum} for name in slow})


def _momentum(training: Training, facts: DatasetFacts | None) -> float:
    if facts is None:
        return _MOMENTA[0]
    steps = training.epochs * math.ceil(facts.train.samples / training.batch_size)
    return next((momentum for momentum in _MOMENTA if momentum ** (steps / 4) <= _LEFT), _MOMENTA[-1])
