"""The features of a record as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from diagnostics.data.errors import DataError
from diagnostics.data.image_file import natural_shape_of, pixels_of
from diagnostics.data.raw import Array, Limits
from diagnostics.spec.dataset import ImageShape
from diagnostics.spec.features import Feature

Values = Array | bytes


def parse(record: bytes, where: str) -> dict[str, Values]:
    """Each feature of a `tf.train.Example`: whole numbers, floats, or the first of its byte strings.

    Raises DataError.
    """
    import tensorflow as tf
    from google.protobuf.message import DecodeError

    try:
        example = tf.train.Example.FromString(record)
    except DecodeError as error:
        raise DataError(f"{where} is no tf.train.Example") from error
    return {name: _values(feature, name, where) for name, feature in example.features.feature.items()}


def _values(feature: Any, name: str, where: str) -> Values:
    kind = feature.WhichOneof("kind")
    if kind == "bytes_list":
        if len(feature.bytes_list.value) != 1:
            raise DataError(
                f"feature {name!r} of {where} has {len(feature.bytes_list.value)} byte strings; one is read"
            )
        return bytes(feature.bytes_list.value[0])
    if kind == "int64_list":
        return np.asarray(feature.int64_list.value, np.int64)
    return np.asarray(feature.float_list.value if kind else [], np.float32)


@dataclass(frozen=True)
class Decoder:
    """What becomes of one feature, in the same shape for every record."""

    name: str
    feature: Feature
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    image: ImageShape | None
    limits: Limits

    def __call__(self, found: Mapping[str, Values], where: str) -> Array:
        """`shape`. Raises DataError where the record has other values, UnreadableSample for an image."""
        values = _of(found, self.name, self.feature, where)
        if self.image is not None:
            return pixels_of(values if isinstance(values, bytes) else b"", self.image, self.limits)
        numbers = np.frombuffer(values, self.dtype) if isinstance(values, bytes) else values
        if numbers.size != int(np.prod(self.shape)):
            wanted = f"{int(np.prod(self.shape))} for the shape {self.shape}"
            raise DataError(f"feature {self.name!r} of {where} has {numbers.size} numbers, not the {wanted}")
        return numbers.reshape(self.shape)


def decoder(
    name: str, feature: Feature, first: Mapping[str, Values], where: str, image: ImageShape | None, limits: Limits
) -> Decoder:
    """For features like the first. Raises DataError where that is of another kind, or UnreadableSample."""
    values = _of(first, name, feature, where)
    if feature.kind == "image":
        content = values if isinstance(values, bytes) else b""
        shape = image or natural_shape_of(content, limits)
        return Decoder(name, feature, (*shape.size, shape.channels), np.dtype(np.uint8), shape, limits)
    dtype = np.dtype(feature.dtype).newbyteorder("<") if isinstance(values, bytes) else values.dtype
    count = len(values) // dtype.itemsize
    return Decoder(
        name, feature, feature.shape or (count if isinstance(values, bytes) else len(values),), dtype, None, limits
    )


def _of(found: Mapping[str, Values], name: str, feature: Feature, where: str) -> Values:
    if name not in found:
        raise DataError(f"{where} has no feature {name!r}", "/dataset/features")
    values, kind = found[name], feature.kind
    if kind not in ("number", "image", "raw"):
        raise DataError(f"a record's feature is read as number, image or raw; {name!r} as {kind}", "/dataset/features")
    if isinstance(values, bytes) == (kind == "number"):
        holds = "bytes" if isinstance(values, bytes) else "numbers"
        raise DataError(f"feature {name!r} of {where} holds {holds}, which are not read as {kind}", "/dataset/features")
    itemsize = np.dtype(feature.dtype).itemsize if kind == "raw" else 1
    if isinstance(values, bytes) and len(values) % itemsize:
        raise DataError(f"feature {name!r} of {where} has {len(values)} bytes, which are no {feature.dtype} numbers")
    return values
