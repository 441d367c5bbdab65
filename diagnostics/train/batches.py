"""The batches of a run, in the order in which it sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from diagnostics.data.ahead import ahead
from diagnostics.data.augment import Draw
from diagnostics.data.dataset import Split
from diagnostics.data.raw import Array
from diagnostics.data.split import Indices
from diagnostics.spec.training import Training

_STACK_BYTES = 2**23  # of batches handed over in one call
_AHEAD = 1  # stack that is made or waits while the one before is trained on
Stack = tuple[Array, Array, Array]


class Part(NamedTuple):
    """Batches `first` to `last`, of `size` samples each, of an epoch."""

    epoch: int
    first: int
    last: int
    size: int


@dataclass
class Batches:
    """A split cut into batches, epoch by epoch; the last of an epoch may be short.

    While what was handed over is trained on, the next stack is read and preprocessed.
    """

    split: Split
    training: Training
    seed: int
    _next: tuple[int, int] | None = field(default=None, init=False)  # the epoch and the step that come next
    _coming: Iterator[Stack] = field(default=iter(()), init=False)
    _left: Stack | None = field(default=None, init=False)

    @property
    def per_epoch(self) -> int:
        """Steps in an epoch."""
        return -(-len(self.split) // self.training.batch_size)

    def stacks(self, epoch: int, first: int, last: int) -> Iterator[Stack]:
        """Batches `first` to `last` of an epoch as inputs, targets and weights `(steps, batch, …)`.

        Several steps come in one stack; a short last batch on its own.
        """
        if self._next != (epoch, first):
            self._coming, self._left = ahead(self._stack, self._parts(epoch, first), _AHEAD), None
        while first < last:
            stack = self._left or next(self._coming)
            steps = min(len(stack[0]), last - first)
            self._left = _cut(stack, steps, None) if steps < len(stack[0]) else None
            first += steps
            self._next = (epoch, first) if first < self.per_epoch else (epoch + 1, 0)
            yield _cut(stack, 0, steps)

    def _parts(self, epoch: int, first: int) -> Iterator[Part]:
        """Batches from one of an epoch on to the end of training, as many at once as a stack holds."""
        size = self.training.batch_size
        at_once = self._steps_at_once(size)
        for number in range(epoch, max(epoch + 1, self.training.epochs)):
            whole = len(self.split) // size
            for start in range(first, whole, at_once):
                yield Part(number, start, min(start + at_once, whole), size)
            if whole < self.per_epoch:
                yield Part(number, whole, whole + 1, size)
            first = 0

    def _steps_at_once(self, size: int) -> int:
        one, _ = self.split.batch(np.arange(1))
        return int(max(1, _STACK_BYTES // max(one.nbytes * size, 1)))

    def _stack(self, part: Part) -> Stack:
        order = _order(len(self.split), self.training.shuffle, self.seed, part.epoch)
        indices = order[part.first * part.size : part.last * part.size]
        inputs, targets = self.split.batch(indices, Draw(self.seed, part.epoch))
        parts = (inputs, targets, self._weights(indices))
        stacked = [each.reshape(part.last - part.first, -1, *each.shape[1:]) for each in parts]
        return stacked[0], stacked[1], stacked[2]

    def _weights(self, indices: Indices) -> Array:
        """The class weight of each sample, 1 where none is given."""
        weights = np.ones(len(indices), np.float32)
        if self.training.class_weight and self.split.classes is not None:
            for label, weight in self.training.class_weight.items():
                weights[self.split.classes[indices] == label] = weight
        return weights


def _cut(stack: Stack, first: int, last: int | None) -> Stack:
    inputs, targets, weights = (part[first:last] for part in stack)
    return inputs, targets, weights


@lru_cache(maxsize=2)
def _order(samples: int, shuffle: bool, seed: int, epoch: int) -> Indices:
    return np.random.default_rng((seed, epoch)).permutation(samples) if shuffle else np.arange(samples)
