"""A held-out split that resembles what is trained on."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_dataset
from diagnostics.report.model import Safety
from diagnostics.spec.dataset import Validation
from diagnostics.spec.job import ResolvedSpec


class StratifiedShuffledSplit(Fix):
    """As many samples as before are held out, but drawn at random, each class as often as in the whole.

    Data that bring their own held-out samples keep them whatever the split says.
    """

    name = "stratified-shuffled-split"
    title = "Hold out samples at random, every class in proportion"
    why = (
        "Keras's validation_split holds out the end of the data as they lie. Where these are sorted, whole classes are "
        "never trained on, and the held-out figures say nothing about the network."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with such a split; None where nothing is split off, or it is such a split already."""
        split = spec.dataset.validation
        fraction = None if split is None else split.tail or split.fraction
        if split is None or fraction is None or (split.tail is None and split.stratify):
            return None
        return with_dataset(spec, validation=Validation(fraction=fraction, seed=0, stratify=True))
