"""A candidate and everything that its trials showed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from diagnostics.consult.account import Account
from diagnostics.consult.proof.candidate import Candidate
from diagnostics.findings import Finding
from diagnostics.report.model import RangeTest
from diagnostics.trial import TrialRecord


@dataclass(frozen=True)
class Pair:
    """Two trials from one seed that differ in the fix alone."""

    reference: TrialRecord
    treated: TrialRecord


@dataclass(frozen=True)
class Confirmed:
    """Every confirming trial of a candidate, and the pairs of those whose seed has a trial without it."""

    trials: tuple[TrialRecord, ...] = ()
    pairs: tuple[Pair, ...] = ()

    def __add__(self, more: Confirmed) -> Confirmed:
        return Confirmed(self.trials + more.trials, self.pairs + more.pairs)


@dataclass(frozen=True)
class Tried:
    """A candidate, its last screening trial (None for what went straight to confirming) and its confirming trials."""

    candidate: Candidate
    screened: TrialRecord | None
    confirmed: Confirmed = field(default_factory=Confirmed)
    steps_spent: int = 0

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that the fix is judged by."""
        return self.confirmed.pairs

    @property
    def treated(self) -> tuple[TrialRecord, ...]:
        """The trials of the fix, those that count first."""
        return (*self.confirmed.trials, *((self.screened,) if self.screened else ()))


Settled = Callable[[Tried], bool]  # whether more pairs would change nothing


def tried(candidate: Candidate, screened: TrialRecord | None, confirmed: Confirmed, account: Account) -> Tried:
    """With the steps that its trials took, those without it that they are compared with included."""
    arms = {pair.reference.key: pair.reference.steps for pair in confirmed.pairs}
    return Tried(candidate, screened, confirmed, account.steps_by_fix[candidate.name] + sum(arms.values()))


@dataclass(frozen=True)
class Proof:
    """Everything that was tried, the range test, and settled trials of the spec as asked that were run for comparison.

    `findings` are those that fixes were proposed for, which addresses of candidates refer to; `wanted` names the fixes
    that were to be tried, and `unproven` says why those that were not were not.
    """

    tried: tuple[Tried, ...] = ()
    range_test: RangeTest | None = None
    arms: tuple[TrialRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    wanted: frozenset[str] = frozenset()
    unproven: str = ""
