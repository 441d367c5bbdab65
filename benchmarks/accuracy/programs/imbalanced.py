"""Hard but healthy: rare classes that are learned all the same."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import BYTES, conv, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def gratings_imbalanced(variant: Variant) -> Healthy:
    """Eight upright gratings to one lying."""
    data = Recipe("gratings", variant.many(1600), variant.data_seed, {"classes": 2}).then("imbalanced", 8)
    layers = [
        *(conv(variant.wide(12)), layer("MaxPooling2D"), conv(variant.wide(16)), layer("GlobalMaxPooling2D")),
        *(dense(variant.wide(16)), dense(2, "softmax")),
    ]
    return Healthy(data, job((16, 16, 3), layers, rate=3e-3 * variant.rate, epochs=12, preprocess=BYTES))


def moons_imbalanced(variant: Variant) -> Healthy:
    """Twelve of one moon to one of the other."""
    data = Recipe("moons", variant.many(2400), variant.data_seed, {"noise": 0.1}).then("imbalanced", 12)
    layers = [dense(variant.wide(32)), dense(variant.wide(32)), dense(1, "sigmoid")]
    return Healthy(data, job((2,), layers, loss="binary_crossentropy", rate=5e-3 * variant.rate, epochs=18))


BASES = (gratings_imbalanced, moons_imbalanced)
