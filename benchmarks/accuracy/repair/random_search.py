"""Random search over the same fixes with the same steps: what the doctor has to beat.

Fixes and pairs of fixes are drawn by chance, each trained to the last epoch from a seed of its own, until the steps
are spent; the one with the lowest held-out loss is recommended.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from diagnostics.consult.proof.candidate import Candidate, candidates, combined
from diagnostics.consult.proof.effect import relative_loss
from diagnostics.consult.proof.outcome import scores
from diagnostics.consult.proposals import proposals
from diagnostics.findings import Finding
from diagnostics.observations import DatasetFacts
from diagnostics.report.model import RangeTest
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialPlan, TrialRecord

PAIRED = 0.5  # of the draws
SEED = 5_000


def recommended(
    spec: ResolvedSpec,
    findings: tuple[Finding, ...],
    facts: DatasetFacts | None,
    swept: RangeTest | None,
    steps: int,
    run: Callable[[TrialPlan], TrialRecord],
    seed: int,
) -> ResolvedSpec | None:
    """The spec that random search recommends for so many steps; None where it found none that trains."""
    found = candidates(proposals(spec, findings, facts, swept), findings, learning=False)
    drawn, best, spent = random.Random(seed), None, 0
    for number in range(10 * len(found)):
        if spent >= steps:
            break
        candidate = _draw(spec, found, drawn)
        record = run(_plan(spec, candidate, number, steps - spent))
        spent += max(record.steps, 1)
        loss = _loss(record)
        if loss is not None and (best is None or loss < best[0]):
            best = (loss, candidate.spec)
    return best[1] if best else None


def _loss(record: TrialRecord) -> float | None:
    """The last loss on held-out samples in units of chance, since fixes may change what the loss means."""
    seen = scores(record)
    return relative_loss(seen[max(seen)]) if seen else None


def _draw(spec: ResolvedSpec, found: tuple[Candidate, ...], drawn: random.Random) -> Candidate:
    one = drawn.choice(found)
    both = combined(spec, one, drawn.choice(found)) if drawn.random() < PAIRED else None
    return both or one


def _plan(spec: ResolvedSpec, candidate: Candidate, number: int, steps: int) -> TrialPlan:
    return TrialPlan(
        key=f"random-{number}",
        role="treatment",
        seed=SEED + number,
        spec=candidate.spec,
        horizon=steps,
        stop_early=False,
        origin=spec,
        fix=candidate.name,
    )
