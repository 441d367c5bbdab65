"""Layers around another layer, of which a summary shows the outer one alone."""

from __future__ import annotations

from typing import Any

from diagnostics.source.tabulated.dense import sequences
from diagnostics.source.tabulated.guessing import guesses
from diagnostics.source.tabulated.seen import Guess, Guesses, Seen, fits

_INSIDE = (
    "Dense", "Conv2D", "Conv1D", "Conv3D", "DepthwiseConv2D", "SeparableConv2D", "Embedding", "LSTM", "GRU",
    "BatchNormalization", "Flatten", "MaxPooling2D", "MaxPooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling1D",
    "Activation", "Reshape",
)  # fmt: skip
_CELLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("LSTM", {}),
    ("GRU", {}),
    ("GRU", {"reset_after": False}),
    ("SimpleRNN", {}),
)


def bidirectional(seen: Seen) -> Guesses:
    """Two layers of the sort whose count is right, side by side or added."""
    width = seen.output[-1] if seen.output else None
    for merge, units in (("concat", width // 2 if width else 0), ("sum", width or 0)):
        for class_name, more in _CELLS if units else ():
            config = {"units": units, **sequences(seen), **more}
            layer = {"class_name": class_name, "config": config}
            merged = {} if merge == "concat" else {"merge_mode": merge}
            yield Guess({"layer": layer, **merged}, frozenset({"merge_mode"}) if merged else frozenset())


def each_step(seen: Seen) -> Guesses:
    """The layer inside, by the same guesses."""
    if not seen.input or not seen.output or not seen.input[1:]:
        return
    inside = (seen.input[1:],), seen.output[1:], seen.parameters
    for class_name in _INSIDE:
        within = Seen(class_name, *inside)
        for guess in guesses(within):
            if fits(within, guess):
                open_keys = {"layer"} if guess.open or not seen.parameters else set[str]()
                layer = {"class_name": class_name, "config": dict(guess.config)}
                yield Guess({"layer": layer}, frozenset(open_keys))


GUESSERS = {"Bidirectional": bidirectional, "TimeDistributed": each_step}
