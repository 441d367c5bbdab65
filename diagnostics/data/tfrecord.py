"""TensorFlow records of `tf.train.Example`, plain or gzipped, with the features that the spec states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from diagnostics.data.errors import DataError, UnreadableSample
from diagnostics.data.image_file import ignore_warnings
from diagnostics.data.label_columns import label_columns
from diagnostics.data.raw import Array, Limits, Raw, evenly
from diagnostics.data.record_features import Decoder, Values, decoder, parse
from diagnostics.data.record_files import count, files_at, is_packed, parted
from diagnostics.data.record_labels import Label, label_of, together
from diagnostics.observations import Unreadable
from diagnostics.spec.dataset import Dataset

FORMAT = "tfrecord"
_POINTER = "/dataset/features"


def looks_like(path: Path) -> bool:
    """Whether a location is a record file, or a folder that has some at its top."""
    return bool(files_at(path))


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """Inputs of the shape of the one stated feature, or `(records, numbers)` of several side by side.

    Files that their names hold out (test, val, validation) are the held-out pair. Raises DataError.
    """
    files = files_at(path) or ([path] if path.is_file() else [])
    if not files:
        raise DataError(f"no record files (.tfrecord) in {path.name!r}")
    train, *other = (_read(some, dataset, limits) for some in parted(files) if some)
    labels, classes = together([*train.labels, *(label for each in other for label in each.labels)])
    count_inside = len(train.labels)
    return Raw(
        format=FORMAT,
        inputs=train.inputs,
        targets=labels[:count_inside],
        classes=classes,
        available=train.available,
        unreadable=tuple(train.unreadable),
        held_out=(other[0].inputs, labels[count_inside:]) if other else None,
    )


@dataclass(frozen=True)
class _Found:
    inputs: Array
    labels: list[Label]
    available: int
    unreadable: list[Unreadable]


def _read(files: Sequence[Path], dataset: Dataset, limits: Limits) -> _Found:
    ignore_warnings()
    available = sum(count(file, limits) for file in files)
    if not available:
        raise DataError(f"{files[0].name!r} holds no records")
    chosen = evenly(available, dataset.limit)
    where, first = next(_examples(files, np.arange(1)))
    names = label_columns(sorted(first), dataset.labels)
    decoders = _decoders(first, where, names, dataset, limits)
    inputs = _room(len(chosen), decoders, limits)
    labels: list[Label] = []
    unreadable: list[Unreadable] = []
    for where, found in _examples(files, chosen):
        try:
            values = [each(found, where) for each in decoders]
        except UnreadableSample as error:
            unreadable.append(Unreadable(file=where, reason=str(error)))
            continue
        inputs[len(labels)] = values[0] if len(values) == 1 else np.concatenate([each.ravel() for each in values])
        labels.append(label_of(found, names, where))
    if not labels:
        raise DataError(f"none of {len(chosen)} records could be read; the first: {unreadable[0].reason}")
    return _Found(inputs[: len(labels)], labels, available, unreadable)


def _examples(files: Sequence[Path], chosen: Array) -> Iterator[tuple[str, Mapping[str, Values]]]:
    """The chosen records, whose places are sorted, and how each is named to the user."""
    wanted, number = iter(chosen.tolist()), 0
    following = next(wanted, None)
    for file in files:
        for inside, record in enumerate(_records(file), 1):
            if number == following:
                where = f"record {inside} of {file.name!r}"
                yield where, parse(record, where)
                following = next(wanted, None)
                if following is None:
                    return
            number += 1


def _records(file: Path) -> Iterator[bytes]:
    """The records of a file whose lengths were counted. Raises DataError where a checksum is not that of the bytes."""
    import tensorflow as tf

    try:
        yield from tf.data.TFRecordDataset(str(file), "GZIP" if is_packed(file) else "").as_numpy_iterator()
    except tf.errors.OpError as error:
        raise DataError(f"{file.name!r} is damaged: {error.message.splitlines()[0][:200]}") from error


def _decoders(
    first: Mapping[str, Values], where: str, labels: Sequence[str], dataset: Dataset, limits: Limits
) -> list[Decoder]:
    if dataset.features is None:
        found = ", ".join(f"{name} ({_held(values)})" for name, values in sorted(first.items()))
        example = "features: {image: image} or {x: {kind: raw, dtype: uint8, shape: [28, 28, 1]}}"
        raise DataError(f"state which features enter the network, such as {example}; there are {found}", _POINTER)
    stated = {name: feature for name, feature in dataset.features.items() if name not in labels}
    if not stated:
        raise DataError("dataset.features names no feature beside the labels", _POINTER)
    try:
        return [decoder(name, each, first, where, dataset.image, limits) for name, each in stated.items()]
    except UnreadableSample as error:
        raise DataError(f"{where} cannot be read, and gives images their size: {error}; set dataset.image") from error


def _room(samples: int, decoders: Sequence[Decoder], limits: Limits) -> Array:
    """An array for the inputs. Raises DataError where it would be too large."""
    numbers = sum(int(np.prod(each.shape)) for each in decoders)
    shape = decoders[0].shape if len(decoders) == 1 else (numbers,)
    dtype = np.result_type(*(each.dtype for each in decoders))
    total, each_takes = samples * numbers * dtype.itemsize, max(1, numbers * dtype.itemsize)
    if total > limits.dataset_bytes:
        message = f"{samples} records take {total} bytes in memory, {limits.allowed}"
        fits = limits.dataset_bytes // each_takes
        raise DataError(f"{message}; or set dataset.limit to {fits} or less" if fits else message, "/dataset")
    return np.empty((samples, *shape), dtype)


def _held(values: Values) -> str:
    return f"{len(values)} bytes" if isinstance(values, bytes) else f"{len(values)} × {values.dtype}"
