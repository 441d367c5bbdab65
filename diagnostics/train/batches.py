"""The batches of a run, in the order in which it sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from diagnostics.data.dataset import Split
from diagnostics.data.raw import Array
from diagnostics.data.split import Indices
from diagnostics.spec.training import Training

_STACK_BYTES = 64 * 2**20  # of batches handed over in one call


@dataclass(frozen=True)
class Batches:
    """A split cut into batches, epoch by epoch; the last of an epoch may be short."""

    split: Split
    training: Training
    seed: int

    @property
    def per_epoch(self) -> int:
        """Steps in an epoch."""
        return -(-len(self.split) // self.training.batch_size)

    def stacks(self, epoch: int, first: int, last: int) -> Iterator[tuple[Array, Array, Array]]:
        """Batches `first` to `last` of an epoch as inputs, targets and weights `(steps, batch, …)`.

        Several steps come in one stack; a short last batch on its own.
        """
        order = _order(len(self.split), self.training.shuffle, self.seed, epoch)
        size = self.training.batch_size
        whole = min(last, len(order) // size)
        at_once = self._steps_at_once(order, size)
        for start in range(first, whole, at_once):
            end = min(start + at_once, whole)
            yield self._stack(order[start * size : end * size], end - start)
        if last > whole:
            yield self._stack(order[whole * size :], 1)

    def _steps_at_once(self, order: Indices, size: int) -> int:
        one, _ = self.split.batch(order[:1])
        return int(max(1, _STACK_BYTES // max(one.nbytes * size, 1)))

    def _stack(self, indices: Indices, steps: int) -> tuple[Array, Array, Array]:
        inputs, targets = self.split.batch(indices)
        parts = (inputs, targets, self._weights(indices))
        stacked = [part.reshape(steps, -1, *part.shape[1:]) for part in parts]
        return stacked[0], stacked[1], stacked[2]

    def _weights(self, indices: Indices) -> Array:
        """The class weight of each sample, 1 where none is given."""
        weights = np.ones(len(indices), np.float32)
        if self.training.class_weight and self.split.classes is not None:
            for label, weight in self.training.class_weight.items():
                weights[self.split.classes[indices] == label] = weight
        return weights


@lru_cache(maxsize=2)
def _order(samples: int, shuffle: bool, seed: int, epoch: int) -> Indices:
    return np.random.default_rng((seed, epoch)).permutation(samples) if shuffle else np.arange(samples)
