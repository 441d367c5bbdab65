"""What convolutions and pooling slide over their maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diagnostics.graph.shapes.family import Call, Unknown, known, positive
from diagnostics.graph.shapes.layer_shape import Shape

_STEP_OVER_GAPS = ("Depthwise", "Separable")  # Keras lets these have strides and dilation at once


@dataclass(frozen=True)
class Window:
    """Its extent (with gaps, where dilated), its steps and its padding; one entry for each axis of the map."""

    extent: tuple[int, ...]
    strides: tuple[int, ...]
    padding: str

    def fits(self, over: Shape) -> bool:
        """Whether the window has a place on the map, as far as the map is known."""
        sides = zip(over, self.extent, strict=True)
        return self.padding != "valid" or all(side is None or side >= extent for side, extent in sides)

    def slid(self, over: Shape) -> Shape:
        """The shape of the resulting map. Raises Unknown where the window does not fit."""
        if len(over) != len(self.extent) or not self.fits(over):
            raise Unknown(f"{self.extent} on {over}")
        lost = self.extent if self.padding == "valid" else (1,) * len(over)
        sides = zip(over, lost, self.strides, strict=True)
        return tuple(None if side is None else (side - less) // stride + 1 for side, less, stride in sides)


def window_of(call: Call) -> Window:
    """The window of a convolution or a pooling layer. Raises Unknown."""
    rank = call.rank
    padding = str(call.config.get("padding")).lower()
    if "pool_size" in call.config:
        sizes = call.counts("pool_size", rank)
        strides = sizes if call.config.get("strides") is None else call.counts("strides", rank)
        gaps = (1,) * rank
    else:
        sizes, strides, gaps = (call.counts(key, rank) for key in ("kernel_size", "strides", "dilation_rate"))
    if padding not in ("valid", "same", *(("causal",) if call.class_name in ("Conv1D", "Convolution1D") else ())):
        raise Unknown(f"padding {padding!r}")
    if max(strides) > 1 and max(gaps) > 1 and not call.class_name.startswith(_STEP_OVER_GAPS):
        raise Unknown("strides and dilation")
    return Window(tuple((size - 1) * gap + 1 for size, gap in zip(sizes, gaps, strict=True)), strides, padding)


def map_of(call: Call, shape: Shape) -> Shape:
    """The axes of the map alone. Raises Unknown where the rank is another."""
    if call.rank and len(shape) != call.rank + 1:
        raise Unknown(f"rank {len(shape)}")
    return shape[1:] if call.channels_first else shape[:-1]


def channels_of(call: Call, shape: Shape) -> int:
    """The channels of a map. Raises Unknown."""
    return known(shape[0] if call.channels_first else shape[-1])


def with_channels(call: Call, over: Shape, channels: Any) -> Shape:
    """A map and its channels, in the order of the layer's data format; channels may be of any number (None)."""
    checked = None if channels is None else positive(channels)
    return (checked, *over) if call.channels_first else (*over, checked)
