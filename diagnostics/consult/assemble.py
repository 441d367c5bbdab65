"""From everything observed to the report."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial

from diagnostics.consult.case import Case, Observed
from diagnostics.consult.causes import Links, caused_by
from diagnostics.consult.examine import examine
from diagnostics.consult.proof.intervened import intervened
from diagnostics.consult.proof.judged import had_anyway, judge
from diagnostics.consult.proof.tried import Proof
from diagnostics.consult.proposals import Proposal, proposals
from diagnostics.consult.reported_finding import reported_finding
from diagnostics.consult.reported_fixes import Named, Places, Reasons, reported_fixes, size_of, sizes_after
from diagnostics.consult.verdict import verdict
from diagnostics.consult.weighed import weighed
from diagnostics.findings import Finding
from diagnostics.report.model import Cost, Report, ReportedFinding, ReportedTrial
from diagnostics.trial import TrialRecord

_IDS = uuid.UUID("6a1b8a2e-5c0c-5b6e-9d5f-0d3b0c6a7f11")


def assemble(case: Case, observed: Observed) -> Report:
    """The report; what was observed of the spec as asked begins with the reference."""
    records, reference, proof = observed.asked, observed.asked[0], observed.proof
    seen = weighed(examine(case.spec, records), records)
    errors = had_anyway(seen)
    judged = [judge(each, reference, errors) for each in proof.tried]
    findings = weighed(seen if reference.verdict == "invalid" else intervened(seen, judged), records)
    links = caused_by(findings)
    proposed = proposals(case.spec, findings, reference.dataset, proof.range_test)
    named = Named(partial(_id, case, "fix"), partial(_finding_id, case))
    fixes = reported_fixes(proposed, judged, Places(proof.findings, findings), _reasons(proof, reference), named)
    return Report(
        verdict=verdict(observed, findings, links, judged),
        findings=_findings(case, findings, links, proposed),
        fixes=fixes,
        trials=tuple(_trial(case, record) for record in observed.trials),
        spec=case.spec,
        range_test=proof.range_test,
        cost=Cost(**dict(size_of(reference)), after=sizes_after(judged, named)),
        dataset=reference.dataset,
        environment=reference.environment,
        timings=_timings(observed.trials),
        truncated=next((record.truncated for record in observed.trials if record.truncated), None),
    )


def _reasons(proof: Proof, reference: TrialRecord) -> Reasons:
    """Why a fix was not tried: those that were wanted have one reason, the others another."""
    needless = "nothing that it is against needs mending" if proof.findings else proof.unproven
    if reference.verdict == "invalid" and (proof.findings or not proof.unproven):
        needless = "what keeps the job from being trained comes first"
    return Reasons(proof.wanted, proof.unproven, needless)


def _timings(records: Sequence[TrialRecord]) -> dict[str, float]:
    """Seconds by phase over all trials."""
    phases = dict.fromkeys(phase for record in records for phase in record.timings)
    return {phase: sum(record.timings.get(phase, 0.0) for record in records) for phase in phases}


def _id(case: Case, *parts: object) -> str:
    return str(uuid.uuid5(_IDS, "/".join(map(str, (case.id, *parts)))))


def _finding_id(case: Case, position: int) -> str:
    return _id(case, "finding", position)


def _findings(
    case: Case, findings: Sequence[Finding], links: Links, proposed: Sequence[Proposal]
) -> tuple[ReportedFinding, ...]:
    return tuple(
        reported_finding(
            finding,
            _finding_id(case, position),
            tuple(_finding_id(case, cause) for cause in links[position]),
            tuple(_id(case, "fix", proposal.fix.name) for proposal in proposed if position in proposal.addresses),
            case.spec.model.lines,
        )
        for position, finding in enumerate(findings)
    )


def _series(record: TrialRecord) -> dict[str, tuple[float, ...]]:
    """What every step of a trial gave, by name."""
    norms = {"gradient_norm": record.gradient_norms} if record.gradient_norms else {}
    return {"loss": record.losses, **norms, **record.metrics}


def _trial(case: Case, record: TrialRecord) -> ReportedTrial:
    return ReportedTrial(
        id=case.trial_ids.get(record.key, _id(case, "trial", record.key)),
        key=record.key,
        role=record.role,
        seed=record.seed,
        fix=record.fix,
        verdict=record.verdict,
        reason=record.reason,
        steps=record.steps,
        seconds=record.seconds,
        series=_series(record),
        snapshots=record.snapshots,
    )
