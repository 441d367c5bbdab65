"""SPC107."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.fixes.add_nonlinearity import AddNonlinearity
from diagnostics.graph.activations import is_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.linear_layers import is_linear, linear_pairs
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class MissingNonlinearity(Rule[Declared]):
    """Dense layers or convolutions that follow one another with no activation in between.

    ## Why it matters
    A weighted sum of weighted sums is a weighted sum: two such layers can do no more than one. A network that is
    linear throughout cannot tell apart what no straight line separates, however deep it is.

    ## How it is measured
    Pairs of dense layers and convolutions with nothing between them but layers that are linear at inference
    (flattening, average pooling, dropout, batch normalisation): a warning. It is an error when no layer of the network
    before its output activation is anything else, and `min_hidden_layers` or more hidden ones hold kernels. Pooling by
    maximum, layer normalisation, recurrent, attention and unknown layers count as nonlinear; where pooling by maximum
    is all there is, every hidden layer is named in a warning.

    ## Known limits
    Bottlenecks (narrower than the layers on both sides, as in MobileNetV2 and linear autoencoders), depthwise and
    separable convolutions and branches that merge are taken for design. A convolution split into a row and a column on
    purpose is not told from a mistake. Deep linear networks are studied for their own sake.

    ## Sources
    Goodfellow, Bengio and Courville 2016, Deep Learning, section 6.1, on why hidden units are nonlinear. Sandler et al.
    2018, MobileNetV2, arXiv:1801.04381, on linear bottlenecks.
    """

    code = "SPC107"
    name = "missing-nonlinearity"
    fixes = (AddNonlinearity,)
    explains = ("TRN401", "TRN411", "GEN603", "INI308")
    blame = 0.7

    min_hidden_layers: int = 2

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for all layers that lack an activation."""
        hidden = [node for node in seen.graph.used if is_feed_forward(node) and not is_head(seen.graph, node)]
        others = _nonlinear(seen.graph)
        bare = len(hidden) >= self.min_hidden_layers and all(map(_takes_maxima, others))
        lacking = hidden if bare else _followed_at_once(seen.graph)
        if lacking:
            yield self._finding([node.name for node in lacking], lacking, linear=bare and not others)

    def _finding(self, names: list[str], lacking: Sequence[Node], *, linear: bool) -> Finding:
        what = f"{counted(len(names), 'hidden layer')} without an activation: {named(names)}"
        whole = f"the whole network is linear, with {what}; one layer would do as much"
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if linear else "warning",
            confidence=0.97 if linear else 0.9,
            message=whole if linear else f"{what}; two such layers in a row do no more than one",
            at=tuple(node.pointer("config", "activation") for node in lacking),
            layer=names[0],
            evidence={"layers": names, "linear_throughout": linear},
            blame=0.85 if linear else 0.4,
        )


def _nonlinear(graph: Graph) -> list[Node]:
    """The used layers that are not linear, but for the output's activation."""
    made_by = [node for node in graph.used if is_head(graph, node) and (is_feed_forward(node) or is_activation(node))]
    return [node for node in graph.used if not is_linear(node) and node not in made_by]


def _takes_maxima(node: Node) -> bool:
    return "MaxPool" in node.class_name


def _followed_at_once(graph: Graph) -> list[Node]:
    return [node for node, after in linear_pairs(graph) if not _bottleneck(graph, node, after)]


def _bottleneck(graph: Graph, node: Node, after: Node) -> bool:
    """Whether the layer is narrower than its input and than the next one, or its widths cannot be told."""
    width, wider = _width(node), _width(after)
    given = graph.shapes[node.inputs[0]].output
    fed = given[-1] if given else None
    if width is None or wider is None:
        return True
    return width < wider and (fed is None or width < fed)


def _width(node: Node) -> int | None:
    units = node.config.get("units", node.config.get("filters"))
    return units if isinstance(units, int) else None
