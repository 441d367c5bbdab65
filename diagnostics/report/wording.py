"""Numbers and effects in words, the same in every form of the report that people read."""

from __future__ import annotations

import math
import re

from diagnostics.report.model import Effect

NOTHING = "–"
_COUNTS = re.compile(r"(\d+/\d+) vs (\d+/\d+)")
_EXPONENT = re.compile(r"e\+?(-?)0*(\d)")
_LONGEST_WHOLE = 1e9
_MILLISECOND, _MINUTE = 1e-3, 60.0


def number(value: float | None) -> str:
    """Four significant digits, whole numbers in full: `1,234,567`, `0.01234`, `−1.2e-7`, `NaN`, `∞`, `–` for None."""
    if value is None:
        return NOTHING
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else _minus(value) + "∞"
    size = abs(value)
    if isinstance(value, int) or (size < _LONGEST_WHOLE and size == int(size)):
        return f"{_minus(value)}{int(size):,}"
    return _minus(value) + _EXPONENT.sub(r"e\1\2", f"{size:.4g}")


def signed(value: float | None) -> str:
    """A difference, with its sign."""
    return f"+{number(value)}" if value is not None and value > 0 else number(value)


def percent(share: float) -> str:
    """`53%`, `<1%`."""
    return "<1%" if 0 < share < 0.005 else f"{number(round(100 * share)) if math.isfinite(share) else number(share)}%"


def duration(seconds: float | None) -> str:
    """`13.4 ms`, `2.01 s`, `3 min 5 s`."""
    if seconds is None or not math.isfinite(seconds):
        return number(seconds)
    if seconds < 1:
        return f"{_rounded(seconds / _MILLISECOND)} ms"
    if seconds < _MINUTE:
        return f"{_rounded(seconds)} s"
    minutes, rest = divmod(round(seconds), int(_MINUTE))
    return f"{minutes:,} min {rest} s"


def learned(effect: Effect) -> str:
    """How many trials of either arm learned: `3/3 with it, 0/3 without`."""
    counts = _COUNTS.fullmatch(effect.learned)
    return f"{counts[1]} with it, {counts[2]} without" if counts else effect.learned


def interval(effect: Effect) -> str:
    """The difference with its 95% interval and p-value; empty where no pair gave one."""
    if effect.difference is None:
        return ""
    between = f", 95% interval {signed(effect.ci95[0])} to {signed(effect.ci95[1])}" if effect.ci95 else ""
    chance = f", p={number(effect.p_value)}" if effect.p_value is not None else ""
    return f"{signed(effect.difference)}{between}{chance}"


def _rounded(value: float) -> str:
    return number(float(f"{value:.3g}"))


def _minus(value: float) -> str:
    return "−" if value < 0 else ""
