"""The fixes as the report shows them: what was proven first, and of that the least invasive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from diagnostics.consult.proof.candidate import Candidate
from diagnostics.consult.proof.judged import Judged
from diagnostics.consult.proposals import Proposal
from diagnostics.consult.reported_finding import reported_finding
from diagnostics.findings import Finding
from diagnostics.report.model import FixStatus, ReportedFinding, ReportedFix, Size
from diagnostics.trial import TrialRecord

_ORDER: tuple[FixStatus, ...] = ("proven", "inconclusive", "untested", "refuted")


@dataclass(frozen=True)
class Named:
    """How fixes and findings are called in one report."""

    fix_id: Callable[[str], str]
    finding_id: Callable[[int], str]


@dataclass(frozen=True)
class Reasons:
    """Why fixes were not tried: those that were wanted, and those that are against nothing that needs mending."""

    wanted: frozenset[str]
    unproven: str
    needless: str

    def of(self, name: str) -> str:
        """The reason for one fix."""
        return self.unproven if name in self.wanted else self.needless


@dataclass(frozen=True)
class Places:
    """Findings as they were when fixes were proposed, and as the report has them: order and blame may have changed."""

    then: Sequence[Finding]
    now: Sequence[Finding]

    def of(self, candidate: Candidate) -> tuple[int, ...]:
        """The places in the report of what a candidate is against."""
        meant = {_identity(self.then[place]) for place in candidate.addresses}
        return tuple(place for place, finding in enumerate(self.now) if _identity(finding) in meant)


def _identity(finding: Finding) -> tuple[str, str | None, tuple[str, ...]]:
    return finding.code, finding.layer, finding.at


def reported_fixes(
    proposed: Sequence[Proposal], judged: Sequence[Judged], places: Places, reasons: Reasons, named: Named
) -> tuple[ReportedFix, ...]:
    """Every proposal and every combination that was tried."""
    known = {each.tried.candidate.name for each in judged}
    ordered = sorted(judged, key=lambda each: (_ORDER.index(each.status), each.tried.candidate.invasiveness))
    tried = [_tried(each, places, named) for each in ordered]
    rest = [_untested(each, reasons.of(each.fix.name), named) for each in proposed if each.fix.name not in known]
    return tuple(sorted((*tried, *rest), key=lambda fix: _ORDER.index(fix.status)))


def size_of(record: TrialRecord) -> Size:
    """The network of a trial and its pace."""
    return Size(
        parameters=record.parameters,
        trainable_parameters=record.trainable_parameters,
        seconds_per_step=record.seconds_per_step,
    )


def sizes_after(judged: Sequence[Judged], named: Named) -> dict[str, Size]:
    """The network with each fix that was tried, by the fix's id."""
    return {
        named.fix_id(each.tried.candidate.name): _typical(each.tried.treated) for each in judged if each.tried.treated
    }


def _typical(trials: Sequence[TrialRecord]) -> Size:
    """The size of the first, and the median of all their paces."""
    paces = [trial.seconds_per_step for trial in trials if trial.seconds_per_step is not None]
    return size_of(trials[0]).model_copy(update={"seconds_per_step": median(paces) if paces else None})


def _tried(judged: Judged, places: Places, named: Named) -> ReportedFix:
    candidate = judged.tried.candidate
    identity = named.fix_id(candidate.name)
    return ReportedFix(
        id=identity,
        name=candidate.name,
        title=candidate.title,
        why=" ".join(proposal.fix.why for proposal in candidate.proposals),
        addresses=tuple(map(named.finding_id, places.of(candidate))),
        patch=candidate.patch,
        safety=candidate.safety,
        status=judged.status,
        reason=judged.reason,
        effect=judged.effect,
        new_findings=_new_findings(judged, identity),
        combines=_parts(candidate, named),
    )


def _untested(proposal: Proposal, reason: str, named: Named) -> ReportedFix:
    return ReportedFix(
        id=named.fix_id(proposal.fix.name),
        name=proposal.fix.name,
        title=proposal.fix.title,
        why=proposal.fix.why,
        addresses=tuple(map(named.finding_id, proposal.addresses)),
        patch=proposal.patch,
        safety=proposal.fix.safety,
        reason=reason,
    )


def _parts(candidate: Candidate, named: Named) -> tuple[str, ...]:
    alone = len(candidate.proposals) == 1
    return () if alone else tuple(named.fix_id(proposal.fix.name) for proposal in candidate.proposals)


def _new_findings(judged: Judged, identity: str) -> tuple[ReportedFinding, ...]:
    """They point into the patched spec, and are findings of this report in no other way."""
    return tuple(
        reported_finding(finding, f"{identity}/{position}") for position, finding in enumerate(judged.new_findings)
    )
