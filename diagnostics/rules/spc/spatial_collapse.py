"""SPC112."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.fixes.padding_same import PaddingSame
from diagnostics.fixes.remove_pooling import RemovePooling
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.graph.sliding_windows import Slide, slides
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class SpatialCollapse(Rule[Declared]):
    """Maps that shrink to nothing, or to a single position long before the convolutions end.

    ## Why it matters
    A window that is larger than its map, without padding, has no place on it: Keras refuses to build the network. On a
    map of one position a kernel larger than 1 meets padding with all of its weights but those in the centre. They are
    never used and never learn, and the layer does no more than a dense layer would, at nine times the weights.

    ## How it is measured
    Shapes are inferred from the input on. Error: a convolution or pool with `valid` padding and an extent (dilation
    included) above the map's in any axis. Warning: at least `min_wasted_layers` convolutions whose kernel is larger
    than 1 on maps of a single position. Global pooling, 1×1 convolutions and a map that ends at 1×1 are healthy.

    ## Known limits
    Needs the shape of the input. Axes of any length are not judged. A network made for larger images than it is given
    (ResNet50 on 32×32) is reported: it learns, with its last stage mostly idle. Transposed and recurrent convolutions
    are not judged.

    ## Sources
    Dumoulin and Visin 2016, A guide to convolution arithmetic for deep learning, arXiv:1603.07285. Richter et al. 2021,
    Should You Go Deeper?: layers whose receptive field exceeds the image add little.
    """

    code = "SPC112"
    name = "spatial-collapse"
    fixes = (PaddingSame, RemovePooling)
    explains = (*STUCK, "INI301", "INI305")
    blame = 0.2

    min_wasted_layers: int = 2

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for each window that does not fit, and one for all convolutions on single positions."""
        found = list(slides(seen.graph))
        yield from (self._too_small(slide) for slide in found if not slide.window.fits(slide.over))
        wasted = [slide for slide in found if _is_wasted(slide)]
        if len(wasted) >= self.min_wasted_layers:
            yield self._wasted(wasted, found)

    def _too_small(self, slide: Slide) -> Finding:
        node = slide.node
        return Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=1.0,
            message=f"{node.class_name} '{node.name}' slides a window of {_sides(slide.window.extent)} over a map of "
            f"{_sides(slide.over)}: it has no place there, and Keras will refuse to build the network. Shrink the maps "
            "less before this layer, or pad it ('same')",
            at=(slide.pointer, node.pointer("config", "padding")),
            layer=node.name,
            evidence={"extent": list(slide.window.extent), "map": _listed(slide.over)},
            blame=1.0,
        )

    def _wasted(self, wasted: Sequence[Slide], found: Sequence[Slide]) -> Finding:
        names = [slide.node.name for slide in wasted]
        convolutions = sum(slide.is_convolution for slide in found)
        return Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.95,
            message=f"{len(names)} of {counted(convolutions, 'convolution')} work on maps of a single position: "
            f"{named(names)}. All but the centre of their kernels meets padding and never learns. The layers before "
            "shrink the maps too early for inputs of this size",
            at=tuple(slide.pointer for slide in wasted),
            layer=names[0],
            evidence={
                "layers": names,
                "convolutions": convolutions,
                "extents": [_sides(slide.window.extent) for slide in wasted],
            },
        )


def _is_wasted(slide: Slide) -> bool:
    """Whether all the map is one position under a kernel that is made for more."""
    return slide.is_convolution and all(side == 1 for side in slide.over) and max(slide.window.extent) > 1


def _sides(shape: Shape) -> str:
    return "×".join("?" if side is None else str(side) for side in shape)


def _listed(shape: Shape) -> list[int]:
    return [-1 if side is None else side for side in shape]
