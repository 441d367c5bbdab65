"""An object, or a folder of objects, from a store that obstore reads; credentials are those of the environment."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from diagnostics.data.remote.bounds import Bounds, Deadline
from diagnostics.data.remote.cache import Download
from diagnostics.data.remote.errors import Refused, Unreachable
from diagnostics.data.remote.objects import opened, told
from diagnostics.data.remote.place import Place

_AT_ONCE = 8
_CHUNK_BYTES = 2**20
_LONGEST_PART = 255


@dataclass(frozen=True)
class Found:
    """One object: its name in the bucket, its path here (empty for a lone object), and what tells its content."""

    key: str
    here: str
    bytes: int
    etag: str | None
    modified: str


class Bucket:
    """What a place holds now."""

    def __init__(self, place: Place, bounds: Bounds, deadline: Deadline) -> None:
        self._place = place
        self._bounds = bounds
        self._deadline = deadline
        self._store = opened(place, bounds)
        self._ended = threading.Event()  # for the threads of a fetch that has failed

    def fetch(self, known: str | None, into: Download) -> str:
        """The fingerprint of what is there; where it is not `known`, all of it is in `into`.

        Raises Refused, NotSetUp, and Unreachable, after which the next call goes on from where this one ended.
        """
        with told(self._place.scheme):
            found = self._found()
        fingerprint = _fingerprint(found)
        if fingerprint == known:
            return fingerprint
        if into.fingerprint != fingerprint:
            into.clear()
        into.begin(fingerprint, sum(each.bytes for each in found))
        target = into.file(self._place.name)
        self._ended.clear()
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                for _ in pool.map(lambda each: self._write(each, target / each.here if each.here else target), found):
                    self._deadline.left_seconds()
            except BaseException:
                self._ended.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return fingerprint

    def _found(self) -> Sequence[Found]:
        import obstore

        path = self._place.path
        if path and not path.endswith("/"):
            try:
                meta: Any = obstore.head(self._store, path)
            except FileNotFoundError:
                pass
            else:
                self._bounds.check_bytes(meta["size"])
                return [_object(meta, "")]
        return self._inside(path.rstrip("/"))

    def _inside(self, folder: str) -> Sequence[Found]:
        import obstore

        found: dict[str, Found] = {}
        size_bytes = 0
        for batch in obstore.list(self._store, prefix=folder or None, chunk_size=1000):
            self._deadline.left_seconds()
            for meta in batch:
                here = meta["path"].removeprefix(folder).removeprefix("/")
                if not here and not meta["size"]:
                    continue  # how some tools mark a folder
                found[_checked(here)] = _object(meta, here)
                size_bytes += meta["size"]
            self._bounds.check_bytes(size_bytes)
            if len(found) > self._bounds.objects:
                raise Refused(f"there are more than the {self._bounds.objects} objects that may be fetched")
        for parent in {str(parent) for here in found for parent in PurePosixPath(here).parents} & set(found):
            if found.pop(parent).bytes:
                raise Refused(f"{parent!r} is an object and a folder at once, which no files can be")
        if not found:
            raise Refused("there is nothing at this location")
        return [found[here] for here in sorted(found)]

    def _write(self, found: Found, file: Path) -> None:
        """Bring one object here, from where an earlier process left it."""
        import obstore

        have = file.stat().st_size if file.exists() else 0
        if have == found.bytes and file.exists():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        options: Any = {"range": {"offset": have}} if have else {}
        with told(self._place.scheme), file.open("ab") as out:
            got: Any = obstore.get(self._store, found.key, options=options)
            if _object(got.meta, found.here) != found:
                raise Unreachable(f"{found.key!r} has changed while it was fetched")
            for chunk in got.stream(min_chunk_size=_CHUNK_BYTES):
                self._deadline.left_seconds()
                if self._ended.is_set():
                    return
                out.write(chunk)
        if file.stat().st_size != found.bytes:
            have = file.stat().st_size
            file.unlink()
            raise Unreachable(f"{found.key!r} came with {have} of its {found.bytes} bytes")


def _object(meta: Any, here: str) -> Found:
    etag = meta["e_tag"] and meta["e_tag"].strip('"')  # Azure lists it without the quotes that it gives it alone
    return Found(meta["path"], here, meta["size"], etag, meta["last_modified"].isoformat())


def _checked(here: str) -> str:
    """Raises Refused for a name that would be no path inside the folder."""
    parts = here.split("/")
    unfit = {"", ".", ".."} & set(parts) or any(len(part.encode()) > _LONGEST_PART for part in parts)
    if unfit or "\\" in here or not here.isprintable():
        raise Refused(f"the object {here!a} has a name that no file here may have")
    return here


def _fingerprint(found: Sequence[Found]) -> str:
    told = [(each.here, each.bytes, each.etag, each.modified) for each in found]
    return f"objects:{hashlib.sha256(json.dumps(told).encode()).hexdigest()}"
