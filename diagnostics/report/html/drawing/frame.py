"""What lies around a chart's lines: axes with their ticks and names, and guides across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from diagnostics.report.html.drawing.axis import Axis
from diagnostics.report.html.drawing.svg import element, pixels
from diagnostics.report.wording import number

WIDTH, HEIGHT = 340, 212
LEFT, RIGHT, TOP, BOTTOM = 46, 324, 20, 174
_TICK_GAP, _CHARACTER = 6, 6.2
_NAME_BELOW = 34


@dataclass(frozen=True)
class Guide:
    """A line through the whole chart at one value, and what it stands for."""

    value: float
    label: str
    kind: str


def drawing(description: str, *parts: str) -> Markup:
    """The chart as a whole; the description takes its place where it cannot be seen."""
    box = f"0 0 {WIDTH} {HEIGHT}"
    return element("svg", *parts, class_="chart", viewBox=box, role="img", aria_label=description)


def upright(axis: Axis, name: str) -> Markup:
    """The axis on the left, with a line across at each tick."""
    marks = Markup("").join(_row(tick, axis.at(tick)) for tick in axis.ticks())
    return marks + element("text", _titled(axis, name), x=2, y=TOP - 8)


def level(axis: Axis, name: str) -> Markup:
    """The axis below; ticks that would touch the one before go without a number."""
    base = element("path", d=f"M{LEFT} {BOTTOM}H{RIGHT}", class_="base")
    middle = pixels((LEFT + RIGHT) / 2)
    named = element("text", _titled(axis, name), x=middle, y=BOTTOM + _NAME_BELOW, text_anchor="middle")
    return base + Markup("").join(_columns(axis)) + named


def across(axis: Axis, guides: Sequence[Guide]) -> Markup:
    """Guides at values of the upright axis; curves run along them, so what they stand for is left to the legend."""
    shown = (guide for guide in guides if axis.shows(guide.value))
    return Markup("").join(_guide(f"M{LEFT} {pixels(axis.at(guide.value))}H{RIGHT}", guide) for guide in shown)


def down(axis: Axis, guides: Sequence[Guide]) -> Markup:
    """Guides at values of the level axis."""
    shown = (guide for guide in guides if axis.shows(guide.value))
    return Markup("").join(_guide(f"M{pixels(axis.at(guide.value))} {TOP}V{BOTTOM}", guide) for guide in shown)


def _titled(axis: Axis, name: str) -> str:
    return f"{name} (log scale)".strip() if axis.is_log else name


def _row(tick: float, y: float) -> Markup:
    text = element("text", number(tick), x=pixels(LEFT - _TICK_GAP), y=pixels(y + 4), text_anchor="end")
    return element("path", d=f"M{LEFT} {pixels(y)}H{RIGHT}", class_="grid") + text


def _columns(axis: Axis) -> Iterator[Markup]:
    free_from = 0.0
    for tick in axis.ticks():
        x, text = axis.at(tick), number(tick)
        half = len(text) * _CHARACTER / 2
        yield element("path", d=f"M{pixels(x)} {BOTTOM}v4", class_="base")
        if x - half >= free_from:
            yield element("text", text, x=pixels(x), y=pixels(BOTTOM + 17), text_anchor="middle")
            free_from = x + half + _TICK_GAP


def _guide(path: str, guide: Guide) -> Markup:
    line = element("path", element("title", guide.label), d=path, class_="curve")
    return element("g", line, class_=f"line {guide.kind}")
