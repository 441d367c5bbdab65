from xml.etree import ElementTree

import pytest

from diagnostics.report.html.drawing.bar import bar


@pytest.mark.parametrize(
    ("share", "width"), [(0, "0"), (0.5, "50"), (1, "100"), (2, "100"), (-1, "0"), (float("nan"), "0")]
)
def test_it_is_filled_by_its_share(share, width):
    picture = ElementTree.fromstring(bar(share))
    assert [part.get("width") for part in picture if part.get("class") == "fill"] == [width]
    assert picture.get("aria-hidden") == "true"
