"""The ways of training that are compared: each trains one workload in a process of its own and prints what it took."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from benchmarks.overhead.networks import WORKLOADS, Workload
from diagnostics.build.network import Network, build
from diagnostics.data.dataset import LoadedDataset, Split
from diagnostics.data.facts import dataset_facts
from diagnostics.data.raw import Raw
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.probes.probe import Probe
from diagnostics.train.loop import Loop
from diagnostics.train.run import Run
from diagnostics.train.stopwatch import Stopwatch
from diagnostics.trial import TrialPlan

_HELD_OUT = 256
_PREDICT_EVERY = 10


def watched(work: Workload) -> float:
    """Our loop under the full probes, held-out samples included."""
    spec, (inputs, targets), (others, their_targets) = work.spec, work.data(), work.data(1)
    train = Split(inputs, np.arange(len(inputs)), targets, targets)
    held_out = Split(others, np.arange(_HELD_OUT), their_targets[:_HELD_OUT], their_targets[:_HELD_OUT])
    raw = Raw("arrays", inputs, targets, None, len(inputs))
    dataset = LoadedDataset(train, held_out, dataset_facts(raw, spec.training.loss, train, held_out))
    graph, network = _network(work)
    plan = TrialPlan(key="reference", role="reference", seed=0, spec=spec, horizon=None, stop_early=False)
    started = time.monotonic()
    loop = Loop(network.model, spec.training, dataset, 0)
    run = Run(
        plan, loop, Probe(graph, network, dataset, spec.training, work.steps), Stopwatch(started), lambda *_: None
    )
    run.to_the_end()
    _check(loop.step, work)
    return time.monotonic() - started


def bare(work: Workload) -> float:
    """Keras's fit, as users call it."""
    return _fit(work)


def steps_per_execution(work: Workload) -> float:
    """Keras's own way of running several steps in one call."""
    return _fit(work, steps_per_execution=32)


def tensorboard(work: Workload) -> float:
    """Keras's TensorBoard callback with histograms of the weights at every epoch."""
    with tempfile.TemporaryDirectory() as folder:
        return _fit(work, lambda _: keras.callbacks.TensorBoard(folder, histogram_freq=1, write_graph=False))


def predict(work: Workload) -> float:
    """A callback that predicts with one model a layer, as tutorials do it, every tenth step."""
    return _fit(work, lambda network: _PredictEachLayer(network, work.data()[0][:64]))


class _PredictEachLayer(keras.callbacks.Callback):
    def __init__(self, network: Network, inputs: Any) -> None:
        super().__init__()
        start = network.model.inputs[0]
        self._models = [keras.Model(start, output) for output in network.outputs.values() if output is not start]
        self._inputs = inputs

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002  as Keras calls it
        if batch % _PREDICT_EVERY == 0:
            for model in self._models:
                (model.predict(self._inputs, verbose=0) == 0).mean()


def _fit(work: Workload, callback: Callable[[Network], Any] | None = None, steps_per_execution: int = 1) -> float:
    inputs, targets = work.data()
    options = tf.data.Options()
    options.autotune.enabled = False  # it can hold an iterator's end for seconds, which would flatter us
    batches = tf.data.Dataset.from_tensor_slices((inputs, targets)).shuffle(len(inputs), seed=0).batch(work.batch_size)
    _, network = _network(work)
    training = work.spec.training
    started = time.monotonic()
    network.model.compile(
        keras.optimizers.Adam(training.learning_rate.constant),
        training.loss.class_name,
        metrics=["accuracy"],
        steps_per_execution=steps_per_execution,
        jit_compile=False,
    )
    callbacks = [callback(network)] if callback else []
    network.model.fit(batches.with_options(options), epochs=training.epochs, callbacks=callbacks, verbose=0)
    _check(int(network.model.optimizer.iterations), work)
    return time.monotonic() - started


def _network(work: Workload) -> tuple[Graph, Network]:
    keras.utils.set_random_seed(0)
    graph = graph_of(work.spec)
    return graph, build(graph, work.shape)


def _check(steps: int, work: Workload) -> None:
    if steps != work.steps:
        raise RuntimeError(f"{steps} steps were taken, {work.steps} were to be compared")


ARMS = {arm.__name__: arm for arm in (watched, bare, steps_per_execution, tensorboard, predict)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workload", choices=WORKLOADS)
    parser.add_argument("arm", choices=ARMS)
    asked = parser.parse_args()
    seconds = ARMS[asked.arm](WORKLOADS[asked.workload])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_bytes": peak}) + "\n")
