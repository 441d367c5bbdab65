"""The loss made to fit the labels."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import graph_for
from diagnostics.fixes.fitting import fitting_loss, with_fitting_loss
from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.graph.answers import answers
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class Loss(Fix):
    """The cross-entropy that the form of the labels calls for, or the mean squared error for quantities.

    The output's activation changes with it where it would not fit the new loss.
    """

    name = "loss"
    title = "Use the loss that the labels call for"
    why = (
        "Class numbers, one-hot rows, yes-or-no labels and quantities each have a loss of their own. Any other "
        "compares numbers that mean different things, and its minimum is not the right answer."
    )
    safety: ClassVar[Safety] = "changes_training"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with that loss, or None where it has one that fits, or no loss fits the number of outputs."""
        graph = graph_for(spec, clues)
        found = list(answers(graph))
        if clues.facts is None or len(found) != 1 or len(graph.outputs) != 1:
            return None
        fitting = fitting_loss(clues.facts, found[0].units)
        if not fitting or spec.training.loss.class_name in fitting or found[0].shaper.name in graph.pretrained:
            return None
        return with_fitting_loss(spec, found[0], found[0].units, clues.facts)
