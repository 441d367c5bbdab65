"""What the trials of a fix prove."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from diagnostics.consult.examine import examine
from diagnostics.consult.plan import SICK
from diagnostics.consult.proof.effect import difference, effect
from diagnostics.consult.proof.outcome import fails_held_out, outcome
from diagnostics.consult.proof.remarks import remarks
from diagnostics.consult.proof.tried import Pair, Tried
from diagnostics.consult.weighed import weighed
from diagnostics.findings import Finding
from diagnostics.report.model import Effect, FixStatus
from diagnostics.trial import TrialRecord

LEAST_PAIRS = 3
OF_NOTE = 0.02  # of the reference's loss: an effect that is surely smaller is none


@dataclass(frozen=True)
class Judged:
    """A candidate's status, with its reason in a sentence, its effect and the errors that came with it."""

    tried: Tried
    status: FixStatus
    reason: str
    effect: Effect | None = None
    new_findings: tuple[Finding, ...] = field(default=())


def judge(tried: Tried, reference: TrialRecord, known_errors: Collection[str]) -> Judged:
    """The verdict on one fix; `reference` is the run as asked, `known_errors` the codes that it has anyway."""
    measured = effect(tried)
    brought = _brought(tried, known_errors)
    status, reason = _status(tried, reference, measured)
    if status == "proven" and brought:
        codes = ", ".join(dict.fromkeys(finding.code for finding in brought))
        status, reason = "inconclusive", f"{reason}; but it brings {codes}: {brought[0].message}"
    told = "; ".join((reason, *remarks(status, tried.pairs, measured)))
    return Judged(tried, status, told, measured, brought)


def _status(tried: Tried, reference: TrialRecord, measured: Effect | None) -> tuple[FixStatus, str]:
    if measured is None:
        return _of_screening(tried, reference)
    pairs, count = tried.pairs, measured.learned
    all_learn = all(outcome(pair.treated) == "learned" for pair in pairs)
    if len(pairs) >= LEAST_PAIRS and all_learn:
        if all(_turned(pair, reference) for pair in pairs):
            return "proven", f"each of {len(pairs)} pairs of runs turned from not learning to learning"
        if measured.ci95 is not None and measured.ci95[1] < 0:
            return "proven", f"{_difference(measured)} over {len(pairs)} pairs (learned: {count})"
    return _unproven(measured, all_learn=all_learn, pairs=len(pairs))


def _turned(pair: Pair, reference: TrialRecord) -> bool:
    """Whether it learns with the fix and not without, as far as the pair's own trial or the reference tells.

    Worse than chance on held-out samples is not learning either. A trial that was cut off where its twin had learned
    tells nothing more than that it had not by then.
    """
    sick = pair.reference.verdict in SICK or pair.reference.verdict == "invalid"
    cut_off = pair.reference.verdict == "inconclusive" and reference.verdict in SICK
    useless = fails_held_out(pair.reference)
    return (sick or cut_off or useless) and outcome(pair.treated) == "learned"


def _unproven(measured: Effect, *, all_learn: bool, pairs: int) -> tuple[FixStatus, str]:
    count = f"it learned in {measured.learned} runs, with the fix against without"
    learned = int(measured.learned.partition("/")[0])
    if not all_learn:
        return ("refuted" if learned == 0 else "inconclusive"), count
    if pairs < LEAST_PAIRS:
        return "inconclusive", f"only {pairs} pairs of runs could be paid for: {count}"
    if measured.ci95 is not None:
        told = _difference(measured)
        if measured.ci95[0] > 0 or -measured.ci95[0] < OF_NOTE * _size(measured):
            return "refuted", f"it makes nothing better: {told}"
        return "inconclusive", f"{told}: it may be chance"
    return "inconclusive", count


def _of_screening(tried: Tried, reference: TrialRecord) -> tuple[FixStatus, str]:
    """What one trial on the reference's seed says; it can refute, and cannot prove."""
    seen = tried.screened
    if seen is None:
        return "untested", "the steps left did not pay for its trials"
    if outcome(seen) == "hopeless":
        return "refuted", f"with it, on the same seed: {seen.reason}"
    if outcome(seen) == "learned" and outcome(reference) == "learned":
        change = difference(Pair(reference, seen))
        better = change is not None and change < 0
        told = f"by {-change:.2g}" if change is not None and better else "not"
        return "inconclusive", f"on the one seed that it was tried on, held-out samples did {told} better with it"
    if outcome(seen) == "learned":
        return (
            "inconclusive",
            f"it learned on the one seed it was tried on, by step {seen.steps}",
        )
    return "inconclusive", f"within {seen.steps} steps on one seed it did not learn; others were nearer"


def _difference(measured: Effect) -> str:
    if measured.difference is None or measured.ci95 is None:
        return f"the {measured.metric} could not be compared"
    low, high = measured.ci95
    return f"the {measured.metric} changes by {measured.difference:.3g} ({low:.3g} to {high:.3g})"


def _size(measured: Effect) -> float:
    known = [abs(each) for each in measured.reference if each is not None]
    return sum(known) / len(known) if known else 0.0


def _brought(tried: Tried, known_errors: Collection[str]) -> tuple[Finding, ...]:
    """Errors of the treated network that the reference does not have."""
    records: Sequence[TrialRecord] = [record for record in tried.treated if record.verdict != "invalid"]
    if not records:
        return ()
    found = weighed(examine(tried.candidate.spec, records), records)
    return tuple(each for each in found if each.severity == "error" and each.code not in known_errors)
