"""The loss told what the output is."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import graph_for, with_loss
from diagnostics.fixes.fitting import CATEGORICAL
from diagnostics.fixes.fix import Clues, Fix, Need
from diagnostics.graph.answers import Answer, answers
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class FromLogits(Fix):
    """`from_logits` true for an output without an activation, false for softmax or sigmoid."""

    name = "from-logits"
    title = "Tell the loss whether the output is logits"
    why = (
        "Logits taken for probabilities are cut off at 0 and 1, where they have no gradient; probabilities taken for "
        "logits are squashed a second time, and the loss has a floor."
    )
    safety: ClassVar[Safety] = "safe"
    needs: ClassVar[frozenset[Need]] = frozenset({"facts"})

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with the flag turned, or None where it is right or turning it would not make it so."""
        loss = spec.training.loss
        quantities = clues.facts is not None and clues.facts.task == "regression"
        if "from_logits" not in loss.config or quantities:
            return None
        right = {_expected(answer, loss.class_name) for answer in answers(graph_for(spec, clues))}
        if len(right) != 1 or right <= {None, bool(loss.config["from_logits"])}:
            return None
        flipped = loss.model_copy(update={"config": {**loss.config, "from_logits": right.pop()}})
        return with_loss(spec, flipped)


def _expected(answer: Answer, loss: str) -> bool | None:
    """Whether the output is logits; None where it is neither these nor the probabilities that the loss is for."""
    if loss in CATEGORICAL and answer.units == 1:
        return None
    if answer.activation == "linear":
        return True
    return False if answer.activation == ("softmax" if loss in CATEGORICAL else "sigmoid") else None
