"""TRN405."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.zero_bias import ZeroBias
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head, used_consumers
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.outcome import gravity
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class _Layer:
    """A layer with the share of its units that were saturated before training and at the end."""

    node: Node
    at_start: float
    at_end: float


@dataclass(frozen=True)
class SaturatedUnits(Rule[Trained]):
    """Layers most of whose units sit at a bound of their activation for nearly every input.

    ## Why it matters
    At its bounds tanh or a sigmoid is flat: the unit answers the same whatever comes in, and passes back no gradient,
    so the layers below it stand still.

    ## How it is measured
    A unit is saturated when 19 of 20 of its outputs over the probe set lie within 5% of a bound of its activation. A
    hidden layer counts when at least `max_saturated_fraction` of its units are. Only in trials that do not learn:
    an error where a trial is known to have gone wrong and `min_sick_share` of the bounded layers count, otherwise a
    warning. The finding says which layers were born so and which became so.

    ## Known limits
    Saturation is a state: large initial weights or inputs are born with it, a step that was too large leads to it.
    The gates inside LSTM and GRU layers are not seen, and gates that scale other layers (squeeze and excitation) are
    left out, as a closed gate may be meant. Needs `min_probe_samples` probe inputs.

    ## Sources
    Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, section 3.
    """

    code = "TRN405"
    name = "saturated-units"
    fixes = (DefaultInitialisation, LearningRate, BatchNormalisation, ZeroBias)
    explains = ("TRN407", "TRN412", "TRN401", "TRN411", "OUT501", "GEN603")
    is_state = True

    max_saturated_fraction: float = 0.5
    min_sick_share: float = 0.5
    min_probe_samples: int = 32

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for all layers that count."""
        if gravity(seen.record) is None or seen.end.probe_samples < self.min_probe_samples:
            return
        bounded = list(_bounded(seen))
        sick = [layer for layer in bounded if layer.at_end >= self.max_saturated_fraction]
        if sick:
            yield self._finding(seen, sick, len(sick) >= self.min_sick_share * len(bounded))

    def _finding(self, seen: Trained, sick: Sequence[_Layer], many: bool) -> Finding:
        names = [layer.node.name for layer in sick]
        born = [layer.node.name for layer in sick if layer.at_start >= self.max_saturated_fraction]
        since = "from birth" if len(born) == len(sick) else "since training began" if not born else "some from birth"
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if many and gravity(seen.record) == "error" else "warning",
            confidence=0.9,
            message=f"at step {seen.end.step} most units of {counted(len(sick), 'layer')} sit at a bound of their "
            f"activation, {since}: {named(names)}",
            at=tuple(layer.node.pointer() for layer in sick),
            layer=names[0],
            step=seen.end.step,
            evidence={
                "layers": names,
                "saturated_fraction": [layer.at_end for layer in sick],
                "saturated_fraction_at_start": [layer.at_start for layer in sick],
                "born_saturated": born,
                "probe_samples": seen.end.probe_samples,
            },
        )


def _bounded(seen: Trained) -> Iterator[_Layer]:
    for node in seen.graph.used:
        start, end = seen.start.layers.get(node.name), seen.end.layers.get(node.name)
        if start is None or end is None or _answers(seen.graph, node) or _is_gate(seen.graph, node):
            continue
        if start.saturated_fraction is not None and end.saturated_fraction is not None:
            yield _Layer(node, start.saturated_fraction, end.saturated_fraction)


def _answers(graph: Graph, node: Node) -> bool:
    """Whether the network answers with these units, which may well be sure of themselves."""
    return is_head(graph, node)


def _is_gate(graph: Graph, node: Node) -> bool:
    return any(after.class_name == "Multiply" for after in used_consumers(graph, node))
