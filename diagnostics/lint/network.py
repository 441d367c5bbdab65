"""The findings on one network that was read from a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.catalogue import rules_on_specs
from diagnostics.consult.causes import caused_by
from diagnostics.consult.reported_finding import reported_finding
from diagnostics.data.glance import Glance
from diagnostics.findings import Finding
from diagnostics.lint.examined import examined
from diagnostics.lint.identity import identity
from diagnostics.lint.places import Places
from diagnostics.lint.result import Located
from diagnostics.lint.stand_ins import Completed
from diagnostics.lint.unused import NameLine, Told, is_unused, unused
from diagnostics.report.model import ReportedFinding
from diagnostics.rules.spc.frozen_random_layer import FrozenRandomLayer
from diagnostics.source.place import Place


def lint_network(done: Completed, known: Glance, name_line: NameLine) -> tuple[Located, ...]:
    """What is true of the network whatever stands in for what the text leaves open."""
    told = list(_told(_certain(done, known), Places(done.stated, done.spec), name_line))
    findings = [finding for finding, _, _ in told]
    causes, ids = caused_by(findings, rules_on_specs()), [_id(done.stated.name, finding) for finding in findings]
    return tuple(
        Located(_reported(finding, place, done, ids[position], [ids[cause] for cause in causes[position]]), place, more)
        for position, (finding, place, more) in enumerate(told)
    )


def _certain(done: Completed, known: Glance) -> Sequence[Finding]:
    """The findings whose places were all stated, and that say the same with any other stand-ins."""
    found = examined(done.spec, known, done.is_stated)
    for other in done.others:
        same = {(each.code, each.message) for each in examined(other, known, done.is_stated)}
        found = tuple(finding for finding in found if (finding.code, finding.message) in same)
    return [finding for finding in found if all(map(done.is_stated, finding.at)) and not _filled(finding, done)]


def _filled(finding: Finding, done: Completed) -> bool:
    """Whether it says that weights are random which the text gives, or trains elsewhere."""
    return finding.code == FrozenRandomLayer.code and finding.layer in done.stated.filled


def _told(findings: Sequence[Finding], places: Places, name_line: NameLine) -> Iterator[Told]:
    yield from unused([finding for finding in findings if is_unused(finding)], places, name_line)
    for finding in findings:
        if not is_unused(finding):
            found = tuple(places.all(finding.at)) or tuple(places.all_of_layer(finding.layer))
            yield finding, found[0] if found else None, tuple(("and here", other) for other in found[1:])


def _reported(
    finding: Finding, place: Place | None, done: Completed, own_id: str, causes: Sequence[str]
) -> ReportedFinding:
    reported = reported_finding(finding, own_id, tuple(causes))
    figures = {**reported.evidence, "model": done.stated.name}
    return reported.model_copy(update={"lines": place.lines if place else None, "evidence": figures})


def _id(network: str, finding: Finding) -> str:
    return identity(network, finding.code, *finding.at)
