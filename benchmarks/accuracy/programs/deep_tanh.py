"""A deep perceptron of tanh layers, initialised after Glorot as suits them."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import SIXTEENTHS, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def digits_tanh(variant: Variant) -> Healthy:
    """Six layers on handwritten digits."""
    data = Recipe("digits", variant.many(1200), variant.data_seed)
    layers = [layer("Flatten"), *(dense(variant.wide(32), "tanh") for _ in range(6)), dense(10, "softmax")]
    return Healthy(data, job((8, 8, 1), layers, rate=2e-3 * variant.rate, epochs=14, preprocess=SIXTEENTHS))


def clusters_tanh(variant: Variant) -> Healthy:
    """Eight layers on Gaussian clouds, SGD with momentum."""
    data = Recipe("clusters", variant.many(1200), variant.data_seed, {"classes": 5})
    layers = [*(dense(variant.wide(32), "tanh") for _ in range(8)), dense(5, "softmax")]
    momentum = {"class_name": "SGD", "config": {"momentum": 0.9}}
    return Healthy(data, job((12,), layers, rate=0.02 * variant.rate, epochs=14, optimizer=momentum))


BASES = (digits_tanh, clusters_tanh)
