"""DAT201."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.fixes.scale_input import ScaleInput
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import EMBEDDINGS, NORMALISATIONS
from diagnostics.graph.node import Node
from diagnostics.graph.walks import used_consumers
from diagnostics.observations import InputFacts
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE
from diagnostics.rules.wording import named

_CHANGE_SCALE = NORMALISATIONS | {
    *("Rescaling", "Normalization", "Discretization", "CategoryEncoding"),
    *("Hashing", "HashedCrossing", "IntegerLookup", "StringLookup", "TextVectorization"),
}


@dataclass(frozen=True)
class UnscaledInput(Rule[Data]):
    """Inputs that reach the first weights far from unit size or far from zero.

    ## Why it matters
    Initialisers and learning rates are made for inputs of about unit size around zero. Raw bytes (0..255) make the
    first outputs a hundred times too large and every step with them. An offset that is large against the spread is a
    signal common to all inputs: it moves all units together, and the loss starts far above chance.

    ## How it is measured
    On up to 1,024 training inputs after the job's preprocessing. Too large: the largest absolute value is above
    `max_absolute` and the standard deviation above `max_std`. Off centre: |mean| / standard deviation is above
    `max_offset_ratio` and the largest absolute value above `min_off_centre`. Silent where every path from the inputs
    meets a layer that rescales or normalises before the first weights, and for the integers that feed an embedding.

    ## Known limits
    What a rescaling layer in the network makes of the values is not computed. Columns of different size in one table
    are seen only through their common mean and spread. A backbone that was pretrained on raw or mean-shifted bytes
    wants exactly those.

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
    min_off_centre: float = 2.0  # x / 255 is off centre as well, and harmless

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the dataset."""
        inputs = seen.facts.train.inputs
        fault = self._fault(inputs)
        exposed = _exposed(seen.graph)
        if fault is None or not exposed:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.9,
            message=f"{_described(inputs, fault)} when they reach {named(exposed)}",
            at=("/dataset/preprocess",),
            evidence={
                "fault": fault,
                "minimum": inputs.minimum,
                "maximum": inputs.maximum,
                "mean": inputs.mean,
                "std": inputs.std,
                "offset_ratio": abs(inputs.mean) / inputs.std,
                "reaches": exposed,
            },
        )

    def _fault(self, inputs: InputFacts) -> str | None:
        figures = (inputs.minimum, inputs.maximum, inputs.mean, inputs.std)
        if not all(map(math.isfinite, figures)) or inputs.std <= 0:
            return None
        largest = max(abs(inputs.minimum), abs(inputs.maximum))
        if largest > self.max_absolute and inputs.std > self.max_std:
            return "too large"
        off_centre = abs(inputs.mean) / inputs.std > self.max_offset_ratio and largest > self.min_off_centre
        return "off centre" if off_centre else None


def _exposed(graph: Graph) -> list[str]:
    """The first layers with weights that see the inputs as they are."""
    found: list[str] = []
    seen: set[str] = set()
    waiting: list[Node] = [node for node in reversed(graph.used) if node.class_name == "InputLayer"]
    while waiting:
        node = waiting.pop()
        if node.name in seen or node.class_name in _CHANGE_SCALE | EMBEDDINGS:
            continue
        seen.add(node.name)
        if node.has_kernel:
            found.append(node.name)
        else:
            waiting.extend(reversed(used_consumers(graph, node)))
    return found


def _described(inputs: InputFacts, fault: str) -> str:
    spread = f"inputs range from {inputs.minimum:.3g} to {inputs.maximum:.3g} (mean {inputs.mean:.3g}, "
    return f"{spread}standard deviation {inputs.std:.3g}), {fault},"
