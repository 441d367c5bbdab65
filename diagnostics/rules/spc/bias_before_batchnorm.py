"""SPC116."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class BiasBeforeBatchnorm(Rule[Declared]):
    """A bias that the batch normalisation after it takes away again.

    ## Why it matters
    Batch normalisation subtracts the mean, and with it the bias: its gradient is zero, its weights cost memory and an
    optimizer's state for nothing. No harm is done to the training.

    ## How it is measured
    Trainable dense layers and convolutions with `use_bias` and no activation of their own whose only reader is a
    trainable batch normalisation with `center`, which brings a bias of its own.

    ## Known limits
    At inference, with moving statistics, such a bias is not lost but folded in; removing it from a trained network
    changes its answers unless the statistics are changed too.

    ## Sources
    Ioffe and Szegedy 2015, arXiv:1502.03167, section 3.2: the bias can be ignored since its role is subsumed by beta.
    """

    code = "SPC116"
    name = "bias-before-batchnorm"
    blame = 0.01

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for all layers concerned."""
        idle = [node for node in seen.graph.used if _has_idle_bias(seen.graph, node)]
        if idle:
            names = [node.name for node in idle]
            yield Finding(
                code=self.code,
                name=self.name,
                severity="info",
                confidence=1.0,
                message=f"batch normalisation takes away the bias of {counted(len(idle), 'layer')}: {named(names)}",
                at=tuple(node.pointer("config", "use_bias") for node in idle),
                layer=names[0],
                evidence={"layers": names},
            )


def _has_idle_bias(graph: Graph, node: Node) -> bool:
    biased = is_feed_forward(node) and node.config.get("use_bias") is True and node.trainable
    if not biased or own_activation(node) != "linear" or node.name in graph.outputs:
        return False
    readers = used_consumers(graph, node)
    return len(readers) == 1 and _subtracts_means(readers[0])


def _subtracts_means(node: Node) -> bool:
    return node.class_name == "BatchNormalization" and node.config.get("center") is not False and node.trainable
