"""Hard but healthy: a quarter of the labels is wrong, and the rest can still be learned."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import dense, job
from benchmarks.accuracy.program import Healthy, Variant


def clusters_noisy(variant: Variant) -> Healthy:
    """Gaussian clouds; one hidden layer, which cannot learn the noise by heart in the time."""
    data = Recipe("clusters", variant.many(1400), variant.data_seed).then("label_noise", 0.25)
    layers = [dense(variant.wide(32)), dense(6, "softmax")]
    return Healthy(data, job((12,), layers, rate=3e-3 * variant.rate, epochs=14))


def moons_noisy(variant: Variant) -> Healthy:
    """Two moons."""
    data = Recipe("moons", variant.many(1200), variant.data_seed).then("label_noise", 0.3)
    layers = [dense(variant.wide(24)), dense(variant.wide(16)), dense(1, "sigmoid")]
    return Healthy(data, job((2,), layers, loss="binary_crossentropy", rate=5e-3 * variant.rate, epochs=14))


BASES = (clusters_noisy, moons_noisy)
