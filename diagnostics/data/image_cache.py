"""Decoded images, kept for whoever reads the same files next: the other trials of a job, and the jobs after it."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
import PIL

from diagnostics.data.image_decoder import PIXEL, Decoder, Found
from diagnostics.data.remote.bounds import Deadline
from diagnostics.data.remote.cache import Cache, Download, Entry
from diagnostics.data.remote.errors import FetchError
from diagnostics.data.remote.holding import Hold
from diagnostics.data.row_file import RowFile
from diagnostics.data.user_cache import user_cache

_PIXELS, _FOUND = "pixels", "found.npz"
_FORM = 1  # of an entry; to be raised with every change of what is decoded, or of how it is kept
_LEAST_BYTES = 2**24  # of files and their pixels; less is soon decoded again
_SETTLED_SECONDS = 2.0  # after which a change of a file shows in its times, however coarse the file system's are
_MOST_SECONDS = 3600.0  # that another process is waited for which decodes the same files
_DISK_SHARE = 0.5  # of what is free
_BESIDE_BYTES, _BESIDE_EACH_BYTES = 2**12, 40  # that what was found takes beside the pixels


def shared(files: Sequence[Path], decoder: Decoder) -> tuple[RowFile, Found] | None:
    """Images as the decoder makes them, decoded now or by an earlier process; None where it is not worth it.

    Nor can it be done where the cache has no room, or while files change. An entry is for files of the same names,
    sizes, times and inodes, decoded in the same way; those that could not be read are tried again. Raises DataError
    where no file can be read.
    """
    size_bytes = len(files) * decoder.image_bytes
    if not decoder.limits.shares or size_bytes > decoder.limits.scratch_bytes:
        return None
    seen = _Seen.of(files, decoder)
    if size_bytes + seen.size_bytes < _LEAST_BYTES:
        return None
    if not seen.settled():
        time.sleep(_SETTLED_SECONDS)
        seen = _Seen.of(files, decoder)
    try:
        return _shared(user_cache(), seen.fingerprint, files, decoder) if seen.settled() else None
    except (FetchError, OSError):
        return None


def _shared(cache: Cache, fingerprint: str, files: Sequence[Path], decoder: Decoder) -> tuple[RowFile, Found] | None:
    for _ in range(2):
        entry, hold = cache.made(fingerprint, Deadline(_MOST_SECONDS), partial(_write, files=files, decoder=decoder))
        found = _read(entry, hold, files, decoder)
        if found is not None:
            return found
        hold.release()
        cache.drop(entry)
    return None


@dataclass(frozen=True)
class _Seen:
    """What there was to decode, and how; the size of the files, and when one of them has last changed."""

    fingerprint: str
    size_bytes: int
    changed: float

    @classmethod
    def of(cls, files: Sequence[Path], decoder: Decoder) -> Self:
        digest = hashlib.blake2b(digest_size=20)
        how = (_FORM, PIL.__version__, decoder.shape, decoder.limits.image_pixels, os.fsencode(decoder.root))
        digest.update(repr(how).encode())
        size_bytes, changed = 0, 0.0
        for file in files:
            try:
                found = file.stat()
            except OSError:
                digest.update(repr((os.fsencode(file), None)).encode())
                continue
            known = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
            digest.update(repr((os.fsencode(file), known)).encode())
            size_bytes += found.st_size
            changed = max(changed, found.st_ctime)
        return cls(digest.hexdigest(), size_bytes, changed)

    def settled(self) -> bool:
        """Whether another change would show."""
        return time.time() - self.changed >= _SETTLED_SECONDS


def _write(download: Download, files: Sequence[Path], decoder: Decoder) -> None:
    folder = download.file("images")
    folder.mkdir()
    beside = _BESIDE_BYTES + _BESIDE_EACH_BYTES * len(files)
    download.begin(None, len(files) * decoder.image_bytes + beside, _DISK_SHARE)
    with (folder / _PIXELS).open("xb") as file:
        found = decoder.all(files, lambda image: file.write(image.data))
    sizes, counts = list(found.sizes), list(found.sizes.values())
    np.savez(folder / _FOUND, readable=found.readable, sizes=sizes, counts=counts)


def _read(entry: Entry, hold: Hold, files: Sequence[Path], decoder: Decoder) -> tuple[RowFile, Found] | None:
    """What an entry holds; None where the disk has lost it, or a file can be read now that could not be then."""
    try:
        with (entry.path / _FOUND).open("rb") as file, np.load(file) as kept:
            readable = kept["readable"]
            sizes = dict(zip(map(tuple, kept["sizes"].tolist()), kept["counts"].tolist(), strict=True))
        descriptor = os.open(entry.path / _PIXELS, os.O_RDONLY)
    except (FileNotFoundError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    images = RowFile(descriptor, 0, (len(readable), *decoder.form), PIXEL, hold)
    others = np.setdiff1d(np.arange(len(files)), readable).tolist()
    again = list(decoder.each([files[place] for place in others]))
    unreadable = {place: reason for place, reason in zip(others, again, strict=True) if isinstance(reason, str)}
    whole = os.fstat(descriptor).st_size == len(readable) * decoder.image_bytes
    if not whole or len(unreadable) < len(others):
        return None
    return images, Found(readable, sizes, unreadable)
