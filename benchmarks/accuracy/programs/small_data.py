"""Hard but healthy: few samples, and dropout against learning them by heart."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import BYTES, SIXTEENTHS, conv, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def digits_few(variant: Variant) -> Healthy:
    """Three hundred digits."""
    data = Recipe("digits", variant.many(300), variant.data_seed)
    layers = [layer("Flatten"), dense(variant.wide(64)), layer("Dropout", rate=0.3), dense(10, "softmax")]
    return Healthy(data, job((8, 8, 1), layers, rate=2e-3 * variant.rate, epochs=30, preprocess=SIXTEENTHS))


def gratings_few(variant: Variant) -> Healthy:
    """Three hundred images of stripes."""
    data = Recipe("gratings", variant.many(300), variant.data_seed)
    layers = [
        *(conv(variant.wide(12), 5, strides=2), layer("GlobalMaxPooling2D"), layer("Dropout", rate=0.2)),
        dense(4, "softmax"),
    ]
    return Healthy(data, job((16, 16, 3), layers, rate=5e-3 * variant.rate, epochs=30, preprocess=BYTES))


BASES = (digits_few, gratings_few)
