"""What is looked into once the verdict on the reference is known, and only where it can tell causes apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from diagnostics.build.network import Network
from diagnostics.consult.judge import CERTAIN, Decision
from diagnostics.data.dataset import LoadedDataset
from diagnostics.data.signal import signal_test
from diagnostics.graph.graph import Graph
from diagnostics.observations import Ablation, OneBatch, SignalTest
from diagnostics.probes.ablation import ablations
from diagnostics.probes.sample import sample
from diagnostics.train.one_batch import fit_one_batch
from diagnostics.train.run import Run

_LARGE = 100 * 100 * 3  # elements of one input: above it, a pass a layer or a hundred steps more take too long
_DOUBTFUL = 2.0  # standard errors within which a gain on held-out data may be none


@dataclass(frozen=True)
class After:
    """What each layer is worth, whether one batch can be learned, and whether there is anything to learn."""

    ablations: dict[str, Ablation] = field(default_factory=dict)
    one_batch: OneBatch | None = None
    signal: SignalTest | None = None


def look_into(
    run: Run, decision: Decision, graph: Graph, network: Network, dataset: LoadedDataset, redrawn: Callable[[], Network]
) -> After:
    """Of a network that learned, its layers; of one that did not, whether it can, and whether there is a signal.

    A network that collapsed for certain needs neither. `redrawn` draws the network anew from the trial's seed.
    """
    training, small = run.plan.spec.training, int(np.prod(dataset.facts.input_shape)) < _LARGE
    if run.plan.role != "reference":
        return After()
    if decision.state == "learning":
        found = ablations(graph, network, sample(dataset.train, dataset.facts.task), training) if small else {}
        return After(found, signal=None if _carries_over(run) else signal_test(dataset))
    stuck = decision.state == "not_learning" and decision.confidence < CERTAIN
    one_batch = fit_one_batch(graph, redrawn(), training, dataset, run.plan.seed) if stuck and small else None
    return After(one_batch=one_batch, signal=signal_test(dataset) if decision.confidence < CERTAIN else None)


def _carries_over(run: Run) -> bool:
    """Whether what was learned is clearly of use on held-out data, or there are none to tell."""
    held_out = run.snapshots[-1].validation
    return held_out is None or held_out.gain > _DOUBTFUL * held_out.gain_error
