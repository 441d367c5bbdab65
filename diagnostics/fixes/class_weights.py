"""Rare classes made to count as much as common ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.settings import with_training
from diagnostics.observations import DatasetFacts
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_LARGEST = 100.0


class ClassWeights(Fix):
    """Every class gets the same weight in all, and a sample 1 on average; none gets more than 100."""

    name = "class-weights"
    title = "Weigh the classes by how rare they are"
    why = (
        "Where one class is far more common, naming it always is nearly right, and the few samples of the others "
        "hardly move the loss. Weighed by the inverse of their frequency, all classes pull alike."
    )
    safety: ClassVar[Safety] = "changes_training"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with class weights; None where it has some, or where samples are not of one class each."""
        facts = clues.facts
        if facts is None or spec.training.class_weight or facts.task not in ("multiclass", "binary"):
            return None
        counts = _by_index(facts, facts.train.label_counts or {})
        if len(set(counts.values())) < 2:
            return None
        fair = sum(counts.values()) / len(counts)
        weights = {index: float(f"{min(fair / count, _LARGEST):.3g}") for index, count in counts.items()}
        return with_training(spec, class_weight=weights)


def _by_index(facts: DatasetFacts, counts: Mapping[str, int]) -> dict[int, int]:
    """Samples by the number of their class: its place among the names or, in arrays, the label itself."""
    names = list(facts.classes or counts)
    labels = facts.format == "arrays" and all(name.isdecimal() for name in names)
    numbers = {name: int(name) if labels else place for place, name in enumerate(names)}
    return {numbers[name]: count for name, count in counts.items() if count > 0 and name in numbers}
