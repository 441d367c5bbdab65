"""What findings say of the values that preprocessing hands to the network."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.findings import Finding


def faulty_range(findings: Sequence[Finding]) -> tuple[float, float] | None:
    """The range of inputs that a finding holds to be at fault, the first there is.

    A range behind a Rescaling layer of the network does not count: preprocessing ends before that.
    """
    for finding in findings:
        low, high = finding.evidence.get("minimum"), finding.evidence.get("maximum")
        if finding.evidence.get("rescaled_by") or not isinstance(low, int | float) or not isinstance(high, int | float):
            continue
        if low < high:
            return low, high
    return None
