"""Labels as the loss is fed them, and the class of every sample where there are classes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array
from diagnostics.observations import Task
from diagnostics.spec.training import KerasObject

INDEX_LOSSES = frozenset({"SparseCategoricalCrossentropy"})
ONE_HOT_LOSSES = frozenset({
    "CategoricalCrossentropy", "CategoricalFocalCrossentropy", "CategoricalGeneralizedCrossEntropy",
    "CategoricalHinge", "KLDivergence",
})  # fmt: skip
BINARY_LOSSES = frozenset({"BinaryCrossentropy", "BinaryFocalCrossentropy", "Hinge", "SquaredHinge"})
MAX_CLASSES = 100_000
_FEW_CLASSES = 12
_OFTEN = 5  # samples of the same number
_MAX_LABELS = 1_000  # of one sample: rows of more zeros and ones are masks rather than labels
_MAX_ONE_HOT_NUMBERS = 2**30  # 4 GiB of float32


def class_indices(targets: Array, loss: KerasObject, named: bool) -> NDArray[np.int64] | None:
    """The class of every sample `(samples,)`, or None where the targets are quantities.

    Targets are classes when they come with names, when they are one-hot rows, or when they are whole numbers and the
    loss is one for classes.
    """
    if _columns(targets) > 1:
        flat = targets.reshape(len(targets), -1)
        one_hot = bool(np.isin(flat, (0, 1)).all() and (flat.sum(axis=1) == 1).all())
        return flat.argmax(axis=1).astype(np.int64) if one_hot else None
    column = targets.reshape(-1)
    classy = named or (loss.class_name in INDEX_LOSSES | ONE_HOT_LOSSES | BINARY_LOSSES and _whole(column))
    if not classy or column.min() < 0 or column.max() >= MAX_CLASSES:
        return None
    return column.astype(np.int64)


def is_multi_hot(targets: Array, loss: KerasObject) -> bool:
    """Whether targets `(samples, labels)` that are no classes say of each label whether a sample carries it."""
    if loss.class_name not in BINARY_LOSSES or targets.ndim != 2 or not 1 < targets.shape[1] <= _MAX_LABELS:
        return False
    return bool(np.isin(targets, (0, 1)).all())


def seem_numbered(classes: NDArray[np.int64]) -> bool:
    """Whether whole numbers number classes rather than measure something: from 0 or 1 up, most of them used.

    An age or a price takes many values, a few times each, starts higher, or leaves most numbers below its largest out.
    """
    _, sizes = np.unique(classes, return_counts=True)
    often = len(sizes) <= _FEW_CLASSES or float(np.median(sizes)) >= _OFTEN
    return often and int(classes.min()) <= 1 and 2 * len(sizes) >= int(classes.max()) + 1


def task_of(classes: NDArray[np.int64] | None, loss: KerasObject) -> Task:
    """What is learned: one of two or more classes, or a quantity."""
    if classes is None:
        return "regression"
    return "binary" if loss.class_name in BINARY_LOSSES and classes.max(initial=0) <= 1 else "multiclass"


def encode(targets: Array, indices: NDArray[np.int64] | None, classes: int, encoding: str) -> Array:
    """Targets in the form asked for: index `(samples,)`, one_hot `(samples, classes)`, or float as stored.

    Raises DataError where that form needs classes and there are none.
    """
    if encoding == "float":
        return targets.astype(np.float32)
    if indices is None:
        message = f"labels.encoding {encoding!r} needs one class a sample; these are quantities, or several labels each"
        raise DataError(message, "/dataset/labels")
    if encoding == "index":
        return indices
    if len(indices) * classes > _MAX_ONE_HOT_NUMBERS:
        message = f"{len(indices)} one-hot labels of {classes} classes do not fit in memory; feed them as indices"
        raise DataError(message, "/dataset/labels")
    rows = np.zeros((len(indices), classes), np.float32)
    rows[np.arange(len(indices)), indices] = 1
    return rows


def automatic_encoding(named: bool, loss: KerasObject) -> str | None:
    """What `auto` means: class names become what the loss takes, stored arrays are fed as they are (None)."""
    if not named:
        return None
    return "one_hot" if loss.class_name in ONE_HOT_LOSSES else "index"


def class_count(targets: Array, indices: NDArray[np.int64] | None, names: tuple[str, ...] | None) -> int:
    """How many classes there are: as many as names or one-hot columns, or the highest class index and one."""
    if names is not None:
        return len(names)
    if _columns(targets) > 1 or indices is None:
        return _columns(targets)
    return int(indices.max()) + 1


def _columns(targets: Array) -> int:
    return int(np.prod(targets.shape[1:]))


def _whole(column: Array) -> bool:
    if column.dtype.kind in "biu":
        return True
    return bool(np.isfinite(column).all()) and bool((np.mod(column, 1) == 0).all())
