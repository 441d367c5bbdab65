"""The verdict over all trials of the spec as asked, and its summary in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.consult.case import Observed
from diagnostics.consult.causes import Links, suspicion
from diagnostics.consult.proof.intervened import by_trial
from diagnostics.consult.proof.judged import Judged
from diagnostics.consult.summary import blamed, bugs_aside, proven, sentence
from diagnostics.consult.suspects import suspects
from diagnostics.consult.weighed import WEAK
from diagnostics.findings import Finding
from diagnostics.report.model import RootCause, Verdict
from diagnostics.trial import State, TrialRecord

_SETTLING = ("OUT503",)  # errors that leave nothing open: no further step would change what they saw
_OPENING: dict[State, str] = {
    "learning": "The network is learning",
    "learning_poorly": "The network is learning poorly",
    "not_learning": "The network is not learning",
    "unstable": "Whether the network learns depends on the seed",
    "diverged": "Training diverged",
    "invalid": "The job cannot be trained as specified",
    "inconclusive": "The evidence does not settle whether the network learns",
}


def verdict(observed: Observed, findings: Sequence[Finding], links: Links, judged: Sequence[Judged]) -> Verdict:
    """The answer; the trials of the spec as asked begin with the reference."""
    records, reference = observed.asked, observed.asked[0]
    state = _state(records, findings)
    found = suspects(state, findings, links)
    return Verdict(
        state=state,
        confidence=min(record.confidence for record in records if record not in observed.proof.arms),
        summary=" ".join(_summary(state, records, findings, found, judged)),
        root_causes=_root_causes(found, judged),
        decided_at_step=reference.decided_at_step,
        planned_steps=reference.planned_steps or None,
        steps_spent=sum(record.steps for record in observed.trials),
    )


def _state(records: Sequence[TrialRecord], findings: Sequence[Finding]) -> State:
    states = {record.verdict for record in records}
    if "learning" in states and states & {"not_learning", "diverged", "unstable"}:
        return "unstable"
    if records[0].verdict == "learning" and any(finding.code in WEAK for finding in findings):
        return "learning_poorly"
    if records[0].verdict == "inconclusive" and _is_settled(findings):
        return "not_learning"
    return records[0].verdict


def _is_settled(findings: Sequence[Finding]) -> bool:
    return any(finding.code in _SETTLING and finding.severity == "error" for finding in findings)


def _root_causes(found: Sequence[Finding], judged: Sequence[Judged]) -> tuple[RootCause, ...]:
    total = sum(map(suspicion, found)) or 1.0
    return tuple(
        RootCause(code=finding.code, at=finding.at, share=suspicion(finding) / total, tested=status)
        for finding, status in zip(found, by_trial(found, judged), strict=True)
    )


def _summary(
    state: State,
    records: Sequence[TrialRecord],
    findings: Sequence[Finding],
    found: Sequence[Finding],
    judged: Sequence[Judged],
) -> Iterator[str]:
    yield sentence(f"{_OPENING[state]}: {_reason(state, records)}")
    yield from blamed(state, findings, found, judged)
    yield from proven(state, judged)
    if state != "invalid":
        yield from bugs_aside(findings, found, judged)


def _reason(state: State, records: Sequence[TrialRecord]) -> str:
    if state == "unstable":
        learned = sum(record.verdict == "learning" for record in records)
        return f"it learned in {learned} of {len(records)} runs"
    fault = records[0].fault
    return records[0].reason if fault is None else f"{fault.detail.rstrip('. ')} (at {fault.pointer or '/'})"
