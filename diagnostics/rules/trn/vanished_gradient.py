"""TRN412."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.gated_cell import GatedCell
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.orthogonal_recurrent import OrthogonalRecurrent
from diagnostics.graph.kinds import EMBEDDINGS, kernel_pointers
from diagnostics.graph.walks import descendants
from diagnostics.rules.rule import Rule
from diagnostics.rules.trn.kernel_layers import gradients
from diagnostics.rules.trn.outcome import gravity


@dataclass(frozen=True)
class VanishedGradient(Rule[Trained]):
    """A gradient that fades on its way back, so that the first layers hardly learn.

    ## Why it matters
    The first layers make what all others work with. When next to nothing of the gradient reaches them, the network
    trains its head on nearly random features.

    ## How it is measured
    At the last two looks, in trials that do not learn: the gradient norm of the first trained kernel is above zero but
    below `max_first`, and below `max_ratio` of the last one's, which the first layer feeds. A gradient of exactly
    zero is a cut, not a fading, and another finding. An error where the trial is known to have gone wrong.

    ## Known limits
    Gradients are taken on a few probe inputs in inference mode. Under Adam, which divides by the gradient's size, a
    small gradient may still do. Embeddings have sparse gradients and are left out.

    ## Sources
    Hochreiter 1991; Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks.
    """

    code = "TRN412"
    name = "vanished-gradient"
    fixes = (HeInitialisation, BatchNormalisation, DefaultInitialisation, OrthogonalRecurrent, GatedCell)
    explains = ("TRN407", "TRN401", "TRN411", "OUT501", "GEN603")
    is_state = True

    max_ratio: float = 1e-3
    max_first: float = 1e-4

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the network."""
        severity = gravity(seen.record)
        looks = [ends for snapshot in seen.record.snapshots[1:] if (ends := _ends(seen, gradients(seen, snapshot)))]
        if severity is None or len(looks) < 2 or not all(self._fades(ends) for ends in looks[-2:]):
            return
        first, at_first, last, at_last = looks[-1]
        yield Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.9,
            message=f"at step {seen.end.step} the gradient is {at_last:.2g} in '{last}' and {at_first:.2g} in "
            f"'{first}': {at_first / at_last:.1g} of it arrives",
            at=kernel_pointers((seen.graph.by_name[first],)) or (seen.graph.by_name[first].pointer(),),
            layer=first,
            step=seen.end.step,
            evidence={"first": first, "last": last, "first_gradient": at_first, "last_gradient": at_last},
        )

    def _fades(self, ends: _Ends) -> bool:
        _, first, _, last = ends
        return 0 < first < self.max_first and first < self.max_ratio * last


_Ends = tuple[str, float, str, float]


def _ends(seen: Trained, norms: dict[str, float]) -> _Ends | None:
    """The first and the last trained kernel on one path, each with its gradient norm."""
    names = [name for name in norms if seen.graph.by_name[name].class_name not in EMBEDDINGS]
    if not names:
        return None
    fed = {node.name for node in descendants(seen.graph, seen.graph.by_name[names[0]])}
    after = [name for name in names if name in fed]
    return (names[0], norms[names[0]], after[-1], norms[after[-1]]) if after else None
