"""What the lines of a chart stand for."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from diagnostics.report.html.drawing.svg import HIDDEN, element


def legend(entries: Iterable[tuple[str, str]]) -> Markup:
    """A list of labels, each after a sample of its kind of line; the chart's own description names the lines too."""
    return Markup("").join(_entry(kind, label) for kind, label in entries)


def _entry(kind: str, label: str) -> Markup:
    stroke = element("path", d="M1 6H27", class_="curve")
    sample = element("svg", element("g", stroke, class_=kind), class_="sample", viewBox="0 0 28 12", **HIDDEN)
    return element("li", sample, " ", label)
