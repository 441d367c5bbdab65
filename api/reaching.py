"""What the service itself may read of a job: models, whose layers it must know, and what was uploaded to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from diagnostics.data.locations import Reach
from diagnostics.data.remote.bounds import Bounds
from diagnostics.data.remote.fetcher import Fetcher
from diagnostics.data.remote.sparing import ModelsAlone
from store.settings import Settings
from store.uploads import uploads_of

_MOST_SECONDS = 60.0  # that a request waits for a model; what came until then is kept, and the next one goes on


@contextmanager
def reaching(settings: Settings) -> Iterator[Reach]:
    """For one request."""
    seconds = min(_MOST_SECONDS, settings.fetch_seconds)
    bounds = Bounds(bytes=settings.max_fetch_bytes, seconds=seconds, stall_seconds=seconds / 4)
    with Fetcher(settings, uploads_of(settings), bounds) as fetcher:
        yield Reach(settings.data_roots, ModelsAlone(fetcher))
