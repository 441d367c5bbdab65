"""What a pool child holds for its whole life: its place in the pool, its database connections, TensorFlow."""

from __future__ import annotations

import logging
import os
import socket
import time
from dataclasses import dataclass

from sqlalchemy import Engine

from store.blobs import Blobs, blobs_of
from store.db import connect
from store.queue import Queue
from store.settings import Settings
from worker.device import pin, threads_each

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Child:
    """One pool process, ready to run tasks."""

    settings: Settings
    engine: Engine
    queue: Queue
    device: str
    blobs: Blobs | None = None

    @property
    def name(self) -> str:
        """Host and process id, as `trials.worker` shows it."""
        return f"{socket.gethostname()}:{os.getpid()}"


def start_child(settings: Settings, slot: int, children: int) -> Child:
    """Pins the device, imports TensorFlow once for all tasks to come, and makes (but does not open) the pool."""
    pin(slot, settings.gpus, settings.threads or threads_each(children))
    before = time.monotonic()
    device = _import_tensorflow()
    _log.warning(
        "child %d in slot %d is ready on %s after %.1f s (CUDA_VISIBLE_DEVICES=%s)",
        os.getpid(), slot, device, time.monotonic() - before, os.environ["CUDA_VISIBLE_DEVICES"],
    )  # fmt: skip
    return Child(settings, connect(settings), Queue(settings.broker_url), device, blobs_of(settings))


def _import_tensorflow() -> str:
    """Imports the heavy half, and the device it found: `gpu:0` (as numbered outside this process) or `cpu`."""
    import tensorflow as tf

    import diagnostics.train.trial  # noqa: F401

    threads = int(os.environ["TF_NUM_INTRAOP_THREADS"])
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(int(os.environ["TF_NUM_INTEROP_THREADS"]))
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, enable=True)
    tf.zeros(()).numpy()  # the first operation starts the runtime, which takes a while
    return f"gpu:{os.environ['CUDA_VISIBLE_DEVICES']}" if gpus else "cpu"
