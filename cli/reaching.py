"""What a command may read by itself: any local file, and what lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cli.errors import UserError

if TYPE_CHECKING:
    from diagnostics.data.locations import Reach


@contextmanager
def reaching(document: Any) -> Iterator[Reach]:
    """For one job; where it names local files alone, nothing that fetching needs is loaded. Raises UserError."""
    from cli.environment import settings
    from cli.job_file import locations_in
    from diagnostics.data.locations import Reach
    from diagnostics.data.remote.errors import FetchError
    from diagnostics.data.remote.place import is_remote

    try:
        if not any(is_remote(part[key]) for part, key in locations_in(document)):
            yield Reach(None, None)
            return
        from diagnostics.data.remote.fetcher import Fetcher

        with Fetcher(settings()) as fetcher:
            yield Reach(None, fetcher)
    except FetchError as error:
        raise UserError(str(error)) from error
