"""Images in folders named for their classes: `location/class/image.png`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from diagnostics.data.errors import DataError, UnreadableSample
from diagnostics.data.image_file import EXTENSIONS, natural_shape, pixels
from diagnostics.data.image_sizes import image_sizes
from diagnostics.data.raw import Limits, Raw, evenly
from diagnostics.observations import Unreadable
from diagnostics.spec.dataset import Dataset, ImageShape

FORMAT = "image_folder"
Files = Sequence[tuple[int, Path]]  # class index and file


def looks_like(path: Path) -> bool:
    """Whether a location holds class folders."""
    return path.is_dir() and bool(_folders(path))


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """As the spec asks."""
    return load(path, dataset.image, dataset.limit, limits)


def load(path: Path, shape: ImageShape | None, limit: int | None, limits: Limits) -> Raw:
    """Inputs `(samples, height, width, channels)` uint8 and class indices `(samples,)`; classes in sorted order.

    Files that cannot be read are listed and left out. Raises DataError where no sample is left, or where the samples
    do not fit in memory.
    """
    classes = _class_folders(path)
    files = [(index, file) for index, name in enumerate(classes) for file in _images(path / name)]
    if not files:
        known = ", ".join(sorted(EXTENSIONS))
        raise DataError(f"no images in the class folders of {path.name!r} (looked for {known})")
    chosen = [files[position] for position in evenly(len(files), limit)]
    shape = shape or _shape_of_first(chosen, path, limits)
    _check_size(len(chosen), shape, limits)
    found = _read(path, tuple(map(_printable, classes)), chosen, shape, limits, len(files))
    return replace(found, image_sizes=image_sizes([file for _, file in chosen], path, limits))


def _class_folders(path: Path) -> list[str]:
    classes = sorted(name for name in _folders(path) if not name.startswith(".")) if path.is_dir() else []
    if not classes:
        raise DataError(f"no class folders in {path.name!r}: images lie in one folder a class")
    return classes


def _folders(path: Path) -> list[str]:
    with os.scandir(path) as entries:
        return [entry.name for entry in entries if entry.is_dir()]


def _images(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in EXTENSIONS and file.is_file())


def _read(root: Path, classes: tuple[str, ...], files: Files, shape: ImageShape, limits: Limits, available: int) -> Raw:
    inputs = np.empty((len(files), *shape.size, shape.channels), np.uint8)
    targets: list[int] = []
    unreadable: list[Unreadable] = []
    for label, file in files:
        try:
            inputs[len(targets)] = pixels(file, root, shape, limits)
        except UnreadableSample as error:
            unreadable.append(Unreadable(file=_printable(str(file.relative_to(root))), reason=str(error)))
        else:
            targets.append(label)
    if not targets:
        raise DataError(f"none of {len(files)} images could be read; the first: {unreadable[0].reason}")
    labels = np.asarray(targets, np.int64)
    return Raw("image_folder", inputs[: len(targets)], labels, classes, available, tuple(unreadable))


def _shape_of_first(files: Files, root: Path, limits: Limits) -> ImageShape:
    """The natural shape of the first image that opens."""
    reason = ""
    for _, file in files:
        try:
            return natural_shape(file, root, limits)
        except UnreadableSample as error:
            reason = reason or str(error)
    raise DataError(f"none of {len(files)} images could be read; the first: {reason}")


def _check_size(count: int, shape: ImageShape, limits: Limits) -> None:
    each = shape.size[0] * shape.size[1] * shape.channels
    if count * each <= limits.dataset_bytes:
        return
    fits = limits.dataset_bytes // each
    message = f"{count} images of this size take {count * each} bytes in memory, {limits.dataset_bytes} are allowed"
    advice = f"set dataset.limit to {fits} or less, or a smaller dataset.image.size"
    raise DataError(f"{message}; {advice if fits else 'set a smaller dataset.image.size'}", "/dataset")


def _printable(name: str) -> str:
    """A file's name as text that can be stored; bytes that are no UTF-8 are shown as U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
