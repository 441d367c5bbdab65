"""Fetching as little as will do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diagnostics.data.remote.fetcher import Fetcher
from diagnostics.data.remote.place import UPLOAD, Place
from diagnostics.spec.errors import fault


@dataclass(frozen=True)
class ModelsAlone:
    """Fetches models and uploads; other data are admitted, and left where they lie until a trial needs them."""

    fetcher: Fetcher

    def refusal(self, place: Place) -> str | None:
        """Why a job may not name this place, as far as that is known without asking anybody."""
        return self.fetcher.refusal(place)

    def path(self, place: Place, pointer: str) -> Path:
        """What lies there, as a file or folder here. Raises SpecError, for data always, and FetchError."""
        if place.scheme != UPLOAD and pointer.startswith("/dataset/"):
            raise fault(pointer, "the data are fetched when the job runs", place.shown)
        return self.fetcher.path(place, pointer)
