"""REP702."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Runs
from diagnostics.findings import Finding
from diagnostics.rules.rep.outcomes import VARIED_ORDER, VARIED_WEIGHTS, learned, probability_of_larger
from diagnostics.rules.rule import Rule
from diagnostics.trial import TrialRecord


@dataclass(frozen=True)
class DecidedByInitialisationOrOrder(Rule[Runs]):
    """A network whose fate hangs on its initial weights, or on the order of its data, one of them alone.

    ## Why it matters
    It says where the luck lies. If the weights decide, the initialisation or the scale of the signal is to be mended;
    if the order decides, the first steps are too large for single batches, or the batches too unlike.

    ## How it is measured
    Runs that vary one at a time against the reference: the same seed with another order of the data, and another seed
    with the reference's order. A run flips when it learns and the reference does not, or the reverse. With at least
    `min_runs` of each kind, the finding names the kind whose chance to flip the outcome is the larger one with
    probability `min_probability` or more (flat priors), which is also its confidence; otherwise nothing is said.

    ## Known limits
    The seed that draws the weights draws dropout masks too, so these count as initialisation. Where both decide, or a
    handful of runs cannot tell, it abstains.

    ## Sources
    Dodge et al. 2020, Fine-Tuning Pretrained Language Models: Weight Initializations, Data Orders, and Early Stopping,
    arXiv:2002.06305, which varies the two one at a time.
    """

    code = "REP702"
    name = "decided-by-initialisation-or-order"
    explains = ("REP701",)
    is_state = True

    min_runs: int = 2
    min_probability: float = 0.9

    def check(self, seen: Runs) -> Iterator[Finding]:
        """One finding for the spec."""
        reference = next((record for record in seen.records if record.role == "reference"), None)
        if reference is None or learned(reference) is None:
            return
        order = _flips(seen, reference, VARIED_ORDER)
        weights = _flips(seen, reference, VARIED_WEIGHTS)
        if min(order[1], weights[1]) < self.min_runs:
            return
        for_weights = probability_of_larger(weights, order)
        if for_weights >= self.min_probability:
            yield self._finding("initial weights", weights, order, for_weights)
        elif 1 - for_weights >= self.min_probability:
            yield self._finding("order of the data", order, weights, 1 - for_weights)

    def _finding(self, what: str, deciding: tuple[int, int], other: tuple[int, int], probability: float) -> Finding:
        by_weights = what == "initial weights"
        weights, order = (deciding, other) if by_weights else (other, deciding)
        verb, it, rest = ("decide", "them", "order") if by_weights else ("decides", "it", "weights")
        return Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=min(probability, 0.99),
            message=f"the {what} {verb} whether it learns: changing {it} alone turned {deciding[0]} of {deciding[1]} "
            f"runs, changing the {rest} alone {other[0]} of {other[1]}",
            at=("/training/seed",) if by_weights else ("/training/shuffle",),
            evidence={
                "decided_by": what,
                "flipped_by_weights": weights[0],
                "runs_with_other_weights": weights[1],
                "flipped_by_order": order[0],
                "runs_with_other_order": order[1],
            },
        )


def _flips(seen: Runs, reference: TrialRecord, kind: str) -> tuple[int, int]:
    """How many settled runs of a kind end otherwise than the reference, and of how many."""
    outcomes = [learned(record) for record in seen.records if record.key.startswith(kind)]
    known = [outcome for outcome in outcomes if outcome is not None]
    return sum(outcome != learned(reference) for outcome in known), len(known)
