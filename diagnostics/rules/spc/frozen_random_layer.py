"""SPC103."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.unfreeze import Unfreeze
from diagnostics.graph.node import Node
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class FrozenRandomLayer(Rule[Declared]):
    """Layers that are frozen although their weights are not pretrained.

    ## Why it matters
    Freezing keeps what pretraining has learned. Without pretrained weights it keeps random numbers: the layers pass on
    a random projection that nothing can improve. A frozen batch normalisation without pretrained statistics
    normalises nothing, as it works with mean 0 and variance 1 for good.

    ## How it is measured
    Layers that an output depends on, that hold weights, are declared not trainable, and come without stored weights
    (layers taken from a saved model have them). Layers with kernels make one finding, the rest (normalisation,
    parametric activations) another, which is a warning.

    ## Known limits
    Random features under a trained head are a method of their own, and a fixed filter (a blur, say) may be meant;
    neither can be told from a mistake.

    ## Sources
    Keras's transfer-learning guide, https://keras.io/guides/transfer_learning/. Rahimi and Recht 2007, Random
    Features for Large-Scale Kernel Machines, for the deliberate kind.
    """

    code = "SPC103"
    name = "frozen-random-layer"
    fixes = (Unfreeze,)
    explains = (*STUCK, "TRN406")
    blame = 0.7

    def check(self, seen: Declared) -> Iterator[Finding]:
        """At most two findings: frozen kernels, and other frozen weights."""
        loaded = seen.spec.model.pretrained
        candidates = [node for node in seen.graph.used if node.has_weights and not node.trainable]
        frozen = [node for node in candidates if node.name not in loaded]
        kernels = [node for node in frozen if node.has_kernel]
        others = [node for node in frozen if not node.has_kernel]
        if kernels:
            yield self._finding(kernels, "error", 0.9)
        if others:
            yield self._finding(others, "warning", 0.8)

    def _finding(self, nodes: Sequence[Node], severity: Severity, confidence: float) -> Finding:
        names = [node.name for node in nodes]
        verb = "is" if len(nodes) == 1 else "are"
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=confidence,
            message=f"{counted(len(nodes), 'layer')} without pretrained weights {verb} frozen: {named(names)}",
            at=tuple(node.pointer("config", "trainable") for node in nodes),
            layer=names[0],
            evidence={"layers": names, "class_names": [node.class_name for node in nodes]},
        )
