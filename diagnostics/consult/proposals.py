"""The fixes that the findings call for, as patches, none of them tried yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from diagnostics.catalogue import rules
from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.patch import patch
from diagnostics.observations import DatasetFacts
from diagnostics.report.model import RangeTest
from diagnostics.spec.job import ResolvedSpec


@dataclass(frozen=True)
class Proposal:
    """A fix that applies, the positions of the findings it is proposed for, what it went by and what it made."""

    fix: type[Fix]
    addresses: tuple[int, ...]
    clues: Clues
    spec: ResolvedSpec
    patch: tuple[dict[str, Any], ...]


def proposals(
    spec: ResolvedSpec,
    findings: Sequence[Finding],
    facts: DatasetFacts | None = None,
    range_test: RangeTest | None = None,
) -> tuple[Proposal, ...]:
    """Every fix that a finding's rule names and that changes the spec, in the order of the findings."""
    named = {rule.code: rule.fixes for rule in rules()}
    wanted: dict[type[Fix], list[int]] = {}
    for position, finding in enumerate(findings):
        for fix in named.get(finding.code, ()):
            wanted.setdefault(fix, []).append(position)
    made = []
    for fix, positions in wanted.items():
        clues = Clues([findings[position] for position in positions], facts, range_test)
        changed = fix().apply(spec, clues)
        if changed is not None and changed != spec:
            made.append(Proposal(fix, tuple(positions), clues, changed, patch(spec, changed)))
    return tuple(made)
