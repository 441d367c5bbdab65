"""What the trials of a fix prove."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from diagnostics.consult.examine import examine
from diagnostics.consult.plan import SICK
from diagnostics.consult.proof.effect import difference, effect
from diagnostics.consult.proof.outcome import fails_held_out, is_settled, outcome, scored_samples
from diagnostics.consult.proof.remarks import remarks
from diagnostics.consult.proof.tried import Pair, Tried
from diagnostics.consult.weighed import weighed
from diagnostics.findings import Finding
from diagnostics.report.model import Effect, FixStatus
from diagnostics.trial import TrialRecord

LEAST_PAIRS = 3
_GRAVER = {"OUT502": "OUT501"}  # one class for all, with imbalance as its cause and without
OF_NOTE = 0.02  # of the value without the fix: a smaller effect is none

Ruling = tuple[FixStatus, str]


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
    status, reason = _ruling(tried, reference, measured)
    if status == "proven" and brought:
        codes = ", ".join(dict.fromkeys(finding.code for finding in brought))
        status, reason = "inconclusive", f"{reason}; but it brings {codes}: {brought[0].message}"
    told = "; ".join((reason, *remarks(status, tried.pairs, measured)))
    return Judged(tried, status, told, measured, brought)


def had_anyway(findings: Sequence[Finding]) -> frozenset[str]:
    """The codes of the errors that a network has without the fix, and of those that say the same of it at any level."""
    errors = {finding.code for finding in findings if finding.severity == "error"}
    milder = {_GRAVER[finding.code] for finding in findings if finding.code in _GRAVER}
    return frozenset(errors | milder)


def _ruling(tried: Tried, reference: TrialRecord, measured: Effect | None) -> Ruling:
    trials = tried.confirmed.trials
    if not trials:
        return _of_screening(tried, reference)
    learned = sum(outcome(trial) == "learned" for trial in trials)
    if learned < len(trials):
        told = f"with it {learned} of {len(trials)} confirming runs learned"
        undecided = [trial.steps for trial in trials if outcome(trial) == "open" and not fails_held_out(trial)]
        if undecided:
            return "inconclusive", f"{told}; {max(undecided)} steps may be too few"
        return ("inconclusive" if learned else "refuted"), told
    if measured is None or len(tried.pairs) < LEAST_PAIRS:
        return "inconclusive", f"with it every run learned; only {len(tried.pairs)} without it could be paid for"
    turned = sum(_turned(pair, reference) for pair in tried.pairs)
    if turned == len(tried.pairs):
        return "proven", f"each of {turned} pairs of runs turned from not learning to learning"
    learned_anyway = sum(outcome(pair.reference) == "learned" for pair in tried.pairs)
    if turned >= LEAST_PAIRS and turned + learned_anyway == len(tried.pairs):
        told = f"{turned} of {len(tried.pairs)} pairs of runs turned from not learning to learning"
        return "proven", f"{told}, and in the others both learned"
    if tried.candidate.resplits:
        told = f"it learned in {measured.learned} runs, with the fix against without, on held-out samples that differ"
        return "inconclusive", told
    return _of_interval(tried, measured)


def _turned(pair: Pair, reference: TrialRecord) -> bool:
    """Whether it learns with the fix and not without, as far as the pair's own trial or the reference tells.

    Worse than chance on held-out samples is not learning either. A trial that was cut off tells that it had not learned
    by then, which is enough where its twin had, and the reference is known not to learn.
    """
    without, treated = pair.reference, pair.treated
    if outcome(treated) != "learned" or outcome(without) == "learned":
        return False
    as_long = is_settled(without) or without.steps >= (treated.learned_at_step or treated.steps)
    sick = without.verdict in SICK or without.verdict == "invalid" or fails_held_out(without)
    return as_long and (sick or reference.verdict in SICK)


def _of_interval(tried: Tried, measured: Effect) -> Ruling:
    """By Student's interval around the differences of pairs that do not all turn."""
    known = [pair for pair in zip(measured.reference, measured.treated, strict=True) if None not in pair]
    if len(known) < LEAST_PAIRS or measured.ci95 is None or measured.difference is None:
        return "inconclusive", f"it learned in {measured.learned} runs, with the fix against without"
    told, (low, high) = _difference(measured), measured.ci95
    of_note = OF_NOTE * _size(measured)
    if high < 0 and -measured.difference >= of_note:
        return "proven", f"{told} over {len(tried.pairs)} pairs (learned: {measured.learned})"
    learned, without = (int(count.partition("/")[0]) for count in measured.learned.split(" vs "))
    if learned <= without and (low > 0 or -low < of_note):
        return "refuted", f"it makes nothing better: {told}"
    return "inconclusive", f"{told}: it may be chance"


def _of_screening(tried: Tried, reference: TrialRecord) -> Ruling:
    """What one trial on the reference's seed says; it can refute, and cannot prove."""
    seen = tried.screened
    if seen is None:
        return "untested", "the steps left did not pay for its trials"
    if outcome(seen) == "hopeless":
        return "refuted", f"with it, on the same seed: {seen.reason}"
    if not seen.steps:
        return "inconclusive", f"it could not be tried: {seen.reason}"
    if outcome(reference) != "learned" and outcome(seen) == "learned":
        return "inconclusive", f"it learned on the one seed that it was tried on, by step {seen.steps}"
    if outcome(reference) != "learned":
        return "inconclusive", f"on the one seed that it was tried on it did not learn within {seen.steps} steps"
    change = difference(Pair(reference, seen))
    if change is None:
        return "inconclusive", "on the one seed that it was tried on, the two could not be compared"
    better = f"better by {-change:.0%} of the loss" if change < 0 else "no better"
    return "inconclusive", f"on the one seed that it was tried on, {scored_samples(seen)} samples did {better}"


def _difference(measured: Effect) -> str:
    low, high = measured.ci95 or (float("nan"), float("nan"))
    return f"the {measured.metric} changes by {measured.difference:.3g} ({low:.3g} to {high:.3g})"


def _size(measured: Effect) -> float:
    known = [abs(each) for each in measured.reference if each is not None]
    return sum(known) / len(known) if known else 0.0


def _brought(tried: Tried, known_errors: Collection[str]) -> tuple[Finding, ...]:
    """Errors of the treated network that the reference does not have."""
    records = [record for record in tried.treated if record.verdict != "invalid"]
    if not records:
        return ()
    found = weighed(examine(tried.candidate.spec, records), records)
    return tuple(each for each in found if each.severity == "error" and each.code not in known_errors)
