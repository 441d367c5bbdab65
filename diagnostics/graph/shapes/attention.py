"""Attention; the inputs are query, value and, if it differs from value, key."""

from __future__ import annotations

from math import prod

from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights, known, positive
from diagnostics.graph.shapes.layer_shape import Shape


def _query_value_key(call: Call) -> tuple[Shape, Shape, Shape]:
    if len(call.inputs) not in (2, 3):
        raise Unknown(f"{len(call.inputs)} inputs")
    query, value = call.input_at(0), call.input_at(1)
    key = call.input_at(2) if len(call.inputs) == 3 else value
    if min(map(len, (query, value, key))) < 2:
        raise Unknown("no steps")
    return query, value, key


def _output(call: Call) -> Shape:
    query, value, _ = _query_value_key(call)
    return (*query[:-1], value[-1])


def _weights(call: Call) -> Weights:
    return Weights(bool(call.config.get("use_scale")) + (call.config.get("score_mode") == "concat"))


def _additive_weights(call: Call) -> Weights:
    query, _, _ = _query_value_key(call)
    return Weights(known(query[-1]) if call.config.get("use_scale") else 0)


def _projected(call: Call) -> tuple[int | None, ...]:
    """The last axes of what multi-head attention gives."""
    asked = call.config.get("output_shape")
    if not asked:
        return (call.input_at(0)[-1],)
    return (positive(asked),) if isinstance(asked, int) else tuple(positive(axis) for axis in asked)


def _heads_output(call: Call) -> Shape:
    query, value, key = _query_value_key(call)
    if value[:-1] != key[:-1]:
        raise Unknown("value and key differ")
    return (*query[:-1], *_projected(call))


def _heads_weights(call: Call) -> Weights:
    query, value, key = (known(shape[-1]) for shape in _query_value_key(call))
    heads, width = call.count("num_heads"), call.count("key_dim")
    values = heads * (call.count("value_dim") if call.config.get("value_dim") else width)
    bias = bool(call.config.get("use_bias"))
    given = prod(known(axis) for axis in _projected(call))
    gate = (query + bias) * values if call.config.get("use_gate") else 0
    return Weights((query + key + 2 * bias) * heads * width + (value + bias) * values + gate + (values + bias) * given)


def _groups_output(call: Call) -> Shape:
    query, value, key = _query_value_key(call)
    if len(query) != 2 or query[-1] != value[-1] or value[:-1] != key[:-1]:
        raise Unknown("query, value and key do not fit")
    if call.count("num_query_heads") % call.count("num_key_value_heads"):
        raise Unknown("heads")
    return query


def _groups_weights(call: Call) -> Weights:
    query, value, key = (known(shape[-1]) for shape in _query_value_key(call))
    bias = bool(call.config.get("use_bias"))
    queries = call.count("num_query_heads") * call.count("head_dim")
    shared = call.count("num_key_value_heads") * call.count("head_dim")
    into = (query + bias) * queries * (2 if call.config.get("use_gate") else 1)
    return Weights(into + (key + value + 2 * bias) * shared + (queries + bias) * query)


FAMILIES = {
    "Attention": Family(_output, _weights),
    "AdditiveAttention": Family(_output, _additive_weights),
    "MultiHeadAttention": Family(_heads_output, _heads_weights),
    "GroupQueryAttention": Family(_groups_output, _groups_weights),
}
