"""A quantity to be foretold."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def friedman_regression(variant: Variant) -> Healthy:
    """A perceptron on a table."""
    data = Recipe("friedman", variant.many(1000), variant.data_seed)
    layers = [dense(variant.wide(48)), dense(variant.wide(32)), dense(1, None)]
    settings = {"loss": "mean_squared_error", "metrics": ["mean_absolute_error"], "epochs": 15}
    return Healthy(data, job((10,), layers, rate=3e-3 * variant.rate, **settings))


def tones_regression(variant: Variant) -> Healthy:
    """Convolutions on a wave, whose frequency is asked for."""
    data = Recipe("tones", variant.many(1000), variant.data_seed)
    along = layer("Conv1D", filters=variant.wide(16), kernel_size=5, activation="relu")
    layers = [along, layer("Flatten"), dense(variant.wide(48)), dense(variant.wide(24)), dense(1, None)]
    settings = {"loss": "mean_squared_error", "metrics": ["mean_absolute_error"], "epochs": 14}
    return Healthy(data, job((24, 1), layers, rate=2e-3 * variant.rate, **settings))


BASES = (friedman_regression, tones_regression)
