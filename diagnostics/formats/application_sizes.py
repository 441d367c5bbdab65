"""What Keras's applications say of their layers only once the sizes of the maps are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from diagnostics.formats.application_layers import is_channel_scale
from diagnostics.formats.saved_model import SavedLayer, SavedModel
from diagnostics.graph.node import Node
from diagnostics.graph.shapes.infer import infer
from diagnostics.graph.shapes.layer_shape import LayerShape, Shape

_CHOOSING = ("EfficientNetB", "MobileNetV2", "MobileNetV3", "NASNet")  # a padding for even maps and one for odd ones
_SCALING = "ConvNeXt"
_UNNAMED = "zero_padding2d"  # Keras names the paddings that it chooses


def for_size(name: str, model: SavedModel, shape: Shape | None) -> SavedModel:
    """The application's layers for images of that shape; as stored, for even maps, where it is not known."""
    if shape is None or None in shape:
        return model
    if name.startswith(_CHOOSING):
        return _fitted(model, shape, _padded)
    return with_sizes(model, shape) if name.startswith(_SCALING) else model


def with_sizes(model: SavedModel, shape: Shape | None = None) -> SavedModel:
    """The layers with the maps' sizes told to those of which Keras would not know otherwise that they keep them."""
    return _fitted(model, shape, _sized) if any(map(is_channel_scale, model.layers)) else model


def for_even_maps(layers: Sequence[SavedLayer]) -> list[SavedLayer]:
    """The layers with every chosen padding as it is for even maps."""
    return [_with_padding(layer, (True, True)) if _is_chosen(layer) else layer for layer in layers]


def _fitted(model: SavedModel, shape: Shape | None, fit: Callable[[SavedLayer, Shape], SavedLayer]) -> SavedModel:
    """The layers, each made to fit what it reads."""
    known = None if shape is None else tuple(side for side in shape if side is not None)
    shapes: dict[str, LayerShape] = {}
    layers = []
    for position, given in enumerate(model.layers):
        read = shapes[given.inputs[0]].output if given.inputs else None
        layer = given if read is None else fit(given, read)
        layers.append(layer)
        node = Node(layer.name, layer.class_name, layer.config, layer.inputs, position)
        shapes |= infer([node], known, shapes)
    return replace(model, layers=tuple(layers))


def _is_chosen(layer: SavedLayer) -> bool:
    return layer.class_name == "ZeroPadding2D" and not layer.name.startswith(_UNNAMED)


def _padded(layer: SavedLayer, shape: Shape) -> SavedLayer:
    height, width = shape[0], shape[1] if len(shape) > 1 else None
    if height is None or width is None or not _is_chosen(layer):
        return layer
    return _with_padding(layer, (height % 2 == 0, width % 2 == 0))


def _with_padding(layer: SavedLayer, even: tuple[bool, bool]) -> SavedLayer:
    """Half of the kernel on each side, and one less before even maps."""
    padding = [[after - is_even, after] for (_, after), is_even in zip(layer.config["padding"], even, strict=True)]
    return replace(layer, config={**layer.config, "padding": padding})


def _sized(layer: SavedLayer, shape: Shape) -> SavedLayer:
    if not is_channel_scale(layer):
        return layer
    return replace(layer, config={**layer.config, "output_shape": list(shape)})
