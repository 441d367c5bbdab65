"""INI303."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import AtStart
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.default_initialisation import DefaultInitialisation
from diagnostics.fixes.elu_activation import EluActivation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.leaky_activation import LeakyActivation
from diagnostics.fixes.zero_bias import ZeroBias
from diagnostics.graph.activations import is_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.initializers import read_initializer
from diagnostics.graph.kinds import kernel_keys
from diagnostics.graph.node import Node
from diagnostics.graph.walks import ancestors, is_on_every_path
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import STUCK, UNSTABLE
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class DeadAtBirth(Rule[AtStart]):
    """Layers that are all but dead before training has begun.

    ## Why it matters
    A ReLU unit that is zero for every input gets no gradient. A layer that starts with all of its units dead never
    learns and keeps everything below it from learning; one with a few left starts as a bottleneck.

    ## How it is measured
    On `min_probe_samples` probe inputs or more at step 0: a unit is dead when it is zero for every input at every
    position. A layer counts when at least `max_dead_fraction` of its units are dead. It is an error where all of them
    are and every path goes through the layer, else a warning. The place is the bias where that starts below zero, else
    the kernel; of layers that follow on one another the first is named.

    ## Known limits
    Fewer dead units are normal: about 0.4 in dense layers whose inputs hardly differ, 1 in 8 on three non-negative
    inputs. A layer of a few units may be born dead by bad luck; then another seed is as good a cure as any.

    ## Sources
    Lu et al. 2019, Dying ReLU and Initialization, arXiv:1903.06733.
    """

    code = "INI303"
    name = "dead-at-birth"
    fixes = (ZeroBias, HeInitialisation, DefaultInitialisation, BatchNormalisation, LeakyActivation, EluActivation)
    explains = (*STUCK, *UNSTABLE, "INI301", "INI305")
    is_risk = True
    blame = 0.7

    max_dead_fraction: float = 0.9
    min_probe_samples: int = 64

    def check(self, seen: AtStart) -> Iterator[Finding]:
        """One finding for all such layers."""
        if seen.snapshot.probe_samples < self.min_probe_samples:
            return
        shares = {node.name: seen.snapshot.layers[node.name].dead_fraction for node in _probed(seen)}
        sick = [node for node in _probed(seen) if (shares[node.name] or 0.0) >= self.max_dead_fraction]
        if not sick:
            return
        names = [node.name for node in sick]
        blocked = [name for name in names if shares[name] == 1.0 and is_on_every_path(seen.graph, name)]
        first = [node for node in sick if not ancestors(seen.graph, node.inputs) & set(names)]
        lost = "so that nothing below can learn" if blocked else "so that little gets through"
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error" if blocked else "warning",
            confidence=0.98 if blocked else 0.85,
            message=f"before any training {counted(len(names), 'layer')} {'is' if len(names) == 1 else 'are'} dead or "
            f"nearly so ({named(names)}): zero for all {seen.snapshot.probe_samples} probe inputs, {lost}",
            at=_places(seen.graph, first),
            layer=first[0].name,
            step=0,
            evidence={
                "layers": names,
                "dead_fraction": [shares[name] or 0.0 for name in names],
                "units": [seen.snapshot.layers[name].units for name in names],
                "blocked": blocked,
                "probe_samples": seen.snapshot.probe_samples,
            },
        )


def _probed(seen: AtStart) -> tuple[Node, ...]:
    """The layers that make units, not those that pool or flatten them."""
    made = (node for node in seen.graph.used if node.has_kernel or is_activation(node))
    return tuple(node for node in made if node.name in seen.snapshot.layers)


def _places(graph: Graph, nodes: Sequence[Node]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pointer for node in nodes for pointer in _place(_weighted(graph, node))))


def _place(node: Node) -> tuple[str, ...]:
    bias = read_initializer(node.config.get("bias_initializer")) if "bias_initializer" in node.config else None
    if bias is not None and (bias.constant or 0.0) < 0:
        return (node.pointer("config", "bias_initializer"),)
    return tuple(node.pointer("config", key) for key in kernel_keys(node)) or (node.pointer(),)


def _weighted(graph: Graph, node: Node) -> Node:
    """The layer that makes the weighted sum: itself, or the nearest before a mere activation."""
    found = node
    while not found.has_kernel and len(found.inputs) == 1:
        found = graph.by_name[found.inputs[0]]
    return found if found.has_kernel else node
