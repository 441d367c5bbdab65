"""DAT210."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.fixes.same_preprocessing_on_both_splits import SamePreprocessingOnBothSplits
from diagnostics.observations import InputFacts, Spread
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import NOT_CARRIED_OVER


@dataclass(frozen=True)
class SplitPreprocessingDiffers(Rule[Data]):
    """Training and validation inputs reach the network on different scales, or their colours in another order.

    ## Why it matters
    The network is judged on inputs unlike any that it was trained on. It may learn perfectly and still answer every
    held-out sample with one class; the same happens in use, if that feeds it as validation does.

    ## How it is measured
    Inputs after preprocessing are compared: they differ where the standard deviations are more than `max_ratio` apart
    in ratio, or the means more than `max_shift` standard deviations (of the wider split). An error where the job lists
    different operations for the two splits and the stored inputs agree, or where the operations are the same and the
    scales are `stored_ratio` apart, or one split of pictures is stored without numbers below zero and the other with
    some (more than `min_below` standard deviations below): one split was stored scaled. Different operations that end
    on the same scale are healthy.

    A warning where the colours of the two splits come in another order: means and spreads of the three channels,
    compared within classes, differ for certain (chi-square of `min_evidence`, six degrees of freedom) and by at least
    `min_colour_gap` standard deviations of one picture's, and another order of the held-out channels leaves at most
    `max_colour_rest` of that distance.

    ## Known limits
    Needs `min_looked_at` inputs of each split. A split in -1..1 beside a standardised one is taken for data that
    differ. The order of colours shows only where the channels differ on average; a change of light that makes red as
    strong as blue was, and blue as red, looks the same.

    ## Sources
    Sculley et al. 2015, Hidden Technical Debt in Machine Learning Systems. Google, Rules of Machine Learning, rule 32
    (training-serving skew).
    """

    code = "DAT210"
    name = "split-preprocessing-differs"
    fixes = (SamePreprocessingOnBothSplits,)
    explains = (*NOT_CARRIED_OVER, "GEN604")
    blame = 0.85

    max_ratio: float = 1.5
    max_shift: float = 0.5
    stored_ratio: float = 10.0
    min_looked_at: int = 20
    min_below: float = 0.1
    min_evidence: float = 60.0
    min_colour_gap: float = 0.3
    max_colour_rest: float = 0.45

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the pair of splits."""
        held_out = seen.facts.validation
        if held_out is None or not self._enough(seen):
            return
        train, lists = seen.facts.train, seen.spec.dataset.preprocess
        operations = lists.train != lists.validation
        apart = self._apart(train.inputs, held_out.inputs)
        if train.raw is not None and held_out.raw is not None:
            stored_agree = not self._apart_in(train.raw.values, held_out.raw.values)
        else:
            stored_agree = operations
        scales = _ratio(train.inputs.std, held_out.inputs.std)
        stored_scaled = scales >= self.stored_ratio or (not operations and self._one_below_zero(seen))
        if apart and ((operations and stored_agree) or stored_scaled):
            yield self._finding(train.inputs, held_out.inputs, operations)
        else:
            yield from self._in_colours(seen)

    def _finding(self, train: InputFacts, held_out: InputFacts, operations: bool) -> Finding:
        stored = "the operations are the same, so one split was stored on another scale"
        why = "the job lists different preprocessing for them" if operations else stored
        places = ("/dataset/preprocess/validation", "/dataset/preprocess/train")
        return Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=0.97 if operations else 0.9,
            message=f"training inputs have mean {train.mean:.3g} and standard deviation {train.std:.3g}, validation "
            f"inputs {held_out.mean:.3g} and {held_out.std:.3g}: {why}",
            at=places if operations else ("/dataset/preprocess", "/dataset/validation"),
            evidence={
                "train_mean": train.mean, "train_std": train.std, "validation_mean": held_out.mean,
                "validation_std": held_out.std, "operations_differ": operations,
            },
        )  # fmt: skip

    def _one_below_zero(self, seen: Data) -> bool:
        """Whether pictures are stored with numbers below zero on one side alone."""
        splits = [split.raw.values for split in (seen.facts.train, seen.facts.validation) if split and split.raw]
        if len(splits) < 2 or len(seen.facts.input_shape) != 3:
            return False
        lower, upper = sorted(splits, key=lambda values: values.minimum)
        return upper.minimum >= 0 and lower.minimum < -self.min_below * lower.std

    def _in_colours(self, seen: Data) -> Iterator[Finding]:
        found = seen.facts.channel_order
        if found is None or found.order == tuple(sorted(found.order)):
            return
        sure = found.evidence >= self.min_evidence and found.apart >= self.min_colour_gap
        if not sure or found.apart_reordered > self.max_colour_rest * found.apart:
            return
        order = ", ".join(str(place + 1) for place in found.order)
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.85,
            message=f"the colour channels of the two splits come in different orders: in the order {order} those of "
            f"validation lie {found.apart_reordered:.2g} standard deviations from those of training, as they are "
            f"{found.apart:.2g}",
            at=("/dataset/validation", "/dataset/preprocess"),
            evidence={
                "order": list(found.order), "apart": found.apart, "apart_reordered": found.apart_reordered,
                "evidence": found.evidence, "samples": found.samples,
            },
            blame=0.4,
        )  # fmt: skip

    def _enough(self, seen: Data) -> bool:
        splits = [seen.facts.train, seen.facts.validation]
        looked_at = [split.inputs.looked_at or 0 for split in splits if split is not None]
        return min(looked_at) >= self.min_looked_at

    def _apart(self, train: InputFacts, held_out: InputFacts) -> bool:
        if self._apart_in(train, held_out):
            return True
        few = 1 < len(train.channels) == len(held_out.channels) <= 4  # colours, not columns
        return few and any(map(self._apart_in, train.channels, held_out.channels))

    def _apart_in(self, here: InputFacts | Spread, there: InputFacts | Spread) -> bool:
        figures = (here.mean, here.std, there.mean, there.std)
        wider = max(here.std, there.std)
        if not all(map(math.isfinite, figures)) or wider <= 0:
            return False
        return _ratio(here.std, there.std) > self.max_ratio or abs(here.mean - there.mean) > self.max_shift * wider


def _ratio(one: float, other: float) -> float:
    return max(one, other) / min(one, other) if min(one, other) > 0 else math.inf if max(one, other) > 0 else 1.0
