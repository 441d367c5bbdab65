"""SPC102."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.fixes.unfreeze import Unfreeze
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK
from diagnostics.rules.wording import counted


@dataclass(frozen=True)
class NothingTrainable(Rule[Declared]):
    """A network in which no weight can change.

    ## Why it matters
    Training runs, costs time and prints losses, and the network after it is bit for bit the network before it.

    ## How it is measured
    Of the layers that an output depends on, none both holds weights and is declared trainable.

    ## Known limits
    Which layers hold weights is told from their class. A layer whose weights are switched off one by one (batch
    normalisation with neither `center` nor `scale`) counts as holding some.

    ## Sources
    Keras's transfer-learning guide, https://keras.io/guides/transfer_learning/: what `trainable` does.
    """

    code = "SPC102"
    name = "nothing-trainable"
    fixes = (Unfreeze,)
    explains = (*STUCK, "SPC103", "TRN406")
    blame = 1.0

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for the network."""
        holders = [node for node in seen.graph.used if node.has_weights]
        if any(node.trainable for node in holders):
            return
        frozen = f"all {counted(len(holders), 'layer')} with weights are frozen"
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=1.0,
            message=f"nothing can be learned: {frozen if holders else 'no layer of the network has weights'}",
            at=tuple(node.pointer("config", "trainable") for node in holders) or ("/model/layers",),
            layer=holders[0].name if holders else None,
            evidence={"layers": [node.name for node in holders], "layers_with_weights": len(holders)},
        )
