"""SPC114."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.fixes.global_pooling_head import GlobalPoolingHead
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.size import size_of
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, UNSTABLE


@dataclass(frozen=True)
class LopsidedParameters(Rule[Declared]):
    """Most of the network's weights in one dense layer on flattened maps.

    ## Why it matters
    Every unit of the dense layer adds up tens of thousands of inputs. What they have in common (a mean above zero, say)
    adds up with them, and one step of the optimiser moves the sum by its rate times their number: the first outputs
    are large, and whether the network learns depends on the seed. Such a layer also has weights enough to learn small
    data by heart.

    ## How it is measured
    Shapes are inferred from the input on. A dense layer counts when it reads a Flatten (dropout, activations and
    normalisation may come between), has `min_fan_in` inputs or more, and holds at least `min_share` of all weights.

    ## Known limits
    Needs the shape of the input, and every layer's number of weights. Such networks can learn, with centred inputs and
    a small rate; VGG16's first dense layer (25,088 inputs, .74 of the weights) is below both thresholds. The
    thresholds are set by judgement from a few networks, not fitted to many.

    ## Sources
    Lin, Chen and Yan 2014, Network In Network, arXiv:1312.4400, section 3.2: global average pooling in place of dense
    layers on flattened maps. LeCun et al. 1998, Efficient BackProp, section 4.3, on inputs with a common mean.
    """

    code = "SPC114"
    name = "lopsided-parameters"
    fixes = (GlobalPoolingHead,)
    explains = (*UNSTABLE, *BLOWN_UP, "INI302", "INI304", "INI306", "TRN408", "GEN601", "GEN602")
    blame = 0.4

    min_share: float = 0.9
    min_fan_in: int = 50_000

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding at most: no two layers hold most of the weights."""
        size = size_of(seen.graph)
        if not size.is_whole or not size.parameters:
            return
        for node in seen.graph.used:
            flatten = _flatten_before(seen.graph, node)
            held = seen.graph.shapes[node.name].parameters or 0
            if flatten is None or held < self.min_share * size.parameters:
                continue
            fan_in = (seen.graph.shapes[node.inputs[0]].output or (None,))[-1]
            if fan_in is not None and fan_in >= self.min_fan_in:
                yield self._finding(node, flatten, fan_in, held / size.parameters)

    def _finding(self, node: Node, flatten: Node, fan_in: int, share: float) -> Finding:
        units = node.config["units"]
        return Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.95,
            message=f"Dense '{node.name}' on '{flatten.name}' has {fan_in:,} inputs and {share:.1%} of all weights: "
            f"each of its {units:,} units sums over all of them, so whatever the inputs have in common swamps what "
            "tells them apart. Pool or shrink the maps before they are flattened",
            at=(flatten.pointer(), node.pointer("config", "units")),
            layer=node.name,
            evidence={"fan_in": fan_in, "units": units, "share": share, "flatten": flatten.name},
        )


def _flatten_before(graph: Graph, node: Node) -> Node | None:
    """The Flatten that a dense layer reads, directly or through layers that keep its shape."""
    if node.class_name != "Dense" or len(node.inputs) != 1:
        return None
    before = graph.by_name[node.inputs[0]]
    while before.class_name != "Flatten":
        keeps = not before.has_kernel and len(before.inputs) == 1
        if not keeps or graph.shapes[before.inputs[0]].output != graph.shapes[before.name].output:
            return None
        before = graph.by_name[before.inputs[0]]
    return before
