"""Convolutions of every sort: kernels from the count of weights, strides and padding from the shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.tabulated.seen import Guess, Guesses, Seen
from diagnostics.source.tabulated.windows import Slide, kernels, slides

_GROUPS = (1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True)
class _Maps:
    """Both maps without channels, and the channels before and after."""

    data_format: str
    before: Shape
    after: Shape
    channels: int
    filters: int


def _maps(seen: Seen) -> Iterator[_Maps]:
    """The maps read with the channels last, then first."""
    if not seen.input or not seen.output or len(seen.input) != len(seen.output) or not seen.parameters:
        return
    for data_format, at in (("channels_last", -1), ("channels_first", 0)):
        rest = slice(0, -1) if at else slice(1, None)
        channels, filters = seen.input[at], seen.output[at]
        if channels and filters:
            yield _Maps(data_format, seen.input[rest], seen.output[rest], channels, filters)


def _guesses(
    seen: Seen, area_of: Callable[[_Maps, int], int | None], keys: Callable[[_Maps], dict[str, Any]]
) -> Guesses:
    """`area_of` gives the places of the kernel when so many weights are left without the bias."""
    for maps in _maps(seen):
        for bias in (True, False):
            area = area_of(maps, (seen.parameters or 0) - bias * maps.filters)
            for kernel in kernels(area, len(maps.before)) if area is not None and area > 0 else ():
                config = {**keys(maps), "kernel_size": list(kernel), **({} if bias else {"use_bias": False})}
                if maps.data_format == "channels_first":
                    config["data_format"] = maps.data_format
                yield from _slid(maps, kernel, config)


def _slid(maps: _Maps, kernel: tuple[int, ...], config: dict[str, Any]) -> Guesses:
    ways = slides(kernel, maps.before, maps.after)
    for way in ways:
        config = {**config, "strides": list(way.strides), "padding": way.padding}
        if max(way.dilation) > 1:
            config["dilation_rate"] = list(way.dilation)
        yield Guess(config, _uncertain(kernel, maps, ways))


def _uncertain(kernel: tuple[int, ...], maps: _Maps, ways: list[Slide]) -> frozenset[str]:
    """The keys that may as well be others: more than one way is usual, or the sides are not known."""
    usual = [way for way in ways if all(step <= size for step, size in zip(way.strides, kernel, strict=True))]
    unknown = None in maps.before and max(kernel) > 1
    several = len(usual) > 1 and max(kernel) > 1 and usual[0].strides != usual[1].strides
    return frozenset({"padding", "strides"}) if unknown or several else frozenset()


def _divided(count: int, by: int) -> int | None:
    return count // by if count > 0 and count % by == 0 else None


def plain(seen: Seen) -> Guesses:
    """Kernels over all channels, else over a part of them."""
    for groups in _GROUPS:
        yield from _in_groups(seen, groups)


def _in_groups(seen: Seen, groups: int) -> Guesses:
    def area(maps: _Maps, left: int) -> int | None:
        return _divided(left * groups, maps.channels * maps.filters)

    def keys(maps: _Maps) -> dict[str, Any]:
        return {"filters": maps.filters, **({"groups": groups} if groups > 1 else {})}

    return _guesses(seen, area, keys)


def depthwise(seen: Seen) -> Guesses:
    """One kernel, or several, for each channel."""
    return _guesses(
        seen,
        lambda maps, left: _divided(left, maps.filters),
        lambda maps: {"depth_multiplier": max(1, maps.filters // maps.channels)},
    )


def separable(seen: Seen) -> Guesses:
    """One kernel for each channel, then one place over all."""
    return _guesses(
        seen,
        lambda maps, left: _divided(left - maps.channels * maps.filters, maps.channels),
        lambda maps: {"filters": maps.filters},
    )


def transposed(seen: Seen) -> Guesses:
    """Maps that grow by the strides."""
    rank = int(re.sub(r"\D", "", seen.class_name) or 2)
    for maps in _maps(seen):
        for bias in (True, False):
            area = _divided((seen.parameters or 0) - bias * maps.filters, maps.channels * maps.filters)
            for kernel in kernels(area, rank) if area else ():
                config = {"filters": maps.filters, "kernel_size": list(kernel), **({} if bias else {"use_bias": False})}
                if maps.data_format == "channels_first":
                    config["data_format"] = maps.data_format
                unknown = frozenset({"strides", "padding"}) if None in maps.before else frozenset()
                yield from (Guess({**config, **grown}, unknown) for grown in _grown(kernel, maps))


def _grown(kernel: tuple[int, ...], maps: _Maps) -> Iterator[dict[str, Any]]:
    sides = [(before, after) for before, after in zip(maps.before, maps.after, strict=True) if before and after]
    if not sides:
        yield {"strides": [2] * len(kernel), "padding": "same"}
        return
    before, after = sides[0]
    for stride in range(1, after // before + 2):
        for padding in ("valid", "same"):
            yield {"strides": [stride] * len(kernel), "padding": padding}


GUESSERS = {
    **{f"Conv{rank}D": plain for rank in (1, 2, 3)},
    **{f"Conv{rank}DTranspose": transposed for rank in (1, 2, 3)},
    **{f"SeparableConv{rank}D": separable for rank in (1, 2)},
    **{f"DepthwiseConv{rank}D": depthwise for rank in (1, 2)},
}
