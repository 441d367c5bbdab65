import math
import re
from xml.etree import ElementTree

import pytest

from diagnostics.report.html.drawing.frame import BOTTOM, LEFT, RIGHT, TOP, Guide
from diagnostics.report.html.drawing.line_chart import Chart, Line, line_chart

HOSTILE = '<script>alert("1")</script>&\''


def drawn(*values, **changes):
    lines = [Line("loss", "line treated", [(float(step), value) for step, value in enumerate(values, 1)])]
    return ElementTree.fromstring(
        line_chart(Chart("described", "step", "loss", changes.pop("lines", lines), **changes))
    )


def strokes(picture):
    return [path.get("d") for path in picture.iter("path") if path.get("class") == "curve"]


def texts(picture):
    return [text.text for text in picture.iter("text")]


def test_the_picture_is_described_in_words():
    picture = drawn(1.0, 2.0)
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "described")
    assert "loss: from 1 to 2, lowest 1" in [title.text for title in picture.iter("title")]


def test_a_curve_runs_from_the_left_edge_to_the_right_within_the_frame():
    (stroke,) = strokes(drawn(4.0, 1.0, 0.0))
    points = [tuple(map(float, pair.split())) for pair in re.split("[ML]", stroke)[1:]]
    assert [x for x, _ in points] == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    heights = [y for _, y in points]
    assert heights == sorted(heights)
    assert TOP <= min(heights) <= max(heights) == BOTTOM


def test_what_is_not_finite_breaks_the_curve_and_is_marked():
    picture = drawn(1.0, 2.0, math.nan, 3.0, 1.0)
    (stroke,) = strokes(picture)
    assert stroke.count("M") == 2
    assert "not finite from 3 on" in [title.text for title in picture.iter("title")]


@pytest.mark.parametrize("values", [(), (math.nan,), (math.inf, -math.inf), (1.0,), (1e308, -1e308), (0.0, 5e-324)])
def test_odd_curves_are_drawn_without_a_number_that_is_none(values):
    picture = drawn(*values, moments=[Guide(math.nan, "never", "moment")], levels=[Guide(math.inf, "no", "chance")])
    source = ElementTree.tostring(picture, "unicode")
    assert not re.search(r'"[^"]*(nan|inf)[^"]*"', re.sub(r"<(title|text)[^>]*>.*?</\1>", "", source))


def test_a_level_is_within_the_frame_although_no_curve_reaches_it():
    picture = drawn(1.0, 1.1, levels=[Guide(2.3, "chance, 2.3", "chance")])
    level = next(path for path in picture.iter("path") if path.find("title") is not None)
    assert level.find("title").text == "chance, 2.3"
    (height,) = re.findall(rf"M{LEFT} ([\d.]+)H", level.get("d"))
    assert TOP <= float(height) < BOTTOM


def test_a_moment_stands_at_its_step():
    picture = drawn(1.0, 2.0, 3.0, moments=[Guide(2, "verdict", "moment")])
    (moment,) = [path for path in picture.iter("path") if path.findtext("title") == "verdict"]
    assert moment.get("d") == f"M{(LEFT + RIGHT) // 2} {TOP}V{BOTTOM}"


def test_a_logarithmic_axis_says_so():
    lines = [Line("loss", "line treated", [(1e-5, 2.0), (1e-3, 1.0), (0.0, 9.0), (-1.0, 9.0)])]
    assert "step (log scale)" in texts(drawn(lines=lines, x_is_log=True))


def test_markup_in_labels_stays_text():
    guides = [Guide(1.5, HOSTILE, "moment")]
    lines = [Line(HOSTILE, f"line {HOSTILE}", [(1.0, 1.0), (2.0, 2.0)])]
    source = line_chart(Chart(HOSTILE, HOSTILE, HOSTILE, lines, guides, guides))
    assert "<script" not in source
    picture = ElementTree.fromstring(source)
    assert picture.get("aria-label") == HOSTILE
    assert texts(picture).count(HOSTILE) == 2
