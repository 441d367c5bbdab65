"""DAT201."""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.fixes.scale_input import ScaleInput
from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import EMBEDDINGS, NORMALISATIONS
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers
from diagnostics.observations import InputFacts, Spread
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE
from diagnostics.rules.wording import named

_CHANGE_SCALE = NORMALISATIONS | {
    *("Rescaling", "Normalization", "Discretization", "CategoryEncoding"),
    *("Hashing", "HashedCrossing", "IntegerLookup", "StringLookup", "TextVectorization"),
}


_KEEP_SCALE = frozenset({"linear", "relu", "leaky_relu"})  # twice the input gives twice the output


@dataclass(frozen=True)
class UnscaledInput(Rule[Data]):
    """Inputs that reach the first weights far from unit size or far from zero.

    ## Why it matters
    Initialisers and learning rates are made for inputs of about unit size around zero. Raw bytes (0..255) make the
    first outputs a hundred times too large and every step with them. An offset that is large against the spread is a
    signal common to all inputs: it moves all units together, and the loss starts far above chance.

    ## How it is measured
    On up to 1,024 training inputs after the job's preprocessing. Too large: the largest absolute value is above
    `max_absolute` and the standard deviation above `max_std`, for all values together or for one column of a
    table. Off centre: |mean| / standard deviation is above `max_offset_ratio` and the largest absolute value above
    `min_off_centre`. A warning; an error where the standard deviation is above `severe_std`, as that of raw bytes is,
    and what the first weights make of it is normalised nowhere before the next weights. Silent where every path from
    the inputs meets a layer that rescales or normalises before the first weights or right after them (no activation in
    between), where the first weights are pretrained, and for the integers that feed an embedding.

    ## Known limits
    What a rescaling layer in the network makes of the values is not computed. Shallow networks often learn from raw
    bytes all the same, with luck and a small step. A backbone that was pretrained on raw or mean-shifted bytes wants
    exactly those: whether it gets them is for SPC113 to see. At most 64 columns of a table are looked at one by one.

    ## Sources
    LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section 4.3. Ioffe and Szegedy 2015, arXiv:1502.03167.
    """

    code = "DAT201"
    name = "unscaled-input"
    fixes = (ScaleInput,)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE, "INI302", "INI303", "INI304", "INI306", "OUT503", "GEN602")
    blame = 0.6

    max_absolute: float = 20.0
    max_std: float = 5.0
    max_offset_ratio: float = 1.0
    severe_std: float = 30.0
    min_off_centre: float = 2.0  # x / 255 is off centre as well, and harmless

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the dataset."""
        inputs = seen.facts.train.inputs
        fault = self._fault(inputs) or self._fault_of_a_column(seen)
        exposed = [
            node
            for node in _exposed(seen.graph)
            if node.name not in seen.spec.model.pretrained and not _is_normalised(seen.graph, node, {"linear"})
        ]
        if fault is None or not exposed:
            return
        lasting = [node for node in exposed if not _is_normalised(seen.graph, node, _KEEP_SCALE)]
        names = [node.name for node in exposed]
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error" if inputs.std > self.severe_std and lasting else "warning",
            confidence=0.9,
            message=f"{_described(inputs, fault)} when they reach {named(names)}",
            at=("/dataset/preprocess",),
            evidence={
                "fault": fault,
                "minimum": inputs.minimum,
                "maximum": inputs.maximum,
                "mean": inputs.mean,
                "std": inputs.std,
                "offset_ratio": abs(inputs.mean) / inputs.std,
                "reaches": names,
            },
        )

    def _fault(self, inputs: InputFacts) -> str | None:
        figures = (inputs.minimum, inputs.maximum, inputs.mean, inputs.std)
        if not all(map(math.isfinite, figures)) or inputs.std <= 0:
            return None
        largest = max(abs(inputs.minimum), abs(inputs.maximum))
        if self._is_too_large(inputs):
            return "too large"
        off_centre = abs(inputs.mean) / inputs.std > self.max_offset_ratio and largest > self.min_off_centre
        return "off centre" if off_centre else None

    def _fault_of_a_column(self, seen: Data) -> str | None:
        """In a table, where one column may be too large among many that are not."""
        inputs = seen.facts.train.inputs
        known = math.isfinite(inputs.std) and inputs.std > 0 and len(seen.facts.input_shape) == 1
        large = known and any(map(self._is_too_large, inputs.channels))
        return "too large in some columns" if large else None

    def _is_too_large(self, values: InputFacts | Spread) -> bool:
        return max(abs(values.minimum), abs(values.maximum)) > self.max_absolute and values.std > self.max_std


def _is_normalised(graph: Graph, node: Node, activations: Set[str]) -> bool:
    """Whether every way from the layer to the next weights meets a normalisation, through these activations alone."""
    waiting = [node]
    while waiting:
        after = waiting.pop()
        if after.class_name in NORMALISATIONS:
            continue
        consumers = used_consumers(graph, after)
        if own_activation(after) not in activations or not consumers or (after.has_kernel and after is not node):
            return False
        waiting.extend(consumers)
    return True


def _exposed(graph: Graph) -> list[Node]:
    """The first layers with weights that see the inputs as they are."""
    found: list[Node] = []
    seen: set[str] = set()
    waiting: list[Node] = [node for node in reversed(graph.used) if node.class_name == "InputLayer"]
    while waiting:
        node = waiting.pop()
        if node.name in seen or node.class_name in _CHANGE_SCALE | EMBEDDINGS:
            continue
        seen.add(node.name)
        if node.has_kernel:
            found.append(node)
        else:
            waiting.extend(reversed(used_consumers(graph, node)))
    return found


def _described(inputs: InputFacts, fault: str) -> str:
    spread = f"inputs range from {inputs.minimum:.3g} to {inputs.maximum:.3g} (mean {inputs.mean:.3g}, "
    return f"{spread}standard deviation {inputs.std:.3g}), {fault},"
