"""Which device a child computes on: one GPU a child by its slot in the pool, or none."""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence


def visible_devices(slot: int, gpus: Sequence[str]) -> str:
    """`CUDA_VISIBLE_DEVICES` for the child in pool slot `slot`; `-1` hides every GPU."""
    return gpus[slot % len(gpus)] if gpus else "-1"


def threads_each(children: int, cores: int | None = None) -> int:
    """Threads for each of so many children, so that together they fill the machine."""
    available = cores if cores is not None else len(os.sched_getaffinity(0))
    return max(1, available // max(1, children))


def pin(slot: int, gpus: Sequence[str], threads: int, environ: MutableMapping[str, str] = os.environ) -> None:
    """Settles device and threads of this process; must run before TensorFlow is imported."""
    environ["CUDA_VISIBLE_DEVICES"] = visible_devices(slot, gpus)
    environ["TF_FORCE_GPU_ALLOW_GROWTH"] = "true"
    environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    environ["TF_NUM_INTRAOP_THREADS"] = environ["OMP_NUM_THREADS"] = str(threads)
    environ["TF_NUM_INTEROP_THREADS"] = "1" if threads == 1 else "2"
