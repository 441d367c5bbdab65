"""SPC105."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.from_logits import FromLogits
from diagnostics.fixes.loss import Loss
from diagnostics.fixes.output_activation import OutputActivation
from diagnostics.fixes.output_units import OutputUnits
from diagnostics.graph.answers import Answer, answers
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, NOT_CARRIED_OVER, STUCK, UNSTABLE
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.losses import BINARY_CROSS_ENTROPIES, INDEX_LOSSES, ROW_CROSS_ENTROPIES

_CATEGORICAL = INDEX_LOSSES | ROW_CROSS_ENTROPIES
_FIND_LOGITS = frozenset({"BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"})
_SQUASHING = frozenset({"softmax", "sigmoid", "hard_sigmoid", "sparse_sigmoid", "sparsemax"})
_ONE_SIDED = frozenset({"relu", "relu6", "threshold", "log_softmax", "log_sigmoid"})
_NARROW = frozenset({"tanh", "hard_tanh", "softsign"})
_NO_PROBABILITIES = _ONE_SIDED | _NARROW | {
    *("linear", "leaky_relu", "prelu", "elu", "celu", "selu", "gelu", "silu", "swish", "mish", "hard_silu"),
    *("hard_swish", "tanh_shrink", "hard_shrink", "soft_shrink"),
}  # fmt: skip


@dataclass(frozen=True)
class _Fault:
    severity: Severity
    confidence: float
    blame: float
    why: str


@dataclass(frozen=True)
class OutputLossMismatch(Rule[Declared]):
    """An output whose range is not what the loss takes it for.

    ## Why it matters
    A softmax over one unit is 1 whatever the input. A cross-entropy without `from_logits` takes the logarithm of the
    output, clipped to 0..1: values outside have no gradient. With `from_logits` it squashes the output itself, so that
    probabilities are squashed twice and the loss cannot come near zero.

    ## How it is measured
    The last activation before an output, in a layer of its own or not, is held against the loss:
    - softmax over one unit, or a categorical cross-entropy of one unit: an error, the answer is constant;
    - no activation, tanh, ReLU or one of their relatives under a cross-entropy without `from_logits`: an error for
      categorical ones (measured on digits: accuracy .09 to .65 where softmax has .94), a warning for binary ones,
      which learn where the answers happen to start between 0 and 1;
    - softmax or sigmoid under a cross-entropy with `from_logits`: a warning where Keras on TensorFlow finds the logits
      that it kept (measured: the same losses to the last digit), otherwise an error;
    - ReLU or tanh under a cross-entropy with `from_logits`: a warning, it learns but the loss has a floor;
    - a sigmoid of several units under a categorical cross-entropy, a softmax of three units and more under a binary
      one: a warning, both rank the classes and neither gives probabilities.

    ## Known limits
    Merges, poolings, recurrent layers and unknown layers as outputs are not judged. A softmax over one unit may show a
    falling loss: Keras trains on the logit that it kept while every prediction stays 1. Whether a sigmoid, tanh or
    ReLU can reach a regression's targets depends on the data: see output-range-mismatch.

    ## Sources
    Keras documentation, https://keras.io/api/losses/probabilistic_losses/, on `from_logits`; `_get_logits` in Keras
    3.15, keras/src/backend/tensorflow/nn.py. Bishop 2006, Pattern Recognition and Machine Learning, section 4.3.6, on
    the activation that belongs to a loss.
    """

    code = "SPC105"
    name = "output-loss-mismatch"
    fixes = (OutputActivation, FromLogits, Loss, OutputUnits)
    explains = (*STUCK, *BLOWN_UP, *NOT_CARRIED_OVER, *UNSTABLE, "INI303", "INI304", "INI305", "INI307", "INI308")
    blame = 0.9

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for each output at fault."""
        loss = seen.spec.training.loss
        for answer in answers(seen.graph):
            fault = _fault(answer, seen.spec)
            if fault is not None:
                yield Finding(
                    code=self.code,
                    name=self.name,
                    severity=fault.severity,
                    confidence=fault.confidence,
                    message=f"{_described(answer)} under {_called(seen.spec)}: {fault.why}",
                    at=(answer.pointer, "/training/loss"),
                    layer=answer.shaper.name,
                    evidence={
                        "activation": answer.activation,
                        "units": answer.units,
                        "loss": loss.class_name,
                        "from_logits": bool(loss.config.get("from_logits", False)),
                    },
                    blame=fault.blame,
                )


def _fault(answer: Answer, spec: ResolvedSpec) -> _Fault | None:
    loss = spec.training.loss
    if answer.units == 1 and (answer.activation == "softmax" or loss.class_name in _CATEGORICAL):
        return _one_unit(answer, spec)
    if loss.class_name not in _CATEGORICAL | BINARY_CROSS_ENTROPIES:
        return None
    return _of_logits(answer, spec) if loss.config.get("from_logits") else _of_probabilities(answer, spec)


def _one_unit(answer: Answer, spec: ResolvedSpec) -> _Fault:
    constant = "the softmax of one number is 1 whatever the input, so every prediction is the same"
    if spec.training.loss.class_name in BINARY_CROSS_ENTROPIES:
        constant += " (the loss may fall all the same: Keras trains on the number before the softmax)"
    if answer.activation != "softmax":
        constant = "it compares units with one another, and there is but one"
    return _Fault("error", 1.0, 0.95, constant)


def _of_logits(answer: Answer, spec: ResolvedSpec) -> _Fault | None:
    if answer.activation in _SQUASHING:
        if _finds_logits(answer, spec):
            why = "the loss is told to expect logits; Keras on TensorFlow takes the ones it kept, other backends squash"
            return _Fault("warning", 1.0, 0.05, f"{why} the answer twice")
        return _Fault("error", 0.95, 0.8, "the answer is squashed twice, and the loss cannot come near zero")
    if answer.activation in _ONE_SIDED - {"log_softmax"}:
        return _Fault("warning", 0.9, 0.4, "logits of one sign alone cannot rule a class out")
    if answer.activation in _NARROW:
        return _Fault("warning", 0.9, 0.2, "logits between -1 and 1 leave every probability far from 0 and 1")
    return None


def _of_probabilities(answer: Answer, spec: ResolvedSpec) -> _Fault | None:
    binary = spec.training.loss.class_name in BINARY_CROSS_ENTROPIES
    if answer.activation in _NO_PROBABILITIES:
        outside = "the loss takes its answers for probabilities, and those outside 0..1 get no gradient"
        return _Fault("warning" if binary else "error", 0.95, 0.8 if binary else 0.95, outside)
    several = answer.units is not None and answer.units > 1
    blame = 0.1 if _finds_logits(answer, spec) else 0.4
    if answer.activation == "sigmoid" and several and not binary:
        return _Fault("warning", 0.9, blame, "the classes exclude one another, and these probabilities do not add to 1")
    if answer.activation == "softmax" and binary and answer.units is not None and answer.units > 2:
        why = "each class is scored as a yes or no of its own, although the answers exclude one another"
        return _Fault("warning", 0.9, blame, why)
    return None


def _finds_logits(answer: Answer, spec: ResolvedSpec) -> bool:
    """Whether Keras on TensorFlow gets at the numbers before the softmax or sigmoid: nothing has come in between."""
    kept = answer.is_bare and answer.activation in ("softmax", "sigmoid")
    return kept and spec.training.loss.class_name in _FIND_LOGITS and spec.training.precision == "float32"


def _described(answer: Answer) -> str:
    what = f"{answer.shaper.class_name} '{answer.shaper.name}' answers "
    units = {None: "", 1: " of one unit"}.get(answer.units, f" of {answer.units} units")
    return what + ("without an activation" if answer.activation == "linear" else f"with a {answer.activation}{units}")


def _called(spec: ResolvedSpec) -> str:
    logits = " with from_logits" if spec.training.loss.config.get("from_logits") else ""
    return f"{spec.training.loss.class_name}{logits}"
