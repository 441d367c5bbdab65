"""DAT203."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.fixes.class_weights import ClassWeights
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class ClassImbalance(Rule[Data]):
    """One class has many times the training samples of another.

    ## Why it matters
    Naming the common class is right most of the time, so the loss falls quickly to where the rare classes are ignored,
    and each batch says little about them. Accuracy looks good all the while.

    ## How it is measured
    The samples of the commonest training class over those of the rarest: a finding above `max_ratio`. With several
    labels a sample, each label's samples without it against those with it, or the reverse. Information only where the
    job weighs its classes. More to blame above `severe_ratio`.

    ## Known limits
    Many networks learn well from such data, above all where the classes are easy to tell apart; so this is a risk, and
    whether rare classes are in fact ignored is for OUT502 to see.

    ## Sources
    Buda, Maki and Mazurowski 2018, A systematic study of the class imbalance problem, arXiv:1710.05381.
    """

    code = "DAT203"
    name = "class-imbalance"
    fixes = (ClassWeights,)
    explains = ("OUT501", "OUT502", "TRN401", "TRN411", "GEN603")
    blame = 0.3

    max_ratio: float = 10.0
    severe_ratio: float = 30.0

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the training split."""
        facts = seen.facts
        counts = {name: count for name, count in (facts.train.label_counts or {}).items() if count > 0}
        ratios = self._ratios(counts, facts.train.samples, facts.task == "multilabel")
        rare = [name for name, ratio in ratios.items() if ratio > self.max_ratio]
        if not rare:
            return
        weighed = seen.spec.training.class_weight is not None
        yield Finding(
            code=self.code,
            name=self.name,
            severity="info" if weighed else "warning",
            confidence=0.95,
            message=self._message(ratios, rare, facts.task == "multilabel"),
            at=("/training/class_weight",),
            evidence={
                "ratio": max(ratios.values()), "rare": rare, "counts": list(counts.values()), "weighed": weighed,
            },
            blame=0.05 if weighed else 0.5 if max(ratios.values()) > self.severe_ratio else None,
        )  # fmt: skip

    def _message(self, ratios: dict[str, float], rare: list[str], several_labels: bool) -> str:
        largest = max(ratios.values())
        if several_labels:
            return f"labels {named(rare)} divide the training samples unevenly, at worst {largest:.3g} to 1"
        times = f"{largest:.3g} times the training samples of the rarest"
        return f"the commonest class has {times}; more than {self.max_ratio:g} times those of {named(rare)}"

    def _ratios(self, counts: dict[str, int], samples: int, several_labels: bool) -> dict[str, float]:
        """How many times rarer than its counterpart each class or label is."""
        if several_labels:
            pairs = {name: (count, samples - count) for name, count in counts.items() if count < samples}
            return {name: max(pair) / min(pair) for name, pair in pairs.items()}
        most = max(counts.values(), default=0)
        return {name: most / count for name, count in counts.items()} if len(counts) > 1 else {}
