"""INI301."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.narrower_early_layers import NarrowerEarlyLayers
from diagnostics.fixes.zero_bias import ZeroBias
from diagnostics.graph.kinds import kernel_pointers
from diagnostics.graph.node import Node
from diagnostics.rules.ini.in_training import seen_in_training
from diagnostics.rules.ini.signal_path import entering_std, hidden_and_head, std_before
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK, UNSTABLE


@dataclass(frozen=True)
class VanishingSignal(Rule[AtStart]):
    """A network whose last features hardly depend on the input before training has begun.

    ## Why it matters
    When all inputs look alike to the output layer, so do their gradients: the first steps move every unit the same way,
    and at an ordinary learning rate the units of a deep ReLU network die before they can tell inputs apart.

    ## How it is measured
    On the probe set at step 0, the standard deviation across inputs of what enters the output layer, against that of
    what enters the first layer with a kernel. The finding needs both the ratio below `min_ratio` and a spread of the
    logits below `max_logit_spread`, on at least `min_probe_samples` inputs. The attenuation a layer is the ratio's
    k-th root over k layers with kernels.

    ## Known limits
    It tells attenuation at initialisation only; a network may still learn from there at a small rate. Batch
    normalisation is taken by the probe inputs' own statistics, as in training; where that was not probed nothing is
    said. The spread of the raw inputs stands in where the input layer was not probed.

    ## Sources
    Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks. He et al. 2015,
    arXiv:1502.01852. Schoenholz et al. 2017, Deep Information Propagation, arXiv:1611.01232.
    """

    code = "INI301"
    name = "vanishing-signal"
    fixes = (HeInitialisation, DefaultInitialisation, BatchNormalisation, ZeroBias, NarrowerEarlyLayers)
    explains = (*STUCK, *UNSTABLE, "INI305")
    is_risk = True
    blame = 0.6

    min_ratio: float = 0.02
    max_logit_spread: float = 0.01
    min_probe_samples: int = 8

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for the network."""
        if seen.snapshot.probe_samples < self.min_probe_samples:
            return
        born = seen_in_training(seen)
        hidden, head = hidden_and_head(seen.graph)
        if born is None or not hidden:
            return
        entering, leaving = entering_std(seen, hidden[0]), std_before(seen.graph, head, seen.snapshot)
        if not entering or leaving is None or not math.isfinite(leaving / entering):
            return
        ratio, spread = leaving / entering, born[0].logit_spread
        if ratio < self.min_ratio and spread < self.max_logit_spread:
            yield self._finding(hidden, ratio, spread)

    def _finding(self, hidden: tuple[Node, ...], ratio: float, spread: float) -> Finding:
        each = ratio ** (1 / len(hidden))
        return Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.95,
            message=f"at initialisation {ratio:.2g} of the input's variation is left before the output layer "
            f"(×{each:.2f} in each of {len(hidden)} layers), and the logits differ by {spread:.1g} between inputs",
            at=kernel_pointers(hidden),
            layer=hidden[0].name,
            step=0,
            evidence={
                "ratio": ratio,
                "attenuation_per_layer": each,
                "logit_spread": spread,
                "layers": [node.name for node in hidden],
            },
        )
