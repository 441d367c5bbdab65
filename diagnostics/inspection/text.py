"""An inspection for people at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from diagnostics.findings import Severity
from diagnostics.inspection.inspection import Inspection
from diagnostics.observations import DatasetFacts
from diagnostics.report.html import facts as tables
from diagnostics.report.wrapped import printable, wrap
from diagnostics.rules.wording import counted

_MARK = {"error": "✗", "warning": "!", "info": "·"}
_SEVERITIES: tuple[Severity, ...] = ("error", "warning")
_MOST_LABELS = 12


def render(inspection: Inspection) -> str:
    """Findings first, then the facts, as plain text without control characters."""
    blocks = [_findings(inspection), _data(inspection.facts), _splits(inspection.facts), _labels(inspection.facts)]
    return printable("\n\n".join("\n".join(block) for block in map(list, blocks) if block) + "\n")


def _findings(inspection: Inspection) -> Iterator[str]:
    found = Counter(finding.severity for finding in inspection.findings)
    told = [counted(found[severity], severity) for severity in _SEVERITIES if found[severity]]
    told += [f"{found['info']} info"] if found["info"] else []
    yield ", ".join(told).capitalize() or "Nothing found"
    for finding in inspection.findings:
        weight = f"({finding.severity}, {finding.confidence:.2f})"
        yield f"  {_MARK[finding.severity]} {finding.code} {finding.name}  {weight}"
        yield from wrap(finding.message, "      ")


def _data(facts: DatasetFacts) -> Iterator[str]:
    yield "DATA"
    yield from _aligned((name, value) for name, value in tables.of_data(facts))
    for file, reason in tables.of_files(facts):
        yield from wrap(f"{file}: {reason}", "      ")


def _splits(facts: DatasetFacts) -> Iterator[str]:
    yield "SPLITS, training | held out"
    yield from _aligned((name, f"{train} | {held_out}") for name, train, held_out in tables.of_splits(facts))


def _labels(facts: DatasetFacts) -> Iterator[str]:
    rows = tables.of_labels(facts)
    if not rows:
        return
    yield "SAMPLES BY LABEL, training | held out"
    yield from _aligned((name, f"{train} | {held_out}") for name, train, held_out in rows[:_MOST_LABELS])
    more = max(0, len(rows) - _MOST_LABELS) + tables.labels_left_out(facts)
    if more:
        yield f"  and {counted(more, 'more label')}"


def _aligned(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    known = list(rows)
    width = max((len(name) for name, _ in known), default=0)
    yield from (f"  {name.ljust(width)}  {value}" for name, value in known)
