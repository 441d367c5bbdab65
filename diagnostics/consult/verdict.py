"""The verdict over all trials of the spec as asked, and its summary in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.catalogue import states
from diagnostics.consult.causes import Links, suspicion
from diagnostics.consult.suspects import inseparable, suspects
from diagnostics.consult.weighed import WEAK
from diagnostics.findings import Finding
from diagnostics.report.model import RootCause, Verdict
from diagnostics.trial import State, TrialRecord

_SICK: frozenset[State] = frozenset({"not_learning", "diverged", "unstable", "learning_poorly"})
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


def verdict(records: Sequence[TrialRecord], findings: Sequence[Finding], links: Links) -> Verdict:
    """The answer; `records` holds the reference first, then its replicates."""
    reference = records[0]
    state = _state(records, findings)
    found = suspects(state, findings, links)
    return Verdict(
        state=state,
        confidence=min(record.confidence for record in records),
        summary=_summary(state, records, findings, found),
        root_causes=_root_causes(found),
        decided_at_step=reference.decided_at_step,
        planned_steps=reference.planned_steps or None,
        steps_spent=sum(record.steps for record in records),
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


def _root_causes(found: Sequence[Finding]) -> tuple[RootCause, ...]:
    total = sum(map(suspicion, found)) or 1.0
    return tuple(RootCause(code=finding.code, at=finding.at, share=suspicion(finding) / total) for finding in found)


def _summary(
    state: State, records: Sequence[TrialRecord], findings: Sequence[Finding], found: Sequence[Finding]
) -> str:
    sentences = [_sentence(f"{_OPENING[state]}: {_reason(state, records)}"), *_blame(state, findings, found)]
    known = {finding.code for finding in found}
    errors = (finding for finding in findings if finding.severity == "error" and finding.step is None)
    bugs = [finding for finding in errors if finding.code not in states()]
    aside = [finding.message for finding in bugs if finding.code not in known]
    if aside and state != "invalid":
        sentences.append(_sentence(f"To be mended in any case: {aside[0]}"))
    return " ".join(sentences)


def _blame(state: State, findings: Sequence[Finding], found: Sequence[Finding]) -> Iterator[str]:
    """What is most suspect and, where it is one of several, how to find out which."""
    if found:
        opening = "To be mended in any case" if state == "learning" else "Most suspect, not yet proven by a trial"
        yield _sentence(f"{opening}: {found[0].message}")
        if alike := inseparable(found):
            named = " and ".join(dict.fromkeys(f"{each.code} ({each.name})" for each in alike))
            yield f"The evidence does not separate {named}: mend one at a time, on the same seeds, to tell them apart."
    elif state in _SICK:
        yield "No finding explains it." if findings else "No rule of this version found anything."


def _reason(state: State, records: Sequence[TrialRecord]) -> str:
    if state == "unstable":
        learned = sum(record.verdict == "learning" for record in records)
        return f"it learned in {learned} of {len(records)} runs"
    fault = records[0].fault
    return records[0].reason if fault is None else f"{fault.detail.rstrip('. ')} (at {fault.pointer or '/'})"


def _sentence(text: str) -> str:
    """With one full stop, whether the text came with one (Keras's messages do) or not."""
    return text.rstrip(". ") + "."
