"""A finding as the report shows it."""

from __future__ import annotations

from diagnostics.findings import Finding
from diagnostics.report.model import ReportedFinding
from diagnostics.spec.model import Lines


def reported_finding(
    finding: Finding,
    identity: str,
    caused_by: tuple[str, ...] = (),
    fixes: tuple[str, ...] = (),
    lines: Lines | None = None,
) -> ReportedFinding:
    """The finding under an id, with the ids of its causes and of its fixes; `lines` are those of the user's program."""
    return ReportedFinding(
        id=identity,
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        confidence=finding.confidence,
        message=finding.message,
        at=finding.at,
        layer=finding.layer,
        lines=lines_of(finding, lines or {}),
        step=finding.step,
        evidence=dict(finding.evidence),
        caused_by=caused_by,
        fixes=fixes,
    )


def lines_of(finding: Finding, lines: Lines) -> tuple[int, int] | None:
    """The lines of the finding's layer or, where it has none, of the setting that it points at first."""
    if finding.layer in lines:
        return lines[finding.layer]
    for pointer in finding.at:
        keys = pointer.split("/")
        while len(keys) > 1:
            if "/".join(keys) in lines:
                return lines["/".join(keys)]
            keys.pop()
    return None
