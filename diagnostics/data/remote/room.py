"""Room in the cache: what is deleted for it, and in which order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from diagnostics.data.remote.errors import NotSetUp
from diagnostics.data.remote.holding import GONE, exclusively
from diagnostics.data.remote.notes import kept_bytes, read

_SETTING = "(DEADWEIGHT_CACHE_BYTES)"


def make_room(cache: Path, most_bytes: int, size_bytes: int, beside: Path, disk_share: float | None = None) -> None:
    """Delete what was used longest ago and is in nobody's use, until so much more fits beside what is in `beside`.

    With a `disk_share` it may also take no more than that of what is then free on the disk. Raises NotSetUp, with
    nothing deleted but what nobody can use, where that would not do.
    """
    if size_bytes > most_bytes:
        raise NotSetUp(f"{size_bytes} bytes do not fit into the cache of {most_bytes} {_SETTING}")
    kept = {folder: kept_bytes(folder) for folder in _folders(cache) if folder != beside}
    for folder in [folder for folder in kept if _left_over(folder)]:
        if evicted(cache, folder):
            del kept[folder]
    too_many = sum(kept.values()) + size_bytes - most_bytes
    if disk_share is not None:
        too_many = max(too_many, int(size_bytes / disk_share) - shutil.disk_usage(cache).free)
    if too_many > 0 and too_many > sum(taken for folder, taken in kept.items() if _is_free(folder)):
        raise NotSetUp(f"the cache of {most_bytes} bytes is full of what is in use {_SETTING}")
    _evict(cache, kept, too_many)


def evicted(cache: Path, folder: Path) -> bool:
    """Whether a folder was in nobody's use, and is gone now."""
    hold = exclusively(folder)
    if hold is None:
        return False
    with hold:
        key = read(folder).get("key")
        if isinstance(key, str):
            _forget_latest(cache / "latest" / key, folder.name)
        hold.remove()
    return True


def _evict(cache: Path, kept: Mapping[Path, int], too_many: int) -> None:
    for folder in sorted(kept, key=_last_used):
        if too_many <= 0:
            return
        if evicted(cache, folder):
            too_many -= kept[folder]


def _folders(cache: Path) -> Iterator[Path]:
    for parent in (cache / "entries", cache / "downloads"):
        for folder in parent.iterdir() if parent.is_dir() else ():
            if folder.suffix == GONE:  # whose process was killed while it deleted it
                shutil.rmtree(folder, ignore_errors=True)
            else:
                yield folder


def _left_over(folder: Path) -> bool:
    """Whether nobody could go on with what is there, once the process that brings it is gone."""
    return folder.parent.name == "downloads" and read(folder).get("fingerprint") is None


def _is_free(folder: Path) -> bool:
    hold = exclusively(folder)
    if hold is not None:
        hold.release()
    return hold is not None


def _last_used(folder: Path) -> float:
    try:
        return (folder / "lock").stat().st_mtime
    except OSError:
        return 0.0


def _forget_latest(note: Path, name: str) -> None:
    with suppress(OSError):
        if note.read_text("ascii") == name:
            note.unlink()
