"""Runs the rules that need no training over a spec."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from diagnostics.catalogue import rules_on_specs
from diagnostics.consult.options import chosen_rules
from diagnostics.data.glance import Glance
from diagnostics.evidence import Data, Declared
from diagnostics.findings import Finding
from diagnostics.graph.graph import graph_of
from diagnostics.lint.known_data import partial
from diagnostics.spec.job import ResolvedSpec

IsStated = Callable[[str], bool]


def examined(spec: ResolvedSpec, known: Glance, is_stated: IsStated) -> tuple[Finding, ...]:
    """Every finding on a spec that can be told before its data are read, in the order of the rules' codes.

    `is_stated` says of pointers into the spec whether what stands there is known, rather than put in for it.
    """
    return tuple(_findings(spec, known, is_stated))


def _findings(spec: ResolvedSpec, known: Glance, is_stated: IsStated) -> Iterator[Finding]:
    graph = graph_of(spec, known.input_shape)
    told = partial(spec, graph, known, is_stated)
    for rule in chosen_rules(spec.diagnosis, rules_on_specs()):
        kind = rule.looks_at()
        if kind is Declared:
            yield from rule.check(Declared(spec, graph))
        elif kind is Data and rule.code in told.codes:
            yield from (_without_guesses(finding, known) for finding in rule.check(told.data))


def _without_guesses(finding: Finding, known: Glance) -> Finding:
    """The finding without figures that were put in for what is not known."""
    if known.samples is not None:
        return finding
    return replace(finding, evidence={key: value for key, value in finding.evidence.items() if key != "samples"})
