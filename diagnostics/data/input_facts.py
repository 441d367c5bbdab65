"""What the inputs of a split look like, as stored and as they enter the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from diagnostics.data.inputs import size
from diagnostics.data.moments import Moments
from diagnostics.data.raw import Array, evenly
from diagnostics.data.samples import Samples
from diagnostics.data.split import Indices
from diagnostics.observations import InputFacts, RawFacts

_LOOKED_AT = 1024
_FEWEST = 64  # however large they are
_NUMBERS = 2**24  # looked at for a split's statistics, and a quarter of that for the stored range
_SEARCHED_NUMBERS = 2**26  # for values that are not finite
_SEARCHED_AT_ONCE = 2**20  # numbers
_AT_ONCE = 64
_AT_ONCE_NUMBERS = 2**19
_SEVERAL = 4
_SEVERAL_NUMBERS = 2**22


def input_facts(split: Samples) -> InputFacts:
    """Statistics of the inputs after preprocessing, gathered a few at a time: whole images in float64 take memory."""
    looked_at = _some(split, _NUMBERS)
    channels = blank = 0

    def entering(chosen: Indices) -> Array:
        nonlocal channels, blank
        values = split.batch(chosen)[0]
        channels = values.shape[-1] if values.ndim > 1 else 1
        flat = values.reshape(len(values), -1)
        blank += int((flat == flat[:, :1]).all(axis=1).sum())
        return flat

    moments = _gathered(looked_at, max(1, split.batch(looked_at[:1])[0].size), entering)
    features = len(moments.count)
    return InputFacts(
        **moments.pooled(1).spreads()[0].model_dump(),
        non_finite=len(looked_at) * features - int(moments.count.sum()),
        looked_at=len(looked_at),
        features=features,
        channels=moments.pooled(channels).spreads(),
        constant_features=moments.constant(),
        blank_samples=blank if features > 1 else None,
    )


def raw_facts(split: Samples) -> RawFacts:
    """The range of the inputs as stored; samples with NaN or infinity are looked for in many more."""
    looked_at, shape = _some(split, _NUMBERS // 4), split.inputs.shape
    moments = _gathered(looked_at, _size(split), lambda chosen: _stored(split, chosen))
    values = moments.pooled(1).spreads()[0]
    channels = moments.pooled(shape[-1] if len(shape) > 1 else 1).spreads()
    known = partial(RawFacts, values=values, channels=channels, whole_numbers=split.inputs.dtype.kind in "biu")
    if split.inputs.dtype.kind != "f":
        return known(non_finite_samples=0, searched=len(split))
    searched = evenly(len(split), max(_FEWEST, _SEARCHED_NUMBERS // _size(split)))
    faulty, at_once = 0, max(1, _SEARCHED_AT_ONCE // _size(split))
    for start in range(0, len(searched), at_once):
        faulty += int((~np.isfinite(_stored(split, searched[start : start + at_once]))).any(axis=1).sum())
    return known(non_finite_samples=faulty, searched=len(searched))


def _some(split: Samples, numbers: int) -> Indices:
    return evenly(len(split), min(_LOOKED_AT, max(_FEWEST, numbers // _size(split))))


def _size(split: Samples) -> int:
    return max(1, size(split.inputs))


def _stored(split: Samples, chosen: Indices) -> Array:
    return split.inputs[split.rows[chosen]].reshape(len(chosen), -1)


def _gathered(chosen: Indices, numbers: int, values: Callable[[Indices], Array]) -> Moments:
    """The moments of samples of so many numbers each, few of them at a time where they are large."""
    several = min(_SEVERAL, _SEVERAL_NUMBERS // numbers)  # for each addition looks at every number
    at_once = max(1, several, min(_AT_ONCE, _AT_ONCE_NUMBERS // numbers))
    moments = Moments.of(values(chosen[:at_once]))
    for start in range(at_once, len(chosen), at_once):
        moments = moments + Moments.of(values(chosen[start : start + at_once]))
    return moments
