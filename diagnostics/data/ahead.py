"""Work done by threads ahead of the one who waits for it, in order and never more than so much of it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_MOST_THREADS = 16
Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(
    work: Callable[[Item], Result], items: Iterable[Item], most: int, threads: int = 1
) -> Generator[Result, None, None]:
    """`work` of each item in the order of the items, whatever the timing; at most `most` wait to be taken.

    What `work` raises is raised where its result would have come. An iterator that is let go of ends its threads.
    """
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(threads, "ahead") as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > most:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def threads() -> int:
    """How many threads may decode: those that this process's numerical libraries are given, else one a core."""
    given = os.environ.get("OMP_NUM_THREADS", "")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1  # not on macOS
    return max(1, min(_MOST_THREADS, int(given) if given.isdigit() else cores))
