"""Looks at a dataset without any model: its facts, and the findings of the rules on data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diagnostics.catalogue import risks, rules_on_data
from diagnostics.consult.options import check_options, chosen_rules
from diagnostics.consult.reported_finding import reported_finding
from diagnostics.data.dataset import LoadedDataset, fed
from diagnostics.data.labels import class_indices, seem_numbered
from diagnostics.data.locations import Roots
from diagnostics.data.raw import Limits, Raw
from diagnostics.data.stored import stored
from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.graph.graph import graph_of
from diagnostics.inspection.inspection import Inspection
from diagnostics.inspection.stand_in import fitting, unseen
from diagnostics.lint.identity import identity
from diagnostics.observations import DatasetFacts
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import KerasObject

_CERTAIN = 0.9
_EVERYTHING = Diagnosis()


def inspect(
    dataset: Dataset,
    roots: Roots = None,
    limits: Limits = Limits(),  # noqa: B008
    diagnosis: Diagnosis = _EVERYTHING,
) -> Inspection:
    """The facts and the findings, the gravest first. Raises DataError and SpecError for data that cannot be looked at.

    What is to be learned is told by the labels: names, whole numbers that seem to count classes, rows of zeros and
    ones; everything else is a quantity.
    """
    check_options(diagnosis)
    opened = _opened(dataset, roots, limits, diagnosis)
    from diagnostics.data.signal import signal_test  # takes a second to load, and data may not be there

    facts = opened.facts.model_copy(update={"signal": signal_test(opened)})
    spec = fitting(dataset, diagnosis, facts)
    found = sorted(_found(spec, facts), key=lambda each: (_gravity(each), each.code))
    reported = (reported_finding(each, identity(each.code, *each.at, each.message)) for each in found)
    return Inspection(facts=facts, findings=tuple(reported))


def _opened(dataset: Dataset, roots: Roots, limits: Limits, diagnosis: Diagnosis) -> LoadedDataset:
    data = stored(dataset, roots, limits)
    quantities = unseen(dataset, diagnosis, quantities=True)
    classes = unseen(dataset, diagnosis, quantities=False)
    encoding = dataset.labels.encoding
    are_quantities = encoding == "float" or (encoding == "auto" and _measure(data.raw, classes.training.loss))
    return fed(quantities if are_quantities else classes, data)


def _measure(raw: Raw, loss: KerasObject) -> bool:
    """Whether labels that could number classes measure something instead."""
    classes = class_indices(raw.targets, loss, named=raw.classes is not None)
    if classes is None or raw.classes is not None or (classes == classes[0]).all():
        return False
    return not seem_numbered(classes)


def _found(spec: ResolvedSpec, facts: DatasetFacts) -> Iterator[Finding]:
    seen = Data(spec, graph_of(spec, facts.input_shape or (1,)), facts)
    for rule in chosen_rules(spec.diagnosis, rules_on_data()):
        for finding in rule.check(seen):
            yield _on_data_alone(finding, facts, spec)


def _on_data_alone(finding: Finding, facts: DatasetFacts, spec: ResolvedSpec) -> Finding:
    """The finding without what only a network can settle: at most a warning where it is a risk, or not certain.

    Whole numbers as stored are bytes or codes, which networks scale or embed themselves: no more than information.
    """
    severity = finding.severity
    if severity == "error" and (finding.code in risks() or finding.confidence < _CERTAIN):
        severity = "warning"
    raw = facts.train.raw
    as_stored = raw is not None and raw.whole_numbers and not spec.dataset.preprocess.train
    if finding.code == "DAT201" and as_stored:
        severity = "info"
    at = tuple(place for place in finding.at if place.startswith("/dataset")) or ("/dataset",)
    return replace(finding, severity=severity, at=at)


def _gravity(finding: Finding) -> int:
    return ("error", "warning", "info").index(finding.severity)
