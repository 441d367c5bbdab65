"""Places within the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diagnostics.report.model import Report, ReportedFinding


@dataclass(frozen=True)
class Link:
    """A label, also in brief, and the place that it leads to; None where there is no such place."""

    label: str
    brief: str
    anchor: str | None


@dataclass(frozen=True)
class Links:
    """Every finding and fix by its id."""

    findings: dict[str, Link]
    fixes: dict[str, Link]

    def to_findings(self, ids: Iterable[str]) -> list[Link]:
        """One link for each of the findings."""
        return [self.findings.get(id_, Link(id_, id_, None)) for id_ in ids]

    def to_fixes(self, ids: Iterable[str]) -> list[Link]:
        """One link for each of the fixes."""
        return [self.fixes.get(id_, Link(id_, id_, None)) for id_ in ids]


def links(report: Report) -> Links:
    """The anchors are numbers in order: ids and names come from outside."""
    found = {finding.id: _to_finding(finding, place) for place, finding in enumerate(report.findings, 1)}
    fixes = {fix.id: Link(fix.name, fix.name, f"fix-{place}") for place, fix in enumerate(report.fixes, 1)}
    return Links(found, fixes)


def to_cause(code: str, at: Sequence[str], report: Report, known: Links) -> Link:
    """The finding with this code that is at these places or, failing that, anywhere."""
    alike = [finding for finding in report.findings if finding.code == code]
    best = next((finding for finding in alike if finding.at == tuple(at)), next(iter(alike), None))
    return known.findings[best.id] if best else Link(code, code, None)


def _to_finding(finding: ReportedFinding, place: int) -> Link:
    return Link(f"{finding.code} {finding.name}", finding.code, f"finding-{place}")
