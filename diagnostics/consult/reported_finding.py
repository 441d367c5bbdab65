"""A finding as the report shows it."""

from __future__ import annotations

from diagnostics.findings import Finding
from diagnostics.report.model import ReportedFinding


def reported_finding(
    finding: Finding, identity: str, caused_by: tuple[str, ...] = (), fixes: tuple[str, ...] = ()
) -> ReportedFinding:
    """The finding under an id, with the ids of its causes and of its fixes."""
    return ReportedFinding(
        id=identity,
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        confidence=finding.confidence,
        message=finding.message,
        at=finding.at,
        layer=finding.layer,
        step=finding.step,
        evidence=dict(finding.evidence),
        caused_by=caused_by,
        fixes=fixes,
    )
