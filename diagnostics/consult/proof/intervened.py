"""What trials of fixes say about causes: the blame grows where a remedy works, and shrinks where all failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagnostics.catalogue import rules
from diagnostics.consult.proof.judged import Judged
from diagnostics.findings import Finding
from diagnostics.report.model import FixStatus

_CONFIRMED = 0.5  # of the doubt about the blame is left
_REFUTED = 0.5  # of the blame is left


def by_trial(findings: Sequence[Finding], judged: Sequence[Judged]) -> tuple[FixStatus, ...]:
    """For each finding: proven where one of its rule's fixes is, refuted where all that were tried are, else untested.

    A combination that works does not say which of its fixes it was; but none of them is refuted.
    """
    helping = {part for each in judged if each.status == "proven" for part in each.tried.candidate.name.split("+")}
    alone = [each for each in judged if len(each.tried.candidate.proposals) == 1]
    status = {each.tried.candidate.name: each.status for each in alone}
    status |= {name: "inconclusive" for name in helping if status.get(name) != "proven"}
    named = {rule.code: [fix.name for fix in rule.fixes] for rule in rules()}
    return tuple(_of(finding, named, status) for finding in findings)


def intervened(findings: Sequence[Finding], judged: Sequence[Judged]) -> tuple[Finding, ...]:
    """The findings with the blame that the trials leave them."""
    return tuple(map(_reweighed, findings, by_trial(findings, judged)))


def _of(finding: Finding, named: Mapping[str, Sequence[str]], status: Mapping[str, FixStatus]) -> FixStatus:
    seen = {status[name] for name in named.get(finding.code, ()) if name in status}
    if "proven" in seen:
        return "proven"
    return "refuted" if seen == {"refuted"} else "untested"


def _reweighed(finding: Finding, status: FixStatus) -> Finding:
    if status not in ("proven", "refuted"):
        return finding
    blame = finding.blame
    if blame is None:
        blame = next((rule.blame for rule in rules() if rule.code == finding.code), 0.5)
    after = 1 - (1 - blame) * _CONFIRMED if status == "proven" else blame * _REFUTED
    return replace(finding, blame=after)
