"""Hard but healthy: a deep rectified perceptron, initialised after He, whose answers first shrink and then recover."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import SIXTEENTHS, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant

HE = {"kernel_initializer": "he_normal"}


def clusters_deep_he(variant: Variant) -> Healthy:
    """Ten layers on Gaussian clouds."""
    data = Recipe("clusters", variant.many(1200), variant.data_seed, {"classes": 4})
    layers = [*(dense(variant.wide(48), **HE) for _ in range(10)), dense(4, "softmax")]
    return Healthy(data, job((12,), layers, rate=7e-4 * variant.rate, epochs=14))


def digits_deep_he(variant: Variant) -> Healthy:
    """Twelve layers on handwritten digits."""
    data = Recipe("digits", variant.many(1200), variant.data_seed)
    layers = [layer("Flatten"), *(dense(variant.wide(48), **HE) for _ in range(12)), dense(10, "softmax")]
    return Healthy(data, job((8, 8, 1), layers, rate=5e-4 * variant.rate, epochs=16, preprocess=SIXTEENTHS))


BASES = (clusters_deep_he, digits_deep_he)
