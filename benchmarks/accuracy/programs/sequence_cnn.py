"""Convolutions along time."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import Layer, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def _along_time(filters: int) -> Layer:
    return layer("Conv1D", filters=filters, kernel_size=5, padding="same", activation="relu")


def waves_conv1d(variant: Variant) -> Healthy:
    """Frequencies told apart."""
    data = Recipe("waves", variant.many(900), variant.data_seed, {"length": 32, "noise": 0.5})
    layers = [
        *(_along_time(variant.wide(16)), layer("MaxPooling1D"), _along_time(variant.wide(24))),
        *(layer("GlobalMaxPooling1D"), dense(4, "softmax")),
    ]
    return Healthy(data, job((32, 1), layers, rate=4e-3 * variant.rate, epochs=14))


def bumps_conv1d(variant: Variant) -> Healthy:
    """Forms of a bump told apart."""
    data = Recipe("bumps", variant.many(1000), variant.data_seed)
    layers = [
        *(_along_time(variant.wide(16)), layer("MaxPooling1D"), _along_time(variant.wide(24)), layer("MaxPooling1D")),
        *(layer("Flatten"), dense(variant.wide(32)), dense(4, "softmax")),
    ]
    return Healthy(data, job((32, 1), layers, rate=3e-3 * variant.rate, epochs=14))


BASES = (waves_conv1d, bumps_conv1d)
