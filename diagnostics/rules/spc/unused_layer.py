"""SPC101."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.fixes.wire_layer import WireLayer
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers, used_sources
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class UnusedLayer(Rule[Declared]):
    """A declared layer that no output depends on.

    ## Why it matters
    The layer does nothing, and the network is not the one that was meant. Mostly a variable was overwritten:
    `x = Rescaling(1 / 255)(inputs)` and then `x = Conv2D(...)(inputs)`. Keras drops such layers without a word, from
    `model.layers` and the summary too.

    ## How it is measured
    The graph is walked from the outputs back to the inputs; what is never met is unused. The finding names the layers
    that read the same source directly, and so bypass the unused one.

    ## Known limits
    That the layer is lost is certain; that its loss is why the network does not learn is not. Only forms of the model
    that show every declared layer (the layer list, the source) can have unused layers.

    ## Sources
    Keras's functional API guide, https://keras.io/guides/functional_api/: a model is what lies between its inputs and
    its outputs.
    """

    code = "SPC101"
    name = "unused-layer"
    fixes = (WireLayer,)

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for each unused layer, in the order declared."""
        for node in seen.graph.unused:
            sources = [source.name for source in used_sources(seen.graph, node)]
            bypassed_by = _bypasses(seen.graph, node)
            yield Finding(
                code=self.code,
                name=self.name,
                severity="error",
                confidence=1.0,
                message=_message(node, sources, bypassed_by),
                at=(node.pointer(),),
                layer=node.name,
                evidence={
                    "class_name": node.class_name,
                    "fed_by": list(node.inputs),
                    "reads_from": sources,
                    "bypassed_by": bypassed_by,
                },
            )


def _bypasses(graph: Graph, node: Node) -> list[str]:
    readers = (reader.name for source in used_sources(graph, node) for reader in used_consumers(graph, source))
    return list(dict.fromkeys(readers))


def _message(node: Node, sources: list[str], bypassed_by: list[str]) -> str:
    lost = f"{node.class_name} '{node.name}' leads nowhere: no output depends on it"
    if not bypassed_by:
        return lost
    verb = "reads" if len(bypassed_by) == 1 else "read"
    return f"{lost}; {named(bypassed_by)} {verb} {named(sources)} directly"
