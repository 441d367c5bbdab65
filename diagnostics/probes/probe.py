"""The probe: a fixed set of inputs, and one snapshot of the network over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import tensorflow as tf

from diagnostics.build.network import Network
from diagnostics.data.dataset import LoadedDataset
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.observations import LayerSnapshot, Score, Snapshot
from diagnostics.probes import outputs, scores, weights
from diagnostics.probes.forward import Forward
from diagnostics.probes.gradients import gradient_norms
from diagnostics.probes.sample import Sample, sample

_GRADIENT_INPUTS, _GRADIENT_INPUTS_LARGE = 32, 8
_LARGE = 100 * 100 * 3  # elements of one input


class Probe:
    """Looks at a network over the same inputs each time, in inference mode, and leaves it as it was."""

    def __init__(
        self,
        graph: Graph,
        network: Network,
        dataset: LoadedDataset,
        from_logits: bool,
        class_weight: Mapping[int, float] | None = None,
    ) -> None:
        self._graph = graph
        self._network = network
        self._from_logits = from_logits
        self._class_weight = class_weight
        self._train = sample(dataset.train)
        self._validation = sample(dataset.validation) if dataset.validation else None
        self._start = weights.current(network.layers)
        shape = dataset.facts.input_shape
        self._few = _GRADIENT_INPUTS if np.prod(shape) < _LARGE else _GRADIENT_INPUTS_LARGE
        self._forward = Forward(graph, network, shape)
        self._gradients = tf.function(self._gradient_norms, autograph=False)

    def snapshot(self, step: int) -> Snapshot:
        """What there is to see now. Two calls without an update in between see the same."""
        with np.errstate(all="ignore"):  # a diverged network is a patient too
            figures, answers, logits = self._forward.layers(self._train.inputs)
            probabilities = None
            if self._train.classes is not None:
                probabilities = outputs.class_probabilities(answers, logits, self._from_logits)
            return Snapshot(
                step=step,
                probe_samples=len(self._train),
                layers=self._layers(figures),
                output=outputs.output_snapshot(logits, probabilities),
                train=self._score(self._train, answers, logits),
                validation=self._validation_score(),
            )

    def _layers(self, figures: dict[str, dict[str, Any]]) -> dict[str, LayerSnapshot]:
        norms = self._gradients(self._train.inputs[: self._few], self._train.targets[: self._few])
        now = weights.current(self._network.layers)
        return {
            node.name: LayerSnapshot(
                **{**figures[node.name], **({} if _rectifies(node) else {"dead_fraction": None})},
                gradient_norm=float(norms[node.name]) if node.name in norms else None,
                weight_norm=weights.norm(now[node.name]) if node.name in now else None,
                movement=weights.movement(now[node.name], self._start[node.name]) if node.name in now else None,
            )
            for node in self._graph.used
            if node.name in figures
        }

    def _gradient_norms(self, inputs: Any, targets: Any) -> Any:
        return gradient_norms(self._network.model, self._network.layers, inputs, targets)

    def _validation_score(self) -> Score | None:
        if self._validation is None:
            return None
        return self._score(self._validation, *self._forward.answers(self._validation.inputs))

    def _score(self, seen: Sample, answers: outputs.Floats, logits: outputs.Floats) -> Score:
        return scores.score(answers, logits, self._from_logits, seen.targets, seen.classes, self._class_weight)


def _rectifies(node: Node) -> bool:
    """Whether a zero from this layer means that a unit is off."""
    return node.class_name == "ReLU" or node.config.get("activation") in ("relu", "relu6")
