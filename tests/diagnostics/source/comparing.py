"""Whether two networks are one and the same, whatever their layers are called."""

from __future__ import annotations

from typing import Any

from diagnostics.graph.graph import graph_of
from diagnostics.graph.node import Node
from diagnostics.spec.job import ResolvedModel
from tests.diagnostics.source.configs import unlike, written_out

Shape = tuple[int, ...]


def difference(read: ResolvedModel, built: ResolvedModel, input_shape: Shape | None = None) -> str | None:
    """The first layer in which a network as read is unlike the one that Keras built, in words; None where none is.

    `input_shape` is that of one sample, for an input of the read network that leaves it open.
    """
    return _Comparison(read, built, input_shape).difference()


class _Comparison:
    """Two graphs walked from their outputs at once; layers that meet must always meet again."""

    def __init__(self, read: ResolvedModel, built: ResolvedModel, input_shape: Shape | None) -> None:
        self._read, self._built = graph_of(read, input_shape), graph_of(built)
        self._shares = [_weight_owners(model) for model in (read, built)]
        self._input_shape = input_shape
        self._met: dict[str, str] = {}
        self._owners: dict[str, str] = {}

    def difference(self) -> str | None:
        answers, wanted = self._read.outputs, self._built.outputs
        if len(answers) != len(wanted):
            return f"it answers with {len(answers)} layers, in Keras with {len(wanted)}"
        order = {node.name: place for place, node in enumerate(self._built.used)}
        pairs, mismatch = self._pairs()
        for read, built in sorted(pairs, key=lambda pair: order[pair[1].name]):
            if (found := self._layer(read, built)) is not None:
                return f"{_shown(built)} (as read: {_shown(read)}): {found}"
        return mismatch

    def _pairs(self) -> tuple[list[tuple[Node, Node]], str | None]:
        """Layers that correspond, and where the two graphs part."""
        found: list[tuple[Node, Node]] = []
        waiting = list(zip(self._read.outputs, self._built.outputs, strict=True))
        mismatch = None
        while waiting:
            name, wanted = waiting.pop()
            if name in self._met or wanted in self._met.values():
                if self._met.get(name) != wanted:
                    mismatch = mismatch or f"{wanted!r} in Keras is another layer than {name!r} as read"
                continue
            self._met[name] = wanted
            read, built = self._read.by_name[name], self._built.by_name[wanted]
            found.append((read, built))
            waiting.extend(zip(read.inputs, built.inputs, strict=False))
        return found, mismatch

    def _layer(self, read: Node, built: Node) -> str | None:
        if read.class_name != built.class_name:
            return f"it is a {read.class_name} as read"
        if len(read.inputs) != len(built.inputs):
            return f"it is fed by {list(read.inputs)} as read, by {list(built.inputs)} in Keras"
        if read.class_name == "InputLayer":
            shape = read.config.get("shape") or self._input_shape
            return unlike("shape", _listed(shape), _listed(built.config["shape"]))
        if built.has_weights and read.trainable != built.trainable:
            return f"trainable is {read.trainable} as read, {built.trainable} in Keras"
        return self._config(read, built) or self._weights(read, built)

    def _config(self, read: Node, built: Node) -> str | None:
        if read.config == built.config:
            return None
        try:
            given = written_out(read)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            return f"Keras refuses its config as read: {error}"
        wanted = written_out(built)
        for key in sorted(set(given) | set(wanted)):
            if (found := unlike(key, given.get(key), wanted.get(key))) is not None:
                return found
        return None

    def _weights(self, read: Node, built: Node) -> str | None:
        owner, wanted = (shares[node.name] for shares, node in zip(self._shares, (read, built), strict=True))
        if self._owners.setdefault(owner, wanted) != wanted:
            return f"it has the weights of {owner!r} as read, of {wanted!r} in Keras"
        if list(self._owners.values()).count(wanted) > 1:
            return f"it has weights of its own as read, and shares those of {wanted!r} in Keras"
        return None


def parameters(model: ResolvedModel, input_shape: Shape | None = None) -> int | None:
    """How many weights the used layers hold, those of a shared layer once; None where it cannot be told."""
    graph = graph_of(model, input_shape)
    owners = _weight_owners(model)
    held: dict[str, int] = {}
    for node in graph.used:
        count = graph.shapes[node.name].parameters
        if count is None and node.has_weights:
            return None
        held[owners[node.name]] = max(count or 0, held.get(owners[node.name], 0))
    return sum(held.values())


def _weight_owners(model: ResolvedModel) -> dict[str, str]:
    """For each layer the one that it has its weights from, mostly itself."""
    return {layer.name: layer.shares or layer.name for layer in model.layers}


def _listed(shape: Any) -> list[int | None] | None:
    return None if shape is None else list(shape)


def _shown(node: Node) -> str:
    return f"{node.class_name} {node.name!r}"
