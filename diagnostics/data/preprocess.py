"""Preprocessing operations on a batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array
from diagnostics.formats.conventions import convention_of
from diagnostics.spec.dataset import Normalize, Operation, Rescale, Resize

_SMALLEST_STD = 1e-7
_IMAGENET_BGR_MEAN = np.array([103.939, 116.779, 123.68], np.float32)
_IMAGENET_MEAN = np.array([0.485, 0.456, 0.406], np.float32)  # of 0..1, red first
_IMAGENET_STD = np.array([0.229, 0.224, 0.225], np.float32)


def preprocess(batch: Array, operations: Sequence[Operation], pointer: str = "/dataset/preprocess") -> Array:
    """A raw batch `(samples, …)` as float32 after every operation in order.

    Numbers that float32 cannot hold become infinite; the facts count them. Raises DataError, with the pointer of the
    operation, where one cannot apply to inputs of this shape.
    """
    with np.errstate(all="ignore"):
        values = batch.astype(np.float32)
        for position, operation in enumerate(operations):
            try:
                values = _apply(values, operation)
            except ValueError as error:
                message = f"{operation.key} cannot be applied to inputs of shape {values.shape[1:]}: {error}"
                raise DataError(message, f"{pointer}/{position}") from error
    return values


def _apply(values: Array, operation: Operation) -> Array:
    match operation.value:
        case Rescale(scale=scale, offset=offset):
            return np.asarray(values * np.float32(scale) + np.float32(offset))
        case Normalize(mean=mean, std=std):
            return _normalize(values, np.asarray(mean, np.float32), np.asarray(std, np.float32))
        case Resize(size=size):
            return _resize(values, size)
    if operation.key == "per_sample_standardize":
        flat = values.reshape(len(values), -1)
        centred = flat - flat.mean(axis=1, keepdims=True)
        spread = np.maximum(flat.std(axis=1, keepdims=True), _SMALLEST_STD)
        return np.asarray((centred / spread).reshape(values.shape))
    if operation.key == "grayscale_to_rgb":
        if values.ndim != 4 or values.shape[-1] != 1:
            raise ValueError("images with one channel are needed")
        return np.repeat(values, 3, axis=-1)
    if operation.backbone is not None:
        return _backbone(values, operation.backbone)
    raise ValueError("this version does not know the operation")


def _backbone(values: Array, name: str) -> Array:
    """RGB images of 0..255 as a family of Keras Applications was trained on them."""
    if values.ndim != 4 or values.shape[-1] != 3:
        raise ValueError("images with three channels are needed")
    match convention_of(name):
        case "caffe":
            return np.asarray(values[..., ::-1] - _IMAGENET_BGR_MEAN)
        case "tf":
            return np.asarray(values / np.float32(127.5) - np.float32(1))
        case "torch":
            return np.asarray((values / np.float32(255) - _IMAGENET_MEAN) / _IMAGENET_STD)
        case "none":
            return values
    raise ValueError(f"{name!r} names no convention and no Keras application")


def _normalize(values: Array, mean: Array, std: Array) -> Array:
    for name, setting in (("mean", mean), ("std", std)):
        if setting.ndim and setting.shape != values.shape[-1:]:
            raise ValueError(f"{name} has {len(setting)} numbers, one or one a channel is needed")
    return np.asarray((values - mean) / std)


def _resize(values: Array, size: tuple[int, int]) -> Array:
    if values.ndim != 4:
        raise ValueError("images are needed")
    resized = np.empty((len(values), *size, values.shape[-1]), np.float32)
    for sample, image in enumerate(values):
        for channel in range(values.shape[-1]):
            plane = Image.fromarray(np.ascontiguousarray(image[..., channel]))
            resized[sample, ..., channel] = np.asarray(plane.resize((size[1], size[0]), Image.Resampling.BILINEAR))
    return resized
