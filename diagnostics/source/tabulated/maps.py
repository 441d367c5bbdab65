"""Layers without weights that change shapes: pooling, reshaping, padding."""

from __future__ import annotations

from itertools import permutations
from math import ceil

from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.tabulated.seen import Guess, Guesses, Seen

_MOST_AXES = 5


def pooling(seen: Seen) -> Guesses:
    """Windows as wide as their steps where the sides divide; other usual windows stand in where they do not."""
    for data_format, before, after in _maps(seen):
        config = {} if data_format == "channels_last" else {"data_format": data_format}
        if not all(before) or not all(after):
            yield Guess({**config, "pool_size": [2] * len(before)}, frozenset({"pool_size", "strides", "padding"}))
            continue
        sides = [(one or 1, other or 1) for one, other in zip(before, after, strict=True)]
        exact = all(one % other == 0 for one, other in sides)
        size = [one // other for one, other in sides]
        unsure = frozenset[str]() if exact else frozenset({"pool_size", "strides", "padding"})
        yield Guess({**config, "pool_size": size}, unsure)
        yield Guess({**config, "pool_size": [ceil(one / other) for one, other in sides], "padding": "same"}, unsure)
        for window, step in ((2, 2), (3, 2), (3, 1), (2, 1), (3, 3), (4, 4), (5, 5)):
            for padding in ("valid", "same"):
                told = {"pool_size": [window] * len(sides), "strides": [step] * len(sides), "padding": padding}
                yield Guess({**config, **told}, unsure | {"pool_size"})
        narrowed = [one - other + 1 for one, other in sides]
        yield Guess({**config, "pool_size": narrowed, "strides": [1] * len(sides)}, unsure | {"pool_size"})


def _maps(seen: Seen) -> list[tuple[str, Shape, Shape]]:
    """Both maps without channels, read with the channels last, then first."""
    if not seen.input or not seen.output or len(seen.input) != len(seen.output):
        return []
    last = ("channels_last", seen.input[:-1], seen.output[:-1])
    return [last, ("channels_first", seen.input[1:], seen.output[1:])]


def global_pooling(seen: Seen) -> Guesses:
    """With the axes kept where the output has as many."""
    kept = {"keepdims": True} if seen.input and seen.output and len(seen.input) == len(seen.output) else {}
    yield Guess(kept)
    yield Guess({**kept, "data_format": "channels_first"})


def reshape(seen: Seen) -> Guesses:
    """To what comes out; one axis may be of any length."""
    if seen.output is not None and seen.output.count(None) <= 1:
        yield Guess({"target_shape": [-1 if axis is None else axis for axis in seen.output]})


def permute(seen: Seen) -> Guesses:
    """Every order of the axes; where two have the same length, several fit."""
    axes = range(1, len(seen.input or ()) + 1)
    if len(axes) <= _MOST_AXES:
        unsure = frozenset({"dims"}) if len(set(seen.input or ())) < len(axes) else frozenset[str]()
        orders = [*permutations(axes)]
        yield from (Guess({"dims": list(order)}, unsure) for order in [*orders[1:], *orders[:1]])


def repeated(seen: Seen) -> Guesses:
    """As often as the output has steps."""
    if seen.output and seen.output[0]:
        yield Guess({"n": seen.output[0]})


def bordered(seen: Seen) -> Guesses:
    """Borders as the sides differ, the odd pixel at the end."""
    key = "padding" if seen.class_name.startswith("Zero") else "cropping"
    for data_format, before, after in _maps(seen):
        config = {} if data_format == "channels_last" else {"data_format": data_format}
        if all(before) and all(after):
            more = [abs((one or 0) - (other or 0)) for one, other in zip(before, after, strict=True)]
            ends = [[each // 2, each - each // 2] for each in more]
            yield Guess({**config, key: ends[0] if len(ends) == 1 else ends})


def upsampled(seen: Seen) -> Guesses:
    """As the sides have grown."""
    for data_format, before, after in _maps(seen):
        config = {} if data_format == "channels_last" else {"data_format": data_format}
        if all(before) and all(after):
            size = [(other or 0) // (one or 1) for one, other in zip(before, after, strict=True)]
            yield Guess({**config, "size": size[0] if len(size) == 1 else size})


def sized(seen: Seen) -> Guesses:
    """To the height and width that come out."""
    if seen.output and len(seen.output) == 3 and None not in seen.output:
        yield Guess({"height": seen.output[0], "width": seen.output[1]})


def concatenated(seen: Seen) -> Guesses:
    """Along the last axis, else along whichever fits."""
    yield Guess()
    for axis in range(1, len(seen.output or ()) + 1):
        yield Guess({"axis": axis})


def dotted(seen: Seen) -> Guesses:
    """Over the last axes, else over whichever fit."""
    axes = range(1, max((len(shape or ()) for shape in seen.inputs), default=0) + 1)
    for one in reversed(axes):
        for other in reversed(axes):
            yield Guess({"axes": [one, other]}, frozenset({"axes"}))


def slopes(seen: Seen) -> Guesses:
    """A slope for each element, else shared over a map."""
    yield Guess()
    yield Guess({"shared_axes": list(range(1, len(seen.output or ())))})


_RANKS = (1, 2, 3)

GUESSERS = {
    **{f"{kind}Pooling{rank}D": pooling for kind in ("Max", "Average") for rank in _RANKS},
    **{f"Global{kind}Pooling{rank}D": global_pooling for kind in ("Max", "Average") for rank in _RANKS},
    **{f"ZeroPadding{rank}D": bordered for rank in _RANKS},
    **{f"Cropping{rank}D": bordered for rank in _RANKS},
    **{f"UpSampling{rank}D": upsampled for rank in _RANKS},
    "CenterCrop": sized,
    "Concatenate": concatenated,
    "Dot": dotted,
    "PReLU": slopes,
    "Permute": permute,
    "RandomCrop": sized,
    "RepeatVector": repeated,
    "Reshape": reshape,
    "Resizing": sized,
}
