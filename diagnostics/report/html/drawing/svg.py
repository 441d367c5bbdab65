"""Elements of SVG in which every text and attribute is escaped."""

from __future__ import annotations

from markupsafe import Markup

HIDDEN = {"aria_hidden": "true", "focusable": "false"}


def element(name: str, *children: str, **attributes: object) -> Markup:
    """One element; `stroke_width` is written `stroke-width`, `class_` is `class`, and None leaves an attribute out."""
    given = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, given, Markup("").join(children))


def pixels(value: float) -> str:
    """A coordinate to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
