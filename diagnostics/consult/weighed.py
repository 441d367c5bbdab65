"""Findings in the light of each other and of how training went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnostics.catalogue import risks, states
from diagnostics.consult.causes import caused_by, suspicion
from diagnostics.findings import Finding
from diagnostics.trial import TrialRecord

WEAK = frozenset({"GEN603"})  # findings that make of learning a poor one
_SEVERITIES = ("error", "warning", "info")


def weighed(findings: Sequence[Finding], records: Sequence[TrialRecord]) -> tuple[Finding, ...]:
    """The findings, the weightiest first: by severity, then what nothing as grave explains, then what is most suspect.

    A risk is no error where every trial learned and nothing that was seen in training is one.
    """
    if _went_well(findings, records):
        findings = [_no_error(finding) if finding.code in risks() else finding for finding in findings]
    links = caused_by(findings)

    def weight(place: int) -> tuple[int, bool, float, int]:
        finding = findings[place]
        severity = _SEVERITIES.index(finding.severity)
        as_grave = any(_SEVERITIES.index(findings[cause].severity) <= severity for cause in links[place])
        return severity, as_grave or finding.code in states(), -suspicion(finding), place

    return tuple(findings[place] for place in sorted(range(len(findings)), key=weight))


def _went_well(findings: Sequence[Finding], records: Sequence[TrialRecord]) -> bool:
    if any(record.verdict != "learning" for record in records) or any(finding.code in WEAK for finding in findings):
        return False
    errors = (finding for finding in findings if finding.severity == "error")
    return {finding.code for finding in errors if finding.step is not None} <= risks()


def _no_error(finding: Finding) -> Finding:
    return replace(finding, severity="warning") if finding.severity == "error" else finding
