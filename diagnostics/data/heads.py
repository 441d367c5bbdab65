"""Looks at names of folders and the heads of files."""

from __future__ import annotations

import os
import tokenize
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np

from diagnostics.data import arrays, image_folder
from diagnostics.data.archive_entries import Bounds
from diagnostics.data.archives import Inside, inside, is_archive
from diagnostics.data.array_file import head
from diagnostics.data.errors import DataError
from diagnostics.data.glance import Glance
from diagnostics.data.image_file import EXTENSIONS
from diagnostics.data.label_forms import with_labels
from diagnostics.data.looks import look_inside
from diagnostics.data.remote.errors import FetchError

_MOST_LABEL_BYTES = 2**28
_MOST_PACKED_BYTES = 2**26
_PAIRS = (("x_train", "y_train"), ("x", "y"))
_RAISED = (
    *(OSError, ValueError, EOFError, RuntimeError, MemoryError, SyntaxError, OverflowError),
    *(zipfile.BadZipFile, zlib.error, tokenize.TokenError),
)


def look(path: Path) -> Glance:
    """One look at data of any format but records; small ones are read for it. Raises DataError."""
    if not path.exists():
        raise DataError(f"there is nothing at {str(path)!r}")
    try:
        files = _unpacked(path)
        path = files.path
        if arrays.looks_like(path):
            return _of_arrays(path)
        if image_folder.looks_like(path):
            return _of_folders(path)
        found = look_inside(path)
        if found is not None:
            return found
    except DataError:
        raise
    except FetchError as error:
        raise DataError(str(error)) from error
    except _RAISED as error:
        raise DataError(f"{path.name!r} cannot be looked at: {getattr(error, 'strerror', None) or error}") from error
    raise DataError(f"{path.name!r} is none of images in folders or in a manifest, arrays, a table, IDX files, CIFAR")


def _unpacked(path: Path) -> Inside:
    """What holds the data, for as long as it is kept."""
    if is_archive(path) and path.stat().st_size > _MOST_PACKED_BYTES:
        raise DataError(f"{path.name!r} is too large to be unpacked for a look; give what is inside")
    return inside(path, bounds=Bounds(entries=100_000, bytes=2**30))


def _of_folders(path: Path) -> Glance:
    classes = sorted(entry.name for entry in os.scandir(path) if entry.is_dir() and not entry.name.startswith("."))
    samples = sum(file.suffix.lower() in EXTENSIONS for name in classes for file in (path / name).iterdir())
    return Glance(classes=len(classes), samples=samples, holds_images=True)


def _of_arrays(path: Path) -> Glance:
    arrays.refuse_others(path)
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
        shape, _, _ = head(file)
    with opened(found[1]) as file:
        label_shape, _, kind = head(file)
    if not shape or not label_shape:
        raise DataError("arrays have one entry a sample; these are single numbers")
    known = Glance(samples=shape[0], input_shape=shape[1:], target_shape=label_shape[1:])
    if kind.kind not in "biuf" or int(np.prod(label_shape)) * kind.itemsize > _MOST_LABEL_BYTES:
        return known
    with opened(found[1]) as file:
        return with_labels(known, np.lib.format.read_array(file, allow_pickle=False))
