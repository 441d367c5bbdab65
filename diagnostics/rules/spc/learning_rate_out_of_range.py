"""SPC110."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Figure, Finding, Severity
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.warm_up import WarmUp
from diagnostics.graph.graph import Graph
from diagnostics.graph.walks import is_head
from diagnostics.rules.rule import Rule
from diagnostics.rules.spc.plain_stacks import plain_stacks
from diagnostics.rules.spc.usual_rates import Usual, largest_rate, schedule_peak, usual
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class LearningRateOutOfRange(Rule[Declared]):
    """A learning rate far from those that its optimizer works with.

    ## Why it matters
    Adam and its relatives move every weight by about the rate in each step, whatever the gradient: at 0.1 a weight of
    usual size is gone in one step. With plain gradient descent too large a rate jumps from slope to slope, and ReLU
    units die on the way. Too small a rate ends the run before anything has moved.

    ## How it is measured
    The largest rate of the schedule (for SGD with momentum m what it adds up to, rate / (1 - m)) against a table by
    optimizer. Measured on digits with five small networks, Adam learns in all at 0.03, in four of five at 0.1 and in
    none with hidden layers as it should at 0.3; SGD in all at 1 but for one, in none at 3; Adagrad in all at 0.1, in
    none at 1; Adadelta at 0.001, Keras's default, in none.
    - above the highest usual rate times `tolerance`: a warning, and an error from the rate on at which nothing learned
      (Adam 0.3, SGD 10, Adagrad 3). Without trainable hidden layers, rates may be `linear_factor` times as high;
    - at the lowest usual rate divided by `tolerance` or below: a warning;
    - at a usual rate above `max_plain_stack_rate`, where the steps go by the rate (Adam and its relatives) and
      `min_plain_layers` or more layers in a row have a ReLU, an initialisation made for linear units and nothing that
      restores the signal: a warning. Measured on half-width and reduced VGG16, Adam at 1e-3 kills most of their units
      within 20 steps; the first of them learns at 1e-4.

    ## Known limits
    The size of inputs and targets moves the range by as much. A rate that a schedule lowers too soon is not seen, nor
    is one that suits a fine-tuned network alone. Adafactor, Lamb, Muon and schedule-free optimizers scale their steps
    in ways of their own and are not judged.

    ## Sources
    Kingma and Ba 2015, arXiv:1412.6980, section 2.1, for the size of Adam's steps. Zeiler 2012, arXiv:1212.5701,
    Adadelta, whose rate is 1. Chen et al. 2023, arXiv:2302.06675, Lion. Smith 2017, arXiv:1506.01186, range tests.
    """

    code = "SPC110"
    name = "learning-rate-out-of-range"
    fixes = (LearningRate, WarmUp)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE, "TRN406", "TRN408", "TRN409", "TRN414", "INI308")
    is_risk = True
    blame = 0.8

    tolerance: float = 1.0
    linear_factor: float = 10.0
    min_plain_layers: int = 8
    max_plain_stack_rate: float = 3e-4

    def check(self, seen: Declared) -> Iterator[Finding]:
        """At most one finding."""
        training = seen.spec.training
        known, rate = usual(training.optimizer), largest_rate(training)
        if known is None:
            return
        linear = self.linear_factor if not _has_hidden_layers(seen.graph) else 1.0
        called = f"{_described(seen)} is"
        if rate > known.high * linear * self.tolerance:
            hopeless = rate >= known.hopeless * linear * self.tolerance
            why = f"from {known.hopeless * linear:g} on nothing learns" if hopeless else "few networks learn so"
            message = f"{called} high: {known.high * linear:g} is the most in use, and {why}"
            yield self._finding("error" if hopeless else "warning", 0.9, message, _figures(rate, known), 0.9)
        elif rate <= known.low / self.tolerance:
            message = f"{called} low: at {known.low:g} and below hardly anything moves"
            yield self._finding("warning", 0.85, message, {**_figures(rate, known), "too_low": True}, 0.8)
        elif known.steps_by_rate and rate > self.max_plain_stack_rate:
            yield from self._deep(seen, rate, known)

    def _deep(self, seen: Declared, rate: float, known: Usual) -> Iterator[Finding]:
        stacks = list(plain_stacks(seen.graph, self.min_plain_layers))
        if stacks:
            names = [node.name for node in stacks[0]]
            message = (
                f"{_described(seen)} is usual, but {len(names)} layers in a row have a ReLU and nothing that restores "
                f"the signal ({named(names)}): such stacks need about a tenth"
            )
            yield self._finding("warning", 0.7, message, {**_figures(rate, known), "layers": names}, 0.6)

    def _finding(
        self, severity: Severity, confidence: float, message: str, evidence: Mapping[str, Figure], blame: float
    ) -> Finding:
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=confidence,
            message=message,
            at=("/training/learning_rate",),
            evidence=evidence,
            blame=blame,
        )


def _figures(rate: float, known: Usual) -> dict[str, Figure]:
    return {"rate": rate, "highest_usual": known.high, "lowest_usual": known.low, "hopeless": known.hopeless}


def _has_hidden_layers(graph: Graph) -> bool:
    return any(node.has_kernel and node.trainable and not is_head(graph, node) for node in graph.used)


def _described(seen: Declared) -> str:
    training, together = seen.spec.training, largest_rate(seen.spec.training)
    rate, constant = schedule_peak(training.learning_rate), training.learning_rate.constant is not None
    called = f"{training.optimizer.class_name} at a rate of {'' if constant else 'up to '}{rate:g}"
    if together == rate:
        return called
    return f"{called} and a momentum of {training.optimizer.config['momentum']:g}, {together:g} together,"
