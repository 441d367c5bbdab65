"""Hard but healthy: a low rate, with which the loss takes its time and still falls far within the epochs."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import SIXTEENTHS, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def digits_slow(variant: Variant) -> Healthy:
    """Adam at a tenth of its usual rate."""
    data = Recipe("digits", variant.many(1200), variant.data_seed)
    layers = [layer("Flatten"), dense(variant.wide(64)), dense(variant.wide(48)), dense(10, "softmax")]
    return Healthy(data, job((8, 8, 1), layers, rate=1.5e-4 * variant.rate, epochs=30, preprocess=SIXTEENTHS))


def clusters_slow(variant: Variant) -> Healthy:
    """Plain SGD."""
    data = Recipe("clusters", variant.many(1200), variant.data_seed, {"classes": 4})
    layers = [dense(variant.wide(64)), dense(variant.wide(48)), dense(4, "softmax")]
    return Healthy(data, job((12,), layers, rate=0.01 * variant.rate, epochs=30, optimizer="SGD"))


BASES = (digits_slow, clusters_slow)
