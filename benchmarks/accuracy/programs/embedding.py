"""Words looked up in a table of vectors."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def words_averaged(variant: Variant) -> Healthy:
    """The mean of the words' vectors."""
    data = Recipe("tokens", variant.many(1200), variant.data_seed)
    words = layer("Embedding", input_dim=120, output_dim=variant.wide(16))
    layers = [words, layer("GlobalAveragePooling1D"), dense(variant.wide(16)), dense(4, "softmax")]
    return Healthy(data, job((16,), layers, rate=1e-2 * variant.rate, epochs=12))


def words_convolved(variant: Variant) -> Healthy:
    """A convolution over the words' vectors."""
    data = Recipe("tokens", variant.many(1200), variant.data_seed, {"vocabulary": 160, "classes": 5, "length": 20})
    words = layer("Embedding", input_dim=160, output_dim=variant.wide(16))
    along = layer("Conv1D", filters=variant.wide(24), kernel_size=3, activation="relu")
    layers = [words, along, layer("GlobalMaxPooling1D"), dense(5, "softmax")]
    return Healthy(data, job((20,), layers, rate=5e-3 * variant.rate, epochs=12))


BASES = (words_averaged, words_convolved)
