"""INI305."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.gated_cell import GatedCell
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.orthogonal_recurrent import OrthogonalRecurrent
from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import kernel_pointers
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_on_every_path
from diagnostics.rules.ini.gradients import Gradient, gradients, starts_at_zero
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK, UNSTABLE

_BOUNDED = frozenset({"sigmoid", "tanh", "hard_sigmoid", "hard_tanh", "softsign"})


@dataclass(frozen=True)
class VanishingGradient(Rule[AtStart]):
    """A gradient that is all but gone when it reaches the first layer, before training has begun.

    ## Why it matters
    The first layers see the input; where they get no gradient they stay as they were drawn, and the layers after them
    learn from noise. Plain gradient descent never moves them; Adam divides by the tiny size and moves them at random.

    ## How it is measured
    The gradient's norm at step 0, on a few inputs and without dropout, in the first and the last trainable layer with a
    kernel. A warning where the first is at most `max_ratio` of the last and at most `max_norm`; an error below
    `error_norm`. Only where every path from the input goes through the first layer.

    ## Known limits
    Measured on dense stacks of width 64: six sigmoid layers 2.6e-4, ten 9e-7; Glorot under ReLU 8e-3 at 16 layers and
    7e-5 at 30, so a weakened signal alone (INI301) rarely shows here. A gradient below `error_norm` may be rounding.
    Nothing is said where a kernel after the first starts at zero: a zero head passes no gradient at step 0 alone.

    ## Sources
    Hochreiter 1991. Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks.
    """

    code = "INI305"
    name = "vanishing-gradient"
    fixes = (HeInitialisation, BatchNormalisation, DefaultInitialisation, OrthogonalRecurrent, GatedCell)
    explains = (*STUCK, *UNSTABLE)
    is_risk = True
    blame = 0.5

    max_ratio: float = 1e-4
    max_norm: float = 1e-5
    error_norm: float = 1e-9

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for the network."""
        known = gradients(seen)
        if len(known) < 2 or not is_on_every_path(seen.graph, known[0].node.name):
            return
        first, last = known[0], known[-1]
        if not math.isfinite(last.norm) or any(starts_at_zero(each, seen.snapshot) for each in known[1:]):
            return
        if first.norm <= self.max_norm and last.norm > 0 and first.norm <= self.max_ratio * last.norm:
            yield self._finding(seen.graph, known)

    def _finding(self, graph: Graph, known: Sequence[Gradient]) -> Finding:
        first, last = known[0], known[-1]
        layers = tuple(each.node for each in known[:-1])
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if first.norm < self.error_norm else "warning",
            confidence=0.9,
            message=f"before any training the gradient is {last.norm:.2g} in '{last.node.name}' and only "
            f"{first.norm:.1g} where it reaches '{first.node.name}', {len(known) - 1} layers down",
            at=_bounded_activations(graph, first.node) + kernel_pointers(layers),
            layer=first.node.name,
            step=0,
            evidence={
                "first": first.norm,
                "last": last.norm,
                "layers": [each.node.name for each in known],
                "gradient_norms": [each.norm for each in known],
            },
        )


def _bounded_activations(graph: Graph, first: Node) -> tuple[str, ...]:
    """The hidden activations that shrink a gradient by themselves, from the first layer on."""
    following = graph.used[graph.used.index(first) :]
    bounded = (node for node in following if own_activation(node) in _BOUNDED and node.name not in graph.outputs)
    return tuple(node.pointer("config", "activation") for node in bounded if "activation" in node.config)
