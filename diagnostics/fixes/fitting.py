"""Which activation a loss wants of the output, and which loss the labels want."""

from __future__ import annotations

from diagnostics.fixes.edit import with_configs, with_loss
from diagnostics.fixes.wiring import with_class
from diagnostics.graph.answers import Answer
from diagnostics.graph.node import Node
from diagnostics.graph.resolve import whole_object
from diagnostics.observations import DatasetFacts
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.losses import (
    BINARY_CROSS_ENTROPIES,
    BINARY_LOSSES,
    DISTANCES,
    INDEX_LOSSES,
    QUANTITY_LOSSES,
    ROW_CROSS_ENTROPIES,
    ROW_LOSSES,
)
from diagnostics.spec.training import KerasObject

CATEGORICAL = INDEX_LOSSES | ROW_CROSS_ENTROPIES
PROBABILITIES = frozenset({"softmax", "sigmoid", "hard_sigmoid", "sparse_sigmoid", "sparsemax"})


def fitting_activation(loss: KerasObject, units: int | None) -> str | None:
    """The activation that makes of a weighted sum what the loss takes; None where there is none, or no telling."""
    logits = loss.config.get("from_logits")
    if loss.class_name in CATEGORICAL:
        return None if units == 1 else "linear" if logits else "softmax"
    if loss.class_name in BINARY_CROSS_ENTROPIES:
        return "linear" if logits else "sigmoid"
    if loss.class_name in DISTANCES:
        return "linear"
    return "softplus" if loss.class_name == "Poisson" else None


def fitting_loss(facts: DatasetFacts, units: int | None) -> frozenset[str]:
    """The losses for labels of this form on so many outputs; none where none fits, or the form is not known."""
    width = facts.target_shape[-1] if facts.target_shape else None
    if facts.label_form == "index":
        if units == 1:
            return BINARY_LOSSES if len(facts.classes or ()) <= 2 else frozenset()
        return INDEX_LOSSES
    if facts.label_form in ("one_hot", "multi_hot"):
        fits = units is None or width is None or units == width
        rows = ROW_LOSSES if facts.label_form == "one_hot" else BINARY_LOSSES
        return rows if fits else frozenset()
    if facts.label_form != "float" or facts.task != "regression":
        return frozenset()
    seen = facts.train.targets
    return QUANTITY_LOSSES if seen is not None and seen.values.minimum >= 0 else DISTANCES  # counts are never negative


def with_fitting_loss(spec: ResolvedSpec, answer: Answer, units: int | None, facts: DatasetFacts) -> ResolvedSpec:
    """The spec with a loss that fits labels and units, if it has another, and an activation that fits the loss."""
    losses = fitting_loss(facts, units)
    if not losses:
        return spec
    loss = spec.training.loss
    if loss.class_name not in losses:
        loss = _usual(losses, logits=answer.activation == "linear")
    changed, wanted = with_loss(spec, loss), fitting_activation(loss, units)
    at_fault = answer.activation in PROBABILITIES or loss.class_name not in QUANTITY_LOSSES
    if wanted in (None, answer.activation) or not at_fault:
        return changed
    return with_activation(changed, answer.shaper, str(wanted))


def with_activation(spec: ResolvedSpec, node: Node, activation: str) -> ResolvedSpec:
    """The spec with this activation in the layer, or in place of a layer that is nothing but one."""
    if "activation" in node.config:
        return with_configs(spec, {node.name: {"activation": activation}}) or spec
    return with_class(spec, node.name, "Activation", {"activation": activation})


def _usual(losses: frozenset[str], *, logits: bool) -> KerasObject:
    names = ("SparseCategoricalCrossentropy", "CategoricalCrossentropy", "BinaryCrossentropy", "MeanSquaredError")
    name = next(name for name in names if name in losses)
    return whole_object("losses", name, {} if name in DISTANCES else {"from_logits": logits})
