"""What the trial of a job in mode `train` keeps beyond the life of its worker: a checkpoint, and the network."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded

from store.blobs import BlobKey, Blobs, checkpoint_of, model_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Keeping:
    """The blobs of one trial. A store that is away costs a checkpoint, but not the trial."""

    blobs: Blobs
    checkpoint: BlobKey
    model: BlobKey
    every_seconds: float

    def load(self, file: Path) -> bool:
        """Write the newest checkpoint to a file; False where there is none, or the store is away."""
        with _let_go_of("the checkpoint could not be read"):
            return self.blobs.fetch(self.checkpoint, file)
        return False

    def save(self, file: Path) -> None:
        """Keep this file as the newest checkpoint."""
        with _let_go_of("the checkpoint could not be kept"):
            self.blobs.put(self.checkpoint, file)

    def keep_model(self, file: Path) -> None:
        """Keep the trained network, if the trial came to one. Raises what the store raises: the job is for this."""
        if file.exists():
            self.blobs.put(self.model, file)

    def drop_checkpoint(self) -> None:
        """Delete it: the trial has ended."""
        with _let_go_of("the checkpoint could not be deleted"):
            self.blobs.remove(self.checkpoint)

    def drop_all(self) -> None:
        """Delete checkpoint and network: nobody will want them."""
        self.drop_checkpoint()
        with _let_go_of("the model could not be deleted"):
            self.blobs.remove(self.model)


def keeping(blobs: Blobs, job_id: UUID, trial_id: UUID, every_seconds: float) -> Keeping:
    """That of one trial."""
    return Keeping(blobs, checkpoint_of(job_id, trial_id), model_of(job_id, trial_id), every_seconds)


@contextmanager
def _let_go_of(failure: str) -> Iterator[None]:
    try:
        yield
    except SoftTimeLimitExceeded:  # a cancellation, wherever it strikes
        raise
    except Exception as error:  # noqa: BLE001  every kind of store has errors of its own
        _log.warning("%s: %r", failure, error)
