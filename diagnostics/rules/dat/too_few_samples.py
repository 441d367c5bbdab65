"""DAT212."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Figure, Finding
from diagnostics.fixes.augmentation import Augmentation
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class TooFewSamples(Rule[Data]):
    """Too few training samples, of a class or in all, to learn anything general from.

    ## Why it matters
    A network has room to learn a handful of samples by heart, and will: held-out figures stay poor whatever is done to
    the training, and those figures themselves mean little.

    ## How it is measured
    A warning where a class has fewer than `min_per_class` training samples, or there are fewer than `min_samples` in
    all.

    ## Known limits
    With a pretrained backbone a few samples a class may do. Many labels of a multilabel task are rare by nature, so
    there only the total counts.

    ## Sources
    Goodfellow, Bengio and Courville 2016, Deep Learning, section 11.3: determining whether to gather more data.
    """

    code = "DAT212"
    name = "too-few-samples"
    fixes = (Augmentation,)
    explains = ("GEN601", "GEN602")
    blame = 0.4

    min_per_class: int = 10
    min_samples: int = 50

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the training split."""
        train = seen.facts.train
        counts = {} if seen.facts.task == "multilabel" else train.label_counts or {}
        rare = sorted(name for name, count in counts.items() if 0 < count < self.min_per_class)
        if not rare and train.samples >= self.min_samples:
            return
        message = f"there are {counted(train.samples, 'training sample')}"
        if rare:
            message += f", fewer than {self.min_per_class} each of {named(rare)}"
        evidence: dict[str, Figure] = {"samples": train.samples, "rare": rare}
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.9,
            message=message,
            at=("/dataset",),
            evidence=evidence,
            blame=0.1 if train.samples >= self.min_samples and len(rare) < len(counts) else None,
        )
