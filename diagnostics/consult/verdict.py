"""The verdict over all trials of the spec as asked, and its summary in words."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.consult.causes import Links, roots
from diagnostics.findings import Finding
from diagnostics.report.model import RootCause, Verdict
from diagnostics.trial import State, TrialRecord

_SICK: frozenset[State] = frozenset({"not_learning", "diverged", "unstable", "learning_poorly"})
_OPENING: dict[State, str] = {
    "learning": "The network is learning",
    "learning_poorly": "The network is learning poorly",
    "not_learning": "The network is not learning",
    "unstable": "Whether the network learns depends on the seed",
    "diverged": "Training diverged",
    "invalid": "The job cannot be trained as specified",
    "inconclusive": "The evidence does not settle whether the network learns",
}


def verdict(records: Sequence[TrialRecord], findings: Sequence[Finding], links: Links) -> Verdict:
    """The answer; `records` holds the reference first, then its replicates."""
    reference = records[0]
    state = _state(records)
    suspects = [findings[position] for position in roots(findings, links)] if state in _SICK else []
    return Verdict(
        state=state,
        confidence=min(record.confidence for record in records),
        summary=_summary(state, records, findings, suspects),
        root_causes=_root_causes(suspects),
        decided_at_step=reference.decided_at_step,
        planned_steps=reference.planned_steps or None,
        steps_spent=sum(record.steps for record in records),
    )


def _state(records: Sequence[TrialRecord]) -> State:
    states = {record.verdict for record in records}
    if "learning" in states and states & {"not_learning", "diverged"}:
        return "unstable"
    return records[0].verdict


def _root_causes(suspects: Sequence[Finding]) -> tuple[RootCause, ...]:
    total = sum(finding.confidence for finding in suspects) or 1.0
    return tuple(RootCause(code=finding.code, at=finding.at, share=finding.confidence / total) for finding in suspects)


def _summary(
    state: State, records: Sequence[TrialRecord], findings: Sequence[Finding], suspects: Sequence[Finding]
) -> str:
    sentences = [_sentence(f"{_OPENING[state]}: {_reason(state, records)}")]
    if suspects:
        sentences.append(_sentence(f"Most suspect, not yet proven by a trial: {suspects[0].message}"))
    elif state in _SICK:
        sentences.append("No finding explains it." if findings else "No rule of this version found anything.")
    known = {finding.code for finding in suspects}
    bugs = [finding for finding in findings if finding.severity == "error" and finding.step is None]
    aside = [finding.message for finding in bugs if finding.code not in known]
    if aside and state != "invalid":
        sentences.append(_sentence(f"To be mended in any case: {aside[0]}"))
    return " ".join(sentences)


def _reason(state: State, records: Sequence[TrialRecord]) -> str:
    if state == "unstable":
        learned = sum(record.verdict == "learning" for record in records)
        return f"it learned in {learned} of {len(records)} runs"
    fault = records[0].fault
    return records[0].reason if fault is None else f"{fault.detail.rstrip('. ')} (at {fault.pointer or '/'})"


def _sentence(text: str) -> str:
    """With one full stop, whether the text came with one (Keras's messages do) or not."""
    return text.rstrip(". ") + "."
