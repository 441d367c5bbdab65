"""MobileNets of other widths than 1: the same layers with fewer or more filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from diagnostics.formats.saved_model import SavedLayer, SavedModel

_ALPHA = "?alpha="
_STEP = 8  # of MobileNetV2's numbers of filters
_WIDENED = 6  # times the channels that a block of MobileNetV2 reads
_LAST = "Conv_1"  # of MobileNetV2, which is never narrower than at width 1


def of_width(name: str, model: SavedModel, alpha: float) -> SavedModel | None:
    """An application's layers at that width; None where Keras has others, or no such width."""
    if alpha == 1:
        return model
    if name not in _FILTERS or not _NARROWEST[name] <= alpha <= _WIDEST:  # NaN is not, either
        return None
    layers: list[SavedLayer] = []
    channels: dict[str, int] = {}
    for layer in model.layers:
        read = channels[layer.inputs[0]] if layer.inputs else 0
        channels[layer.name] = read
        if layer.class_name == "Conv2D":
            channels[layer.name] = filters = _FILTERS[name](layer, alpha, read)
            layer = replace(layer, config={**layer.config, "filters": filters})
        layers.append(layer)
    return replace(model, layers=tuple(layers))


def name_at_width(name: str, alpha: float) -> str:
    """What tells an application's weights at a width from those at others: `MobileNetV2`, `MobileNetV2?alpha=0.5`."""
    return name if alpha == 1 else f"{name}{_ALPHA}{alpha}"


def width_in(name: str) -> tuple[str, float]:
    """The application and the width in such a name. Raises ValueError."""
    plain, _, alpha = name.partition(_ALPHA)
    return plain, float(alpha or 1)


def _of_mobilenet(layer: SavedLayer, alpha: float, _read: int) -> int:
    return int(layer.config.get("filters", 0) * alpha)


def _of_mobilenet_v2(layer: SavedLayer, alpha: float, read: int) -> int:
    filters = layer.config.get("filters", 0)
    if layer.name.endswith("_expand"):
        return _WIDENED * read
    if layer.name == _LAST:
        return _divisible(filters * alpha) if alpha > 1 else int(filters)
    return _divisible(filters * alpha if layer.name == "Conv1" else int(filters * alpha))


def _divisible(filters: float) -> int:
    """The nearest multiple of the step that is not much less."""
    nearest = max(_STEP, int(filters + _STEP / 2) // _STEP * _STEP)
    return nearest + _STEP if nearest < 0.9 * filters else nearest


_NARROWEST = {"MobileNet": 1 / 32, "MobileNetV2": 0.35}  # below, MobileNetV2 skips blocks that it does not skip at 1
_WIDEST = 100
_FILTERS: Mapping[str, Callable[[SavedLayer, float, int], int]] = {
    "MobileNet": _of_mobilenet,
    "MobileNetV2": _of_mobilenet_v2,
}
