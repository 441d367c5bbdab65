"""As many outputs as there are classes, labels or quantities."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import graph_for, with_configs
from diagnostics.fixes.fitting import with_fitting_loss
from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.fixes.soundness import sound
from diagnostics.graph.answers import answers, maker_of
from diagnostics.observations import DatasetFacts
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.losses import INDEX_LOSSES


class OutputUnits(Fix):
    """The output gets a unit for each class, label or quantity, and where its loss cannot fit these, one that does.

    One unit for two classes stays: there it is the loss that is wrong, unless that is the one for class numbers.
    """

    name = "output-units"
    title = "Give the output a unit for each class"
    why = (
        "Each class needs a unit of its own to be answered with, and labels without one are out of range: Keras stops "
        "at them, or the loss becomes nan."
    )
    safety: ClassVar[Safety] = "changes_capacity"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with other units, or None where there are as many as needed, or it is not known how many are."""
        graph, facts = graph_for(spec, clues), clues.facts
        found = list(answers(graph))
        if facts is None or len(found) != 1 or len(graph.outputs) != 1:
            return None
        (answer,) = found
        maker, wanted = maker_of(graph, answer), _wanted(facts, answer.units, spec)
        key = next((key for key in ("units", "filters") if key in maker.config), None)
        if key is None or wanted in (None, answer.units) or {maker.name, answer.shaper.name} & graph.pretrained:
            return None
        widened = with_configs(spec, {maker.name: {key: wanted}}) or spec
        changed = with_fitting_loss(widened, answer, wanted, facts)
        return changed if sound(spec, changed, clues) else None


def _wanted(facts: DatasetFacts, units: int | None, spec: ResolvedSpec) -> int | None:
    if facts.label_form == "index":
        either = len(facts.classes or ()) <= 2 and spec.training.loss.class_name not in INDEX_LOSSES
        return units if either else facts.units_for_classes or None
    if facts.label_form is None or facts.target_shape is None or units is None:
        return None
    return (facts.target_shape or (1,))[-1]
