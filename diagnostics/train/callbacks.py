"""The user's callbacks, as Keras has them: they watch the validation loss at the end of each epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from diagnostics.spec.training import Callback, EarlyStopping, ReduceOnPlateau
from diagnostics.train.checkpoint import Watched


@dataclass
class _Watch:
    """Counts the epochs since the loss last improved; the first epoch always counts as an improvement."""

    patience: int
    min_delta: float
    best: float | None = None
    waited: int = 0

    def exhausted(self, loss: float) -> bool:
        if self.best is None or loss + self.min_delta < self.best:
            self.best, self.waited = loss, 0
            return False
        self.waited += 1
        return self.waited >= self.patience


@dataclass
class Callbacks:
    """Early stopping and rate reduction over one run."""

    settings: tuple[Callback, ...]
    optimizer: Any
    _watches: list[_Watch] = field(init=False)

    def __post_init__(self) -> None:
        self._watches = [_Watch(each.value.patience, each.value.min_delta) for each in self.settings]

    def epoch_ended(self, validation_loss: float) -> bool:
        """Applies what is due; whether training stops here. Keras raises where a rate on a schedule is to be set."""
        stop = False
        for callback, watch in zip(self.settings, self._watches, strict=True):
            if not watch.exhausted(validation_loss):
                continue
            match callback.value:
                case EarlyStopping():
                    stop = True
                case ReduceOnPlateau(factor=factor, min_rate=lowest):
                    rate = float(self.optimizer.learning_rate.numpy())
                    if rate > np.float32(lowest):
                        self.optimizer.learning_rate = max(rate * factor, lowest)
                        watch.waited = 0
        return stop

    def watched(self) -> tuple[Watched, ...]:
        """Where each stands; the rate that they have set is the optimizer's."""
        return tuple(Watched(best=watch.best, waited=watch.waited) for watch in self._watches)

    def take_up(self, watched: Sequence[Watched]) -> None:
        """Puts each where it stood."""
        for watch, before in zip(self._watches, watched, strict=True):
            watch.best, watch.waited = before.best, before.waited
