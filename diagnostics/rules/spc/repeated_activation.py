"""SPC108."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.remove_repeated_activation import RemoveRepeatedActivation
from diagnostics.graph.activations import is_activation, own_activation
from diagnostics.graph.answers import answers
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import NOT_CARRIED_OVER, STUCK

_BETWEEN = frozenset({"Dropout", "Flatten", "Identity", "Permute", "Reshape"})
_TO_UNIT = frozenset({"sigmoid", "softmax", "hard_sigmoid", "sparse_sigmoid", "sparsemax"})
_SAME_TWICE = frozenset({"relu", "relu6", "hard_tanh", "threshold"})  # the second finds nothing left to do


@dataclass(frozen=True)
class RepeatedActivation(Rule[Declared]):
    """Two activations with no weights in between.

    ## Why it matters
    Probabilities that go through a softmax again come out nearly equal: the largest of ten is at most 0.23, and the
    loss stays above 1.46. A sigmoid of a sigmoid is never below 0.5. Mostly the activation is given in the layer and
    again as a layer of its own.

    ## How it is measured
    An activation layer that reads another activation, with nothing but reshaping or dropout in between:
    - a softmax or sigmoid of values that are between 0 and 1 already: an error in the output, and wherever a softmax is
      involved; a warning for sigmoids inside the network, which may be gates;
    - a softmax or sigmoid in the output of ReLU or tanh values: a warning, as logits of one sign, or between -1 and 1,
      keep the loss from coming near zero (measured on digits: ReLU .83, tanh .95, neither .945 right);
    - tanh after tanh: a warning; ReLU after ReLU: harmless, worth knowing.

    ## Known limits
    Other pairs are left in peace, and so is an activation that several layers read. A temperature between the two
    (a Rescaling layer) makes them two steps of a design.

    ## Sources
    Keras documentation, https://keras.io/api/layers/activations/: activations are given as an argument or as a layer.
    Bridle 1990, on the softmax as the output of a classifier.
    """

    code = "SPC108"
    name = "repeated-activation"
    fixes = (RemoveRepeatedActivation,)
    explains = (*STUCK, *NOT_CARRIED_OVER, "INI301", "INI304", "INI305", "INI308", "TRN409")
    blame = 0.8

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for each pair, in the order of the layers."""
        last = {answer.shaper.name for answer in answers(seen.graph)}
        for after in seen.graph.used:
            before = _before(seen.graph, after) if is_activation(after) else None
            if before is not None:
                yield from self._judged(before, after, is_output=after.name in last)

    def _judged(self, before: Node, after: Node, *, is_output: bool) -> Iterator[Finding]:
        first, second = own_activation(before), own_activation(after)
        if first in _TO_UNIT and second in _TO_UNIT:
            certain = is_output or "softmax" in (first, second)
            yield self._finding(before, after, "error" if certain else "warning", _squashed(second), 0.8)
        elif is_output and second in _TO_UNIT and first in ("relu", "relu6", "tanh"):
            kept = "between -1 and 1" if first == "tanh" else "that are never negative"
            yield self._finding(before, after, "warning", f"it gets logits {kept}, so the loss has a floor", 0.4)
        elif first == second == "tanh":
            yield self._finding(before, after, "warning", "the second weakens what the first made of the signal", 0.2)
        elif second in _SAME_TWICE and first == second:
            yield self._finding(before, after, "info", "the second changes nothing", 0.01)

    def _finding(self, before: Node, after: Node, severity: Severity, effect: str, blame: float) -> Finding:
        first, second = own_activation(before), own_activation(after)
        places = (_pointer(after), _pointer(before))
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.97,
            message=f"'{after.name}' applies a {second} to what '{before.name}' has put through a {first}: {effect}",
            at=places if first == second else places[::-1],
            layer=after.name,
            evidence={"layers": [before.name, after.name], "activations": [first, second]},
            blame=blame,
        )


def _before(graph: Graph, node: Node) -> Node | None:
    """The layer whose activation the node gets, where nothing but reshaping and dropout lies between."""
    if own_activation(node) == "linear":
        return None
    while len(node.inputs) == 1:
        node = graph.by_name[node.inputs[0]]
        if own_activation(node) != "linear":
            return node if is_feed_forward(node) or is_activation(node) else None
        if node.class_name not in _BETWEEN and not is_activation(node):
            return None
    return None


def _pointer(node: Node) -> str:
    return node.pointer("config", "activation") if "activation" in node.config else node.pointer()


def _squashed(second: str) -> str:
    if second == "softmax":
        return "all probabilities come out nearly equal, and the loss cannot come near zero"
    return "no probability comes out below 0.5, and the loss cannot come near zero"
