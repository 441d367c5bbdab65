"""The probe: a fixed set of inputs, and one snapshot of the network over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from diagnostics.build.network import Network
from diagnostics.data.dataset import LoadedDataset
from diagnostics.graph.graph import Graph
from diagnostics.observations import BatchMode, BatchStatistics, LayerSnapshot, OutputSnapshot, Score, Snapshot
from diagnostics.probes import weights
from diagnostics.probes.batch_mode import normalisations
from diagnostics.probes.forward import Forward, Seen
from diagnostics.probes.gradients import Gradients
from diagnostics.probes.sample import sample
from diagnostics.probes.scorer import Scorer, scorer
from diagnostics.spec.training import Training

_GRADIENT_ELEMENTS = 16 * 64 * 64 * 3  # of the inputs that gradients are taken on, of which there are
_GRADIENT_INPUTS_LEAST, _GRADIENT_INPUTS_MOST = 8, 32
_LARGE = 64 * 64 * 3  # elements of one input
_EARLY_STEPS = 50  # before them no network is known to learn
_SHORT_RUN = 100  # steps; in longer ones held-out samples are left alone in the early steps


@dataclass(frozen=True)
class _Scope:
    """Which of the probe inputs are looked at, and whether held-out samples are."""

    part: slice
    held_out: bool


_WHOLE = _Scope(slice(None), held_out=True)
_EVERY_FOURTH = slice(None, None, 4)


@dataclass(frozen=True)
class _View:
    """One way of running the network, and the samples that its answers are scored on."""

    forward: Forward
    train: Scorer
    validation: Scorer | None

    def held_out(self) -> tuple[Score, OutputSnapshot] | tuple[None, None]:
        """The score on the held-out sample, and the answers to it."""
        if self.validation is None:
            return None, None
        seen = self.forward.answer(self.validation.sample.inputs)
        return self.validation.score(seen), self.validation.output(seen)


class Probe:
    """Looks at a network over the same inputs each time and leaves it as it was.

    What comes out is seen in inference mode. A network that normalises batches is also seen as it is in training,
    which is what its layers and gradients are like while it learns. In its early steps the held-out samples are left
    alone, unless the run ends soon, at step `last`; and of large inputs every fourth is looked at.
    """

    def __init__(self, graph: Graph, network: Network, dataset: LoadedDataset, training: Training, last: int) -> None:
        self._graph = graph
        self._network = network
        self._normalising = normalisations(graph, network.holders)
        self._sample = sample(dataset.train, dataset.facts.task)
        held_out = sample(dataset.validation, dataset.facts.task) if dataset.validation else None
        shape = dataset.facts.input_shape

        def view(*, by_batch: bool) -> _View:
            scored = scorer(held_out, training) if held_out else None
            return _View(Forward(graph, network, shape, by_batch=by_batch), scorer(self._sample, training), scored)

        self._inference = view(by_batch=False)
        self._batch = view(by_batch=True) if self._normalising else None
        elements = max(int(np.prod(shape)), 1)
        few = int(np.clip(_GRADIENT_ELEMENTS // elements, _GRADIENT_INPUTS_LEAST, _GRADIENT_INPUTS_MOST))
        self._few = self._sample.inputs[:few], self._sample.targets[:few]
        self._early = _Scope(_EVERY_FOURTH if elements >= _LARGE else slice(None), held_out=last <= _SHORT_RUN)
        self._gradients = Gradients(network.model, network.holders, self._normalising)
        self._start = weights.current(network.holders)
        self._before_step: weights.Weights = {}

    def before_step(self) -> None:
        """Remembers the weights, so that the next look can tell what the one step in between changed."""
        layers = self._network.holders
        self._before_step = weights.current({name: layer for name, layer in layers.items() if layer.trainable_weights})

    def snapshot(self, step: int) -> Snapshot:
        """What there is to see now. Two calls without an update in between see the same."""
        seen = self._look(step, self._scope(step))
        self._before_step = {}
        return seen

    def whole(self, seen: Snapshot) -> Snapshot:
        """The snapshot just taken, over all inputs and held-out samples where it was taken over fewer."""
        if self._scope(seen.step) == _WHOLE:
            return seen
        whole = self._look(seen.step, _WHOLE)
        ratios = {name: {"update_ratio": layer.update_ratio} for name, layer in seen.layers.items()}
        layers = {name: layer.model_copy(update=ratios[name]) for name, layer in whole.layers.items()}
        return whole.model_copy(update={"layers": layers})

    def _scope(self, step: int) -> _Scope:
        return self._early if 0 < step < _EARLY_STEPS else _WHOLE

    def _look(self, step: int, scope: _Scope) -> Snapshot:
        inputs = self._sample.inputs[scope.part]
        with np.errstate(all="ignore"):  # a diverged network is a patient too
            seen = self._inference.forward.look(inputs)
            by_batch = self._batch.forward.look(inputs) if self._batch else None
            held_out, held_out_output = self._inference.held_out() if scope.held_out else (None, None)
            return Snapshot(
                step=step,
                probe_samples=len(inputs),
                layers=self._layers(by_batch or seen),
                output=self._inference.train.output(seen),
                train=self._inference.train.score(seen, scope.part),
                validation=held_out,
                validation_output=held_out_output,
                batch_mode=_batch_mode(self._batch, by_batch, scope) if self._batch and by_batch else None,
            )

    def _layers(self, seen: Seen) -> dict[str, LayerSnapshot]:
        norms = self._gradients.norms(*self._few)
        return {
            node.name: LayerSnapshot(
                **seen.layers[node.name],
                gradient_norm=norms.get(node.name),
                unreached=self._gradients.unreached.get(node.name, ()),
                batch_statistics=self._statistics(node.name, seen),
                **self._weights(node.name),
            )
            for node in self._graph.used
            if node.name in seen.layers
        }

    def _weights(self, name: str) -> dict[str, Any]:
        """Norm and movements of one layer's weights, those that training may change where it has any."""
        if name not in self._start:
            return {}
        now = weights.current({name: self._network.layers[name]})[name]
        before = self._before_step.get(name)
        return {
            "weight_norm": weights.norm(now),
            "movement": weights.movement(now, self._start[name]),
            "update_ratio": weights.movement(now, before) if before else None,
        }

    def _statistics(self, name: str, seen: Seen) -> BatchStatistics | None:
        if name not in seen.moments:
            return None
        layer, (mean, variance) = self._normalising[name], seen.moments[name]
        spread = variance + layer.epsilon
        return BatchStatistics(
            variance_ratio=float(np.median((np.array(layer.moving_variance) + layer.epsilon) / spread)),
            mean_gap=float(np.median(np.abs(np.array(layer.moving_mean) - mean) / np.sqrt(spread))),
        )


def _batch_mode(view: _View, seen: Seen, scope: _Scope) -> BatchMode:
    held_out = view.held_out()[0] if scope.held_out else None
    return BatchMode(output=view.train.output(seen), train=view.train.score(seen, scope.part), validation=held_out)
