"""Networks and data small enough to train in a test, in memory."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from diagnostics.build.network import Network, build
from diagnostics.data.dataset import LoadedDataset, Split
from diagnostics.data.facts import dataset_facts
from diagnostics.data.labels import class_indices
from diagnostics.data.raw import Raw
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.probes.probe import Probe
from diagnostics.spec.job import ResolvedSpec
from diagnostics.train.loop import Loop
from tests.diagnostics.factories import Entry, chain, image, layer

CLASSES = 3


def spec_of(*layers: Entry, shape: tuple[int, ...] = (4,), **training: Any) -> ResolvedSpec:
    """A job with these layers behind an input of this shape, and these training settings."""
    settings = {"loss": "sparse_categorical_crossentropy", "batch_size": 8, "epochs": 2, "seed": 1, **training}
    return chain(image(*shape), *layers, training=settings)


def perceptron(**training: Any) -> ResolvedSpec:
    """Four inputs, a ReLU layer, three classes."""
    return spec_of(
        layer("Dense", "hidden", units=6, activation="relu"),
        layer("Dense", "output", units=CLASSES, activation="softmax"),
        **training,
    )


def convolution(**training: Any) -> ResolvedSpec:
    """Images of 8 × 8 through a convolution, batch normalisation and dropout to three classes."""
    return spec_of(
        layer("Conv2D", "convolution", filters=4, kernel_size=3, kernel_initializer="he_normal"),
        layer("BatchNormalization", "normalisation"),
        layer("ReLU", "rectifier"),
        layer("MaxPooling2D", "pool"),
        layer("Flatten", "flat"),
        layer("Dropout", "dropout", rate=0.5),
        layer("Dense", "output", units=CLASSES, activation="softmax"),
        shape=(8, 8, 1),
        **training,
    )


def dataset(spec: ResolvedSpec, samples: int = 28, validation: int = 12, learnable: bool = True) -> LoadedDataset:
    """Normal inputs of the spec's shape; the class is the largest of three of them, or chance."""
    generator = np.random.default_rng(0)
    inputs = generator.normal(size=(samples + validation, *spec.model.layers[0].config["shape"])).astype(np.float32)
    labels = inputs.reshape(len(inputs), -1)[:, :CLASSES].argmax(axis=1)
    return loaded(spec, inputs, labels if learnable else generator.permutation(labels), validation)


def loaded(spec: ResolvedSpec, inputs: Any, targets: Any, validation: int = 0) -> LoadedDataset:
    """The last so many samples held out, the rest to train on."""
    inputs, targets = np.asarray(inputs), np.asarray(targets)
    classes = class_indices(targets, spec.training.loss, False)

    def split(rows: Any) -> Split:
        return Split(inputs, rows, targets[rows], None if classes is None else classes[rows])

    count = len(inputs) - validation
    train, held_out = split(np.arange(count)), split(np.arange(count, len(inputs))) if validation else None
    raw = Raw("arrays", inputs, targets, None, len(inputs))
    return LoadedDataset(train, held_out, dataset_facts(raw, spec.training.loss, train, held_out))


def built(spec: ResolvedSpec, data: LoadedDataset) -> tuple[Graph, Network]:
    """The network, drawn from the spec's seed."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(spec.training.seed)
    graph = graph_of(spec)
    return graph, build(graph, data.facts.input_shape)


def prepared(spec: ResolvedSpec, data: LoadedDataset | None = None) -> tuple[Network, Loop, Probe]:
    """Network, loop and probe, as a trial makes them."""
    data = data or dataset(spec)
    graph, network = built(spec, data)
    loop = Loop(network.model, spec.training, data, spec.training.seed)
    return network, loop, Probe(graph, network, data, spec.training, loop.planned_steps)


def train(loop: Loop, steps: int | None = None) -> list[float]:
    """The losses up to so many steps, or of the whole run."""
    while not loop.ended and (steps is None or loop.step < steps):
        loop.advance(steps or loop.planned_steps)
    return loop.losses
