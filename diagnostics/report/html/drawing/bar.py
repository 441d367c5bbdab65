"""A share as a bar."""

from __future__ import annotations

import math

from markupsafe import Markup

from diagnostics.report.html.drawing.svg import HIDDEN, element, pixels


def bar(share: float) -> Markup:
    """A bar filled to this share of its length; the number stands in text beside it, so the picture is hidden."""
    filled = min(max(share, 0.0), 1.0) if math.isfinite(share) else 0.0
    track = element("rect", width=100, height=10, class_="track")
    fill = element("rect", width=pixels(100 * filled), height=10, class_="fill")
    return element("svg", track, fill, class_="bar", viewBox="0 0 100 10", preserveAspectRatio="none", **HIDDEN)
