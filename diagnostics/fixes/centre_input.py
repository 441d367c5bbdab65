"""Inputs brought to mean zero and unit spread."""

from __future__ import annotations

import math
from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.input_range import faulty_range
from diagnostics.fixes.settings import with_last_operation
from diagnostics.observations import DatasetFacts, Spread
from diagnostics.report.model import Safety
from diagnostics.spec.dataset import Normalize, Operation
from diagnostics.spec.job import ResolvedSpec

_CENTRED = 0.1  # a mean so many standard deviations from zero is as good as zero
_UNIT = 2.0  # spreads within this factor of one are as good as one


class CentreInput(Fix):
    """Means are subtracted and spreads divided by, channel by channel, as measured on the training inputs.

    It comes after everything else that preprocessing does, the same numbers for both splits. Where the facts do not
    list every channel (there are more than 64), all values share one mean and one spread.
    """

    name = "centre-input"
    title = "Bring the inputs to mean 0 and standard deviation 1"
    why = (
        "Initialisers and learning rates assume inputs of about unit size around zero. An offset that is large against "
        "the spread moves all units together, and of channels on unequal scales only the largest is learned from."
    )
    safety: ClassVar[Safety] = "safe"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with a normalisation added; None where the inputs are not at fault, unknown, or centred already."""
        if clues.facts is None or faulty_range(clues.findings) is None:
            return None
        channels = _channels(clues.facts)
        if not all(math.isfinite(each.mean) and math.isfinite(each.std) for each in channels):
            return None
        if all(map(_is_centred, channels)):
            return None
        return with_last_operation(spec, Operation(normalize=_normalize(channels)))


def _channels(facts: DatasetFacts) -> tuple[Spread, ...]:
    inputs = facts.train.inputs
    width = facts.input_shape[-1] if facts.input_shape else 1
    if len(inputs.channels) == width:
        return inputs.channels
    return (Spread(minimum=inputs.minimum, maximum=inputs.maximum, mean=inputs.mean, std=inputs.std),)


def _is_centred(values: Spread) -> bool:
    return values.std == 0 or (abs(values.mean) <= _CENTRED * values.std and 1 / _UNIT < values.std < _UNIT)


def _normalize(channels: tuple[Spread, ...]) -> Normalize:
    mean = tuple(_short(each.mean) for each in channels)
    std = tuple(_short(each.std) or 1.0 for each in channels)  # a constant channel becomes zero, whatever it is
    return Normalize(mean=mean[0], std=std[0]) if len(channels) == 1 else Normalize(mean=mean, std=std)


def _short(number: float) -> float:
    return float(f"{number:.6g}")
