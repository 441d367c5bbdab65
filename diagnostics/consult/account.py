"""What a diagnosis may spend, and what it has spent so far."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from diagnostics.spec.diagnosis import Budget
from diagnostics.trial import TrialRecord

FLOOR_STEPS = 2_000  # whatever the length of the run that the user asked for
WHEN_UNSTABLE = 10  # times the planned run at most, where it takes many seeds to tell


@dataclass
class Account:
    """Optimiser steps and seconds (None where there is no limit to these), and what trials of each fix took.

    `steps_when_unstable` may be spent where seeds are known to disagree, or looked at to see whether they do.
    """

    steps: int
    seconds: float | None
    steps_when_unstable: int = 0
    steps_spent: int = 0
    seconds_spent: float = 0.0
    paid: set[str] = field(default_factory=set)
    steps_by_fix: Counter[str] = field(default_factory=Counter)

    @property
    def steps_left(self) -> int:
        """Optimiser steps that may still be taken."""
        return max(0, self.steps - self.steps_spent)

    @property
    def seconds_left(self) -> float | None:
        """Seconds of training that may still be spent."""
        return None if self.seconds is None else max(0.0, self.seconds - self.seconds_spent)

    def allow_for_instability(self) -> None:
        """Makes the steps available that it takes to tell where seeds disagree."""
        self.steps = max(self.steps, self.steps_when_unstable)

    def allow_for_replicates(self, records: Iterable[TrialRecord]) -> None:
        """Makes up for what it took to see whether seeds disagree, so that it is not what trials of fixes lack."""
        taken = sum(record.steps for record in records)
        self.steps = max(self.steps, min(self.steps + taken, self.steps_when_unstable))

    def seconds_for(self, trials: int) -> float | None:
        """Seconds for each of so many trials that are planned together."""
        return None if self.seconds_left is None else self.seconds_left / max(trials, 1)

    @property
    def is_out_of_seconds(self) -> bool:
        """Whether the seconds are used up."""
        return self.seconds_left is not None and self.seconds_left <= 0

    def pay(self, records: Iterable[TrialRecord]) -> None:
        """Takes off what these trials took, each of them once."""
        for record in records:
            if record.key not in self.paid:
                self.paid.add(record.key)
                self.steps_spent += record.steps
                self.seconds_spent += record.seconds
                self.steps_by_fix[record.fix or ""] += record.steps


def opened(budget: Budget, planned_steps: int) -> Account:
    """The account of a job whose run was to take so many steps."""
    if budget.steps != "auto":
        return Account(budget.steps, budget.seconds)
    return Account(max(FLOOR_STEPS, planned_steps), budget.seconds, WHEN_UNSTABLE * planned_steps)


def affordable(steps: float, trials: int) -> int:
    """Steps for each of so many trials."""
    return math.floor(steps / max(trials, 1))
