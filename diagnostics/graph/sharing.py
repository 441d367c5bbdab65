"""Layers that are called several times: each further call is a layer that shares the weights of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.spec.errors import Problem, SpecError, nearest, quote
from diagnostics.spec.job import ResolvedLayer
from diagnostics.spec.model import Layer


def holders(declared: Sequence[Layer], names: Sequence[str]) -> list[str | None]:
    """For each layer, the one that declares its weights, where that is another. Raises SpecError.

    A layer that shares with one that itself shares has the weights of that one's holder.
    """
    problems = list(_problems(declared, names))
    if problems:
        raise SpecError(problems)
    found: dict[str, str | None] = {}
    for name, layer in zip(names, declared, strict=True):
        found[name] = layer.shares and (found[layer.shares] or layer.shares)
    return [found[name] for name in names]


def with_holders_first(layers: Sequence[ResolvedLayer], before: Sequence[ResolvedLayer]) -> tuple[ResolvedLayer, ...]:
    """The layers with class and config of each shared one at the first of its calls, which the others then name.

    `before` are those of the spec that is changed: where the layer that declared the weights is gone, the next call
    inherits from it.
    """
    if not any(layer.shares for layer in layers):
        return tuple(layers)
    return tuple(_in_order(layers, before))


def _problems(declared: Sequence[Layer], names: Sequence[str]) -> Iterator[Problem]:
    position_of = {name: position for position, name in enumerate(names)}
    for position, layer in enumerate(declared):
        if layer.shares is not None:
            message = _refusal(layer, position, declared, position_of.get(layer.shares))
            if message is not None:
                hint = nearest(layer.shares, names) if layer.shares not in position_of else ""
                told = f"{message}; {hint}".rstrip("; ")
                yield Problem(f"/model/layers/{position}/shares", told, quote(layer.shares))
            elif layer.config:
                told = "a layer that shares weights has the config of the layer that declares them; leave this out"
                yield Problem(f"/model/layers/{position}/config", told, quote(layer.config))


def _refusal(layer: Layer, position: int, declared: Sequence[Layer], at: int | None) -> str | None:
    if at is None:
        return f"no layer is named {layer.shares!r}"
    if at >= position:
        return f"{layer.shares!r} is not declared before the layer that shares its weights"
    if declared[at].class_name != layer.class_name:
        return f"{layer.shares!r} is a {declared[at].class_name}, and this a {layer.class_name}"
    return "an InputLayer has no weights to share" if layer.class_name == "InputLayer" else None


def _in_order(layers: Sequence[ResolvedLayer], before: Sequence[ResolvedLayer]) -> Iterator[ResolvedLayer]:
    declared = {layer.name: layer for layer in (*before, *layers) if layer.shares is None}
    first: dict[str, str] = {}
    for layer in layers:
        whole = declared[layer.shares or layer.name]
        holder = first.setdefault(whole.name, layer.name)
        own = holder == layer.name
        changes = {"config": whole.config if own else {}, "shares": None if own else holder}
        yield layer.model_copy(update={"class_name": whole.class_name, **changes})
