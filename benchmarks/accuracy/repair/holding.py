"""Whether a change holds: retrained to the last epoch on fresh seeds, with it and without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diagnostics.consult.proof.candidate import Candidate
from diagnostics.consult.proof.effect import effect
from diagnostics.consult.proof.outcome import outcome
from diagnostics.consult.proof.tried import Confirmed, Pair, Tried
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialPlan, TrialRecord

FRESH_SEED = 1_000  # far from any that a diagnosis of these programs uses
FRESH_SEEDS = 5
MAY_FAIL = 1  # of the fresh seeds

RunTrial = Callable[[TrialPlan], TrialRecord]


@dataclass(frozen=True)
class Held:
    """How many of the fresh runs learned with and without the change, and the change of the held-out loss."""

    learned: int
    without: int
    difference: float | None

    @property
    def holds(self) -> bool:
        """Whether all fresh runs but one at most learn with it, and none without or held-out samples do better."""
        better = self.difference is not None and self.difference < 0
        return self.learned >= FRESH_SEEDS - MAY_FAIL and (better or self.without == 0)


def held(spec: ResolvedSpec, changed: ResolvedSpec, run: RunTrial) -> Held:
    """The change retrained on fresh seeds."""
    pairs = tuple(
        Pair(run(_plan(spec, None, number)), run(_plan(changed, spec, number))) for number in range(FRESH_SEEDS)
    )
    measured = effect(Tried(Candidate((), changed, ()), None, Confirmed(tuple(pair.treated for pair in pairs), pairs)))
    return Held(
        learned=sum(outcome(pair.treated) == "learned" for pair in pairs),
        without=sum(outcome(pair.reference) == "learned" for pair in pairs),
        difference=measured.difference if measured else None,
    )


def _plan(spec: ResolvedSpec, origin: ResolvedSpec | None, number: int) -> TrialPlan:
    """A whole run, of which nothing is left out."""
    return TrialPlan(
        key=f"fresh-{number}",
        role="replicate" if origin is None else "treatment",
        seed=FRESH_SEED + number,
        spec=spec,
        horizon=None,
        stop_early=False,
        origin=origin,
        fix=None if origin is None else "held",
    )
