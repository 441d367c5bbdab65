"""Pairs of numbers, before and after, each joined by a line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from diagnostics.report.html.drawing.axis import Axis, axis_over
from diagnostics.report.html.drawing.frame import BOTTOM, LEFT, RIGHT, TOP, drawing, upright
from diagnostics.report.html.drawing.svg import element, pixels
from diagnostics.report.wording import number

_BEFORE, _AFTER = LEFT + 0.25 * (RIGHT - LEFT), LEFT + 0.75 * (RIGHT - LEFT)


@dataclass(frozen=True)
class Dots:
    """The two values of one pair; None or not finite where an arm gave none."""

    label: str
    before: float | None
    after: float | None


def pair_plot(description: str, y_name: str, names: tuple[str, str], pairs: Sequence[Dots]) -> Markup:
    """One slope a pair: open dots before, filled dots after."""
    axis = axis_over((value for pair in pairs for value in (pair.before, pair.after) if value is not None), BOTTOM, TOP)
    below = Markup("").join(
        element("text", name, x=pixels(x), y=BOTTOM + 20, text_anchor="middle", class_="arm-name")
        for name, x in zip(names, (_BEFORE, _AFTER), strict=True)
    )
    return drawing(description, upright(axis, y_name), below, *(_pair(pair, axis) for pair in pairs))


def _pair(pair: Dots, axis: Axis) -> Markup:
    told = element("title", f"{pair.label}: {number(pair.before)} to {number(pair.after)}")
    return element("g", told, *_drawn(pair, axis), class_="pair")


def _drawn(pair: Dots, axis: Axis) -> Iterator[Markup]:
    before, after = _place(pair.before, axis), _place(pair.after, axis)
    if before is not None and after is not None:
        path = f"M{pixels(_BEFORE)} {pixels(before)}L{pixels(_AFTER)} {pixels(after)}"
        yield element("path", d=path, class_="slope")
    if before is not None:
        yield element("circle", cx=pixels(_BEFORE), cy=pixels(before), r=5, class_="before")
    if after is not None:
        yield element("circle", cx=pixels(_AFTER), cy=pixels(after), r=5, class_="after")


def _place(value: float | None, axis: Axis) -> float | None:
    return axis.at(value) if value is not None and math.isfinite(value) else None
