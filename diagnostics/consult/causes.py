"""Which finding explains which, and where the explanations end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.catalogue import rules, states
from diagnostics.findings import Finding
from diagnostics.rules.rule import Rule

Links = Mapping[int, tuple[int, ...]]
_WEIGHT = {"error": 1.0, "warning": 0.6, "info": 0.2}


def caused_by(findings: Sequence[Finding], among: Sequence[type[Rule[Any]]] | None = None) -> Links:
    """For each finding's position, the positions of the findings whose rules (of those `among`) explain it."""
    effects = {rule.code: rule.explains for rule in (rules() if among is None else among)}
    return {
        position: tuple(other for other, cause in enumerate(findings) if finding.code in effects.get(cause.code, ()))
        for position, finding in enumerate(findings)
    }


def roots(findings: Sequence[Finding], links: Links) -> tuple[int, ...]:
    """Faults that explain how the network ended up and are themselves unexplained, the most suspect first.

    A state of the network (dead units, a constant output) has a cause even where none was found, so it is no root. A
    warning does not explain an error away: what was seen to go wrong weighs more than what might.
    """
    explaining = {cause for causes in links.values() for cause in causes}
    faults = [place for place in sorted(explaining) if findings[place].code not in states()]

    def outweighs(cause: int, place: int) -> bool:
        return cause in faults and _WEIGHT[findings[cause].severity] >= _WEIGHT[findings[place].severity]

    unexplained = [place for place in faults if not any(outweighs(cause, place) for cause in links[place])]
    return by_suspicion(findings, unexplained)


def by_suspicion(findings: Sequence[Finding], places: Sequence[int]) -> tuple[int, ...]:
    """The positions in the order of how much each finding is to be suspected."""
    return tuple(sorted(places, key=lambda place: -suspicion(findings[place])))


def suspicion(finding: Finding) -> float:
    """How likely the finding is to be what is wrong: that it is true, and that its kind does the harm."""
    blame = finding.blame
    if blame is None:
        blame = next((rule.blame for rule in rules() if rule.code == finding.code), 0.5)
    return finding.confidence * blame * _WEIGHT[finding.severity]
