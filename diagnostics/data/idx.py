"""The IDX files that MNIST and its successors come in: `train-images-idx3-ubyte.gz` and three more."""

from __future__ import annotations

import gzip
import math
import re
import struct
import zlib
from pathlib import Path

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array, Limits, Raw, evenly
from diagnostics.spec.dataset import Dataset

FORMAT = "idx"
_NAMED = re.compile(r"(train|t10k|test)-(images|labels)[.-]idx\d-ubyte(\.gz)?$")
_TYPES = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}


def looks_like(path: Path) -> bool:
    """Whether a folder holds such files for training."""
    return path.is_dir() and {"train-images", "train-labels"} <= set(_files(path))


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """Inputs `(samples, height, width)` and class indices as stored; the test files are the held-out pair.

    Raises DataError.
    """
    files = _files(path) if path.is_dir() else {}
    inputs, targets = _pair(files, "train", path, limits)
    held_out = "t10k" if "t10k-images" in files else "test"
    chosen = evenly(len(inputs), dataset.limit)
    return Raw(
        format=FORMAT,
        inputs=inputs if len(chosen) == len(inputs) else inputs[chosen],
        targets=targets[chosen],
        classes=None,
        available=len(inputs),
        held_out=_pair(files, held_out, path, limits) if f"{held_out}-images" in files else None,
    )


def _files(path: Path) -> dict[str, Path]:
    """By `train-images` and the like."""
    named = ((_NAMED.match(file.name), file) for file in sorted(path.iterdir(), reverse=True))
    return {f"{found[1]}-{found[2]}": file for found, file in named if found}


def _pair(files: dict[str, Path], split: str, path: Path, limits: Limits) -> tuple[Array, Array]:
    for kind in ("images", "labels"):
        if f"{split}-{kind}" not in files:
            raise DataError(f"{path.name!r} needs a file {split}-{kind}-idx…-ubyte")
    images, labels = (_array(files[f"{split}-{kind}"], limits) for kind in ("images", "labels"))
    if len(images) != len(labels) or not images.size:
        raise DataError(f"{path.name!r} has {len(images)} {split} images and {len(labels)} labels")
    return images, labels


def _array(file: Path, limits: Limits) -> Array:
    """What a file holds, of the size that its head states. Raises DataError."""
    try:
        with file.open("rb") as stored:
            opened = gzip.GzipFile(fileobj=stored) if file.suffix == ".gz" else stored
            head = opened.read(4)
            if len(head) < 4 or head[:2] != b"\0\0" or head[2] not in _TYPES or not 1 <= head[3] <= 8:
                raise DataError(f"{file.name!r} is no IDX file")
            shape = struct.unpack(f">{head[3]}L", opened.read(4 * head[3]))
            dtype = np.dtype(_TYPES[head[2]])
            size = math.prod(shape) * dtype.itemsize
            if size > limits.dataset_bytes:
                raise DataError(f"{file.name!r} says that it holds {size} bytes, {limits.allowed}")
            content = _bytes(opened, size)
    except (struct.error, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataError(f"{file.name!r} cannot be read: {error}") from error
    if len(content) < size:
        raise DataError(f"{file.name!r} says that it holds {size} bytes, and ends after {len(content)}")
    return np.frombuffer(content, dtype).reshape(shape).astype(dtype.newbyteorder("="))


def _bytes(opened: object, size: int) -> bytes:
    """Block by block, so that a head that lies makes no room for what is not there."""
    content = bytearray()
    while len(content) < size:
        block = opened.read(min(2**20, size - len(content)))  # type: ignore[attr-defined]  # a file, plain or packed
        if not block:
            break
        content += block
    return bytes(content)
