"""Decoded images, kept for whoever reads the same files next: the other trials of a job, and the jobs after it."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
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


def shared(files: Sequence[Path], decoder: Decoder) -> tuple[RowFile, Found] | None:
    """Images as the decoder makes them, decoded now or by an earlier process; None where it is not worth it.

    Nor can it be done for files that have only just changed, and where the cache has no room. An entry is for files of
    the same names, sizes, times and inodes, decoded in the same way; those that could not be read are tried again.
    Raises DataError where no file can be read.
    """
    size_bytes = len(files) * decoder.image_bytes
    digest, read_bytes, changed = _fingerprint(files, decoder)
    if size_bytes + read_bytes < _LEAST_BYTES or abs(time.time() - changed) < _SETTLED_SECONDS:
        return None
    try:
        cache = user_cache()
        cache.folder.mkdir(parents=True, exist_ok=True)
        if size_bytes > min(decoder.limits.scratch_bytes, shutil.disk_usage(cache.folder).free // 2):
            return None
        entry, hold = _held(cache, digest, files, decoder)
        return _read(entry, hold, files, decoder)
    except (FetchError, OSError):
        return None


def _fingerprint(files: Sequence[Path], decoder: Decoder) -> tuple[str, int, float]:
    """Of what is to be decoded and how; the size of the files, and when one of them has last changed."""
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
        times = (found.st_mtime_ns, found.st_ctime_ns)
        digest.update(repr((os.fsencode(file), found.st_ino, found.st_size, *times)).encode())
        size_bytes += found.st_size
        changed = max(changed, found.st_mtime, found.st_ctime)
    return digest.hexdigest(), size_bytes, changed


def _held(cache: Cache, digest: str, files: Sequence[Path], decoder: Decoder) -> tuple[Entry, Hold]:
    def bring(download: Download) -> Entry:
        known = cache.latest(digest)
        if known is not None:
            download.drop()
            return known
        try:
            _write(download, files, decoder)
            return cache.keep(download, digest)
        except BaseException:
            download.drop()
            raise

    return cache.held(digest, Deadline(_MOST_SECONDS), bring)


def _write(download: Download, files: Sequence[Path], decoder: Decoder) -> None:
    download.clear()
    folder = download.file("images")
    folder.mkdir()
    download.begin(None, len(files) * decoder.image_bytes)
    with (folder / _PIXELS).open("xb") as file:
        found = decoder.all(files, lambda image: file.write(image.data))
    np.savez(folder / _FOUND, readable=found.readable, sizes=found.sizes)


def _read(entry: Entry, hold: Hold, files: Sequence[Path], decoder: Decoder) -> tuple[RowFile, Found] | None:
    """What an entry holds; None where the disk has lost it, or a file can be read now that could not be then."""
    try:
        with (entry.path / _FOUND).open("rb") as file, np.load(file) as kept:
            readable, sizes = kept["readable"].tolist(), kept["sizes"].tolist()
    except (ValueError, KeyError, EOFError, BadZipFile):
        return None
    others = sorted(set(range(len(files))).difference(readable))
    again = list(decoder.each([files[place] for place in others]))
    unreadable = {place: reason for place, reason in zip(others, again, strict=True) if isinstance(reason, str)}
    descriptor = os.open(entry.path / _PIXELS, os.O_RDONLY)
    images = RowFile(descriptor, 0, (len(readable), *decoder.form), PIXEL, hold)
    whole = os.fstat(descriptor).st_size == len(readable) * decoder.image_bytes
    if not whole or len(unreadable) < len(others):
        return None
    return images, Found(readable, [(width, height) for width, height in sizes], unreadable)
