"""INI302."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.centre_input import CentreInput
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.scale_input import ScaleInput
from diagnostics.fixes.zero_bias import ZeroBias
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import kernel_pointers
from diagnostics.graph.node import Node
from diagnostics.observations import OutputSnapshot, Snapshot
from diagnostics.rules.ini.in_training import seen_in_training
from diagnostics.rules.ini.signal_path import hidden_and_head, input_size, std_before
from diagnostics.rules.margins import beats_chance
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class ExplodingSignal(Rule[AtStart]):
    """A network whose first answers are far too large, or whose layers are saturated before training.

    ## Why it matters
    Logits that differ by tens between inputs make the untrained network certain of wrong answers. The first steps have
    to undo that; they are large, and they decide by luck what is left to learn with. A tanh or sigmoid that is pushed
    against its bounds hardly lets a gradient through.

    ## How it is measured
    On the probe set at step 0, with batch normalisation as in training, for a network that does not yet beat chance by
    `errors` standard errors. The spread of the logits across inputs, before the last activation: a healthy network
    starts at about 1 or below; above `max_spread` is a warning, above `error_spread` an error. For quantities the
    spread is taken relative to that of the targets, and above `max_target_spread` is a warning. Otherwise, a warning
    where a hidden layer has `max_saturated` of its units at the bounds of their activation for nearly every input.
    The place is the preprocessing where the inputs bring more than half of the growth (in decades), else the kernels
    of the layers that multiply the spread by `min_growth` or more. Needs `min_probe_samples` inputs.

    ## Known limits
    An adaptive optimiser may recover from a warning in a few hundred steps. A signal that is large but common to all
    inputs does not spread; it shows in the first loss (INI304). Where the data hold values that are not finite nothing
    is said.

    ## Sources
    He et al. 2015, arXiv:1502.01852, section 2.2. Glorot and Bengio 2010. Measured on dense stacks under ReLU: He at
    any depth 0.2 to 1, raw bytes 27 to 240, three layers drawn with standard deviation 1 about 1,000.
    """

    code = "INI302"
    name = "exploding-signal"
    fixes = (ScaleInput, CentreInput, DefaultInitialisation, HeInitialisation, BatchNormalisation, ZeroBias)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE, "INI304", "INI305", "INI306")
    is_risk = True
    blame = 0.5

    max_spread: float = 10.0
    error_spread: float = 100.0
    max_target_spread: float = 100.0
    max_saturated: float = 0.5
    min_growth: float = 2.0
    errors: float = 3.0
    min_probe_samples: int = 8

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for the network."""
        born = seen_in_training(seen)
        if born is None or seen.snapshot.probe_samples < self.min_probe_samples or seen.facts.train.inputs.non_finite:
            return
        output, score = born
        if beats_chance(score, self.errors):
            return
        unit = _unit_of_answers(seen)
        limit = self.max_target_spread if seen.facts.task == "regression" else self.max_spread
        if unit is not None and output.logit_spread / unit > limit:
            yield self._too_large(seen, output, unit)
        elif saturated := self._saturated(seen):
            yield self._born_saturated(seen, saturated)

    def _too_large(self, seen: AtStart, output: OutputSnapshot, unit: float) -> Finding:
        spread = output.logit_spread
        error = seen.facts.task != "regression" and spread > self.error_spread
        what = f"the logits differ by {spread:.3g} between inputs, where healthy networks start at about 1"
        if seen.facts.task == "regression":
            what = f"the answers differ {spread / unit:.3g} times as much between inputs as the targets do"
        return self._finding(seen, error, spread, what, {"logit_spread": spread})

    def _born_saturated(self, seen: AtStart, saturated: tuple[Node, ...]) -> Finding:
        names = [node.name for node in saturated]
        shares = [seen.snapshot.layers[name].saturated_fraction or 0.0 for name in names]
        what = f"{counted(len(names), 'layer')} already {'sits' if len(names) == 1 else 'sit'} at the bounds of "
        what += f"the activation ({named(names)}; {max(shares):.0%} of the units at worst)"
        spread = seen.snapshot.output.logit_spread
        figures: dict[str, float | list[str] | list[float]] = {"layers": names, "saturated_fraction": shares}
        return self._finding(seen, False, spread, what, figures, saturated)

    def _finding(
        self,
        seen: AtStart,
        error: bool,
        spread: float,
        what: str,
        figures: dict[str, float | list[str] | list[float]],
        layers: tuple[Node, ...] = (),
    ) -> Finding:
        inputs, size = seen.facts.train.inputs, input_size(seen)
        growing = layers or self._growing(seen.graph, seen.snapshot, spread)
        by_input = size > max(1.0, math.sqrt(spread)) and size > self.min_growth
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if error else "warning",
            confidence=0.95 if error else 0.85,
            message=f"before any training {what}" + (f"; the inputs are {size:.3g} in size" if by_input else ""),
            at=("/dataset/preprocess",) if by_input else kernel_pointers(growing),
            layer=growing[0].name if growing else None,
            step=0,
            evidence={
                **figures,
                "growing": [node.name for node in growing],
                "input_size": size,
                # only where the inputs are to be rescaled
                **({"minimum": inputs.minimum, "maximum": inputs.maximum} if by_input else {}),
            },
        )

    def _growing(self, graph: Graph, snapshot: Snapshot, spread: float) -> tuple[Node, ...]:
        """The layers that multiply the spread; all of them where none stands out."""
        hidden, head = hidden_and_head(graph)
        nodes = (*hidden, head) if head is not None else hidden
        grown = tuple(node for node in nodes if self._grows(graph, node, snapshot, spread if node is head else None))
        return grown or nodes

    def _grows(self, graph: Graph, node: Node, snapshot: Snapshot, leaving: float | None) -> bool:
        before = std_before(graph, node, snapshot)
        if leaving is None and node.name in snapshot.layers:
            leaving = snapshot.layers[node.name].across_input_std
        return before is not None and leaving is not None and leaving >= self.min_growth * before > 0

    def _saturated(self, seen: AtStart) -> tuple[Node, ...]:
        layers = seen.snapshot.layers
        hidden, _ = hidden_and_head(seen.graph)
        return tuple(
            node
            for node in hidden
            if node.name in layers and (layers[node.name].saturated_fraction or 0.0) >= self.max_saturated
        )


def _unit_of_answers(seen: AtStart) -> float | None:
    """What the spread of the answers is measured in: 1 for logits, the targets' standard deviation for quantities."""
    if seen.facts.task != "regression":
        return 1.0
    variance = seen.facts.target_variance
    return math.sqrt(variance) if variance is not None and 0 < variance < math.inf else None
