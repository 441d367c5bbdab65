"""OUT504."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding, Severity
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers
from diagnostics.observations import Ablation
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted, named

_SUMS = frozenset({"Add", "Average"})


@dataclass(frozen=True)
class IdleLayer(Rule[Trained]):
    """A trained and connected layer that the answers do not depend on.

    ## Why it matters
    It costs memory and time and does nothing: the network goes around it. Where that was not meant, a branch is scaled
    away, cut off by dead units, or drowned by the one beside it.

    ## How it is measured
    In a network that has learned, each layer's output is replaced by its mean over the probe inputs. The layer is idle
    when the loss then differs by at most `errors` standard errors and by less than `max_share` of the chance loss, and
    fewer than `max_changed` of the answers change. An info for a branch that is added to what goes around it, else a
    warning. Layers that are declared frozen, did not move, or make the output are left out. Needs `min_probe_samples`.

    ## Known limits
    A residual network is made so that single branches can be left out. Of two layers that do the same work each is idle
    beside the other; to take out both is another matter. What matters to rare inputs only may not be among the probe's.

    ## Sources
    Veit, Wilber and Belongie 2016, arXiv:1605.06431, on residual branches taken out. Morcos et al. 2018,
    arXiv:1803.06959, on ablation.
    """

    code = "OUT504"
    name = "idle-layer"
    blame = 0.1

    errors: float = 2.0
    max_share: float = 0.01
    max_changed: float = 0.01
    min_probe_samples: int = 128

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for branches that are added, one for the others."""
        record = seen.record
        learned = record.verdict in ("learning", "learning_poorly") and seen.end.train.gain > 0
        if not learned or seen.end.probe_samples < self.min_probe_samples:
            return
        idle = [node for node in seen.graph.used if self._is_idle(seen, node)]
        added = [node for node in idle if _is_added(seen.graph, node)]
        others = [node for node in idle if node not in added]
        if others:
            yield self._finding(seen, others, "warning", "")
        if added:
            yield self._finding(seen, added, "info", "; branches of a residual network may be")

    def _is_idle(self, seen: Trained, node: Node) -> bool:
        look, ablation = seen.end.layers.get(node.name), seen.record.ablations.get(node.name)
        if ablation is None or look is None or not node.has_kernel or not node.trainable or not look.movement:
            return False
        return node.name not in seen.graph.outputs and self._changes_nothing(ablation, seen)

    def _changes_nothing(self, ablation: Ablation, seen: Trained) -> bool:
        lost, score = abs(ablation.loss - seen.end.train.loss), seen.end.train
        within = lost <= self.errors * ablation.loss_error and lost < self.max_share * score.chance_loss
        return within and ablation.answers_changed < self.max_changed

    def _finding(self, seen: Trained, idle: Sequence[Node], severity: Severity, note: str) -> Finding:
        ablations = [seen.record.ablations[node.name] for node in idle]
        changed = max(ablation.answers_changed for ablation in ablations)
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.8,
            message=f"{counted(len(idle), 'trained layer')} could be replaced by a constant, each on its own: "
            f"{named([node.name for node in idle])} (at most {changed:.1%} of the answers change){note}",
            at=tuple(node.pointer() for node in idle),
            layer=idle[0].name,
            step=seen.end.step,
            evidence={
                "layers": [node.name for node in idle],
                "loss": seen.end.train.loss,
                "loss_without": [ablation.loss for ablation in ablations],
                "answers_changed": [ablation.answers_changed for ablation in ablations],
                "probe_samples": seen.end.probe_samples,
            },
        )


def _is_added(graph: Graph, node: Node) -> bool:
    """Whether every way on from the layer meets a sum with another branch: it can then be gone around."""
    waiting, seen = list(used_consumers(graph, node)), {node.name}
    while waiting:
        after = waiting.pop()
        if after.name in seen or (after.class_name in _SUMS and len(set(after.inputs)) > 1):
            continue
        seen.add(after.name)
        if after.name in graph.outputs:
            return False
        waiting.extend(used_consumers(graph, after))
    return True
