"""How a trial ended, and how grave a sign of trouble in it therefore is."""

from __future__ import annotations

from diagnostics.findings import Severity
from diagnostics.trial import State, TrialRecord

SICK: frozenset[State] = frozenset({"not_learning", "learning_poorly", "unstable", "diverged"})


def is_sick(record: TrialRecord) -> bool:
    """Whether the trial is known to have gone wrong."""
    return record.verdict in SICK


def gravity(record: TrialRecord) -> Severity | None:
    """An error where the trial went wrong, a warning while that is open, None where the network learns."""
    if is_sick(record):
        return "error"
    return "warning" if record.verdict == "inconclusive" else None
