"""What the network itself does to its inputs before the first pretrained layer."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.spec.dataset import Normalize, Operation, Rescale

_KEEP_VALUES = frozenset({"CenterCrop", "Identity", "Resizing", "Cropping2D"})


def entrances(graph: Graph, pretrained: frozenset[str]) -> Iterator[tuple[Node, tuple[Operation, ...]]]:
    """The pretrained layers that the inputs reach first, each with what happens to the inputs before.

    A layer behind something other than rescaling, augmentation and the like is left out: it sees features, not inputs.
    """
    for node, before in _entrances(graph, pretrained):
        yield node, tuple(before.values())


def leading_rescalings(graph: Graph, pretrained: frozenset[str]) -> frozenset[str]:
    """The names of the layers that rescale the inputs before those pretrained layers."""
    return frozenset(name for _, before in _entrances(graph, pretrained) for name in before)


def _entrances(graph: Graph, pretrained: frozenset[str]) -> Iterator[tuple[Node, dict[str, Operation]]]:
    for node in graph.used:
        if node.name in pretrained and len(node.inputs) == 1 and node.inputs[0] not in pretrained:
            before = _before(graph, graph.by_name[node.inputs[0]])
            if before is not None:
                yield node, before


def _before(graph: Graph, node: Node) -> dict[str, Operation] | None:
    """What the layers from the input to this one do, by their names."""
    found: dict[str, Operation] = {}
    while node.class_name != "InputLayer":
        if len(node.inputs) != 1:
            return None
        if node.class_name not in _KEEP_VALUES and not node.class_name.startswith("Random"):
            operation = _as_operation(node)
            if operation is None:
                return None
            found[node.name] = operation
        node = graph.by_name[node.inputs[0]]
    return dict(reversed(found.items()))


def _as_operation(node: Node) -> Operation | None:
    """The layer as a preprocessing step; None for layers that are none."""
    config = node.config
    if node.class_name == "Rescaling":
        return _rescaling(config["scale"], config.get("offset", 0.0))
    mean, variance = config.get("mean"), config.get("variance")
    if node.class_name != "Normalization" or mean is None or variance is None or config.get("invert"):
        return None
    return Operation(normalize=Normalize(mean=_numbers(mean), std=_mapped(math.sqrt, _numbers(variance))))


def _rescaling(scale: Any, offset: Any) -> Operation | None:
    if isinstance(scale, int | float) and isinstance(offset, int | float):
        return Operation(rescale=Rescale(scale=scale, offset=offset))
    scales = list(scale) if isinstance(scale, list | tuple) else [scale] * len(offset)
    offsets = list(offset) if isinstance(offset, list | tuple) else [offset] * len(scales)
    if len(scales) != len(offsets) or not all(scales):
        return None
    mean = tuple(-shift / factor for factor, shift in zip(scales, offsets, strict=True))
    return Operation(normalize=Normalize(mean=mean, std=tuple(1 / factor for factor in scales)))


def _numbers(value: Any) -> float | tuple[float, ...]:
    while isinstance(value, list | tuple) and len(value) == 1 and isinstance(value[0], list | tuple):
        value = value[0]
    return tuple(value) if isinstance(value, list | tuple) else value


def _mapped(change: Any, value: float | tuple[float, ...]) -> float | tuple[float, ...]:
    return tuple(map(change, value)) if isinstance(value, tuple) else change(value)
