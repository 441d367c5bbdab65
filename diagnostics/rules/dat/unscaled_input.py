"""DAT201."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.centre_input import CentreInput
from diagnostics.fixes.remove_rescaling import RemoveRescaling
from diagnostics.fixes.scale_input import ScaleInput
from diagnostics.fixes.standardise_per_sample import StandardisePerSample
from diagnostics.observations import Spread
from diagnostics.rules.dat.reaching import KEEP_SCALE, Reached, first_weights, is_normalised
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import BLOWN_UP, STUCK, UNSTABLE
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class UnscaledInput(Rule[Data]):
    """Inputs that reach the first weights far from unit size or far from zero.

    ## Why it matters
    Initialisers and learning rates are made for inputs of about unit size around zero. Raw bytes (0..255) make the
    first outputs a hundred times too large and every step with them. An offset that is large against the spread is a
    signal common to all inputs: it moves all units together, and the loss starts far above chance.

    ## How it is measured
    On up to 1,024 training inputs after the job's preprocessing, and after the Rescaling layers on their way to the
    first weights. Too large: the largest absolute value is above `max_absolute` and the standard deviation above
    `max_std`, for all values together or for one column of a table. Too small: the largest absolute value is below
    `min_absolute` and the standard deviation below `min_std`. Off centre: |mean| / standard deviation is above
    `max_offset_ratio` and the largest absolute value above `min_off_centre`. A warning; an error where the standard
    deviation is above `severe_std`, as that of raw bytes is, where the largest absolute value is below
    `severe_absolute`, as after dividing by 255 twice, or where the offset ratio is above `severe_offset_ratio`, and
    what the first weights make of it is normalised nowhere before the next weights. Silent where every path from the
    inputs meets a layer that normalises before the first weights or right after them (no activation in between), where
    the first weights are pretrained, and for the integers that feed an embedding.

    ## Known limits
    Rescaling layers with a scale a channel are taken to do what they should. Shallow networks often learn from raw
    bytes all the same, with luck and a small step. A backbone that was pretrained on raw or mean-shifted bytes wants
    exactly those: whether it gets them is for SPC113 to see. At most 64 columns of a table are looked at one by one.

    ## Sources
    LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section 4.3. Ioffe and Szegedy 2015, arXiv:1502.03167.
    """

    code = "DAT201"
    name = "unscaled-input"
    fixes = (ScaleInput, CentreInput, RemoveRescaling, StandardisePerSample)
    explains = (*STUCK, *BLOWN_UP, *UNSTABLE, "INI301", "INI302", "INI303", "INI304", "INI306", "OUT503", "GEN602")
    is_risk = True
    blame = 0.6

    max_absolute: float = 20.0
    max_std: float = 5.0
    min_absolute: float = 0.1
    min_std: float = 0.02
    max_offset_ratio: float = 1.0
    severe_std: float = 30.0
    severe_absolute: float = 0.01
    severe_offset_ratio: float = 10.0
    min_off_centre: float = 2.0  # x / 255 is off centre as well, and harmless

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the dataset, the gravest."""
        exposed = [
            reached
            for reached in first_weights(seen.graph)
            if reached.node.name not in seen.spec.model.pretrained
            and not is_normalised(seen.graph, reached.node, {"linear"})
        ]
        groups: dict[tuple[str, float, float, tuple[str, ...]], list[Reached]] = {}
        for reached in exposed:
            if fault := self._fault(seen, reached):
                by = tuple(node.name for node in reached.rescaled_by)
                groups.setdefault((fault, reached.scale, reached.offset, by), []).append(reached)
        found = [self._finding(seen, fault, group) for (fault, *_), group in groups.items()]
        if found:  # an error before a warning, and what preprocessing can mend before what it cannot
            yield min(found, key=lambda each: (each.severity != "error", bool(each.evidence["rescaled_by"])))

    def _fault(self, seen: Data, reached: Reached) -> str | None:
        inputs = seen.facts.train.inputs
        values = reached.spread(inputs)
        if not all(map(math.isfinite, (values.minimum, values.maximum, values.mean, values.std))) or values.std <= 0:
            return None
        if self._is_too_large(values):
            return "too large"
        if self._largest(values) < self.min_absolute and values.std < self.min_std:
            return "too small"
        off_centre = _offset_ratio(values) > self.max_offset_ratio and self._largest(values) > self.min_off_centre
        if off_centre:
            return "off centre"
        columns = inputs.channels if len(seen.facts.input_shape) == 1 else ()
        return (
            "too large in some columns" if any(self._is_too_large(reached.spread(each)) for each in columns) else None
        )

    def _is_too_large(self, values: Spread) -> bool:
        return self._largest(values) > self.max_absolute and values.std > self.max_std

    def _largest(self, values: Spread) -> float:
        return max(abs(values.minimum), abs(values.maximum))

    def _severity(self, seen: Data, values: Spread, fault: str, concerned: Sequence[Reached]) -> Severity:
        far_off = _offset_ratio(values) > self.severe_offset_ratio
        severe = {
            "too large": values.std > self.severe_std or far_off,
            "too small": self._largest(values) < self.severe_absolute,
            "off centre": far_off,
        }
        lasting = any(not is_normalised(seen.graph, reached.node, KEEP_SCALE) for reached in concerned)
        return "error" if severe.get(fault, False) and lasting else "warning"

    def _finding(self, seen: Data, fault: str, concerned: Sequence[Reached]) -> Finding:
        values = concerned[0].spread(seen.facts.train.inputs)
        names = [reached.node.name for reached in concerned]
        rescaled_by = concerned[0].rescaled_by
        return Finding(
            code=self.code,
            name=self.name,
            severity=self._severity(seen, values, fault, concerned),
            confidence=0.9,
            message=f"inputs range from {values.minimum:.3g} to {values.maximum:.3g} (mean {values.mean:.3g}, standard "
            f"deviation {values.std:.3g}), {fault}, when they reach {named(names)}",
            at=("/dataset/preprocess", *(node.pointer("config", "scale") for node in rescaled_by)),
            evidence={
                "fault": fault,
                "minimum": values.minimum,
                "maximum": values.maximum,
                "mean": values.mean,
                "std": values.std,
                "offset_ratio": _offset_ratio(values),
                "reaches": names,
                "rescaled_by": [node.name for node in rescaled_by],
            },
        )


def _offset_ratio(values: Spread) -> float:
    return abs(values.mean) / values.std
