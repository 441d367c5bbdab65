"""What of an archive may be unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from diagnostics.data.errors import DataError

_MOST_PARTS = 16
_MOST_NAME_BYTES = 255
_SMALL = 2**27  # bytes whose ratio to the packed ones does not matter


@dataclass(frozen=True)
class Bounds:
    """The most that an archive may hold: entries, bytes, and unpacked bytes for each packed one."""

    entries: int = 250_000
    bytes: int = 64 * 2**30
    ratio: int = 200

    def within(self, room: int) -> Bounds:
        """With no more bytes than there is room for."""
        return replace(self, bytes=min(self.bytes, room))


@dataclass(frozen=True)
class Entry:
    """A folder, or a file with its content in blocks that are read as they are asked for."""

    parts: tuple[str, ...]
    blocks: Iterator[bytes] | None


@dataclass
class Count:
    """What has come out of an archive of so many bytes so far."""

    name: str
    packed: int
    bounds: Bounds
    entries: int = 0
    bytes: int = 0

    def entry(self, size: int) -> None:
        """One more, of a size as stated. Raises DataError past a bound."""
        self.entries += 1
        if self.entries > self.bounds.entries:
            raise DataError(f"{self.name!r} holds more than the {self.bounds.entries} entries allowed")
        self.more(size)

    def more(self, size: int) -> None:
        """So many bytes more. Raises DataError past a bound."""
        self.bytes += size
        if self.bytes > self.bounds.bytes:
            raise DataError(
                f"{self.name!r} unpacks to more than the {self.bounds.bytes} bytes allowed, "
                "which are no more than the cache may take (DEADWEIGHT_CACHE_BYTES), and its disk has free"
            )
        if self.bytes > max(_SMALL, self.packed * self.bounds.ratio):
            raise DataError(f"{self.name!r} unpacks to more than {self.bounds.ratio} times its size, as a bomb does")


def parts_of(name: str, archive: str) -> tuple[str, ...]:
    """The folders and the name of an entry. Raises DataError for names that lead out of the archive's folder."""
    plain = name.replace("\\", "/")
    parts = tuple(part for part in plain.split("/") if part not in ("", "."))
    shown = repr(name if len(name) < 100 else name[:100] + "…")
    if plain.startswith("/") or ".." in parts or any(":" in part for part in parts[:1]) or "\0" in name:
        raise DataError(f"{archive!r} holds an entry that leads out of its folder: {shown}")
    if len(parts) > _MOST_PARTS or any(len(part.encode("utf-8", "replace")) > _MOST_NAME_BYTES for part in parts):
        raise DataError(f"{archive!r} holds an entry whose name is too long: {shown}")
    return parts
