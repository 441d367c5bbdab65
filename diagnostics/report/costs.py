"""What a fix does to the size and the speed of the network, in words."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from diagnostics.report.model import Report, ReportedFix
from diagnostics.report.wording import duration, number, signed

_NO_CHANGE = 0.0005
_Shown = Callable[[float | None], str]


@dataclass(frozen=True)
class Growth:
    """A measure before and after in words, and by what share it grows; None where that cannot be told."""

    name: str
    told: str
    share: float | None
    change: float | None

    def exceeds(self, share: float, least: float = 0.0) -> bool:
        """Whether it grows or shrinks by more than this share, and by more than `least` in its own unit."""
        known = self.share is not None and self.change is not None
        return known and abs(self.share or 0.0) > share and abs(self.change or 0.0) > least


def parameters(fix: ReportedFix, report: Report) -> Growth | None:
    """The parameters; None where the fix was not tried."""
    after = report.cost.after.get(fix.id)
    return _growth("parameters", report.cost.parameters, after.parameters, number) if after else None


def step_time(fix: ReportedFix, report: Report) -> Growth | None:
    """The time that a step takes; None where the fix was not tried."""
    after = report.cost.after.get(fix.id)
    before = report.cost.seconds_per_step
    return _growth("time a step", before, after.seconds_per_step, duration) if after else None


def _growth(name: str, before: float | None, after: float | None, shown: _Shown) -> Growth | None:
    if after is None:
        return None
    share = _share(before, after)
    change = None if before is None else after - before
    return Growth(name, f"{shown(before)} → {shown(after)}{_in_percent(share)}", share, change)


def _share(before: float | None, after: float) -> float | None:
    known = before is not None and before > 0 and math.isfinite(before) and math.isfinite(after)
    return after / before - 1 if known and before else None


def _in_percent(share: float | None) -> str:
    if share is None:
        return ""
    return " (the same)" if abs(share) < _NO_CHANGE else f" ({signed(float(f'{100 * share:.2g}'))}%)"
