"""Looks at data that are small enough to be read for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from diagnostics.data import cifar, csv, idx, image_manifest, manifest_file, parquet
from diagnostics.data.errors import DataError
from diagnostics.data.glance import Glance
from diagnostics.data.label_forms import with_labels
from diagnostics.data.raw import Array, Limits
from diagnostics.data.table_labels import labels_of
from diagnostics.data.table_rows import chosen_rows
from diagnostics.spec.dataset import Dataset, Labels

_LIMITS = Limits(dataset_bytes=2**29)
_MOST_BYTES = 2**27  # of the files of a table


def look_inside(path: Path) -> Glance | None:
    """What a table, a manifest of images, IDX files or CIFAR's batches tell; None for what is none of them.

    Raises DataError where they cannot be read.
    """
    if image_manifest.looks_like(path):
        return _of_manifest(path)
    for known in (csv, parquet):
        if known.looks_like(path):
            return _of_table(path)
    for other in (idx, cifar):
        if other.looks_like(path):
            raw = other.read(path, Dataset(location=str(path)), _LIMITS)
            return _with_targets(Glance(samples=raw.available, input_shape=raw.inputs.shape[1:]), raw.targets, None)
    return None


def _of_table(path: Path) -> Glance:
    """Columns and labels, where the column of the labels is clear from its name."""
    _check_small(path)
    form = csv if csv.looks_like(path) else parquet
    try:
        raw = form.read(path, Dataset(location=str(path)), _LIMITS)
    except DataError as error:
        if error.pointer == "/dataset/location":
            raise
        return Glance()  # the spec has to say which columns are what
    known = Glance(samples=raw.available, input_shape=raw.inputs.shape[1:])
    return _with_targets(known, raw.targets, raw.classes)


def _of_manifest(path: Path) -> Glance:
    manifest = manifest_file.found(path)
    if manifest is None:
        return Glance(holds_images=True)
    _check_small(manifest.file)
    table = csv.opened(manifest.file, manifest.head, _LIMITS)
    known = Glance(samples=table.rows, holds_images=True)
    names = [name for name in manifest.head.names if name != manifest.column]
    try:
        labels = labels_of(table, Labels(column=names[0]) if len(names) == 1 else Labels(), names)
    except DataError:
        return known
    rows = np.arange(table.rows)
    parts = [
        labels.of(batch, rows[first : first + len(batch)]) for first, batch in chosen_rows(table, labels.names, rows)
    ]
    return _with_targets(known, labels.fed(np.concatenate(parts)), labels.told_apart) if parts else known


def _with_targets(known: Glance, targets: Array, classes: tuple[str, ...] | None) -> Glance:
    """Classes with names become what the loss takes; numbers are fed as they are."""
    if classes is not None:
        return replace(known, classes=len(classes))
    return with_labels(replace(known, target_shape=targets.shape[1:]), targets)


def _check_small(path: Path) -> None:
    files = path.iterdir() if path.is_dir() else [path]
    if sum(file.stat().st_size for file in files if file.is_file()) > _MOST_BYTES:
        raise DataError(f"{path.name!r} is too large to be read for a look")
