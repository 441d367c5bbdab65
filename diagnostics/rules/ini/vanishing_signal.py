"""INI301."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import EMBEDDINGS, kernel_pointers
from diagnostics.graph.node import Node
from diagnostics.graph.walks import ancestors, is_head
from diagnostics.observations import Snapshot
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK, UNSTABLE

_KEEP_SIGNAL = ("Dropout", "SpatialDropout", "Flatten", "Reshape", "Activation", "ReLU", "MaxPool")


@dataclass(frozen=True)
class VanishingSignal(Rule[AtStart]):
    """A network whose last features hardly depend on the input before training has begun.

    ## Why it matters
    When all inputs look alike to the output layer, so do their gradients: the first steps move every unit the same way,
    and at an ordinary learning rate the units of a deep ReLU network die before they can tell inputs apart.

    ## How it is measured
    On the probe set at step 0, the standard deviation across inputs of what enters the output layer, against that of
    what enters the first layer with a kernel. The finding needs both the ratio below `min_ratio` and a spread of the
    logits below `max_logit_spread`, on at least `min_probe_samples` inputs. The attenuation a layer is the ratio's
    k-th root over k layers with kernels.

    ## Known limits
    It tells attenuation at initialisation only; a network may still learn from there at a small rate. With batch
    normalisation nothing is said: in inference mode at step 0 its statistics are still 0 and 1, so it does not
    normalise as it will in training. The spread of the raw inputs stands in where the input layer was not probed.

    ## Sources
    Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks. He et al. 2015,
    arXiv:1502.01852. Schoenholz et al. 2017, Deep Information Propagation, arXiv:1611.01232.
    """

    code = "INI301"
    name = "vanishing-signal"
    fixes = (HeInitialisation,)
    explains = (*STUCK, *UNSTABLE, "INI305")
    blame = 0.6

    min_ratio: float = 0.02
    max_logit_spread: float = 0.01
    min_probe_samples: int = 8

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for the network."""
        if seen.snapshot.probe_samples < self.min_probe_samples:
            return
        if any(node.class_name == "BatchNormalization" for node in seen.graph.used):
            return
        hidden, head = _hidden(seen.graph)
        entering = _entering_std(seen, hidden)
        leaving = _std_before(seen.graph, head, seen.snapshot)
        if not entering or leaving is None or not math.isfinite(leaving / entering):
            return
        ratio, spread = leaving / entering, seen.snapshot.output.logit_spread
        if ratio < self.min_ratio and spread < self.max_logit_spread:
            yield self._finding(hidden, ratio, spread)

    def _finding(self, hidden: tuple[Node, ...], ratio: float, spread: float) -> Finding:
        each = ratio ** (1 / len(hidden))
        return Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.95,
            message=f"at initialisation {ratio:.2g} of the input's variation is left before the output layer "
            f"(×{each:.2f} in each of {len(hidden)} layers), and the logits differ by {spread:.1g} between inputs",
            at=kernel_pointers(hidden),
            layer=hidden[0].name,
            step=0,
            evidence={
                "ratio": ratio,
                "attenuation_per_layer": each,
                "logit_spread": spread,
                "layers": [node.name for node in hidden],
            },
        )


def _hidden(graph: Graph) -> tuple[tuple[Node, ...], Node | None]:
    """The layers with kernels before the last layer that makes an output, and that layer."""
    heads = [node for node in graph.used if node.has_kernel and is_head(graph, node)]
    if not heads:
        return (), None
    before = ancestors(graph, heads[-1].inputs)
    mixing = (node for node in graph.used if node.has_kernel and node.class_name not in EMBEDDINGS)
    return tuple(node for node in mixing if node.name in before), heads[-1]


def _entering_std(seen: AtStart, hidden: tuple[Node, ...]) -> float | None:
    if not hidden:
        return None
    source = seen.graph.by_name[hidden[0].inputs[0]]
    if source.name not in seen.snapshot.layers and source.class_name == "InputLayer":
        return seen.facts.train.inputs.std
    return _std_before(seen.graph, hidden[0], seen.snapshot)


def _std_before(graph: Graph, node: Node | None, snapshot: Snapshot) -> float | None:
    """Across-input standard deviation of what enters the layer, as near before it as was probed."""
    while node is not None and len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
        if node.name in snapshot.layers:
            return snapshot.layers[node.name].across_input_std
        if not node.class_name.startswith(_KEEP_SIGNAL):
            return None
    return None
