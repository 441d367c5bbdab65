"""REP701."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Runs
from diagnostics.findings import Finding
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.warm_up import WarmUp
from diagnostics.rules.rep.outcomes import learned, of_fresh_seeds, wilson_interval
from diagnostics.rules.rule import Rule


@dataclass(frozen=True)
class UnstableTraining(Rule[Runs]):
    """A spec that learns with some seeds and not with others.

    ## Why it matters
    Whether the network learns is a matter of luck. One good run proves nothing about the next, and a fix that seems to
    work may only have drawn a better seed.

    ## How it is measured
    Over the reference and its replicates, each with a seed of its own: at least `min_runs` runs have ended in a known
    way, some of them learned, and some did not, or learned and lost it again. The share that learns comes with
    Wilson's interval at 95%. Runs that vary only the weights or only the order of the data are not independent seeds
    and are left out.

    ## Known limits
    A few runs say that both happen, hardly how often: see the interval. It says nothing of the reason.

    ## Sources
    Wilson 1927, Probable Inference, the Law of Succession, and Statistical Inference. Bouthillier et al. 2021,
    Accounting for Variance in Machine Learning Benchmarks, arXiv:2103.03098.
    """

    code = "REP701"
    name = "unstable-training"
    fixes = (HeInitialisation, LearningRate, BatchNormalisation, WarmUp)
    is_state = True

    min_runs: int = 2

    def check(self, seen: Runs) -> Iterator[Finding]:
        """One finding for the spec."""
        runs = of_fresh_seeds(seen.records)
        good = [record.seed for record in runs if learned(record)]
        if len(runs) < self.min_runs or not 0 < len(good) < len(runs):
            return
        low, high = wilson_interval(len(good), len(runs))
        yield Finding(
            code=self.code,
            name=self.name,
            severity="error",
            confidence=0.95,
            message=f"it learned with {len(good)} of {len(runs)} seeds; the share of seeds that learn lies between "
            f"{low:.0%} and {high:.0%}",
            at=("/training/seed",),
            evidence={
                "learned": len(good),
                "runs": len(runs),
                "interval": [low, high],
                "seeds_that_learned": good,
                "seeds_that_did_not": [record.seed for record in runs if not learned(record)],
                "verdicts": [str(record.verdict) for record in runs],
            },
        )
