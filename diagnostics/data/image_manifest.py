"""A table that names image files and their labels: `path,label`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from diagnostics.data import csv, manifest_file
from diagnostics.data.errors import DataError
from diagnostics.data.image_folder import from_files
from diagnostics.data.manifest_file import Manifest
from diagnostics.data.raw import Limits, Raw, evenly
from diagnostics.data.split import Indices
from diagnostics.data.table_labels import TableLabels, labels_of
from diagnostics.data.table_rows import chosen_rows
from diagnostics.spec.dataset import Dataset, Labels

FORMAT = "image_manifest"
_MOST_IMAGES = 5_000_000  # as names take memory, and a file may be small that holds many


def looks_like(path: Path) -> bool:
    """Whether a location is such a table, or a folder with one and no other table."""
    return manifest_file.found(path) is not None


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """Inputs `(samples, height, width, channels)` uint8, and the label or labels of each. Raises DataError.

    Paths are relative to the manifest's folder and do not lead out of it. Images that cannot be read are listed and
    left out.
    """
    manifest = manifest_file.found(path)
    if manifest is None:
        advice = "a .csv or .tsv with a column 'path' of image files, and one or more of labels"
        raise DataError(f"{path.name!r} is no manifest of images: {advice}")
    table = csv.opened(manifest.file, manifest.head, limits)
    if not table.rows:
        raise DataError("the manifest names no images")
    names = [name for name in manifest.head.names if name != manifest.column]
    labels = labels_of(table, _asked(dataset.labels, names), names)
    chosen = evenly(table.rows, dataset.limit)
    if len(chosen) > _MOST_IMAGES:
        message = f"{len(chosen)} images are too many; set dataset.limit to {_MOST_IMAGES} or less"
        raise DataError(message, "/dataset/limit")
    targets = np.empty((len(chosen), labels.width))
    files: list[tuple[int, Path]] = []
    for first, batch in chosen_rows(table, [manifest.column, *labels.names], chosen):
        rows = chosen[first : first + len(batch)]
        targets[first : first + len(batch)] = labels.of(batch, rows)
        paths = batch.column(manifest.column).to_pylist()
        files.extend((first + place, file) for place, file in enumerate(_files(manifest, paths, rows)))
    return _labelled(from_files(_root(manifest), (), files, dataset.image, limits, table.rows), labels, targets)


def _asked(labels: Labels, names: Sequence[str]) -> Labels:
    """The only other column holds the labels, whatever its name."""
    return labels.model_copy(update={"column": names[0]}) if labels.column is None and len(names) == 1 else labels


def _files(manifest: Manifest, paths: Sequence[object], rows: Indices) -> list[Path]:
    """Raises DataError where a path is missing, or leads out of the manifest's folder by its name."""
    root = _root(manifest)
    files = []
    for row, path in zip(rows, paths, strict=True):
        if path is None:
            raise DataError(f"row {row + 1} of {manifest.file.name!r} names no file")
        file = Path(os.path.normpath(root / str(path).strip().replace("\0", "")))
        if not file.is_relative_to(root):
            raise DataError(f"row {row + 1} of {manifest.file.name!r} leads out of its folder: {str(path)[:200]!r}")
        files.append(file)
    return files


def _root(manifest: Manifest) -> Path:
    return Path(os.path.realpath(manifest.file.parent))


def _labelled(read: Raw, labels: TableLabels, targets: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Raw:
    """The images with their labels in place of the numbers of their rows."""
    return replace(
        read,
        format=FORMAT,
        targets=labels.fed(targets[read.targets]),
        classes=labels.told_apart,
        outputs=labels.outputs,
    )
