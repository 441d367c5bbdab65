"""Curves over steps or rates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from diagnostics.report.html.drawing.axis import Axis, axis_over, log_axis_over
from diagnostics.report.html.drawing.frame import BOTTOM, LEFT, RIGHT, TOP, Guide, across, down, drawing, level, upright
from diagnostics.report.html.drawing.svg import element, pixels
from diagnostics.report.html.drawing.thinning import Point, thinned
from diagnostics.report.wording import number

_ARM = 4  # of the cross where a curve stops being finite


@dataclass(frozen=True)
class Line:
    """A curve and how it is drawn; `kind` is a class of the style sheet."""

    label: str
    kind: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Chart:
    """Curves with the names of their axes; `levels` are guides across, `moments` guides from top to bottom."""

    description: str
    x_name: str
    y_name: str
    lines: Sequence[Line]
    levels: Sequence[Guide] = ()
    moments: Sequence[Guide] = ()
    x_is_log: bool = False


def line_chart(chart: Chart) -> Markup:
    """The chart as SVG; values that are not finite leave gaps, and a cross where the first of them lies."""
    x_axis, y_axis = _axes(chart)
    frame = upright(y_axis, chart.y_name) + level(x_axis, chart.x_name)
    guides = across(y_axis, chart.levels) + down(x_axis, chart.moments)
    lines = Markup("").join(_line(line, x_axis, y_axis) for line in chart.lines)
    return drawing(chart.description, frame, lines, guides)


def _axes(chart: Chart) -> tuple[Axis, Axis]:
    # A moment that no curve reaches would squeeze them all into a corner; a level is what they are held against.
    points = [point for line in chart.lines for point in line.points]
    places = [x for x, _ in points]
    x_axis = log_axis_over(places, LEFT, RIGHT) if chart.x_is_log else _tight(places)
    return x_axis, axis_over([*(y for _, y in points), *(guide.value for guide in chart.levels)], BOTTOM, TOP)


def _tight(places: Sequence[float]) -> Axis:
    finite = [place for place in places if math.isfinite(place)] or [0.0]
    return Axis(min(finite), max(*finite, min(finite) + 1), LEFT, RIGHT)


def _line(line: Line, x_axis: Axis, y_axis: Axis) -> Markup:
    points = [point for point in line.points if x_axis.shows(point[0])]
    shown = thinned(points)
    path = element("path", d="".join(_strokes(shown, x_axis, y_axis)), class_="curve")
    return element("g", element("title", _told(line)), path, *_marks(points, x_axis, y_axis), class_=line.kind)


def _strokes(points: Sequence[Point], x_axis: Axis, y_axis: Axis) -> Iterator[str]:
    pen = "M"
    for x, y in points:
        if y_axis.shows(y):
            yield f"{pen}{pixels(x_axis.at(x))} {pixels(y_axis.at(y))}"
        pen = "L" if y_axis.shows(y) else "M"


def _marks(points: Sequence[Point], x_axis: Axis, y_axis: Axis) -> Iterator[Markup]:
    """A dot at the last finite value, and a cross above the first that is not."""
    last = next(((x, y) for x, y in reversed(points) if y_axis.shows(y)), None)
    if last is not None:
        yield element("circle", cx=pixels(x_axis.at(last[0])), cy=pixels(y_axis.at(last[1])), r=3, class_="end")
    lost = next((x for x, y in points if not math.isfinite(y)), None)
    if lost is not None:
        x = x_axis.at(lost)
        arms = f"M{pixels(x - _ARM)} {TOP}l{2 * _ARM} {2 * _ARM}m0 -{2 * _ARM}l-{2 * _ARM} {2 * _ARM}"
        yield element("path", element("title", f"not finite from {number(lost)} on"), d=arms, class_="lost")


def _told(line: Line) -> str:
    """What the curve says, in words."""
    if not line.points:
        return f"{line.label}: nothing recorded"
    (_, first), (_, last) = line.points[0], line.points[-1]
    finite = [y for _, y in line.points if math.isfinite(y)]
    lowest = f", lowest {number(min(finite))}" if finite else ""
    return f"{line.label}: from {number(first)} to {number(last)}{lowest}"
