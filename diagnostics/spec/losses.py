"""Keras's losses by what they compare."""

from __future__ import annotations

INDEX_LOSSES = frozenset({"SparseCategoricalCrossentropy"})
ROW_CROSS_ENTROPIES = frozenset(
    {"CategoricalCrossentropy", "CategoricalFocalCrossentropy", "CategoricalGeneralizedCrossEntropy"}
)
ROW_LOSSES = ROW_CROSS_ENTROPIES | {"CategoricalHinge", "KLDivergence"}  # one-hot rows, or rows of probabilities
BINARY_CROSS_ENTROPIES = frozenset({"BinaryCrossentropy", "BinaryFocalCrossentropy"})
BINARY_LOSSES = BINARY_CROSS_ENTROPIES | {"Hinge", "SquaredHinge"}
DISTANCES = frozenset({
    "Huber", "LogCosh", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredError",
    "MeanSquaredLogarithmicError",
})  # fmt: skip
QUANTITY_LOSSES = DISTANCES | {"Poisson"}
