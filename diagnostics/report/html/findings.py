"""Findings with what their rules say about themselves."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from diagnostics import catalogue
from diagnostics.findings import Severity
from diagnostics.report.html.links import Link, Links
from diagnostics.report.html.places import place, together
from diagnostics.report.model import Report, ReportedFinding

_LONGEST = 300
_WHY = re.compile(r"^## Why it matters\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_MARKS: dict[Severity, tuple[str, str]] = {"error": ("bad", "✗"), "warning": ("warn", "!"), "info": ("plain", "i")}


@dataclass(frozen=True)
class Explanation:
    """What a rule looks for, and why that matters."""

    what: str
    why: str


@dataclass(frozen=True)
class Shown:
    """A finding as the page shows it; `pointers` are in full, for whoever looks them up in the spec."""

    finding: ReportedFinding
    anchor: str
    tone: str
    mark: str
    explanation: Explanation | None
    where: list[str]
    layer: str | None
    pointers: Sequence[str]
    explained_by: list[Link]
    fixes: list[Link]
    evidence: list[tuple[str, str]]


def findings(report: Report, links: Links) -> list[Shown]:
    """The findings in the report's order."""
    return [_shown(finding, report, links) for finding in report.findings]


def mark(severity: Severity) -> tuple[str, str]:
    """The class and the sign of a severity."""
    return _MARKS[severity]


def _shown(finding: ReportedFinding, report: Report, links: Links) -> Shown:
    tone, sign = mark(finding.severity)
    layers = [layer.name for layer in report.spec.model.layers]
    places = [place(pointer, layers) for pointer in finding.at]
    return Shown(
        finding=finding,
        anchor=links.findings[finding.id].anchor or "",
        tone=tone,
        mark=sign,
        explanation=_explanations().get(finding.code),
        where=together(places),
        layer=finding.layer if finding.layer not in [where.layer for where in places] else None,
        pointers=finding.at,
        explained_by=links.to_findings(finding.caused_by),
        fixes=links.to_fixes(finding.fixes),
        evidence=[(name.replace("_", " "), _value(value)) for name, value in finding.evidence.items()],
    )


@cache
def _explanations() -> dict[str, Explanation]:
    """By code; a report may hold codes that this version has not."""
    return {rule.code: _explanation(inspect.getdoc(rule) or "") for rule in catalogue.rules()}


def _explanation(docstring: str) -> Explanation:
    why = _WHY.search(docstring)
    return Explanation(
        " ".join(docstring.split("\n\n", maxsplit=1)[0].split()), " ".join(why[1].split()) if why else ""
    )


def _value(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
