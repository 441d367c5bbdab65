"""The output's activation made to fit the loss."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import graph_for, named_layers
from diagnostics.fixes.fitting import fitting_activation, with_activation
from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.graph.answers import answers
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.losses import QUANTITY_LOSSES


class OutputActivation(Fix):
    """Softmax under a loss for classes, sigmoid under a binary one, none for quantities or where logits are expected.

    Only outputs that the findings name are changed. Where the targets are quantities and the loss is for classes, it
    is the loss that is wrong.
    """

    name = "output-activation"
    title = "Give the output the activation that the loss expects"
    why = (
        "A cross-entropy takes the output for probabilities, or for logits where it is told so, and a distance must be "
        "able to reach every target: another range leaves answers without a gradient, or targets out of reach."
    )
    safety: ClassVar[Safety] = "safe"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with fitting activations, or None where those of the named outputs fit or no activation does."""
        loss, changed = spec.training.loss, spec
        quantities = clues.facts is not None and clues.facts.task == "regression"
        if quantities and loss.class_name not in QUANTITY_LOSSES:
            return None
        graph, named = graph_for(spec, clues), named_layers(clues.findings)
        for answer in answers(graph):
            wanted = fitting_activation(loss, answer.units)
            free = answer.shaper.name in named and answer.shaper.name not in graph.pretrained
            if free and wanted is not None and wanted != answer.activation:
                changed = with_activation(changed, answer.shaper, wanted)
        return changed if changed != spec else None
