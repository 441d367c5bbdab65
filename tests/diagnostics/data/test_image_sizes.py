import numpy as np
from PIL import ExifTags, Image

from diagnostics.data.image_sizes import commonest
from diagnostics.observations import ImageSize
from tests.diagnostics.data.files import opened, picture


def test_sizes_are_counted_as_pictures_are_looked_at(tmp_path):
    for number in range(3):
        picture(tmp_path / "a" / f"{number}.png", np.zeros((4, 6)))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    picture(tmp_path / "b" / "turned.jpg", np.zeros((900, 500, 3)), exif=exif)
    (tmp_path / "b" / "broken.png").write_bytes(b"")
    found = opened(tmp_path).facts.image_sizes
    assert found == (ImageSize(width=6, height=4, files=3), ImageSize(width=900, height=500, files=1))


def test_the_commonest_are_listed():
    found = commonest({(width, 2): width for width in range(1, 31)})
    assert [size.width for size in found] == list(range(30, 10, -1))
    assert found[0] == ImageSize(width=30, height=2, files=30)


def test_equally_common_ones_go_by_width_and_height():
    found = commonest({(3, 2): 1, (2, 9): 1, (2, 3): 1})
    assert [(size.width, size.height) for size in found] == [(2, 3), (2, 9), (3, 2)]
