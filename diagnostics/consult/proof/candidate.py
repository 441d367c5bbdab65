"""What is to be tried: fixes that apply, alone or one after another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostics.catalogue import rules, states
from diagnostics.consult.causes import caused_by, roots
from diagnostics.consult.proposals import Proposal
from diagnostics.findings import Finding
from diagnostics.fixes.patch import patch
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

_STATED = ("SPC", "DAT", "TRN414")  # rules over what was stated, the epochs too, or is there: not over what came of it
_INVASIVE: dict[Safety, int] = {"safe": 0, "changes_training": 1, "changes_capacity": 2}


@dataclass(frozen=True)
class Candidate:
    """One proposal, or several in the order in which they are applied, and the spec that they make.

    `at_root` is whether it is against a suspected root cause, and not only against what that brings about.
    """

    proposals: tuple[Proposal, ...]
    spec: ResolvedSpec
    patch: tuple[dict[str, Any], ...]
    at_root: bool = True

    @property
    def name(self) -> str:
        """That of its fix, or of each joined by `+`."""
        return "+".join(proposal.fix.name for proposal in self.proposals)

    @property
    def title(self) -> str:
        """Those of its fixes as one phrase."""
        first, *others = (proposal.fix.title for proposal in self.proposals)
        return " and ".join([first, *(title[0].lower() + title[1:] for title in others)])

    @property
    def safety(self) -> Safety:
        """That of its most invasive fix."""
        return max((proposal.fix.safety for proposal in self.proposals), key=_INVASIVE.__getitem__)

    @property
    def addresses(self) -> tuple[int, ...]:
        """The positions of the findings that it is against."""
        return tuple(sorted({place for proposal in self.proposals for place in proposal.addresses}))

    @property
    def resplits(self) -> bool:
        """Whether other samples are held out with it, so that what is scored on them does not compare."""
        changed = (operation["path"] for operation in self.patch if operation["op"] != "test")
        return any(path.startswith(("/dataset/validation", "/dataset/deduplicate")) for path in changed)

    @property
    def invasiveness(self) -> tuple[int, int]:
        """Smaller for what changes less: how many fixes, and of what kind."""
        return len(self.proposals), _INVASIVE[self.safety]


def candidates(proposed: Sequence[Proposal], findings: Sequence[Finding], *, learning: bool) -> tuple[Candidate, ...]:
    """Each proposal that is worth trying, in the order in which to.

    Of a network that learns, those against errors and against what the spec or the data are warned of: that it was to
    end too early, too.

    What is against causes comes first: what each cause's rule names first, then what each names second, and so on.
    """
    worth = [each for each in proposed if any(_needs_mending(findings[place], learning) for place in each.addresses)]
    causes = _causes(findings)
    made = (Candidate((each,), each.spec, each.patch, bool(causes & set(each.addresses))) for each in worth)
    return tuple(sorted(made, key=lambda candidate: (not candidate.at_root, _turn(candidate, findings, causes))))


def _needs_mending(finding: Finding, learning: bool) -> bool:
    if finding.severity == "error":
        return True
    is_stated = finding.code.startswith(_STATED)
    return finding.severity == "warning" and (is_stated or not learning)


def _causes(findings: Sequence[Finding]) -> frozenset[int]:
    """Suspected root causes, and whatever else is surely wrong."""
    faults = (place for place, each in enumerate(findings) if each.severity == "error" and each.code not in states())
    return frozenset({*roots(findings, caused_by(findings)), *faults})


def _turn(candidate: Candidate, findings: Sequence[Finding], causes: Collection[int]) -> int:
    """The place that the fix has among those of a rule that proposes it, a cause's where it is against one."""
    named = {rule.code: rule.fixes for rule in rules()}
    (proposal,) = candidate.proposals
    places = [place for place in proposal.addresses if place in causes] or list(proposal.addresses)
    return min(named[findings[place].code].index(proposal.fix) for place in places)


def combined(spec: ResolvedSpec, first: Candidate, second: Candidate) -> Candidate | None:
    """The second applied to what the first makes of the spec.

    None where it then changes nothing, or where both change the same place: two ways to do one thing.
    """
    if _touched(first) & _touched(second):
        return None
    made = first.spec
    for proposal in second.proposals:
        changed = proposal.fix().apply(made, proposal.clues)
        if changed is None or changed == made:
            return None
        made = changed
    if made in (first.spec, second.spec):
        return None
    return Candidate((*first.proposals, *second.proposals), made, patch(spec, made), first.at_root or second.at_root)


def _touched(candidate: Candidate) -> frozenset[str]:
    """The places in the spec that it changes: of a list that grows or shrinks the list, unless it is that of layers."""
    touched = set()
    for operation in candidate.patch:
        path: str = operation["path"]
        if operation["op"] == "replace":
            touched.add(path)
        elif operation["op"] != "test" and not path.startswith("/model/layers/"):
            touched.add(path.rpartition("/")[0])
    return frozenset(touched)
