"""One sigmoid output on two classes that no line tells apart."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import dense, job
from benchmarks.accuracy.program import Healthy, Variant


def moons_binary(variant: Variant) -> Healthy:
    """Two moons, Adam."""
    data = Recipe("moons", variant.many(900), variant.data_seed)
    layers = [dense(variant.wide(32)), dense(variant.wide(32)), dense(1, "sigmoid")]
    return Healthy(data, job((2,), layers, loss="binary_crossentropy", rate=5e-3 * variant.rate, epochs=15))


def rings_binary(variant: Variant) -> Healthy:
    """A ring around a ring, RMSprop."""
    data = Recipe("rings", variant.many(900), variant.data_seed)
    layers = [dense(variant.wide(32)), dense(variant.wide(24)), dense(1, "sigmoid")]
    settings = {"loss": "binary_crossentropy", "optimizer": "RMSprop", "epochs": 15}
    return Healthy(data, job((2,), layers, rate=3e-3 * variant.rate, **settings))


BASES = (moons_binary, rings_binary)
