"""Residual blocks with batch normalisation."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import BYTES, SIXTEENTHS, Layer, conv, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def _normalised(width: int, strides: int = 1) -> list[Layer]:
    bare = conv(width, activation=None, use_bias=False, strides=strides)
    return [bare, layer("BatchNormalization", momentum=0.9)]


def _block(width: int, entry: str, name: str) -> list[Layer]:
    """Two convolutions around which the input is carried; the block's last layer is called `name`."""
    first, normalisation = _normalised(width)
    second, last = _normalised(width)
    return [
        *({**first, "inputs": [entry]}, normalisation, layer("Activation", activation="relu")),
        *(second, {**last, "name": f"{name}_last"}),
        layer("Add", f"{name}_add", [f"{name}_last", entry]),
        layer("Activation", name, activation="relu"),
    ]


def _network(width: int, blocks: int, classes: int) -> list[Layer]:
    stem = [*_normalised(width), layer("Activation", "block_0", activation="relu")]
    for number in range(blocks):
        stem += _block(width, f"block_{number}", f"block_{number + 1}")
    return [*stem, layer("GlobalAveragePooling2D"), dense(classes, "softmax")]


def digits_resnet(variant: Variant) -> Healthy:
    """Two blocks on handwritten digits."""
    data = Recipe("digits", variant.many(1000), variant.data_seed)
    layers = _network(variant.wide(16), 2, 10)
    return Healthy(data, job((8, 8, 1), layers, rate=3e-3 * variant.rate, epochs=8, preprocess=SIXTEENTHS))


def gratings_resnet(variant: Variant) -> Healthy:
    """Two blocks on stripes, SGD with momentum."""
    data = Recipe("gratings", variant.many(800), variant.data_seed)
    momentum = {"class_name": "SGD", "config": {"momentum": 0.9}}
    layers = _network(variant.wide(8), 2, 4)
    settings = {"rate": 0.05 * variant.rate, "epochs": 8, "preprocess": BYTES, "optimizer": momentum}
    return Healthy(data, job((16, 16, 3), layers, **settings))


BASES = (digits_resnet, gratings_resnet)
