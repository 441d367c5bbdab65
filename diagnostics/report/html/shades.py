"""Numbers as shades of one colour, always with the number in them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from diagnostics.report.wording import NOTHING, number, percent

_DARKEST = 8  # the style sheet has classes shade-0 to shade-8
_SAMPLES = 5


@dataclass(frozen=True)
class Cell:
    """A number in words, and the class of the shade behind it."""

    text: str
    shade: str


class Scale(Protocol):
    """Which shade a number gets."""

    def cell(self, value: float | None) -> Cell:
        """The number in its shade."""
        ...

    def samples(self) -> list[Cell]:
        """A few shades from the lightest to the darkest."""
        ...


@dataclass(frozen=True)
class Shares:
    """Shares from none to all."""

    def cell(self, value: float | None) -> Cell:
        if value is None or not math.isfinite(value):
            return _without_place(value)
        return Cell(percent(value), _shade(value))

    def samples(self) -> list[Cell]:
        return [self.cell(place / (_SAMPLES - 1)) for place in range(_SAMPLES)]


@dataclass(frozen=True)
class Powers:
    """Positive numbers by their logarithm; zero has a look of its own."""

    low: float
    high: float

    def cell(self, value: float | None) -> Cell:
        if value is None or not math.isfinite(value):
            return _without_place(value)
        if value <= 0:
            return Cell(number(value), "zero")
        low, high = math.log10(self.low), math.log10(self.high)
        share = (math.log10(value) - low) / (high - low) if high > low else 1.0
        return Cell(_brief(value), _shade(share))

    def samples(self) -> list[Cell]:
        low, high = math.log10(self.low), math.log10(self.high)
        places = [low + (high - low) * place / (_SAMPLES - 1) for place in range(_SAMPLES)]
        return [self.cell(10**place) for place in places[: _SAMPLES if high > low else 1]]


def powers(values: Iterable[float]) -> Powers:
    """The scale that holds all finite positive ones of the values."""
    positive = [value for value in values if math.isfinite(value) and value > 0] or [1.0]
    return Powers(min(positive), max(positive))


def _without_place(value: float | None) -> Cell:
    return Cell(NOTHING, "none") if value is None else Cell(number(value), "lost")


def _shade(share: float) -> str:
    return f"shade-{round(min(max(share, 0.0), 1.0) * _DARKEST)}"


def _brief(value: float) -> str:
    """Two significant digits: there are many of them side by side."""
    return number(float(f"{value:.2g}"))
