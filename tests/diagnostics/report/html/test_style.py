"""Contrast by WCAG 2.2: 4.5 to 1 for text, 3 to 1 for what is drawn."""

import re

import pytest

from diagnostics.report.html.page import style

Color = tuple[float, float, float]


def palettes() -> dict[str, dict[str, Color]]:
    light, dark = re.findall(r":root \{(.*?)\}", style(), re.DOTALL)[:2]
    return {"light": _colors(light), "dark": _colors(dark)}


def _colors(block: str) -> dict[str, Color]:
    return {name: _channels(digits) for name, digits in re.findall(r"--([\w-]+): #(\w{6})", block)}


def _channels(digits: str) -> Color:
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "ground", "code"])
@pytest.mark.parametrize("text", ["text", "quiet", "accent", "good", "warn", "bad", "plain"])
def test_text_stands_out(text, ground, scheme):
    palette = palettes()[scheme]
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shade", range(9))
def test_a_number_stands_out_from_its_shade(shade, scheme):
    palette = palettes()[scheme]
    mixed = re.search(rf"\.shade-{shade} \{{ background: color-mix\(in srgb, var\(--shade\) (\d+)%", style())
    part = int(mixed[1]) / 100 if mixed else 1.0
    red, green, blue = (part * a + (1 - part) * b for a, b in zip(palette["shade"], palette["surface"], strict=True))
    on_dark = re.search(rf"\.shade-{shade} \{{[^}}]*on-shade", style())
    assert contrast(palette["on-shade" if on_dark else "text"], (red, green, blue)) >= 4.5


def test_neither_scheme_lacks_a_colour_of_the_other():
    light, dark = palettes().values()
    assert light.keys() == dark.keys()
