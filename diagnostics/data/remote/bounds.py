"""How much may be brought here, and how long that may take."""

from __future__ import annotations

import time
from dataclasses import dataclass

from diagnostics.data.remote.errors import Refused, Unreachable


@dataclass(frozen=True)
class Bounds:
    """The most that one location may come to; `stall_seconds` is the longest silence of a server.

    What breaks off is taken up again, `tries` times in all.
    """

    bytes: int = 16 * 2**30
    objects: int = 200_000
    seconds: float = 3600
    stall_seconds: float = 30
    redirects: int = 5
    tries: int = 3

    def check_bytes(self, size_bytes: int) -> None:
        """Raises Refused for more than may be brought here."""
        if size_bytes > self.bytes:
            raise Refused(f"it has more than the {self.bytes} bytes that may be fetched (DEADWEIGHT_MAX_FETCH_BYTES)")


class Deadline:
    """A moment by which everything is to be done."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds

    def left_seconds(self) -> float:
        """Raises Unreachable once there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise Unreachable(f"it was not here after {self._seconds:g} seconds (DEADWEIGHT_FETCH_SECONDS)")
        return left

    def pause(self, seconds: float) -> None:
        """Wait, but not past the deadline."""
        time.sleep(min(seconds, self.left_seconds()))
