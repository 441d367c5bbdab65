"""The ways of feeding that are compared: each feeds the same training step in a process of its own."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from benchmarks.data.files import CLASSES
from diagnostics.build.network import build
from diagnostics.data.dataset import LoadedDataset, Split, open_dataset
from diagnostics.data.facts import dataset_facts
from diagnostics.data.raw import Raw
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job
from diagnostics.train.loop import Loop

_BATCH = 32


def ours(folder: Path, side: int, epochs: int) -> Iterator[None]:
    """A dataset opened as a trial opens it, every file verified and the facts gathered, and the loop of a trial."""
    spec = _spec(folder, side, epochs)
    loop = _loop(spec, open_dataset(spec))
    for epoch in range(1, epochs + 1):
        while loop.step < epoch * loop.steps_per_epoch:
            loop.advance(epoch * loop.steps_per_epoch)
        yield


def tf_data(folder: Path, side: int, epochs: int) -> Iterator[None]:
    """The same dataset and the same order, with tf.data in place of our threads to prepare batches ahead."""
    spec = _spec(folder, side, epochs)
    dataset = open_dataset(spec)
    loop, split = _loop(spec, dataset), dataset.train

    def read(indices: Any) -> Any:
        images, labels = tf.numpy_function(split.batch, [indices], [tf.float32, tf.int64], stateful=False)
        images.set_shape((None, side, side, 3))
        labels.set_shape((None,))
        return images, labels

    for epoch in range(epochs):
        order = np.random.default_rng((0, epoch)).permutation(len(split))
        indices = tf.data.Dataset.from_tensor_slices(order).batch(_BATCH)
        _train(loop, indices.map(read, num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE))
        yield


def keras_directory(folder: Path, side: int, epochs: int) -> Iterator[None]:
    """Keras's `image_dataset_from_directory`, as users call it."""
    spec = _spec(folder, side, epochs)
    batches = keras.utils.image_dataset_from_directory(
        folder, image_size=(side, side), batch_size=_BATCH, seed=0, verbose=False
    )
    loop = _loop(spec, _form(spec, side))
    for _ in range(epochs):
        _train(loop, batches)
        yield


def _train(loop: Loop, batches: Any) -> None:
    for images, labels in batches:
        loop.take_steps(images[None], tf.cast(labels, tf.int64)[None], tf.ones((1, len(labels)))).numpy()


def _spec(folder: Path, side: int, epochs: int) -> ResolvedSpec:
    """A small network, for which reading images is most of the work."""
    layers = [
        _layer("InputLayer", shape=[side, side, 3]),
        _layer("Rescaling", scale=1 / 255),
        _layer("Conv2D", filters=16, kernel_size=3, strides=4, activation="relu"),
        _layer("Conv2D", filters=32, kernel_size=3, strides=2, activation="relu"),
        _layer("GlobalAveragePooling2D"),
        _layer("Dense", units=CLASSES, activation="softmax"),
    ]
    dataset = {"location": str(folder), "image": {"size": [side, side]}, "validation": None}
    training = {"loss": "sparse_categorical_crossentropy", "batch_size": _BATCH, "epochs": epochs}
    return resolve(read_job({"dataset": dataset, "model": {"layers": layers}, "training": training}))


def _layer(class_name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": class_name, "config": config}


def _form(spec: ResolvedSpec, side: int) -> LoadedDataset:
    """A few blank images in place of a dataset, from which the loop learns the form of a batch."""
    images, labels = np.zeros((CLASSES, side, side, 3), np.uint8), np.arange(CLASSES)
    split = Split(images, labels, labels, labels)
    return LoadedDataset(
        split, None, dataset_facts(Raw("arrays", images, labels, None, CLASSES), spec.training.loss, split, None)
    )


def _loop(spec: ResolvedSpec, dataset: LoadedDataset) -> Loop:
    keras.utils.set_random_seed(0)
    return Loop(build(graph_of(spec), dataset.facts.input_shape).model, spec.training, dataset, 0)


def _now() -> tuple[float, float]:
    """The clock, and the processor time of all threads so far."""
    return time.monotonic(), time.process_time()


ARMS = {"ours": ours, "again": ours, "tf_data": tf_data, "keras_directory": keras_directory}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("arm", choices=ARMS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--side", type=int, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    asked = parser.parse_args()
    ends = [_now()]
    ends += [_now() for _ in ARMS[asked.arm](asked.folder, asked.side, asked.epochs)]
    seconds, processor_seconds = np.diff(ends, axis=0).T.tolist()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    told = {"seconds": seconds, "processor_seconds": processor_seconds, "peak_bytes": peak}
    sys.stdout.write(json.dumps(told) + "\n")
