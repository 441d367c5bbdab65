"""A long short-term memory on sequences."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def waves_lstm(variant: Variant) -> Healthy:
    """Frequencies told apart."""
    data = Recipe("waves", variant.many(800), variant.data_seed)
    layers = [layer("LSTM", units=variant.wide(24)), dense(4, "softmax")]
    return Healthy(data, job((24, 1), layers, rate=1e-2 * variant.rate, epochs=16))


def order_lstm(variant: Variant) -> Healthy:
    """The order of two pulses remembered."""
    data = Recipe("order", variant.many(800), variant.data_seed)
    layers = [layer("LSTM", units=variant.wide(20)), dense(variant.wide(16)), dense(4, "softmax")]
    return Healthy(data, job((20, 2), layers, rate=8e-3 * variant.rate, epochs=16))


BASES = (waves_lstm, order_lstm)
