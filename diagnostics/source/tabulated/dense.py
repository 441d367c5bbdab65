"""Layers that multiply by one matrix, and recurrent ones."""

from __future__ import annotations

from typing import Any

from diagnostics.source.tabulated.seen import Guess, Guesses, Seen


def dense(seen: Seen) -> Guesses:
    """Units from the last axis, else from the count."""
    width = seen.input[-1] if seen.input else None
    units = seen.output[-1] if seen.output else None
    for bias in (True, False):
        count = units
        if count is None and width and seen.parameters:
            count = seen.parameters // (width + bias)
        if count:
            yield Guess({"units": count, **({} if bias else {"use_bias": False})})


def embedding(seen: Seen) -> Guesses:
    """As many entries as rows of weights."""
    width = seen.output[-1] if seen.output else None
    if width and seen.parameters:
        yield Guess({"input_dim": seen.parameters // width, "output_dim": width})


def recurrent(seen: Seen) -> Guesses:
    """Sequences where the output has steps."""
    if not seen.output or not seen.output[-1]:
        return
    told: dict[str, Any] = {"units": seen.output[-1], **sequences(seen)}
    for bias in ({}, {"use_bias": False}):
        yield Guess({**told, **bias})
        if seen.class_name == "GRU":
            yield Guess({**told, **bias, "reset_after": False})


def sequences(seen: Seen) -> dict[str, Any]:
    """The config of a recurrent layer that gives every step, where it does."""
    return {"return_sequences": True} if len(seen.output or ()) > 1 else {}


def heads(seen: Seen) -> Guesses:
    """The product of heads and their width follows from the count, heads of a usual number stand in."""
    shapes = [shape[-1] for shape in seen.inputs if shape]
    if not shapes or None in shapes or not seen.parameters:
        return
    query, value, key = (shapes[0] or 0, shapes[min(1, len(shapes) - 1)] or 0, shapes[-1] or 0)
    for bias in (True, False):
        whole, left = divmod(seen.parameters - bias * query, query + key + value + query + 3 * bias)
        for count in (8, 4, 12, 16, 2, 1) if not left else ():
            if whole % count == 0:
                config = {"num_heads": count, "key_dim": whole // count, **({} if bias else {"use_bias": False})}
                yield Guess(config, frozenset({"num_heads", "key_dim"}))


def normalisation(seen: Seen) -> Guesses:
    """Over the last axis or the first, with scale and shift or without either."""
    unsure = frozenset({"groups"}) if seen.class_name == "GroupNormalization" else frozenset[str]()
    for axis in (-1, 1):
        where = {} if axis == -1 else {"axis": axis}
        yield Guess(where, unsure)
        yield Guess({**where, "scale": False}, unsure | {"scale"})
        yield Guess({**where, "scale": False, "center": False}, unsure)


GUESSERS = {
    "Dense": dense,
    "Embedding": embedding,
    **dict.fromkeys(("SimpleRNN", "GRU", "LSTM"), recurrent),
    "MultiHeadAttention": heads,
    "BatchNormalization": normalisation,
    "LayerNormalization": normalisation,
    "GroupNormalization": normalisation,
}
