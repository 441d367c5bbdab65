"""The trials as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.report.model import Report, ReportedTrial
from diagnostics.report.wording import NOTHING, duration, number


@dataclass(frozen=True)
class Row:
    """A trial in words."""

    role: str
    fix: str
    seed: int
    verdict: str
    reason: str
    steps: str
    last_loss: str
    time: str


def rows(report: Report) -> list[Row]:
    """One row a trial."""
    return [_row(trial) for trial in report.trials]


def _row(trial: ReportedTrial) -> Row:
    losses = trial.series.get("loss", ())
    return Row(
        role=trial.role.replace("_", " "),
        fix=trial.fix or NOTHING,
        seed=trial.seed,
        verdict=trial.verdict.replace("_", " "),
        reason=trial.reason,
        steps=number(trial.steps),
        last_loss=number(losses[-1]) if losses else NOTHING,
        time=duration(trial.seconds),
    )
