"""One preprocessing for training and validation."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_preprocess
from diagnostics.report.model import Safety
from diagnostics.spec.dataset import Operation
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.model import Convention


class SamePreprocessingOnBothSplits(Fix):
    """Validation gets what training gets; or both what validation gets, where that alone suits pretrained layers."""

    name = "same-preprocessing-on-both-splits"
    title = "Preprocess training and validation alike"
    why = (
        "A network can be judged only on inputs like those it was trained on. What it meets in use should be prepared "
        "the same way again."
    )
    safety: ClassVar[Safety] = "safe"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with one list of operations, or None where there is but one."""
        lists = spec.dataset.preprocess
        if lists.train == lists.validation:
            return None
        convention = spec.model.weights.convention if spec.model.weights is not None else None
        suits = [convention is not None and _follows(each, convention) for each in (lists.train, lists.validation)]
        return with_preprocess(spec, lists.validation if suits == [False, True] else lists.train)


def _follows(operations: tuple[Operation, ...], convention: Convention) -> bool:
    return tuple(step for step in operations if not (step.resize or step.grayscale_to_rgb)) == convention
