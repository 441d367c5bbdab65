"""Looks at names of folders and the heads of files."""

from __future__ import annotations

import os
import tokenize
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np

from diagnostics.data import arrays, image_folder
from diagnostics.data.errors import DataError
from diagnostics.data.glance import Glance
from diagnostics.data.image_file import EXTENSIONS
from diagnostics.observations import LabelForm

_MOST_LABEL_BYTES = 2**28
_PAIRS = (("x_train", "y_train"), ("x", "y"))
_RAISED = (
    *(OSError, ValueError, EOFError, RuntimeError, MemoryError, SyntaxError, OverflowError),
    *(zipfile.BadZipFile, zlib.error, tokenize.TokenError),
)
_Header = tuple[tuple[int, ...], np.dtype[Any]]


def look(path: Path) -> Glance:
    """One look at a folder of images by class, at an `.npz`, or at a folder of `.npy` files. Raises DataError."""
    if not path.exists():
        raise DataError(f"there is nothing at {str(path)!r}")
    try:
        if arrays.looks_like(path):
            return _of_arrays(path)
        if image_folder.looks_like(path):
            return _of_folders(path)
    except DataError:
        raise
    except _RAISED as error:
        raise DataError(f"{path.name!r} cannot be looked at: {getattr(error, 'strerror', None) or error}") from error
    raise DataError(f"{path.name!r} is neither a folder with one folder a class nor arrays (.npz, or .npy files)")


def _of_folders(path: Path) -> Glance:
    classes = sorted(entry.name for entry in os.scandir(path) if entry.is_dir() and not entry.name.startswith("."))
    samples = sum(file.suffix.lower() in EXTENSIONS for name in classes for file in (path / name).iterdir())
    return Glance(classes=len(classes), samples=samples, holds_images=True)


def _of_arrays(path: Path) -> Glance:
    if path.is_dir():
        files = {file.stem.lower(): file for file in path.glob("*.npy")}
        return _of_pair(set(files), lambda name: files[name].open("rb"))
    with zipfile.ZipFile(path) as archive:
        members = {entry.removesuffix(".npy").lower(): entry for entry in archive.namelist()}
        return _of_pair(set(members), lambda name: archive.open(members[name]))


def _of_pair(names: set[str], opened: Callable[[str], IO[bytes]]) -> Glance:
    found = next((pair for pair in _PAIRS if names.issuperset(pair)), None)
    if found is None:
        raise DataError(
            f"arrays x and y, or x_train and y_train, are needed; found {', '.join(sorted(names)) or 'none'}"
        )
    with opened(found[0]) as file:
        shape, _ = _header(file)
    with opened(found[1]) as file:
        label_shape, kind = _header(file)
    if not shape or not label_shape:
        raise DataError("arrays have one entry a sample; these are single numbers")
    known = Glance(samples=shape[0], input_shape=shape[1:], target_shape=label_shape[1:])
    if kind.kind not in "biuf" or int(np.prod(label_shape)) * kind.itemsize > _MOST_LABEL_BYTES:
        return known
    with opened(found[1]) as file:
        return _with_labels(known, np.lib.format.read_array(file, allow_pickle=False))


def _with_labels(known: Glance, labels: np.ndarray[Any, Any]) -> Glance:
    """Rows of one 1 each are classes; whole numbers from 0 up may be classes or quantities, the loss decides."""
    width = int(np.prod(labels.shape[1:]))
    if not labels.size or not np.isfinite(labels).all():
        return known
    if width > 1:
        rows = labels.reshape(len(labels), -1)
        one_hot = bool(np.isin(rows, (0, 1)).all() and (rows.sum(axis=1) == 1).all())
        used = int((rows.sum(axis=0) > 0).sum())
        return _replaced(known, classes=used, label_form="one_hot") if one_hot else known
    if (labels % 1 != 0).any() or labels.min() < 0:
        return _replaced(known, label_form="float")
    return _replaced(known, classes=int(labels.max()) + 1)


def _replaced(known: Glance, classes: int | None = None, label_form: LabelForm | None = None) -> Glance:
    return Glance(classes, known.samples, known.input_shape, label_form, known.target_shape)


def _header(file: IO[bytes]) -> _Header:
    version = np.lib.format.read_magic(file)
    reads = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    if version not in reads:
        raise DataError(f"version {version} of NumPy's format is not read")
    shape, _, kind = reads[version](file)
    return shape, kind
