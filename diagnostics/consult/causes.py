"""Which finding explains which, and where the explanations end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostics.catalogue import rules
from diagnostics.findings import Finding

Links = Mapping[int, tuple[int, ...]]


def caused_by(findings: Sequence[Finding]) -> Links:
    """For each finding's position, the positions of the findings whose rules explain it."""
    effects = {rule.code: rule.explains for rule in rules()}
    return {
        position: tuple(other for other, cause in enumerate(findings) if finding.code in effects.get(cause.code, ()))
        for position, finding in enumerate(findings)
    }


def roots(findings: Sequence[Finding], links: Links) -> tuple[int, ...]:
    """Findings that explain others and are themselves unexplained, the most confident first.

    A state of the network (dead units, a constant output) has a cause even where none was found, so it is no root.
    """
    states = {rule.code for rule in rules() if rule.is_state}
    explaining = {cause for causes in links.values() for cause in causes}
    unexplained = [place for place in sorted(explaining) if not links[place] and findings[place].code not in states]
    return tuple(sorted(unexplained, key=lambda position: -findings[position].confidence))
