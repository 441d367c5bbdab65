"""INI307."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class GradientDisconnected(Rule[AtStart]):
    """Trainable weights that the loss does not depend on.

    ## Why it matters
    No optimiser can move them: they stay as they were drawn. Something between them and the output has no derivative,
    such as rounding, a lookup or an index, or the layer does not use them.

    ## How it is measured
    By differentiating the loss at step 0: a weight without a path to the loss has no gradient at all, which is not the
    same as a gradient of zero. It is an error where no weight of the layer is reached, a warning where some are. The
    place is the layers that the lost ones feed, where the path breaks, or the layer itself where it feeds another that
    is lost or is reached in part.

    ## Known limits
    Only layers that feed an output are looked at: those that do not are SPC101's matter.

    ## Sources
    TensorFlow documentation, Introduction to gradients and automatic differentiation, section "Cases where gradient
    returns None".
    """

    code = "INI307"
    name = "gradient-disconnected"
    explains = (*STUCK, "TRN406")
    blame = 0.8

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for all layers that are cut off."""
        layers = seen.snapshot.layers
        lost = [node for node in seen.graph.used if node.trainable and _unreached(seen, node)]
        if not lost:
            return
        whole = [node for node in lost if not layers[node.name].gradient_norm]
        names = [node.name for node in lost]
        weights = [f"{node.name}: {', '.join(_unreached(seen, node))}" for node in lost]
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error" if whole else "warning",
            confidence=0.98,
            message=f"the loss does not depend on weights of {counted(len(names), 'layer')} ({named(names)}), "
            "so nothing can train them",
            at=_breaks(seen.graph, whole) or tuple(node.pointer() for node in lost),
            layer=names[-1],
            step=0,
            evidence={"layers": names, "unreached": weights, "wholly_unreached": [node.name for node in whole]},
        )


def _unreached(seen: AtStart, node: Node) -> tuple[str, ...]:
    layer = seen.snapshot.layers.get(node.name)
    return layer.unreached if layer is not None else ()


def _breaks(graph: Graph, lost: Sequence[Node]) -> tuple[str, ...]:
    """The layers right after the last lost ones, and those lost ones."""
    names = {node.name for node in lost}
    last = [node for node in lost if not names & {after.name for after in used_consumers(graph, node)}]
    after = [reader for node in last for reader in used_consumers(graph, node)]
    return tuple(dict.fromkeys(node.pointer() for node in (*after, *last)))
