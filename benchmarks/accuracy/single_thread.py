"""Processes in which TensorFlow has one thread: what runs beside another takes no cores from it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

_ENVIRONMENT = {
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
}
_PROGRAMS_PER_PROCESS = 25  # TensorFlow keeps some of every network it has traced


def as_done(work: Callable[..., Any], asked: Sequence[tuple[Any, ...]], processes: int) -> Iterator[tuple[int, Any]]:
    """Does the work with each entry's arguments; the entry's position and its result, in the order of being done.

    Not concurrent.futures: its processes are not replaced reliably (https://github.com/python/cpython/issues/115634).
    """
    if not asked:
        return
    os.environ.update(_ENVIRONMENT)  # read when TensorFlow is loaded, which happens in the children alone
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, _quieten, maxtasksperchild=_PROGRAMS_PER_PROCESS) as pool:
        yield from pool.imap_unordered(_Numbered(work), enumerate(asked))


class _Numbered:
    """The work with its entry's position beside the result."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work = work

    def __call__(self, entry: tuple[int, tuple[Any, ...]]) -> tuple[int, Any]:
        position, arguments = entry
        return position, self._work(*arguments)


def _quieten() -> None:
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns that many models are traced, which is the point
