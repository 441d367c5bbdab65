"""The findings that are to be blamed, for a given verdict."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.catalogue import states
from diagnostics.consult.causes import Links, by_suspicion, roots, suspicion
from diagnostics.findings import Finding
from diagnostics.trial import State

CERTAIN = 0.8  # suspicion from which a fault is held to be what keeps a job from running at all
ALIKE = 1.25  # times as suspect, and two causes are still not told apart


def suspects(state: State, findings: Sequence[Finding], links: Links) -> tuple[Finding, ...]:
    """The root causes, the most suspect first: of a sick network all, of one that learns those of its errors."""
    if state == "inconclusive":
        return ()
    if state == "learning":
        return tuple(findings[place] for place in _of_errors(findings, links))
    if state == "invalid":
        able = [place for place in _faulty(findings) if keeps_from_running(findings[place])]
        certain = [place for place in able if suspicion(findings[place]) >= CERTAIN]
        return tuple(findings[place] for place in by_suspicion(findings, certain))
    found = roots(findings, links) or by_suspicion(findings, _faulty(findings))
    return tuple(findings[place] for place in found)


def keeps_from_running(finding: Finding) -> bool:
    """Whether it may be why a job cannot be trained at all, which is never what the numbers in the data are like."""
    return not finding.code.startswith("DAT")


def inseparable(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The first suspects, where the evidence does not tell two or more of them apart; otherwise none."""
    near = tuple(each for each in found if ALIKE * suspicion(each) > suspicion(found[0]))
    return near if len({each.code for each in near}) > 1 else ()


def _of_errors(findings: Sequence[Finding], links: Links) -> tuple[int, ...]:
    """Faults at error level that nothing explains, and the roots of everything else at error level."""
    wrong = {place for place, finding in enumerate(findings) if finding.severity == "error"}
    behind = {cause for place in wrong for cause in _behind(place, links)}
    unexplained = {place for place in _faulty(findings) if not links[place]}
    return by_suspicion(findings, sorted(unexplained | (behind & set(roots(findings, links)))))


def _behind(place: int, links: Links) -> set[int]:
    """Every finding that explains this one, at whatever distance."""
    found: set[int] = set()
    waiting = list(links[place])
    while waiting:
        cause = waiting.pop()
        if cause not in found:
            found.add(cause)
            waiting.extend(links[cause])
    return found


def _faulty(findings: Sequence[Finding]) -> list[int]:
    """Errors that are not merely how things ended."""
    return [
        place for place, finding in enumerate(findings) if finding.severity == "error" and finding.code not in states()
    ]
