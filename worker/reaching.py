"""What a trial may read: the folders of the settings, and what lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from diagnostics.data.locations import Reach
from diagnostics.data.remote.fetcher import Fetcher
from diagnostics.data.remote.sparing import ModelsAlone
from store.uploads import Uploads
from worker.child import Child


@contextmanager
def reaching(child: Child) -> Iterator[Reach]:
    """For one trial; what it fetches stays in the cache at least that long."""
    with _fetcher(child) as fetcher:
        yield Reach(child.settings.data_roots, fetcher)


@contextmanager
def glancing(child: Child) -> Iterator[Reach]:
    """For deciding: as much as the service saw when it took the job."""
    with _fetcher(child) as fetcher:
        yield Reach(child.settings.data_roots, ModelsAlone(fetcher))


def _fetcher(child: Child) -> Fetcher:
    return Fetcher(child.settings, Uploads(child.blobs) if child.blobs is not None else None)
