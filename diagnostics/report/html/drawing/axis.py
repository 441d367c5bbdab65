"""Numbers along an axis: where they lie, and where to write some of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_LARGEST = 1e300  # differences of such numbers are still finite
_EXPLOSION = 30.0  # above so many times where it began, what came before could not be told from zero
_MOST_TICKS = 6
_TOLERANCE = 1e-9
_AT_MOST = 1 + _TOLERANCE  # times this, a number at an end is surely inside


@dataclass(frozen=True)
class Axis:
    """An axis from `low` at pixel `start` to `high` at pixel `end`; a logarithmic one holds positive numbers alone."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        """The pixel of a number, which lies on the axis' end where the number lies beyond."""
        low, high, here = (self._scaled(number) for number in (self.low, self.high, value))
        share = min(max((here - low) / (high - low), 0.0), 1.0)
        return self.start + share * (self.end - self.start)

    def shows(self, value: float) -> bool:
        """Whether the number has a place of its own."""
        return math.isfinite(value) and (value > 0 or not self.is_log)

    def ticks(self) -> list[float]:
        """A few round numbers between the ends."""
        return self._log_ticks() if self.is_log else _round_numbers(self.low, self.high)

    def _scaled(self, value: float) -> float:
        return math.log10(max(value, self.low)) if self.is_log else value

    def _log_ticks(self) -> list[float]:
        powers = range(math.ceil(math.log10(self.low / _AT_MOST)), math.floor(math.log10(self.high * _AT_MOST)) + 1)
        if len(powers) > 2:
            return [10.0**power for power in powers[:: math.ceil(len(powers) / _MOST_TICKS)]]
        around = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        ticks = [digit * 10.0**power for power in around for digit in (1, 2, 5)]
        inside = [tick for tick in ticks if self.low / _AT_MOST <= tick <= self.high * _AT_MOST]
        return inside if len(inside) > 1 else _round_numbers(self.low, self.high)


def axis_over(values: Iterable[float], start: float, end: float) -> Axis:
    """The axis that holds all finite ones of the values: logarithmic where they explode, far above the first one."""
    finite = [min(max(value, -_LARGEST), _LARGEST) for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    if low > 0 and high / finite[0] > _EXPLOSION:
        return Axis(low, high, start, end, is_log=True)
    return Axis(*_apart(low, high), start, end)


def log_axis_over(values: Iterable[float], start: float, end: float) -> Axis:
    """The logarithmic axis that holds all finite positive ones of the values."""
    positive = [min(value, _LARGEST) for value in values if math.isfinite(value) and value > 0] or [1.0, 10.0]
    low, high = min(positive), max(positive)
    return Axis(low, high if high > low * _AT_MOST else low * 10, start, end, is_log=True)


def _apart(low: float, high: float) -> tuple[float, float]:
    """The ends with some room around them, and zero among them: a loss that hardly moves shall look like one."""
    room = 0.06 * (max(high, 0.0) - min(low, 0.0)) or 1.0
    return (low - room if low < 0 else 0.0), (high + room if high > 0 or low == 0 else 0.0)


def _round_numbers(low: float, high: float) -> list[float]:
    rough = (high - low) / (_MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough / _AT_MOST)
    first, last = math.ceil(low / step - _TOLERANCE), math.floor(high / step + _TOLERANCE)
    return [place * step for place in range(first, last + 1)]
