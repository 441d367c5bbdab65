"""Several labels a sample, each there or not."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import BYTES, conv, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def tags_cnn(variant: Variant) -> Healthy:
    """Which colours of spots an image has."""
    data = Recipe("tags", variant.many(800), variant.data_seed)
    layers = [
        *(conv(variant.wide(12)), layer("MaxPooling2D"), conv(variant.wide(16)), layer("GlobalMaxPooling2D")),
        *(dense(variant.wide(16)), dense(3, "sigmoid")),
    ]
    settings = {"loss": "binary_crossentropy", "metrics": ["binary_accuracy"], "preprocess": BYTES}
    return Healthy(data, job((16, 16, 3), layers, rate=5e-3 * variant.rate, epochs=12, **settings))


def sensors_multilabel(variant: Variant) -> Healthy:
    """Which conditions a row of a table meets."""
    data = Recipe("sensor_tags", variant.many(1600), variant.data_seed)
    layers = [dense(variant.wide(64)), dense(variant.wide(48)), dense(4, "sigmoid")]
    settings = {"loss": "binary_crossentropy", "metrics": ["binary_accuracy"], "epochs": 14}
    return Healthy(data, job((10,), layers, rate=4e-3 * variant.rate, **settings))


BASES = (tags_cnn, sensors_multilabel)
