"""A candidate and everything that its trials showed."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.consult.proof.candidate import Candidate
from diagnostics.report.model import RangeTest
from diagnostics.trial import TrialRecord


@dataclass(frozen=True)
class Pair:
    """Two trials from one seed that differ in the fix alone."""

    reference: TrialRecord
    treated: TrialRecord


@dataclass(frozen=True)
class Tried:
    """A candidate, its last screening trial (None for what went straight to confirming) and its confirming pairs."""

    candidate: Candidate
    screened: TrialRecord | None
    pairs: tuple[Pair, ...] = ()
    steps_spent: int = 0

    @property
    def treated(self) -> tuple[TrialRecord, ...]:
        """The trials of the fix, those that count first."""
        return (*(pair.treated for pair in self.pairs), *((self.screened,) if self.screened else ()))


def tried(candidate: Candidate, screened: TrialRecord | None, pairs: tuple[Pair, ...]) -> Tried:
    """With the steps that all of these took."""
    spent = sum(pair.treated.steps + pair.reference.steps for pair in pairs) + (screened.steps if screened else 0)
    return Tried(candidate, screened, pairs, spent)


@dataclass(frozen=True)
class Proof:
    """Everything that was tried, the range test, and settled trials of the spec as asked that were run for comparison.

    `unproven` says why what was not tried was not.
    """

    tried: tuple[Tried, ...] = ()
    range_test: RangeTest | None = None
    arms: tuple[TrialRecord, ...] = ()
    unproven: str = "trials of fixes were not asked for"
