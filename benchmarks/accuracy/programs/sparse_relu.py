"""Hard but healthy: rectified units that answer few inputs only, being born with a negative bias."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import SIXTEENTHS, Layer, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def _sparse(units: int, bias: float) -> Layer:
    start = {"class_name": "Constant", "config": {"value": bias}}
    return dense(units, "relu", kernel_initializer="he_normal", bias_initializer=start)


def digits_sparse(variant: Variant) -> Healthy:
    """A wide sparse layer on handwritten digits."""
    data = Recipe("digits", variant.many(1200), variant.data_seed)
    layers = [layer("Flatten"), _sparse(variant.wide(128), -1.0), dense(10, "softmax")]
    return Healthy(data, job((8, 8, 1), layers, rate=2e-3 * variant.rate, epochs=12, preprocess=SIXTEENTHS))


def clusters_sparse(variant: Variant) -> Healthy:
    """Two sparse layers on Gaussian clouds."""
    data = Recipe("clusters", variant.many(1200), variant.data_seed)
    layers = [_sparse(variant.wide(96), -1.2), _sparse(variant.wide(64), -0.5), dense(6, "softmax")]
    return Healthy(data, job((12,), layers, rate=3e-3 * variant.rate, epochs=12))


BASES = (digits_sparse, clusters_sparse)
