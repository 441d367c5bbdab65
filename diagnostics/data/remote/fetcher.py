"""From a location that lies elsewhere to a path here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from diagnostics.data.remote.addresses import Resolve, resolved
from diagnostics.data.remote.bounds import Bounds, Deadline
from diagnostics.data.remote.cache import Cache, Download, Entry
from diagnostics.data.remote.errors import NotSetUp, Refused, Unreachable
from diagnostics.data.remote.given import FetchSettings, Uploads
from diagnostics.data.remote.place import BUCKETS, UPLOAD, WEB, Place
from diagnostics.spec.errors import SpecError, fault

_FIRST_PAUSE_SECONDS = 0.5
_UPLOADED = "uploaded"  # what is uploaded never changes


class Fetcher:
    """Fetches each location once; until it is closed, nobody evicts what it has fetched from the cache."""

    def __init__(
        self,
        settings: FetchSettings,
        uploads: Uploads | None = None,
        bounds: Bounds | None = None,
        resolve: Resolve = resolved,
    ) -> None:
        self._settings = settings
        self._uploads = uploads
        self._bounds = bounds or Bounds(bytes=settings.max_fetch_bytes, seconds=settings.fetch_seconds)
        self._resolve = resolve
        self._cache = Cache(settings.cache, settings.cache_bytes)
        self._known: dict[str, Path] = {}
        self._held = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def refusal(self, place: Place) -> str | None:
        """Why a job may not name this place, as far as that is known without asking anybody."""
        if place.scheme == UPLOAD:
            if self._uploads is None:
                return "uploads belong to a server, and this is none that keeps any (DEADWEIGHT_BLOBS)"
            found = self._uploads.size_bytes(place.host, place.path)
            return None if found is not None else "there is no such upload; it may have been deleted"
        if any(_begins(place.location, prefix) for prefix in self._settings.remote):
            return None
        allowed = ", ".join(self._settings.remote) or "none is configured"
        return f"outside the locations that jobs may read (DEADWEIGHT_REMOTE: {allowed})"

    def path(self, place: Place, pointer: str) -> Path:
        """What lies there now, as a file or folder here. Raises SpecError for what no job can have, and FetchError."""
        try:
            return self._path(place)
        except Refused as error:
            raise _fault(pointer, str(error), place) from error
        except (Unreachable, NotSetUp) as error:
            raise type(error)(f"{place.shown}: {error}") from error

    def _path(self, place: Place) -> Path:
        if place.key not in self._known:
            reason = self.refusal(place)
            if reason is not None:
                raise Refused(reason)
            try:
                self._known[place.key] = self._uploaded(place) or self._fetched(place)
            except OSError as error:
                raise NotSetUp(f"the cache in {self._settings.cache} cannot be used: {error.strerror}") from error
        return self._known[place.key]

    def _uploaded(self, place: Place) -> Path | None:
        return self._uploads.local_path(place.host, place.path) if self._uploads and place.scheme == UPLOAD else None

    def _fetched(self, place: Place) -> Path:
        deadline = Deadline(self._bounds.seconds)
        fetch = self._source(place, deadline)
        entry, hold = self._cache.held(place.key, deadline, lambda into: self._brought(fetch, into, deadline))
        self._held.enter_context(hold)
        return entry.path

    def _brought(self, fetch: Callable[[str | None, Download], str], into: Download, deadline: Deadline) -> Entry:
        """The entry of what is there now: the one that is known, or a new one."""
        known = self._cache.latest(into.key)
        for attempt in range(self._bounds.tries):
            try:
                found = fetch(known.fingerprint if known else None, into)
                break
            except Unreachable:
                if attempt + 1 == self._bounds.tries:
                    raise
                deadline.pause(_FIRST_PAUSE_SECONDS * 2**attempt)
        else:
            raise Unreachable("it was never asked for")
        if known is not None and known.fingerprint == found:
            into.drop()
            return known
        return self._cache.keep(into, found)

    def _source(self, place: Place, deadline: Deadline) -> Callable[[str | None, Download], str]:
        if place.scheme in WEB:
            from diagnostics.data.remote.answer import Asking
            from diagnostics.data.remote.web import Web

            asking = Asking(self._resolve, self._settings.allow_hosts, self._bounds)
            return Web(place, asking, self._bounds, deadline).fetch
        if place.scheme in BUCKETS:
            from diagnostics.data.remote.buckets import Bucket

            return Bucket(place, self._bounds, deadline).fetch
        return lambda _, into: self._copied(place, into)

    def _copied(self, place: Place, into: Download) -> str:
        """An upload out of an object store."""
        assert self._uploads is not None, "uploads were refused"
        if self._cache.latest(into.key) is None:
            into.clear()
            into.begin(None, self._uploads.size_bytes(place.host, place.path) or 0)
            try:
                found = self._uploads.fetch(place.host, place.path, into.file(place.path))
            except Exception as error:  # every kind of store has errors of its own
                raise Unreachable(f"the store of uploads failed: {type(error).__name__}") from error
            if not found:
                raise Refused("there is no such upload; it may have been deleted")
        return _UPLOADED


def _begins(location: str, prefix: str) -> bool:
    """Whether a location is this prefix, or lies below it."""
    return location == prefix or location.startswith(prefix if prefix.endswith("/") else f"{prefix}/")


def _fault(pointer: str, message: str, place: Place) -> SpecError:
    return fault(pointer, message, place.shown)
