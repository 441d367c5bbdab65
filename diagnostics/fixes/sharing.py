"""Layers that share weights, kept in order when layers are changed, moved or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.spec.job import ResolvedLayer


def with_holders_first(layers: Sequence[ResolvedLayer], before: Sequence[ResolvedLayer]) -> tuple[ResolvedLayer, ...]:
    """The layers with class and config of each shared one at the first of its calls, which the others then name.

    `before` are those of the spec that is changed: where the layer that declared the weights is gone, the next call
    inherits from it.
    """
    if not any(layer.shares for layer in layers):
        return tuple(layers)
    return tuple(_in_order(layers, before))


def _in_order(layers: Sequence[ResolvedLayer], before: Sequence[ResolvedLayer]) -> Iterator[ResolvedLayer]:
    declared = {layer.name: layer for layer in (*before, *layers) if layer.shares is None}
    first: dict[str, str] = {}
    for layer in layers:
        whole = declared[layer.shares or layer.name]
        holder = first.setdefault(whole.name, layer.name)
        own = holder == layer.name
        changes = {"config": whole.config if own else {}, "shares": None if own else holder}
        yield layer.model_copy(update={"class_name": whole.class_name, **changes})
