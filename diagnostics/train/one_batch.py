"""A fresh network that is shown nothing but one batch: one that cannot learn it by heart cannot learn anything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diagnostics.build.network import Network
from diagnostics.data.dataset import LoadedDataset
from diagnostics.data.split import stratified
from diagnostics.graph.graph import Graph
from diagnostics.observations import OneBatch
from diagnostics.probes.batch_mode import normalisations
from diagnostics.probes.forward import Forward
from diagnostics.probes.sample import sample
from diagnostics.probes.scorer import scorer
from diagnostics.spec.training import Training
from diagnostics.train.loop import Loop

SAMPLES = 16
STEPS = 100


def fit_one_batch(graph: Graph, network: Network, training: Training, dataset: LoadedDataset, seed: int) -> OneBatch:
    """Trains the network, freshly drawn, for STEPS steps on the same samples; scored as in training."""
    whole = dataset.train
    chosen = np.sort(stratified(whole.classes, len(whole), min(SAMPLES, len(whole)), seed))
    classes = None if whole.classes is None else whole.classes[chosen]
    few = replace(whole, rows=whole.rows[chosen], targets=whole.targets[chosen], classes=classes)
    kept = {"batch_size": len(chosen), "epochs": STEPS, "shuffle": False, "callbacks": (), "metrics": ()}
    alone = training.model_copy(update=kept)
    loop = Loop(network.model, alone, replace(dataset, train=few, validation=None), seed)
    seen = sample(few, dataset.facts.task)
    by_batch = bool(normalisations(graph, network.holders))
    forward, scored = Forward(graph, network, dataset.facts.input_shape, by_batch=by_batch), scorer(seen, alone)
    before = scored.score(forward.answer(seen.inputs))
    while not loop.ended and np.isfinite(loop.losses[-1:]).all():
        loop.advance(STEPS)
    after = scored.score(forward.answer(seen.inputs))
    return OneBatch(
        samples=len(chosen), steps=loop.step, loss_before=before.loss, loss_after=after.loss,
        chance_loss=after.chance_loss, accuracy=after.accuracy,
    )  # fmt: skip
