"""Layers that multiply by one matrix: dense layers and embeddings."""

from __future__ import annotations

import re
from math import prod

from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights, known, positive
from diagnostics.graph.shapes.layer_shape import Shape


def _check_plain(call: Call) -> None:
    if call.config.get("lora_rank") or call.config.get("quantization_config"):
        raise Unknown("adapters or quantised weights")


def _dense_output(call: Call) -> Shape:
    if not call.input:
        raise Unknown("no axis to multiply")
    return (*call.input[:-1], call.count("units"))


def _dense_weights(call: Call) -> Weights:
    _check_plain(call)
    return Weights((known(call.input[-1]) + bool(call.config.get("use_bias"))) * call.count("units"))


def _embedding_output(call: Call) -> Shape:
    return (*call.input, call.count("output_dim"))


def _embedding_weights(call: Call) -> Weights:
    _check_plain(call)
    return Weights(call.count("input_dim") * call.count("output_dim"))


def _reversible_weights(call: Call) -> Weights:
    _check_plain(call)
    tables = 1 if call.config.get("tie_weights") else 2
    return Weights(tables * call.count("input_dim") * call.count("output_dim"))


def _einsum_lengths(call: Call) -> tuple[str, Shape, dict[str, int | None]]:
    """The letters of the kernel, the output as asked for, and the length of each letter; the first is the batch."""
    equation = re.fullmatch(r"([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)", str(call.config["equation"]))
    if equation is None:
        raise Unknown("axes left to an ellipsis")
    read, kernel, given = equation.groups()
    asked = call.config["output_shape"]
    shape: list[int | None] = [None, *((asked,) if isinstance(asked, int) else asked)]
    lengths: dict[str, int | None] = dict(zip(read, (None, *call.input), strict=True))
    for letter, length in zip(given, shape, strict=True):
        if length is not None and lengths.setdefault(letter, positive(length)) != length:
            raise Unknown(f"axis {letter}")
    if read[0] != given[0] or not set(given + kernel) <= set(lengths):
        raise Unknown("axes without a length")
    return kernel, tuple(shape[1:]), lengths


def _einsum_output(call: Call) -> Shape:
    _, shape, _ = _einsum_lengths(call)
    return shape


def _einsum_weights(call: Call) -> Weights:
    _check_plain(call)
    kernel, _, lengths = _einsum_lengths(call)
    biased = call.config.get("bias_axes") or ""
    bias = prod(known(lengths[letter]) for letter in biased) if biased else 0
    return Weights(prod(known(lengths[letter]) for letter in kernel) + bias)


FAMILIES = {
    "Dense": Family(_dense_output, _dense_weights),
    "EinsumDense": Family(_einsum_output, _einsum_weights),
    "Embedding": Family(_embedding_output, _embedding_weights),
    "ReversibleEmbedding": Family(_embedding_output, _reversible_weights),
}
