"""Runs the rules over whatever has been observed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.consult.options import chosen_rules
from diagnostics.consult.plan import SICK
from diagnostics.evidence import AtStart, Data, Declared, Evidence, Runs, Trained
from diagnostics.findings import Finding
from diagnostics.graph.graph import graph_of
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord


def lint(spec: ResolvedSpec) -> tuple[Finding, ...]:
    """What the spec alone shows."""
    return examine(spec, ())


def examine(spec: ResolvedSpec, records: Sequence[TrialRecord]) -> tuple[Finding, ...]:
    """Every finding on a spec and the trials of it as asked, the reference first, in the order of the rules' codes."""
    seen = {type(evidence): evidence for evidence in _evidence(spec, records)}
    rules = chosen_rules(spec.diagnosis)
    return tuple(finding for rule in rules if rule.looks_at() in seen for finding in rule.check(seen[rule.looks_at()]))


def _evidence(spec: ResolvedSpec, records: Sequence[TrialRecord]) -> Iterator[Evidence]:
    record = most_telling(records) if records else None
    facts = record.dataset if record else None
    graph = graph_of(spec, facts.input_shape if facts else None)
    yield Declared(spec, graph)
    if record is None or facts is None:
        return
    yield Data(spec, graph, facts)
    if record.snapshots:
        yield AtStart(spec, graph, facts, record.snapshots[0])
    if len(record.snapshots) > 1:
        yield Trained(spec, graph, facts, record)
    if len(records) > 1:
        yield Runs(spec, graph, facts, tuple(records))


def most_telling(records: Sequence[TrialRecord]) -> TrialRecord:
    """The reference, unless it learns and a replicate does not: what went wrong shows where it did."""
    sick = (record for record in records if record.verdict in SICK)
    return next(sick, records[0]) if records[0].verdict == "learning" else records[0]
