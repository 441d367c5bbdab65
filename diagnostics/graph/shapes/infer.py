"""Shapes and parameter counts of a whole network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostics.graph.node import Node
from diagnostics.graph.shapes.families import ODD_CONFIG, called, output_of, weights_of
from diagnostics.graph.shapes.family import Call
from diagnostics.graph.shapes.layer_shape import LayerShape, Shape

__all__ = ["LayerShape", "Shape", "infer"]


def infer(
    nodes: Sequence[Node], input_shape: tuple[int, ...] | None, known: Mapping[str, LayerShape] | None = None
) -> dict[str, LayerShape]:
    """The shapes of every layer by name; `nodes` come after all that feed them, unless that is `known`."""
    shapes: dict[str, LayerShape] = dict(known or {})
    for node in nodes:
        config = node.config
        if node.class_name == "InputLayer" and config.get("shape") is None:
            config = {**config, "shape": input_shape}
        shape = _shape(called(node.class_name, config, tuple(shapes[name].output for name in node.inputs)))
        shapes[node.name] = shape if node.shares is None else _of_shared(shape, shapes[node.shares])
    return shapes


def _of_shared(shape: LayerShape, holder: LayerShape) -> LayerShape:
    """The shape of a further call: the weights count where they are declared, and fit no input that needs others."""
    fits = None in (shape.parameters, holder.parameters) or shape.parameters == holder.parameters
    return LayerShape(shape.output if fits else None, 0, 0)


def _shape(call: Call) -> LayerShape:
    """What can be told; where the output cannot be, the weights may be known all the same, and the reverse."""
    output = _output(call)
    try:
        held = weights_of(call)
    except ODD_CONFIG:
        return LayerShape(output)
    return LayerShape(output, held.trained + held.fixed, held.trained)


def _output(call: Call) -> Shape | None:
    try:
        return output_of(call)
    except ODD_CONFIG:
        return None
