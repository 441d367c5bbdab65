"""A gated recurrent unit on sequences."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def order_gru(variant: Variant) -> Healthy:
    """The order of two pulses remembered."""
    data = Recipe("order", variant.many(800), variant.data_seed)
    layers = [layer("GRU", units=variant.wide(20)), dense(4, "softmax")]
    return Healthy(data, job((20, 2), layers, rate=1e-2 * variant.rate, epochs=14))


def waves_gru(variant: Variant) -> Healthy:
    """Frequencies told apart by two layers."""
    data = Recipe("waves", variant.many(800), variant.data_seed, {"length": 20})
    first = layer("GRU", units=variant.wide(16), return_sequences=True)
    layers = [first, layer("GRU", units=variant.wide(16)), dense(4, "softmax")]
    return Healthy(data, job((20, 1), layers, rate=1e-2 * variant.rate, epochs=14))


BASES = (order_gru, waves_gru)
