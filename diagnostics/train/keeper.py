"""Keeping a run across processes: a checkpoint now and then, and taking up the newest."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from diagnostics.observations import Snapshot
from diagnostics.train import checkpoint
from diagnostics.train.checkpoint import Checkpoint, State
from diagnostics.train.environment import environment
from diagnostics.trial import TrialPlan

if TYPE_CHECKING:
    from diagnostics.train.run import Run

_FORMAT = 1  # raised with every change to what a checkpoint holds, or to what a run does with it
_log = logging.getLogger(__name__)


class Checkpoints(Protocol):
    """Where the newest checkpoint of one trial is kept."""

    @property
    def every_seconds(self) -> float:
        """The least time between two."""

    def load(self, file: Path) -> bool:
        """Write the newest to a file; False where there is none, or it is not to be had."""

    def save(self, file: Path) -> None:
        """Keep a copy of this file in place of the last; one that cannot be kept is let go."""


class Keeper:
    """Saves a run when the time has come. One without a place to keep anything does nothing."""

    def __init__(self, checkpoints: Checkpoints | None = None) -> None:
        self._checkpoints = checkpoints
        self._saved_at = time.monotonic()

    def keep_if_due(self, run: Run) -> None:
        """Saves the run as it stands, between two steps, unless that was done a short while ago."""
        if self._checkpoints is None or time.monotonic() - self._saved_at < self._checkpoints.every_seconds:
            return
        with run.clock.keeping(), tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "checkpoint"
            checkpoint.write(_of(run), file)
            self._checkpoints.save(file)
        self._saved_at = time.monotonic()

    def take_up(self, run: Run) -> None:
        """Brings a run that has not begun to where its newest checkpoint was, if there is one that is its own."""
        found = self._newest()
        if found is None:
            return
        is_its_own = found.state.of == _name(run.plan) and _alike(found.state.snapshots[:1], run.snapshots)
        if not is_its_own or not run.loop.take_up(found):
            _log.warning("the checkpoint of trial %s is of another run; it begins anew", run.plan.key)
            return
        state = found.state
        run.snapshots[:] = state.snapshots
        run.learned_at_step = state.learned_at_step
        run.resumed_at_steps = (*state.resumed_at_steps, run.loop.step)
        run.clock.take_up(state.clock)

    def _newest(self) -> Checkpoint | None:
        if self._checkpoints is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "checkpoint"
            try:
                return checkpoint.read(file) if self._checkpoints.load(file) else None
            except Exception as error:  # noqa: BLE001  readers of archives raise many kinds for damaged ones
                _log.warning("a checkpoint cannot be read, so the trial begins anew: %r", error)
                return None


def _alike(kept: Sequence[Snapshot], now: Sequence[Snapshot]) -> bool:
    """Whether the network met the data before training just as it does now, but for another processor's rounding."""
    then, here = ([(seen.probe_samples, seen.train.loss) for seen in looks] for looks in (kept, now))
    return bool(np.shape(then) == np.shape(here) and np.allclose(then, here, rtol=1e-3, equal_nan=True))


def _of(run: Run) -> Checkpoint:
    state = State(
        of=_name(run.plan),
        stopped_early=run.loop.stopped_early,
        callbacks=run.loop.callbacks.watched(),
        snapshots=tuple(run.snapshots),
        learned_at_step=run.learned_at_step,
        resumed_at_steps=run.resumed_at_steps,
        clock=run.clock.figures(),
    )
    return Checkpoint(state, run.loop.series, [variable.numpy().tobytes() for variable in run.loop.variables])


def _name(plan: TrialPlan) -> str:
    """The same for the same plan under the same versions of what computes it."""
    here = environment()
    told = f"{_FORMAT} {here.tensorflow} {here.keras} {here.device} {plan.model_dump_json()}"
    return hashlib.sha256(told.encode()).hexdigest()
