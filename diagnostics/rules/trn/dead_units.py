"""TRN404."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.elu_activation import EluActivation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.leaky_activation import LeakyActivation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.graph.activations import is_activation
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_on_every_path
from diagnostics.observations import LayerSnapshot
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class _Layer:
    """A layer with the shares of its units that were dead before training and are at the end, and that were killed.

    `killed` are those dead at the end and not at the start: more than the difference where others came back to life.
    """

    node: Node
    at_start: float
    at_end: float
    killed: float
    units: int


@dataclass(frozen=True)
class DeadUnits(Rule[Trained]):
    """Layers in which training has killed most units: they are zero for every probe input.

    ## Why it matters
    A ReLU unit that is zero for every input gets no gradient, so it stays dead. A layer that loses most of its units
    passes on little; one that loses all cuts the layers below it off from any gradient.

    ## How it is measured
    A unit (a channel, in a convolution) is dead when it is zero for every probe input at every position, in inference
    mode. A layer counts when at least `max_dead_fraction` of its units are dead and `min_rise` of its units have died
    since initialisation. It is an error when `min_sick_layers` layers count, or when a layer that every path goes
    through is at `blocked_fraction` or more and was not at the start; otherwise, and in a network that learns, a
    warning. With fewer than `min_probe_samples` probe inputs (and fewer than there are to train on) only what would be
    an error is reported, less confidently, and with fewer than `least_probe_samples` nothing.

    ## Known limits
    Dead units are a state, not its cause: mostly too large a step met a weak or common signal. Sparse units, zero for
    most inputs, are healthy and do not count. Some dead units are normal: about 0.4 in fully connected layers whose
    inputs hardly differ, 1 in 8 on three non-negative inputs; hence the comparison with the start. A unit that is
    silent on a few inputs may well be alive, so a small probe set proves less.

    ## Sources
    Lu et al. 2019, Dying ReLU and Initialization, arXiv:1903.06733. Douglas and Yu 2018, Why ReLU Units Sometimes Die,
    arXiv:1812.05981.
    """

    code = "TRN404"
    name = "dead-units"
    fixes = (HeInitialisation, LearningRate, BatchNormalisation, LeakyActivation, EluActivation)
    explains = ("OUT501", "TRN401", "TRN407", "TRN412", "TRN411", "GEN603")
    is_state = True

    max_dead_fraction: float = 0.5
    min_rise: float = 0.2
    min_probe_samples: int = 256
    least_probe_samples: int = 8
    min_sick_layers: int = 4
    blocked_fraction: float = 0.95

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for all layers that count."""
        samples = seen.end.probe_samples
        if samples < min(self.least_probe_samples, seen.facts.train.samples):
            return
        sick = [layer for layer in _layers(seen) if self._counts(layer)]
        blocked = [layer.node.name for layer in sick if self._blocks(layer, seen)]
        grave = bool(blocked) or len(sick) >= self.min_sick_layers
        if grave or (sick and self._is_enough(seen)):
            yield self._finding(seen, sick, blocked, grave)

    def _is_enough(self, seen: Trained) -> bool:
        return seen.end.probe_samples >= min(self.min_probe_samples, seen.facts.train.samples)

    def _finding(self, seen: Trained, sick: Sequence[_Layer], blocked: list[str], grave: bool) -> Finding:
        names = [layer.node.name for layer in sick]
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if grave and seen.record.verdict != "learning" else "warning",
            confidence=0.95 if grave and self._is_enough(seen) else 0.8,
            message=f"by step {seen.end.step} training had killed most units of {counted(len(sick), 'layer')}: "
            f"{named(names)}",
            at=tuple(layer.node.pointer() for layer in sick),
            layer=names[0],
            step=seen.end.step,
            evidence={
                "layers": names,
                "dead_fraction": [layer.at_end for layer in sick],
                "dead_fraction_at_start": [layer.at_start for layer in sick],
                "killed_fraction": [layer.killed for layer in sick],
                "units": [layer.units for layer in sick],
                "blocked": blocked,
                "probe_samples": seen.end.probe_samples,
            },
        )

    def _counts(self, layer: _Layer) -> bool:
        # The tolerance keeps a rise from 0.3 to 0.5 at the threshold of 0.2.
        return layer.at_end >= self.max_dead_fraction and layer.killed >= self.min_rise - 1e-9

    def _blocks(self, layer: _Layer, seen: Trained) -> bool:
        fell = layer.at_start < self.blocked_fraction <= layer.at_end
        return fell and is_on_every_path(seen.graph, layer.node.name)


def _layers(seen: Trained) -> Iterator[_Layer]:
    """The layers that make units (not those that pool or flatten them) and were probed for dead ones."""
    for node in seen.graph.used:
        start, end = seen.start.layers.get(node.name), seen.end.layers.get(node.name)
        if start is None or end is None or not (node.has_kernel or is_activation(node)):
            continue
        if start.dead_fraction is not None and end.dead_fraction is not None:
            yield _Layer(node, start.dead_fraction, end.dead_fraction, _killed(start, end), end.units)


def _killed(start: LayerSnapshot, end: LayerSnapshot) -> float:
    """The share of units dead at the end and not at the start; the rise of the share where units are not told apart."""
    before, after = start.unit_states, end.unit_states
    if not before or not after or len(before) != len(after):
        return (end.dead_fraction or 0.0) - (start.dead_fraction or 0.0)
    return sum(now == "d" != then for then, now in zip(before, after, strict=True)) / len(after)
