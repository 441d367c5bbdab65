"""Runs the rules over whatever has been observed."""

from __future__ import annotations

from collections.abc import Iterator

from diagnostics.consult.options import chosen_rules
from diagnostics.evidence import AtStart, Data, Declared, Evidence, Trained
from diagnostics.findings import Finding
from diagnostics.graph.graph import graph_of
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord


def lint(spec: ResolvedSpec) -> tuple[Finding, ...]:
    """What the spec alone shows."""
    return examine(spec, None)


def examine(spec: ResolvedSpec, record: TrialRecord | None) -> tuple[Finding, ...]:
    """Every finding on a spec and a trial of it as asked, in the order of the rules' codes."""
    seen = {type(evidence): evidence for evidence in _evidence(spec, record)}
    rules = chosen_rules(spec.diagnosis)
    return tuple(finding for rule in rules if rule.looks_at() in seen for finding in rule.check(seen[rule.looks_at()]))


def _evidence(spec: ResolvedSpec, record: TrialRecord | None) -> Iterator[Evidence]:
    known = record.dataset if record else None
    graph = graph_of(spec, known.input_shape if known else None)
    yield Declared(spec, graph)
    if record is None or record.dataset is None:
        return
    yield Data(spec, graph, record.dataset)
    if record.snapshots:
        yield AtStart(spec, graph, record.dataset, record.snapshots[0])
    if len(record.snapshots) > 1:
        yield Trained(spec, graph, record.dataset, record)
