"""SPC104."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.output_units import OutputUnits
from diagnostics.graph.answers import answers, maker_of
from diagnostics.graph.node import Node
from diagnostics.observations import DatasetFacts
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, NOT_CARRIED_OVER, STUCK
from diagnostics.rules.wording import counted
from diagnostics.spec.losses import BINARY_LOSSES, INDEX_LOSSES, QUANTITY_LOSSES, ROW_LOSSES


@dataclass(frozen=True)
class _Fault:
    severity: Severity
    why: str
    wanted: int


@dataclass(frozen=True)
class OutputUnitsMismatch(Rule[Data]):
    """An output with more or fewer units than there are classes, labels or targets.

    ## Why it matters
    With too few units some classes have no unit of their own: labels are then out of range (Keras stops, or on a GPU
    the loss becomes nan), or a broadcast compares numbers that have nothing to do with each other. A unit too many is
    mostly harmless, as it learns never to answer. But it says that the data are not the ones that the network was
    written for: a class is missing, or was counted twice.

    ## How it is measured
    The output's last axis is held against what the loss compares it with. Errors: fewer units than a sparse loss needs
    (the highest label and one, where labels are numbers); another width than that of one-hot or multi-hot rows; one
    unit for three classes and more under a loss for classes; one unit for several quantities, or another number of
    them. Warnings: more units than classes present; several units for one quantity, which all learn the same. One unit
    or two are both right for two classes.

    ## Known limits
    Only networks with one output that ends in a dense layer, a convolution or an activation are judged, and nothing
    where the data do not say what the targets look like. A pretrained head of 1,000 classes on ten is a warning, and
    so are labels that count from 1: their unit 0 is never right. Softmax on one unit, and class numbers under a loss
    that takes none, are for output-loss-mismatch and label-loss-mismatch.

    ## Sources
    Keras documentation, https://keras.io/api/losses/probabilistic_losses/: shapes of labels and predictions. TensorFlow
    documentation of sparse_softmax_cross_entropy_with_logits: labels out of range raise on a CPU and give NaN on a GPU.
    """

    code = "SPC104"
    name = "output-units-mismatch"
    fixes = (OutputUnits,)
    explains = (*STUCK, *BLOWN_UP, *NOT_CARRIED_OVER, "INI304", "INI307", "INI308")
    blame = 0.9

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the output."""
        found = list(answers(seen.graph))
        if len(found) != 1 or len(seen.graph.outputs) != 1 or found[0].units is None:
            return
        units, maker = found[0].units, maker_of(seen.graph, found[0])
        fault = _fault(seen, units)
        if fault is not None:
            yield self._finding(seen, maker, units, fault)

    def _finding(self, seen: Data, maker: Node, units: int, fault: _Fault) -> Finding:
        key = next((key for key in ("units", "filters") if key in maker.config), None)
        return Finding(
            code=self.code,
            name=self.name,
            severity=fault.severity,
            confidence=0.98,
            message=f"{maker.class_name} '{maker.name}' answers with {counted(units, 'unit')}, {fault.why}",
            at=(maker.pointer("config", key) if key else maker.pointer(),),
            layer=maker.name,
            evidence={
                "units": units,
                "wanted": fault.wanted,
                "classes": None if seen.facts.classes is None else len(seen.facts.classes),
                "target_shape": None if seen.facts.target_shape is None else list(seen.facts.target_shape),
                "label_form": seen.facts.label_form,
            },
            blame=None if fault.severity == "error" else 0.1,
        )


def _fault(seen: Data, units: int) -> _Fault | None:
    loss, facts = seen.spec.training.loss.class_name, seen.facts
    rows = facts.label_form in ("one_hot", "multi_hot")
    if rows and loss in ROW_LOSSES | BINARY_LOSSES:
        return _of_rows(facts, units)
    if facts.classes is None or rows:
        return _of_quantities(seen, units) if loss in QUANTITY_LOSSES and facts.label_form == "float" else None
    if units == 1 and len(facts.classes) > 2 and loss in INDEX_LOSSES | ROW_LOSSES | BINARY_LOSSES:
        return _Fault(
            "error", f"and there are {_classes(facts)}: one number cannot tell them apart", len(facts.classes)
        )
    return _of_indices(facts, units) if loss in INDEX_LOSSES and units > 1 else None


def _of_rows(facts: DatasetFacts, units: int) -> _Fault | None:
    width = facts.target_shape[-1] if facts.target_shape else None
    if width is not None and width != units:
        return _Fault("error", f"and the labels are rows of {width}: one number for each of {width} classes", width)
    if facts.label_form != "one_hot" or facts.classes is None or len(facts.classes) >= units:
        return None
    return _spare(facts, units, units if width else len(facts.classes))


def _of_indices(facts: DatasetFacts, units: int) -> _Fault | None:
    needed, present = facts.units_for_classes, len(facts.classes or ())
    if units < needed:
        highest = f"labels go up to {needed - 1}" if needed > present else f"there are {_classes(facts)}"
        lost = "labels out of range stop Keras on a CPU and turn the loss into nan on a GPU"
        return _Fault("error", f"but {highest}, which takes {needed}: {lost}", needed)
    return _spare(facts, units, needed) if units > present else None


def _spare(facts: DatasetFacts, units: int, needed: int) -> _Fault:
    present = len(facts.classes or ())
    spare = units - present
    never = "one unit is never right" if spare == 1 else f"{spare:,} units are never right"
    check = "Are classes missing from the data, or was the number of classes mistaken?"
    return _Fault("warning", f"and the data have {_classes(facts)}: {never}. {check}", needed)


def _of_quantities(seen: Data, units: int) -> _Fault | None:
    """The last axes, where outputs and targets have the same number of axes; `()` is one quantity a sample."""
    target, output = seen.facts.target_shape, seen.graph.shapes[seen.graph.outputs[0]].output
    if target is None or output is None or len(target or (1,)) != len(output):
        return None
    wanted = (target or (1,))[-1]
    if units == wanted:
        return None
    if wanted == 1:
        return _Fault("warning", "and there is one target a sample: all of them learn the same number", 1)
    why = "it can only learn their mean" if units == 1 else "they cannot be compared one by one"
    return _Fault("error", f"and there are {wanted} targets a sample: {why}", wanted)


def _classes(facts: DatasetFacts) -> str:
    return f"{len(facts.classes or ()):,} classes"
