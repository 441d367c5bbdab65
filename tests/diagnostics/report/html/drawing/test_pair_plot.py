import math
from xml.etree import ElementTree

from diagnostics.report.html.drawing.pair_plot import Dots, pair_plot


def drawn(*pairs):
    return ElementTree.fromstring(pair_plot("described", "loss", ("without", "with"), pairs))


def kinds(picture):
    return [part.get("class") for part in picture.iter() if part.get("class") in ("slope", "before", "after")]


def test_each_pair_is_two_dots_and_a_slope_told_in_words():
    picture = drawn(Dots("seed 3", 2.3, 0.5), Dots("seed 4", 2.2, 0.6))
    assert kinds(picture) == ["slope", "before", "after"] * 2
    assert [title.text for title in picture.iter("title")] == ["seed 3: 2.3 to 0.5", "seed 4: 2.2 to 0.6"]
    assert [text.text for text in picture.iter("text")][-2:] == ["without", "with"]


def test_better_lies_lower():
    picture = drawn(Dots("seed 3", 2.3, 0.5))
    before, after = (float(dot.get("cy")) for dot in picture.iter("circle"))
    assert before < after


def test_an_arm_without_a_finite_value_has_no_dot():
    assert kinds(drawn(Dots("a", None, 0.5), Dots("b", 2.0, math.nan), Dots("c", math.inf, None))) == [
        "after",
        "before",
    ]
