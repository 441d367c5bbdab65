"""A multilayer perceptron on numbers."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import SIXTEENTHS, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def digits_mlp(variant: Variant) -> Healthy:
    """Two hidden layers on handwritten digits."""
    data = Recipe("digits", variant.many(1200), variant.data_seed)
    layers = [layer("Flatten"), dense(variant.wide(48)), dense(variant.wide(32)), dense(10, "softmax")]
    return Healthy(data, job((8, 8, 1), layers, rate=2e-3 * variant.rate, epochs=12, preprocess=SIXTEENTHS))


def clusters_mlp(variant: Variant) -> Healthy:
    """Three hidden layers on Gaussian clouds."""
    data = Recipe("clusters", variant.many(1200), variant.data_seed)
    layers = [dense(variant.wide(64)), dense(variant.wide(48)), dense(variant.wide(32)), dense(6, "softmax")]
    return Healthy(data, job((12,), layers, rate=1.5e-3 * variant.rate, epochs=12))


BASES = (digits_mlp, clusters_mlp)
