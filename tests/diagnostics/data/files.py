"""Small datasets written to disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from diagnostics.data.dataset import LoadedDataset, open_dataset
from tests.diagnostics.factories import chain, image, layer

NOBODY = 65534


def picture(file: Path, pixels: object, **settings: Any) -> Path:
    """An image file with these pixels `(height, width)` or `(height, width, channels)`, its folder made if needed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    values = np.asarray(pixels)
    Image.fromarray(values if values.dtype == np.uint16 else values.astype(np.uint8)).save(file, **settings)
    return file


def folder(root: Path, **classes: int) -> Path:
    """Class folders with so many grey 4 × 4 PNGs each; all pixels of an image are its number within its class."""
    for name, count in classes.items():
        for number in range(count):
            picture(root / name / f"{number:03}.png", np.full((4, 4), number))
    return root


def npz(file: Path, **arrays: Any) -> Path:
    """An archive of arrays."""
    members: dict[str, Any] = {name: np.asarray(values) for name, values in arrays.items()}
    np.savez(file, **members)
    return file


def opened(location: Path | str, loss: str = "sparse_categorical_crossentropy", **dataset: Any) -> LoadedDataset:
    """The dataset at a location, as a job with these dataset settings would open it."""
    settings = {"location": str(location), **dataset}
    return open_dataset(chain(image(4), layer("Dense", units=2), dataset=settings, training={"loss": loss}))


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Without root's leave to read everything; the folder itself, a temporary one of pytest's, can still be reached."""
    for each in (folder, *(parent for parent in folder.parents if tempfile.gettempdir() in map(str, parent.parents))):
        each.chmod(0o711 | each.stat().st_mode)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
