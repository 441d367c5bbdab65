"""TRN406."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.loosen_clipping import LoosenClipping
from diagnostics.graph.node import Node
from diagnostics.observations import LayerSnapshot
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.outcome import is_sick
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class FrozenWeights(Rule[Trained]):
    """Layers that are declared trainable and have a gradient, but whose weights do not move.

    ## Why it matters
    The layer would learn if it were let. Something stands between gradient and weights: layers frozen or set free
    after compile, a constraint, an optimizer that was built for other weights, or steps lost in rounding.

    ## How it is measured
    Over at least `min_steps` steps the layer's weights are exactly what they were, although it is declared trainable
    and its gradient norm was at least `min_gradient` at the start and is at the end, while other layers did move.
    An error where the trial went wrong, otherwise a warning.

    ## Known limits
    The gradient is taken in inference mode on a few inputs. Where no layer at all moves, the rate is too small, which
    is another finding.

    ## Sources
    Keras's transfer-learning guide, https://keras.io/guides/transfer_learning/, on `trainable` and compile. Measured:
    an exact zero over 20 steps never happens to a layer that trains.
    """

    code = "TRN406"
    name = "frozen-weights"
    fixes = (LoosenClipping,)
    explains = ("TRN401", "TRN411", "OUT501", "GEN603")
    blame = 0.7

    min_steps: int = 20
    min_gradient: float = 1e-6

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for all layers that stand still."""
        if seen.end.step < self.min_steps:
            return
        still = [node for node in seen.graph.used if self._stands_still(seen, node)]
        others = [layer.movement for layer in seen.end.layers.values() if layer.movement is not None]
        if still and any(movement > 0 for movement in others):
            yield self._finding(seen, still)

    def _stands_still(self, seen: Trained, node: Node) -> bool:
        start, end = seen.start.layers.get(node.name), seen.end.layers.get(node.name)
        if start is None or end is None or not (node.trainable and node.has_weights):
            return False
        return end.movement == 0 and not end.unreached and self._has_gradient(start) and self._has_gradient(end)

    def _has_gradient(self, layer: LayerSnapshot) -> bool:
        return layer.gradient_norm is not None and layer.gradient_norm >= self.min_gradient

    def _finding(self, seen: Trained, still: list[Node]) -> Finding:
        names = [node.name for node in still]
        verb = "has" if len(still) == 1 else "have"
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if is_sick(seen.record) else "warning",
            confidence=0.9,
            message=f"{counted(len(still), 'trainable layer')} {verb} a gradient, yet after "
            f"{seen.end.step} steps not one weight has moved: {named(names)}",
            at=tuple(node.pointer("config", "trainable") for node in still),
            layer=names[0],
            step=seen.end.step,
            evidence={
                "layers": names,
                "gradient_norm": [seen.end.layers[name].gradient_norm or 0.0 for name in names],
                "steps": seen.end.step,
            },
        )
