"""SPC106."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.loss import Loss
from diagnostics.fixes.output_units import OutputUnits
from diagnostics.graph.answers import answers
from diagnostics.observations import LabelForm
from diagnostics.rules.rule import Rule
from diagnostics.rules.spc.target_range import leaves
from diagnostics.rules.symptoms import BLOWN_UP, NOT_CARRIED_OVER, STUCK
from diagnostics.spec.losses import (
    BINARY_CROSS_ENTROPIES,
    BINARY_LOSSES,
    INDEX_LOSSES,
    QUANTITY_LOSSES,
    ROW_LOSSES,
)


@dataclass(frozen=True)
class _Fault:
    severity: Severity
    why: str


@dataclass(frozen=True)
class LabelLossMismatch(Rule[Data]):
    """Labels in a form that the loss does not take.

    ## Why it matters
    Keras stops at the first step where the shapes do not fit. Where they do by chance, it compares numbers that mean
    different things: a binary cross-entropy of class numbers falls far below zero, a squared error asks every output
    for the number of the class.

    ## How it is measured
    The labels as they are fed (class numbers, one-hot or multi-hot rows, quantities) are held against the loss and the
    number of outputs. Errors: class numbers with a categorical cross-entropy; rows or fractions with a sparse one;
    class numbers above 1, or targets outside 0..1, with a binary loss; negative targets with a Poisson loss; one number
    a sample for several outputs of a binary or squared loss; rows for one output of a squared loss. A warning: class
    numbers as targets of a regression, three classes and more.

    ## Known limits
    Rows of fractions with a categorical cross-entropy are taken for soft labels. Where the data do not tell the form,
    the encoding that the job asks for is used; where that is `auto`, or outputs cannot be counted, the rule is silent.
    Classes with an order (grades, ages) may be meant as quantities.

    ## Sources
    Keras documentation, https://keras.io/api/losses/probabilistic_losses/: which targets each loss expects. Measured
    with Keras 3.15: what it refuses, and binary_crossentropy at -685 on class numbers up to 9.
    """

    code = "SPC106"
    name = "label-loss-mismatch"
    fixes = (Loss, OutputUnits)
    explains = (*STUCK, *BLOWN_UP, *NOT_CARRIED_OVER, "INI304", "INI306", "INI308", "TRN401")
    blame = 1.0

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the dataset."""
        form, outputs = _form(seen), _outputs(seen)
        fault = _fault(seen, form, outputs)
        if fault is None:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity=fault.severity,
            confidence=0.98 if fault.severity == "error" else 0.8,
            message=f"{seen.spec.training.loss.class_name} {fault.why}",
            at=("/training/loss", "/dataset/labels/encoding"),
            evidence={
                "label_form": form,
                "target_shape": None if seen.facts.target_shape is None else list(seen.facts.target_shape),
                "outputs": outputs,
                "loss": seen.spec.training.loss.class_name,
            },
            blame=None if fault.severity == "error" else 0.4,
        )


def _form(seen: Data) -> LabelForm | None:
    """What the labels' numbers mean: as found, otherwise as asked for."""
    asked = seen.spec.dataset.labels.encoding
    return seen.facts.label_form or (None if asked == "auto" else asked)


def _outputs(seen: Data) -> int | None:
    found = list(answers(seen.graph))
    return found[0].units if len(found) == 1 == len(seen.graph.outputs) else None


def _fault(seen: Data, form: LabelForm | None, outputs: int | None) -> _Fault | None:
    loss, known = seen.spec.training.loss.class_name, seen.facts
    if form in ("one_hot", "multi_hot"):
        return _of_rows(seen, f"{form.replace('_', '-')} rows{_width(seen)}", outputs)
    if form == "float" and known.task == "regression":
        return _of_quantities(seen)
    if form == "index" and loss in ROW_LOSSES and outputs != 1:
        return _Fault("error", "takes one-hot rows, the labels are class numbers: sparse_categorical_crossentropy does")
    return _of_numbers(seen, loss, outputs) if form == "index" else None


def _of_rows(seen: Data, rows: str, outputs: int | None) -> _Fault | None:
    loss, width = seen.spec.training.loss.class_name, (seen.facts.target_shape or (2,))[-1]
    if width > 1 and loss in INDEX_LOSSES:
        return _Fault("error", f"takes one class number a sample, the labels are {rows}")
    if width > 1 and outputs == 1 and loss in QUANTITY_LOSSES:
        return _Fault("error", f"compares number by number: the labels are {rows}, the network has one output")
    return None


def _of_quantities(seen: Data) -> _Fault | None:
    loss, one_number = seen.spec.training.loss.class_name, seen.facts.target_shape in ((), (1,))
    if loss in INDEX_LOSSES:
        return _Fault("error", f"takes class numbers from 0 up, the targets are quantities{_typical(seen)}")
    if loss in ROW_LOSSES and one_number:
        return _Fault("error", f"takes one-hot rows, the targets are quantities{_typical(seen)}")
    if loss in BINARY_CROSS_ENTROPIES and leaves(seen.facts, 0, 1):
        return _Fault("error", f"takes targets from 0 to 1, these go beyond{_typical(seen)}: it falls without a floor")
    if loss == "Poisson" and leaves(seen.facts, 0, math.inf):
        return _Fault("error", f"takes counts, some targets are negative{_typical(seen)}: it falls without a floor")
    return None


def _of_numbers(seen: Data, loss: str, outputs: int | None) -> _Fault | None:
    """The faults of class numbers under losses that compare number by number."""
    several = outputs is not None and outputs > 1
    one_number = seen.facts.target_shape in ((), (1,), None)
    if loss in BINARY_LOSSES and seen.facts.task == "multiclass":
        return _Fault("error", f"takes 0 and 1, the labels are class numbers{_count(seen)}")
    if loss in BINARY_LOSSES | QUANTITY_LOSSES and several and one_number:
        why = f"compares number by number: one class number a sample, {outputs} outputs"
        return _Fault("error", why)
    if loss in QUANTITY_LOSSES and len(seen.facts.classes or ()) > 2:
        return _Fault("warning", f"takes class numbers{_count(seen)} for quantities, as if classes had an order")
    return None


def _width(seen: Data) -> str:
    shape = seen.facts.target_shape
    return f" of {shape[-1]}" if shape else ""


def _count(seen: Data) -> str:
    return f" of {len(seen.facts.classes)} classes" if seen.facts.classes else ""


def _typical(seen: Data) -> str:
    mean = seen.facts.target_mean
    return "" if mean is None else f" (mean {mean:.3g})"
