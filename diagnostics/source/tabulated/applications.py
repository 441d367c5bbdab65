"""Models inside a model that are Keras applications, told by the count of their weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from diagnostics.formats.application import names, read_application
from diagnostics.formats.saved_model import SavedLayer, SavedModel
from diagnostics.graph.node import Node
from diagnostics.graph.shapes.infer import infer
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.tabulated.table import Row
from diagnostics.spec.dataset import Dataset

_SIDE = 224
_POOLED = ("GlobalAveragePooling2D", {"keepdims": False})


@dataclass(frozen=True)
class Backbone:
    """The layers of an application; `is_pooled` says that its maps are brought to one number each."""

    name: str
    model: SavedModel
    is_pooled: bool


def application_of(row: Row) -> Backbone | None:
    """The application without its top that has as many weights as the row; the likest name where several have."""
    if row.output is None or not row.parameters:
        return None
    suiting = [name for name, (count, _) in _sizes().items() if count == row.parameters]
    plain = "".join(filter(str.isalnum, row.name)).lower()
    for name in sorted(suiting, key=lambda name: not plain.startswith(name.lower())):
        channels = _sizes()[name][1]
        if row.output[-1] == channels and len(row.output) in (1, 3):
            return Backbone(name, _known(name), len(row.output) == 1)
    return None


def layers_inside(backbone: Backbone, prefix: str, feed: str) -> Iterator[SavedLayer]:
    """Its layers under that prefix, fed by a layer outside; the pooling, if any, comes last."""
    entrance = next(layer.name for layer in backbone.model.layers if layer.class_name == "InputLayer")
    [end] = backbone.model.outputs
    names_outside = {entrance: feed}
    for layer in backbone.model.layers:
        if layer.name != entrance:
            names_outside[layer.name] = f"{prefix}/{layer.name}"
            inputs = tuple(names_outside[name] for name in layer.inputs)
            yield SavedLayer(names_outside[layer.name], layer.class_name, layer.config, inputs)
    if backbone.is_pooled:
        yield SavedLayer(f"{prefix}/avg_pool", _POOLED[0], _POOLED[1], (names_outside[end],))


def size_for(backbone: Backbone, output: Shape) -> Shape | None:
    """An image that leads to such maps; None where every size does."""
    if backbone.is_pooled or None in output:
        return None
    side = output[0] or 1
    for guess in (_SIDE, 299, *(side * 32 + more for more in (0, 11, 16, 31, -16))):
        if _output(backbone.model, (guess, guess, 3)) == output:
            return guess, guess, 3
    return None


@cache
def _sizes() -> dict[str, tuple[int, int | None]]:
    """Weights and last channels of every application."""
    found = {}
    for name in names():
        shapes = infer(_nodes(_known(name)), (_SIDE, _SIDE, 3))
        output = shapes[_known(name).outputs[0]].output or (None,)
        found[name] = sum(shape.parameters or 0 for shape in shapes.values()), output[-1]
    return found


def _output(model: SavedModel, shape: tuple[int, ...]) -> Shape | None:
    return infer(_nodes(model), shape)[model.outputs[0]].output


def _nodes(model: SavedModel) -> list[Node]:
    return [
        Node(layer.name, layer.class_name, layer.config, layer.inputs, position)
        for position, layer in enumerate(model.layers)
    ]


@cache
def _known(name: str) -> SavedModel:
    return read_application(name, Dataset(location=".")).model
