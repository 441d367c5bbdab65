"""CIFAR's Python batches, whose pickles are read operation by operation and never run."""

from __future__ import annotations

import pickletools
import struct
from pathlib import Path

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array, Limits, Raw, evenly
from diagnostics.spec.dataset import Dataset

FORMAT = "cifar"
_BATCHES = (tuple(f"data_batch_{number}" for number in range(1, 6)), ("test_batch",))
_WHOLE = (("train",), ("test",))
_IMAGE = 3 * 32 * 32
_TEXTS = frozenset({"BINSTRING", "SHORT_BINSTRING", "BINUNICODE", "SHORT_BINUNICODE", "BINBYTES", "SHORT_BINBYTES"})
_NUMBERS = frozenset({"BININT", "BININT1", "BININT2", "INT"})
_KEYS = frozenset({"data", "labels", "fine_labels", "coarse_labels", "filenames", "batch_label"})


def looks_like(path: Path) -> bool:
    """Whether a folder holds the batches of CIFAR-10, or the two files of CIFAR-100."""
    return path.is_dir() and ((path / "data_batch_1").is_file() or ((path / "meta").is_file() and _has_whole(path)))


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """Inputs `(samples, 32, 32, 3)` uint8 and class indices `(samples, 1)`, as Keras loads them; test is held out.

    Raises DataError.
    """
    if not looks_like(path):
        raise DataError(f"{path.name!r} holds neither data_batch_1 to data_batch_5 nor train, test and meta")
    train, test = _WHOLE if _has_whole(path) else _BATCHES
    pairs = [_batch(path / name, limits) for name in train if (path / name).is_file()]
    inputs, targets = (np.concatenate([pair[place] for pair in pairs]) for place in (0, 1))
    chosen = evenly(len(inputs), dataset.limit)
    held_out = _batch(path / test[0], limits) if (path / test[0]).is_file() else None
    return Raw(FORMAT, inputs[chosen], targets[chosen], None, len(inputs), held_out=held_out)


def _has_whole(path: Path) -> bool:
    return (path / "train").is_file() and (path / "test").is_file()


def _batch(file: Path, limits: Limits) -> tuple[Array, Array]:
    if file.stat().st_size > limits.dataset_bytes // 8:
        raise DataError(f"{file.name!r} is larger than a batch of CIFAR's")
    try:
        content, labels = _told(file)
    except (ValueError, struct.error, RecursionError) as error:
        raise DataError(f"{file.name!r} cannot be read as a batch of CIFAR's: {error}") from error
    if not labels or len(content) != _IMAGE * len(labels) or not 0 <= min(labels) <= max(labels) < 100:
        raise DataError(f"{file.name!r} holds {len(content)} bytes of images and {len(labels)} labels: no such batch")
    images = np.frombuffer(content, np.uint8).reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(images), np.asarray(labels, np.uint8)[:, None]


def _told(file: Path) -> tuple[bytes, list[int]]:
    """The longest text after the key `data`, and the whole numbers after the key of the (fine) labels."""
    key, content = "", b""
    labels: dict[str, list[int]] = {"labels": [], "fine_labels": []}
    with file.open("rb") as stored:
        for operation, told, _ in pickletools.genops(stored):
            if operation.name in _TEXTS:
                text = told.decode("latin-1") if isinstance(told, bytes) else str(told)
                key = text if text in _KEYS else key
                if key == "data" and len(text) > max(_IMAGE - 1, len(content)):
                    content = text.encode("latin-1")
            elif operation.name in _NUMBERS and key in labels:
                labels[key].append(int(told or 0))
    return content, labels["labels"] or labels["fine_labels"]
