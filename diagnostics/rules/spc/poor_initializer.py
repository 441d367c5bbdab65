"""SPC109."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod, sqrt

from diagnostics.evidence import Declared
from diagnostics.findings import Figure, Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.narrower_early_layers import NarrowerEarlyLayers
from diagnostics.graph.activations import RECTIFIERS, activations_after
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import kernel_pointers
from diagnostics.rules.rule import Rule
from diagnostics.rules.spc.growth import is_unchecked, least_gain
from diagnostics.rules.spc.kernels import Kernel, constant_kernels, kernels
from diagnostics.rules.spc.plain_stacks import plain_stacks
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class PoorInitializer(Rule[Declared]):
    """Kernels that start where training cannot start from, or can only with luck.

    ## Why it matters
    Equal weights make all units of a layer the same sum of the input; zero weights under a ReLU get no gradient at
    all, ever. Weights far above 1 / sqrt(fan-in) blow the signal up layer by layer. Glorot and LeCun initialisation
    assume linear units: under ReLU each layer keeps 0.7 of the signal, and sixteen of them 0.4%.

    ## How it is measured
    From initializer names and settings, for layers that an output depends on:
    - zeros, ones or a constant in a layer that is neither the output nor feeds a merge (residual branches and gates
      start at zero by design): an error under a ReLU or in two layers and more, a warning in a single smooth layer,
      which can recover (measured: a tanh layer at zero learns as well as any, a ReLU layer at zero never);
    - a normal's standard deviation or a uniform's bound of `max_spread` or more: a warning, and an error where the
      least possible fan-ins already multiply the signal by `max_gain` through units without bounds and without
      normalisation (measured: three such ReLU layers end with a loss above chance, tanh layers only learn worse);
    - `min_plain_layers` or more dense and convolution layers in a row under ReLU or leaky ReLU, drawn by Glorot or
      LeCun, with no normalisation and no merge between them: one warning for the whole stack.

    ## Known limits
    Shapes are not inferred, so a fan-in counts only as far as kernel sizes and the layer before show it. A deep plain
    stack is a risk: at a small learning rate it may well learn. Biases, recurrent kernels' orthogonal part and
    embeddings are not judged.

    ## Sources
    He et al. 2015, arXiv:1502.01852, section 2.2. Glorot and Bengio 2010. Goodfellow, Bengio and Courville 2016, Deep
    Learning, section 8.4, on symmetry. Goyal et al. 2017, arXiv:1706.02677, for residual branches that start at zero.
    """

    code = "SPC109"
    name = "poor-initializer"
    fixes = (HeInitialisation, DefaultInitialisation, BatchNormalisation, NarrowerEarlyLayers)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE, "INI301", "INI302", "INI303", "INI304", "INI305", "INI306")
    blame = 0.6

    min_plain_layers: int = 8
    max_spread: float = 1.0
    max_gain: float = 100.0

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for all kernels with the same fault, and one for each deep plain stack."""
        yield from self._constants(seen.graph)
        yield from self._oversized(seen.graph)
        yield from self._stacks(seen.graph)

    def _constants(self, graph: Graph) -> Iterator[Finding]:
        found = constant_kernels(graph)
        several = len({kernel.node.name for kernel in found}) > 1
        alike: dict[tuple[float, bool], list[Kernel]] = {}
        for kernel in found:
            rectified = bool(activations_after(graph, kernel.node) & RECTIFIERS)
            alike.setdefault((kernel.initializer.constant or 0.0, rectified), []).append(kernel)
        for (value, rectified), group in alike.items():
            stuck = "under a ReLU no gradient ever reaches them"
            effect = stuck if rectified and not value else "all units of a layer start as the same sum of its input"
            message = f"all weights of {_names(group)} start at {value:g}: {effect}"
            yield self._finding(group, rectified or several, message, {"value": value})

    def _oversized(self, graph: Graph) -> Iterator[Finding]:
        found = [each for each in kernels(graph) if (each.initializer.largest or 0) >= self.max_spread]
        unchecked = [each for each in found if is_unchecked(graph, each)]
        certain = prod(least_gain(graph, each) for each in unchecked) >= self.max_gain
        groups = (unchecked, [each for each in found if each not in unchecked]) if certain else ((), found)
        for group, error in zip(groups, (True, False), strict=True):
            if group:
                gains = [least_gain(graph, each) for each in group]
                grows = f": the signal grows at least {prod(gains):.3g} times" if prod(gains) > 1 else ""
                drawn = f"drawn with a spread of {self.max_spread:g} or more, whatever the fan-in"
                message = f"the weights of {_names(group)} are {drawn}{grows}"
                yield self._finding(group, error, message, {"least_gains": gains})

    def _finding(self, group: Sequence[Kernel], certain: bool, message: str, figures: Mapping[str, Figure]) -> Finding:
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if certain else "warning",
            confidence=0.95 if certain else 0.7,
            message=message,
            at=tuple(kernel.pointer for kernel in group),
            layer=group[0].node.name,
            evidence={
                "layers": [kernel.node.name for kernel in group],
                "initializers": [kernel.initializer.kind for kernel in group],
                **figures,
            },
        )

    def _stacks(self, graph: Graph) -> Iterator[Finding]:
        for stack in plain_stacks(graph, self.min_plain_layers):
            names = [node.name for node in stack]
            yield Finding(
                code=self.code,
                name=self.name,
                severity="warning",
                confidence=0.95,
                message=f"{len(stack)} layers in a row have a ReLU, an initialisation made for linear units, and "
                f"nothing that restores the signal: {named(names)}",
                at=kernel_pointers(stack),
                layer=names[0],
                evidence={"layers": names, "expected_attenuation": sqrt(0.5) ** len(stack)},
            )


def _names(group: Sequence[Kernel]) -> str:
    return named(list(dict.fromkeys(kernel.node.name for kernel in group)))
