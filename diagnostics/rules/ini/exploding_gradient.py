"""INI306."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.centre_input import CentreInput
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.gated_cell import GatedCell
from diagnostics.fixes.gradient_clipping import GradientClipping
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.orthogonal_recurrent import OrthogonalRecurrent
from diagnostics.fixes.scale_input import ScaleInput
from diagnostics.graph.kinds import kernel_pointers
from diagnostics.rules.ini.gradients import Gradient, gradients
from diagnostics.rules.ini.signal_path import input_size
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP
from diagnostics.spec.training import Training

_UNSCALED = frozenset({"SGD"})  # the optimisers whose steps are as large as the gradient


@dataclass(frozen=True)
class ExplodingGradient(Rule[AtStart]):
    """A gradient that is far too large before training has begun.

    ## Why it matters
    Plain gradient descent steps by the rate times the gradient: a norm of thousands throws the weights far from where
    they were drawn in a single step. Adam and its relatives divide by the gradient's size and mind less.

    ## How it is measured
    The gradient's norm at step 0, layer by layer, on a few inputs and without dropout. It counts above `max_norm` in
    any layer; for quantities, whose gradient grows with the size of the targets, above `max_norm` times that. Under
    SGD it is a warning, and an error where a constant rate makes the first step `max_relative_step` times as long as
    the layer's weights or longer; under other optimisers it is an info. A gradient that is not finite where the inputs
    are is an error under all. Silent where the optimiser clips.

    ## Known limits
    The few inputs of the probe may hold an outlier. A very wide layer on inputs that share an offset has a large
    gradient although no layer amplifies it; its norm reaches 70 on 150,000 inputs of unit size.

    ## Sources
    Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063. Measured on dense stacks: unit inputs below 10, raw bytes 100 to
    1,600, five ReLU layers drawn with standard deviation 1 about 27,000.
    """

    code = "INI306"
    name = "exploding-gradient"
    fixes = (
        ScaleInput,
        CentreInput,
        DefaultInitialisation,
        HeInitialisation,
        BatchNormalisation,
        OrthogonalRecurrent,
        GatedCell,
        GradientClipping,
    )
    explains = BLOWN_UP
    is_risk = True
    blame = 0.3

    max_norm: float = 1000.0
    max_relative_step: float = 1.0

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for the network, at the layer with the largest gradient."""
        known = gradients(seen)
        if not known or seen.facts.train.inputs.non_finite or _clips(seen.spec.training):
            return
        broken = [each for each in known if not math.isfinite(each.norm)]
        if broken:
            yield self._finding(seen, broken[0], "error")
            return
        largest = max(known, key=lambda each: each.norm)
        if largest.norm > self.max_norm * _size_of_targets(seen):
            yield self._finding(seen, largest, self._severity(seen, largest))

    def _severity(self, seen: AtStart, largest: Gradient) -> Severity:
        if seen.spec.training.optimizer.class_name not in _UNSCALED:
            return "info"
        rate, weights = seen.spec.training.learning_rate.constant, seen.snapshot.layers[largest.node.name].weight_norm
        if rate is None or weights is None:
            return "warning"
        return "error" if rate * largest.norm >= self.max_relative_step * weights > 0 else "warning"

    def _finding(self, seen: AtStart, largest: Gradient, severity: Severity) -> Finding:
        inputs, size = seen.facts.train.inputs, input_size(seen)
        by_input = size > math.sqrt(self.max_norm)
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.9,
            message=f"before any training the gradient in '{largest.node.name}' has a norm of {largest.norm:.3g}, "
            "where healthy networks have less than 10" + (f"; the inputs are {size:.3g} in size" if by_input else ""),
            at=("/dataset/preprocess",) if by_input else kernel_pointers(tuple(each.node for each in gradients(seen))),
            layer=largest.node.name,
            step=0,
            evidence={
                "layers": [each.node.name for each in gradients(seen)],
                "gradient_norms": [each.norm for each in gradients(seen)],
                "input_size": size,
                # only where the inputs are to be rescaled
                **({"minimum": inputs.minimum, "maximum": inputs.maximum} if by_input else {}),
            },
        )


def _clips(training: Training) -> bool:
    return any(training.optimizer.config.get(key) for key in ("clipnorm", "global_clipnorm", "clipvalue"))


def _size_of_targets(seen: AtStart) -> float:
    """Root mean square of the targets where they are quantities, at least 1."""
    mean, variance = seen.facts.target_mean, seen.facts.target_variance
    if seen.facts.task != "regression" or mean is None or variance is None:
        return 1.0
    return max(1.0, math.sqrt(mean**2 + max(variance, 0.0)))
