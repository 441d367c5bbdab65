"""DAT204."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Figure, Finding, Severity
from diagnostics.fixes.stratified_shuffled_split import StratifiedShuffledSplit
from diagnostics.observations import SplitFacts
from diagnostics.rules.dat.skew import differs_by_more_than_luck, distance
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import NOT_CARRIED_OVER
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class SplitSkew(Rule[Data]):
    """Training and validation differ in their labels: a class is on one side alone, or the shares do not match.

    ## Why it matters
    A class that training never shows cannot be learned, and every held-out sample of it counts as a mistake. Keras's
    `validation_split` takes the end of the data as they lie: where these are sorted by class, it takes whole classes.
    The held-out figures then say nothing about the network.

    ## How it is measured
    Classes are counted in both splits. An error where classes of `min_held_out` held-out samples or more are absent
    from training. Otherwise the two distributions must differ by more than luck (chi-square at `level`) and by much:
    total variation distance of `max_distance` or more is a warning, of `severe_distance` an error. Quantities: the
    means differ by `max_shift` standard deviations or more and by five standard errors, a warning; an error where the
    ranges do not meet.

    ## Known limits
    Splits by time, person or place may differ in their labels on purpose. With several labels a sample only labels
    that are absent from training count. Classes too rare to be on both sides by luck are left alone.

    ## Sources
    Keras documentation, Model.fit, validation_split. Pearson 1900, On the criterion that a given system of deviations.
    """

    code = "DAT204"
    name = "split-skew"
    fixes = (StratifiedShuffledSplit,)
    explains = (*NOT_CARRIED_OVER, "GEN604")
    blame = 0.6

    min_held_out: int = 5
    level: float = 1e-4
    max_distance: float = 0.1
    severe_distance: float = 0.5
    max_shift: float = 0.5

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the split."""
        train, held_out = seen.facts.train, seen.facts.validation
        if held_out is None:
            return
        if train.label_counts and held_out.label_counts:
            several = seen.facts.task == "multilabel"
            yield from self._in_labels(seen, train.label_counts, held_out.label_counts, several)
        elif seen.facts.task == "regression":
            yield from self._in_quantities(seen, train, held_out)

    def _in_labels(
        self, seen: Data, train: Mapping[str, int], held_out: Mapping[str, int], several_labels: bool
    ) -> Iterator[Finding]:
        absent = sorted(name for name, count in held_out.items() if count >= self.min_held_out and not train.get(name))
        apart = distance(train, held_out)
        evidence: dict[str, Figure] = {"absent_from_training": absent, "distance": apart}
        if absent:
            share = sum(held_out[name] for name in absent) / sum(held_out.values())
            message = f"training never shows {named(absent)}, to which {share:.0%} of the held-out labels belong"
            yield self._finding(seen, "error", 1.0, message, {**evidence, "share": share}, 0.85)
        elif not several_labels and self._differ(train, held_out):
            missing = sorted(name for name, count in train.items() if count and not held_out.get(name))
            severe = apart >= self.severe_distance
            message = f"{apart:.0%} of the held-out labels would have to change to be as frequent as in training"
            message += f"; there are none of {named(missing)}" if missing else ""
            yield self._finding(seen, "error" if severe else "warning", 0.95, message, evidence)

    def _differ(self, train: Mapping[str, int], held_out: Mapping[str, int]) -> bool:
        much = distance(train, held_out) >= self.max_distance - 1e-9  # a difference of 0.1 in floating point
        return much and differs_by_more_than_luck(train, held_out, self.level)

    def _in_quantities(self, seen: Data, train: SplitFacts, held_out: SplitFacts) -> Iterator[Finding]:
        if train.targets is None or held_out.targets is None:
            return
        for column, (here, there) in enumerate(zip(train.targets.columns, held_out.targets.columns, strict=False)):
            spread = math.sqrt((here.std**2 + there.std**2) / 2)
            error = max(here.std, there.std) * math.sqrt(1 / train.samples + 1 / held_out.samples)
            shift = abs(here.mean - there.mean)
            if not (spread > 0 and shift >= self.max_shift * spread and shift > 5 * error):
                continue
            disjoint = there.minimum > here.maximum or there.maximum < here.minimum
            evidence: dict[str, Figure] = {
                "column": column, "train_mean": here.mean, "validation_mean": there.mean, "shift": shift / spread,
                "disjoint": disjoint,
            }  # fmt: skip
            message = f"targets average {here.mean:.3g} in training and {there.mean:.3g} in validation, "
            message += f"{shift / spread:.2g} standard deviations apart"
            message += "; their ranges do not meet" if disjoint else ""
            yield self._finding(seen, "error" if disjoint else "warning", 0.95, message, evidence)
            return

    def _finding(
        self, seen: Data, severity: Severity, confidence: float, message: str, evidence: dict[str, Figure],
        blame: float | None = None,
    ) -> Finding:  # fmt: skip
        validation = seen.spec.dataset.validation
        if validation is not None and validation.tail is not None:
            message += f"; the split takes the last {validation.tail:.0%} of the data as they lie"
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=confidence,
            message=message,
            at=("/dataset/validation",),
            evidence=evidence,
            blame=blame,
        )
