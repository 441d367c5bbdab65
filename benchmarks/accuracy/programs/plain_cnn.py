"""A plain convolutional classifier."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import BYTES, SIXTEENTHS, conv, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def gratings_cnn(variant: Variant) -> Healthy:
    """Two convolutions with pooling on stripes."""
    data = Recipe("gratings", variant.many(900), variant.data_seed)
    layers = [
        *(conv(variant.wide(12)), layer("MaxPooling2D"), conv(variant.wide(16)), layer("MaxPooling2D")),
        *(layer("Flatten"), dense(variant.wide(32)), dense(4, "softmax")),
    ]
    return Healthy(data, job((16, 16, 3), layers, rate=2e-3 * variant.rate, epochs=10, preprocess=BYTES))


def digits_cnn(variant: Variant) -> Healthy:
    """Two convolutions and a global pooling on handwritten digits, SGD with momentum."""
    data = Recipe("digits", variant.many(1200), variant.data_seed)
    layers = [
        *(conv(variant.wide(16)), layer("MaxPooling2D"), conv(variant.wide(32))),
        *(layer("Flatten"), dense(variant.wide(32)), dense(10, "softmax")),
    ]
    momentum = {"class_name": "SGD", "config": {"momentum": 0.9}}
    rate = 0.02 * variant.rate
    return Healthy(data, job((8, 8, 1), layers, rate=rate, epochs=10, preprocess=SIXTEENTHS, optimizer=momentum))


BASES = (gratings_cnn, digits_cnn)
