"""What each layer is worth: the network's loss when a layer's output is replaced by its mean over the inputs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import tensorflow as tf

from diagnostics.build.network import Network
from diagnostics.graph.graph import Graph
from diagnostics.observations import Ablation
from diagnostics.probes.forward import Forward, Seen
from diagnostics.probes.outputs import Floats
from diagnostics.probes.sample import Sample
from diagnostics.probes.scorer import scorer
from diagnostics.spec.training import Training

MOST_LAYERS = 32


def ablations(graph: Graph, network: Network, sample: Sample, training: Training) -> dict[str, Ablation]:
    """One for each trainable layer with a kernel that is not the output; none of networks with very many.

    The mean is that over the inputs of one slice. One compiled pass serves all layers, each with its own mask.
    """
    names = _replaceable(graph, network)
    if not 0 < len(names) <= MOST_LAYERS:
        return {}
    kept = tf.Variable(tf.ones(len(names)), trainable=False)
    with _masked({name: network.layers[name] for name in names}, kept):
        forward = Forward(graph, network, sample.inputs.shape[1:], by_batch=False)
        whole = forward.answer(sample.inputs)
        found = {}
        for place, name in enumerate(names):
            kept.assign(tf.one_hot(place, len(names), on_value=0.0, off_value=1.0))
            found[name] = _compare(sample, training, whole, forward.answer(sample.inputs))
    return found


def _replaceable(graph: Graph, network: Network) -> list[str]:
    """By the first name of each layer; all its calls are replaced at once."""
    answering, holders = {graph.by_name[name].holder for name in graph.outputs}, network.holders
    return [
        node.name
        for node in graph.used
        if node.has_kernel
        and node.name in holders
        and node.holder not in answering
        and network.layers[node.name].trainable_weights
        and hasattr(network.outputs[node.name], "shape")
    ]


@contextmanager
def _masked(layers: Mapping[str, Any], kept: Any) -> Iterator[None]:
    """While this is entered, what is traced weighs each layer's output by its entry of `kept`, its mean by the rest."""
    for place, layer in enumerate(layers.values()):
        object.__setattr__(layer, "call", _call(layer.call, place, kept))
    try:
        yield
    finally:
        for layer in layers.values():
            object.__delattr__(layer, "call")


def _call(call: Any, place: int, kept: Any) -> Any:
    def masked(*args: Any, **kwargs: Any) -> Any:
        output = call(*args, **kwargs)
        share = tf.cast(kept[place], output.dtype)
        return share * output + (1 - share) * tf.reduce_mean(output, axis=0, keepdims=True)

    return masked


def _compare(sample: Sample, training: Training, whole: Seen, without: Seen) -> Ablation:
    before, after = (scorer(sample, training).losses(seen) for seen in (whole, without))
    lost = after.losses - before.losses
    return Ablation(
        loss=float(np.average(after.losses, weights=after.weights)),
        loss_error=float(lost.std(ddof=1) / math.sqrt(len(lost))),
        answers_changed=_changed(sample, whole.answers, without.answers),
    )


def _changed(sample: Sample, before: Floats, after: Floats) -> float:
    """The share of inputs that are named another class or, of quantities, the change relative to their spread."""
    if sample.multilabel:
        return float(((before > 0.5) != (after > 0.5)).any(axis=1).mean())
    if sample.classes is None:
        return float(np.abs(after - before).mean() / (before.std() or 1.0))
    if before.shape[-1] > 1:
        return float((before.argmax(axis=-1) != after.argmax(axis=-1)).mean())
    middle = 0.5 if before.min() >= 0 else 0.0
    return float(((before > middle) != (after > middle)).mean())
