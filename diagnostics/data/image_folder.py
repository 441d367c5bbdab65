"""Images in folders named for their classes: `location/class/image.png`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from diagnostics.data import manifest_file
from diagnostics.data.errors import DataError
from diagnostics.data.image_decoder import printable
from diagnostics.data.image_file import EXTENSIONS
from diagnostics.data.image_files import read_images
from diagnostics.data.raw import Limits, Raw, evenly
from diagnostics.spec.dataset import Dataset, ImageShape

FORMAT = "image_folder"
Files = Sequence[tuple[int, Path]]  # class index and file


def looks_like(path: Path) -> bool:
    """Whether a location holds class folders, and no manifest that names its images."""
    return path.is_dir() and bool(_folders(path)) and manifest_file.found(path) is None


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """As the spec asks."""
    return load(path, dataset.image, dataset.limit, limits)


def load(path: Path, shape: ImageShape | None, limit: int | None, limits: Limits) -> Raw:
    """Inputs `(samples, height, width, channels)` uint8 and class indices `(samples,)`; classes in sorted order.

    Files that cannot be read are listed and left out. Raises DataError where no sample is left.
    """
    classes = _class_folders(path)
    files = [(index, file) for index, name in enumerate(classes) for file in _images(path / name)]
    if not files:
        known = ", ".join(sorted(EXTENSIONS))
        raise DataError(f"no images in the class folders of {path.name!r} (looked for {known})")
    chosen = [files[position] for position in evenly(len(files), limit)]
    return from_files(path, tuple(map(printable, classes)), chosen, shape, limits, len(files))


def _class_folders(path: Path) -> list[str]:
    classes = sorted(name for name in _folders(path) if not name.startswith(".")) if path.is_dir() else []
    if not classes:
        raise DataError(f"no class folders in {path.name!r}: images lie in one folder a class")
    return classes


def _folders(path: Path) -> list[str]:
    with os.scandir(path) as entries:
        return [entry.name for entry in entries if entry.is_dir()]


def _images(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if _is_image(entry))
    return [folder / name for name in names]


def _is_image(entry: os.DirEntry[str]) -> bool:
    if os.path.splitext(entry.name)[1].lower() not in EXTENSIONS:  # noqa: PTH122  a Path for each name takes long
        return False
    return entry.is_file(follow_symlinks=False) or Path(entry.path).is_file()  # which takes a circle of links for none


def from_files(
    root: Path, classes: tuple[str, ...], files: Files, shape: ImageShape | None, limits: Limits, available: int
) -> Raw:
    """Those of the files below a root that can be read, with the number that stands beside each as its target."""
    images = read_images(root, [file for _, file in files], shape, limits)
    labels = np.array([label for label, _ in files], np.int64)[images.readable]
    return Raw(FORMAT, images.inputs, labels, classes, available, images.unreadable, image_sizes=images.sizes)
