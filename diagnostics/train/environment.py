"""Where a trial runs."""

from __future__ import annotations

import platform
from functools import cache

import keras
import tensorflow as tf

from diagnostics.observations import Environment


@cache
def environment() -> Environment:
    """Versions, device and thread count of this process."""
    gpus = tf.config.list_physical_devices("GPU")
    device_name = tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU") if gpus else _processor()
    return Environment(
        python=platform.python_version(),
        tensorflow=tf.__version__,
        keras=keras.__version__,
        device="gpu" if gpus else "cpu",
        device_name=device_name,
        threads=tf.config.threading.get_intra_op_parallelism_threads(),
        platform=platform.platform(terse=True),
    )


def _processor() -> str:
    return platform.processor() or platform.machine()
