"""Uploaded files in the blob store."""

from __future__ import annotations

from pathlib import Path

from store.blobs import Blobs, UploadKey, blobs_of
from store.settings import Settings


class Uploads:
    """What was uploaded, by its id and name."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def local_path(self, upload_id: str, name: str) -> Path | None:
        """Where it lies on this machine, if it does."""
        path = self._blobs.local_path(UploadKey(upload_id, name))
        return path if path is not None and path.is_file() else None

    def size_bytes(self, upload_id: str, name: str) -> int | None:
        """None where there is no such upload."""
        return self._blobs.size_bytes(UploadKey(upload_id, name))

    def fetch(self, upload_id: str, name: str, file: Path) -> bool:
        """Copy it to a file; False where there is no such upload."""
        return self._blobs.fetch(UploadKey(upload_id, name), file)


def uploads_of(settings: Settings) -> Uploads | None:
    """Those of the blob store that the settings name, if any."""
    blobs = blobs_of(settings)
    return Uploads(blobs) if blobs is not None else None
