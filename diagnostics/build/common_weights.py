"""What two networks that differ by a fix start from in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.build.network import Network
from diagnostics.data.raw import Array
from diagnostics.graph.graph import Graph


@dataclass(frozen=True)
class Drawn:
    """One weight as it was drawn, and what it was drawn by (None for weights that name no initializer)."""

    value: Array
    initializers: tuple[Any, ...]


Weights = Mapping[tuple[str, str], Drawn]


def drawn_weights(graph: Graph, network: Network) -> Weights:
    """Every weight by the names of its layer and its variable."""
    return {key: Drawn(variable.numpy(), by) for key, variable, by in _variables(graph, network)}


def take_over(graph: Graph, network: Network, weights: Weights) -> None:
    """Sets each weight that the other network has too, where its shape and its initializer are the same."""
    for key, variable, by in _variables(graph, network):
        known = weights.get(key)
        if known is not None and known.initializers == by and known.value.shape == tuple(variable.shape):
            variable.assign(known.value)


def _variables(graph: Graph, network: Network) -> Iterator[tuple[tuple[str, str], Any, tuple[Any, ...]]]:
    for name, layer in network.holders.items():
        for variable in getattr(layer, "weights", ()):
            _, _, path = variable.path.partition("/")
            leaf = path.rpartition("/")[2]
            yield (name, path), variable, tuple(_settings(graph.by_name[name].config, f"{leaf}_initializer"))


def _settings(config: Any, key: str) -> Iterator[Any]:
    """Whatever stands under the key, at any depth: a wrapped layer has its initializers further in."""
    if isinstance(config, Mapping):
        for name, value in config.items():
            if name == key:
                yield value
            else:
                yield from _settings(value, key)
