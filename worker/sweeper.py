"""Finds lost work, for ever: `python -m worker.sweeper`. Several at once do no harm."""

from __future__ import annotations

import logging
import math
import signal
import threading
import time
from types import FrameType

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from store.blobs import Blobs, blobs_of
from store.db import connect, transaction
from store.queue import Queue
from store.repositories import sweep, uploads
from store.settings import Settings

_TIDY_SECONDS = 60.0
_log = logging.getLogger(__name__)


def sweep_once(engine: Engine, queue: Queue, settings: Settings) -> int:
    """Requeues trials whose lease ran out and publishes what waits unclaimed; how many tasks were published."""
    with transaction(engine) as connection:
        recovered = sweep.recover(connection, settings.max_attempts)
    for trial_id in recovered.requeued:
        _log.warning("trial %s lost its worker and is queued again", trial_id)
    for trial_id in recovered.failed:
        _log.error("trial %s lost its worker too often and has failed", trial_id)
    with transaction(engine) as connection:
        due = sweep.take_due(connection, settings.republish_seconds)
    published = queue.publish_all((wakeup.task, wakeup.id, wakeup.device) for wakeup in due)
    if published < len(due):
        with transaction(engine) as connection:
            sweep.not_published(connection, due[published:])
    return published


def tidy_once(engine: Engine, blobs: Blobs, settings: Settings) -> int:
    """Deletes uploads that no job names and none has lately; how many. One that cannot be deleted stays, for later."""
    with transaction(engine) as connection:
        unused = uploads.hold_unused(connection, settings.upload_seconds)
        for upload_id in unused:
            blobs.remove_upload(upload_id)
            uploads.remove(connection, upload_id)
    return len(unused)


def main() -> None:
    """Sweeps until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s sweeper %(levelname)s %(message)s")
    settings = Settings()
    engine, queue, stop = connect(settings), Queue(settings.broker_url), threading.Event()
    blobs, tidied = blobs_of(settings), -math.inf

    def _stop(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    while not stop.wait(settings.sweep_seconds):
        try:
            sweep_once(engine, queue, settings)
            if blobs is not None and time.monotonic() >= tidied + _TIDY_SECONDS:
                tidied = time.monotonic()
                _tidy(engine, blobs, settings)
        except SQLAlchemyError as error:
            _log.warning("the database does not answer: %s", error)


def _tidy(engine: Engine, blobs: Blobs, settings: Settings) -> None:
    try:
        deleted = tidy_once(engine, blobs, settings)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001  every kind of store has errors of its own
        _log.warning("uploads could not be deleted: %r", error)
        return
    if deleted:
        _log.info("%d uploads that no job names were deleted", deleted)


if __name__ == "__main__":
    main()
