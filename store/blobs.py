"""Files that outlive the process that made them, in a folder or an object store: checkpoints, models, uploads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from store.object_stores import opened
from store.settings import Settings

_CHUNK_BYTES = 2**20


class Key(Protocol):
    """What a file is kept under."""

    @property
    def path(self) -> str:
        """Where it lies, below the store's location."""


@dataclass(frozen=True)
class BlobKey:
    """What one trial of a job has kept under a name."""

    job_id: UUID
    trial_id: UUID
    name: str

    @property
    def path(self) -> str:
        """Where it lies, below the store's location."""
        return f"jobs/{self.job_id}/{self.trial_id}/{self.name}"


@dataclass(frozen=True)
class UploadKey:
    """A file that was uploaded; its name tells its format."""

    upload_id: UUID | str
    name: str

    @property
    def path(self) -> str:
        """Where it lies, below the store's location."""
        return f"uploads/{self.upload_id}/{self.name}"


def checkpoint_of(job_id: UUID, trial_id: UUID) -> BlobKey:
    """The newest checkpoint of a trial that has not ended."""
    return BlobKey(job_id, trial_id, "checkpoint")


def model_of(job_id: UUID, trial_id: UUID) -> BlobKey:
    """The network that a trial has trained."""
    return BlobKey(job_id, trial_id, "model.keras")


class Blobs:
    """A folder or the like, at a path or at a URI of fsspec's. Methods raise OSError, and what its stores raise."""

    def __init__(self, location: str) -> None:
        self._is_local = "://" not in location
        self._files: Any
        self._root: str
        if self._is_local:  # whose path may hold what means something in a URI
            import fsspec

            self._files, self._root = fsspec.filesystem("file"), location
        else:
            self._files, self._root = opened(location)

    def put(self, key: Key, file: Path) -> None:
        """Keep a copy of a file; whoever looks sees all of it, or what was there before."""
        target = self._path(key)
        partial = f"{target}.{uuid4().hex}.part"
        self._files.makedirs(partial.rpartition("/")[0], exist_ok=True)
        try:
            self._files.put_file(str(file), partial)
            self._files.mv(partial, target)
        except BaseException:
            with suppress(Exception):  # every kind of store has errors of its own
                self._files.rm_file(partial)
            raise

    def fetch(self, key: Key, file: Path) -> bool:
        """Copy what is kept to a file; False where nothing is."""
        try:
            self._files.get_file(self._path(key), str(file))
        except FileNotFoundError:
            return False
        return True

    def size_bytes(self, key: Key) -> int | None:
        """None where nothing is kept."""
        self._files.invalidate_cache()
        try:
            return int(self._files.size(self._path(key)))
        except FileNotFoundError:
            return None

    def local_path(self, key: Key) -> Path | None:
        """Where a file lies that this machine can open, or None in an object store."""
        return Path(self._path(key)) if self._is_local else None

    def chunks(self, key: Key) -> Iterator[bytes]:
        """What is kept, piece by piece."""
        with self._files.open(self._path(key), "rb") as opened:
            while chunk := opened.read(_CHUNK_BYTES):
                yield chunk

    def remove(self, key: Key) -> None:
        """Delete what is kept, and whatever a lost process left half written beside it."""
        self._files.invalidate_cache()
        folder, _, name = self._path(key).rpartition("/")
        with suppress(FileNotFoundError):
            beside = [path for path in self._files.ls(folder, detail=False) if Path(path).name.startswith(name)]
            for path in beside:
                self._files.rm_file(path)

    def remove_job(self, job_id: UUID) -> None:
        """Delete all that belongs to a job."""
        self._remove_folder(f"jobs/{job_id}")

    def remove_upload(self, upload_id: UUID) -> None:
        """Delete what was uploaded, and whatever a lost process left half written."""
        self._remove_folder(f"uploads/{upload_id}")

    def _remove_folder(self, folder: str) -> None:
        self._files.invalidate_cache()
        with suppress(FileNotFoundError):
            self._files.rm(f"{self._root}/{folder}", recursive=True)

    def _path(self, key: Key) -> str:
        return f"{self._root}/{key.path}"


def blobs_of(settings: Settings) -> Blobs | None:
    """The store that the settings name, if any."""
    return Blobs(settings.blobs) if settings.blobs else None
