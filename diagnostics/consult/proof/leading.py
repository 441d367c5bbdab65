"""The fixes of the one suspect that stands out: tried first and alone, they leave the steps for their proof."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.consult.causes import caused_by, roots, suspicion
from diagnostics.consult.proof.candidate import Candidate
from diagnostics.findings import Finding

STANDS_OUT = 0.6  # of the suspicion of all root causes
MOST = 2  # candidates


def leading(wanted: Sequence[Candidate], findings: Sequence[Finding]) -> tuple[Candidate, ...]:
    """The first candidates against that suspect; none where there is no such one, or where they are all there is."""
    code = _suspect(findings)
    against = [each for each in wanted if any(findings[place].code == code for place in each.addresses)]
    return tuple(against[:MOST]) if 0 < len(against[:MOST]) < len(wanted) else ()


def _suspect(findings: Sequence[Finding]) -> str | None:
    """The code of the root cause that outweighs all others together, where there is one at error level."""
    weights: dict[str, float] = {}
    found = [findings[place] for place in roots(findings, caused_by(findings))]
    for finding in found:
        weights[finding.code] = weights.get(finding.code, 0.0) + suspicion(finding)
    if not weights:
        return None
    code, most = max(weights.items(), key=lambda entry: entry[1])
    is_grave = any(finding.code == code and finding.severity == "error" for finding in found)
    return code if is_grave and most >= STANDS_OUT * sum(weights.values()) else None
