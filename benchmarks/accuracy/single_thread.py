"""Processes in which TensorFlow has one thread: what runs beside another takes no cores from it."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

_ENVIRONMENT = {
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",  # the same sums on every machine
    "CUDA_VISIBLE_DEVICES": "-1",
}
_PROGRAMS_PER_PROCESS = 25  # TensorFlow keeps some of every network it has traced


def pool(processes: int) -> ProcessPoolExecutor:
    """So many processes, each replaced after a while."""
    os.environ.update(_ENVIRONMENT)  # read when TensorFlow is loaded, which happens in the children alone
    return ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_quieten,
        max_tasks_per_child=_PROGRAMS_PER_PROCESS,
    )


def _quieten() -> None:
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns that many models are traced, which is the point
