"""The plans of treatments, and of the trials without one that they are compared with."""

from __future__ import annotations

from diagnostics.consult.plan import seed_of
from diagnostics.consult.proof.candidate import Candidate
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialPlan


def screening(
    spec: ResolvedSpec, candidate: Candidate, rung: int, horizon: int, *, follow: bool, seconds: float | None
) -> TrialPlan:
    """The candidate from the reference's own seed; with `follow` it goes on once it is known to learn."""
    key = f"screen-{rung}-{candidate.name}"
    return _treatment(spec, candidate, key, spec.training.seed, horizon, horizon if follow else None, seconds)


def confirming(
    spec: ResolvedSpec, candidate: Candidate, pair: int, horizon: int, *, follow_to: int | None, seconds: float | None
) -> TrialPlan:
    """The candidate from the seed of a pair, counted from 1: none that screening used."""
    return _treatment(
        spec, candidate, f"confirm-{pair}-{candidate.name}", seed_of(spec, pair), horizon, follow_to, seconds
    )


def arm(spec: ResolvedSpec, pair: int, horizon: int, *, seconds: float | None) -> TrialPlan:
    """The run as asked from the seed of a pair, for as many steps as the treatments that it is compared with.

    It goes on where it learns, so that both are looked at at the same steps.
    """
    return TrialPlan(
        key=f"arm-{pair}-{horizon}",
        role="replicate",
        seed=seed_of(spec, pair),
        spec=spec,
        horizon=horizon,
        seconds=seconds,
        follow_to=horizon,
    )


def _treatment(
    spec: ResolvedSpec,
    candidate: Candidate,
    key: str,
    seed: int,
    horizon: int,
    follow_to: int | None,
    seconds: float | None,
) -> TrialPlan:
    return TrialPlan(
        key=key,
        role="treatment",
        seed=seed,
        spec=candidate.spec,
        horizon=horizon,
        seconds=seconds,
        follow_to=follow_to,
        fix=candidate.name,
        origin=spec,
    )
