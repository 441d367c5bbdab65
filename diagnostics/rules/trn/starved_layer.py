"""TRN407."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.leaky_activation import LeakyActivation
from diagnostics.graph.walks import descendants
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.kernel_layers import gradients
from diagnostics.rules.trn.outcome import is_sick
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class StarvedLayer(Rule[Trained]):
    """Layers that get no gradient although the layers after them do.

    ## Why it matters
    A layer without gradient stays as it is. Something between it and the layers that still learn lets nothing through
    backwards: dead or saturated units, mostly.

    ## How it is measured
    At the last two looks the gradient norm of a trainable kernel is at most `max_gradient`, while that of a layer fed
    by it is at least `min_gradient_after`. Weights that the loss does not depend on at all are another finding. An
    error where the trial went wrong, otherwise a warning.

    ## Known limits
    Gradients are taken on a few probe inputs in inference mode. It is a state: the layer that lets nothing through is
    between the last starved layer and the first that is fed.

    ## Sources
    Measured on collapsed VGG-like stacks: 1e-6 and less in the first layer with 1e-2 and more in the last, against 1e-4
    and more in living ones. Lu et al. 2019, Dying ReLU and Initialization, arXiv:1903.06733.
    """

    code = "TRN407"
    name = "starved-layer"
    fixes = (HeInitialisation, BatchNormalisation, LeakyActivation)
    explains = ("TRN401", "TRN411", "OUT501", "GEN603")
    is_state = True

    max_gradient: float = 1e-8
    min_gradient_after: float = 1e-4

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for all starved layers."""
        looks = [norms for snapshot in seen.record.snapshots[1:] if (norms := gradients(seen, snapshot))][-2:]
        if len(looks) < 2:
            return
        starved = [name for name in looks[-1] if all(self._starves(seen, name, norms) for norms in looks)]
        if starved:
            yield self._finding(seen, starved, looks[-1])

    def _starves(self, seen: Trained, name: str, norms: Mapping[str, float]) -> bool:
        after = descendants(seen.graph, seen.graph.by_name[name])
        fed = any(norms.get(node.name, 0.0) >= self.min_gradient_after for node in after)
        return fed and norms.get(name, self.min_gradient_after) <= self.max_gradient

    def _finding(self, seen: Trained, starved: list[str], norms: Mapping[str, float]) -> Finding:
        verb = "gets" if len(starved) == 1 else "get"
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if is_sick(seen.record) else "warning",
            confidence=0.95,
            message=f"{counted(len(starved), 'layer')} {verb} no gradient at step {seen.end.step}, while layers "
            f"after them get up to {max(norms.values()):.2g}: {named(starved)}",
            at=tuple(seen.graph.by_name[name].pointer() for name in starved),
            layer=starved[0],
            step=seen.end.step,
            evidence={
                "layers": starved,
                "gradient_norm": [norms[name] for name in starved],
                "largest_gradient_norm": max(norms.values()),
            },
        )
