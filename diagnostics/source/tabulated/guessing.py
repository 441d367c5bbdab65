"""The config of a layer: of all guesses the first that has the shape and the count of the summary."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.source.tabulated.seen import Guess, Guesser, Guesses, Seen, fits

# What a summary never tells and Keras asks for; usual values stand in.
_STAND_INS: Mapping[str, Mapping[str, Any]] = {
    "Activation": {"activation": "relu"},
    **{f"{kind}Dropout": {"rate": 0.5} for kind in ("", "Alpha", "Gaussian")},
    **{f"SpatialDropout{rank}D": {"rate": 0.5} for rank in (1, 2, 3)},
    "GaussianNoise": {"stddev": 0.1},
    "LeakyReLU": {"negative_slope": 0.3},
    "Normalization": {"mean": 0.0, "variance": 1.0},
    "RandomBrightness": {"factor": 0.1},
    "RandomContrast": {"factor": 0.1},
    "RandomFlip": {"mode": "horizontal"},
    "RandomRotation": {"factor": 0.1},
    "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.1},
    "RandomZoom": {"height_factor": 0.1},
    "Rescaling": {"scale": 1 / 255},
}
_STEPS_IN_ALL = 400


def guess(seen: Seen) -> Guess | None:
    """None where no config is known with which the layer is as the summary shows it."""
    for _, candidate in zip(range(_STEPS_IN_ALL), guesses(seen), strict=False):
        if fits(seen, candidate):
            return candidate
    return None


def guesses(seen: Seen) -> Guesses:
    """What the layer may be, the likeliest first."""
    guesser = _guessers().get(seen.class_name)
    if guesser is not None:
        yield from guesser(seen)
    elif seen.class_name in _STAND_INS:
        yield Guess(_STAND_INS[seen.class_name], frozenset(_STAND_INS[seen.class_name]))
    if not keras_tables.required("layers", seen.class_name):
        yield Guess()


@cache
def _guessers() -> Mapping[str, Guesser]:
    """Class names to guessers: the `GUESSERS` of every file beside this one."""
    found: dict[str, Guesser] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        found |= getattr(importlib.import_module(f"{__package__}.{module.name}"), "GUESSERS", {})
    return found
