"""Trials and proven fixes for a terminal, with their losses as rows of bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.report import wording
from diagnostics.report.model import Report, ReportedFix, ReportedTrial
from diagnostics.report.pairing import pairs
from diagnostics.report.wrapped import printable, wrap

_BARS = "▁▂▃▄▅▆▇█"
_CURVE_POINTS = 40


def trials(report: Report) -> Iterator[str]:
    """Every trial of the spec as asked and those of the first proven fix; the number of the others."""
    if not any(trial.steps for trial in report.trials):
        return
    best = proven_fix(report)
    shown = [trial for trial in report.trials if trial.fix is None or (best and trial.fix == best.name)]
    yield "TRIALS"
    for trial in shown:
        verdict = trial.verdict.replace("_", " ")
        role = trial.role.replace("_", " ") + (f" with {trial.fix}" if trial.fix else "")
        yield from wrap(f"{role}, seed {trial.seed}: {verdict} after {trial.steps} steps, {trial.seconds:.1f} s")
        yield f"      loss {_curve([trial])}"
    if others := len(report.trials) - len(shown):
        yield f"  and {others} of other fixes"


def proven_fix(report: Report) -> ReportedFix | None:
    """The first fix of the report that was proven: the least invasive one."""
    return next((fix for fix in report.fixes if fix.status == "proven"), None)


def proof(report: Report) -> str | None:
    """The first proven fix with its counts and, pair by pair, the losses without it and with it on one scale."""
    fix = proven_fix(report)
    if fix is None or fix.effect is None:
        return None
    lines = wrap(f"{fix.name}: {fix.title}", "") + wrap(f"learned {wording.learned(fix.effect)}")
    difference = wording.interval(fix.effect)
    lines += wrap(f"{fix.effect.metric} changes by {difference}") if difference else []
    for pair in pairs(fix, report):
        if pair.reference and pair.treated.seed in fix.effect.seeds:
            named = f"seed {pair.treated.seed}"
            lines.append(f"  {named}  without  {_curve([pair.reference, pair.treated])}")
            lines.append(f"  {' ' * len(named)}  with     {_curve([pair.treated, pair.reference])}")
    return printable("\n".join(lines) + "\n")


def _curve(drawn: Sequence[ReportedTrial]) -> str:
    """The first trial's loss as a row of bars, with its first and last value, on the scale of all of them."""
    losses = drawn[0].series.get("loss", ())
    finite = [loss for trial in drawn for loss in trial.series.get("loss", ()) if abs(loss) < float("inf")]
    if not losses or not finite:
        return "not finite"
    low, high = min(finite), max(finite)
    stride = max(1, -(-len(losses) // _CURVE_POINTS))
    bars = "".join(_bar(loss, low, high) for loss in losses[::stride])
    return f"{losses[0]:.4g} {bars} {losses[-1]:.4g}"


def _bar(loss: float, low: float, high: float) -> str:
    if not abs(loss) < float("inf"):
        return "?"
    return _BARS[round((loss - low) / (high - low) * (len(_BARS) - 1))] if high > low else _BARS[0]
