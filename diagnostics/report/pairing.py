"""Trials with a fix beside those that differ from them in nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diagnostics.report.model import Report, ReportedFix, ReportedTrial


@dataclass(frozen=True)
class Pair:
    """The trials of one seed, without the fix and with it."""

    reference: ReportedTrial | None
    treated: ReportedTrial


def pairs(fix: ReportedFix, report: Report) -> list[Pair]:
    """Every treatment with this fix, by seed, those that the effect counts first."""
    counted = fix.effect.seeds if fix.effect else ()
    treated = [trial for trial in report.trials if trial.role == "treatment" and trial.fix == fix.name]
    seeds = sorted({trial.seed for trial in treated}, key=lambda seed: (seed not in counted, seed))
    plain = [trial for trial in report.trials if trial.role in ("reference", "replicate") and _is_as_asked(trial)]
    return [Pair(_longest(plain, seed), longest) for seed in seeds if (longest := _longest(treated, seed))]


def _is_as_asked(trial: ReportedTrial) -> bool:
    """Whether weights and order of the data both come from the trial's seed."""
    return not trial.key.startswith("vary-")


def _longest(trials: Iterable[ReportedTrial], seed: int) -> ReportedTrial | None:
    return max((trial for trial in trials if trial.seed == seed), key=lambda trial: trial.steps, default=None)
