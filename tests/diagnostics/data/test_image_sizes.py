import numpy as np
from PIL import ExifTags, Image

from diagnostics.data.image_sizes import image_sizes
from diagnostics.data.raw import Limits
from diagnostics.observations import ImageSize
from tests.diagnostics.data.files import opened, picture


def test_sizes_are_counted_as_pictures_are_looked_at(tmp_path):
    files = [picture(tmp_path / "a" / f"{number}.png", np.zeros((4, 6))) for number in range(3)]
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    turned = picture(tmp_path / "a" / "turned.jpg", np.zeros((9, 5, 3)), exif=exif)
    broken = tmp_path / "a" / "broken.png"
    broken.write_bytes(b"")
    found = image_sizes([*files, turned, broken], tmp_path, Limits())
    assert found == (ImageSize(width=6, height=4, files=3), ImageSize(width=9, height=5, files=1))


def test_they_are_facts_of_a_folder(tmp_path):
    for number in range(12):
        picture(tmp_path / "ab"[number % 2] / f"{number}.png", np.full((4, 4 + number % 3), number))
    assert sorted(size.width for size in opened(tmp_path).facts.image_sizes) == [4, 5, 6]


def test_a_few_sizes_are_listed(tmp_path):
    files = [picture(tmp_path / f"{width}.png", np.zeros((2, width))) for width in range(1, 31)]
    assert len(image_sizes(files, tmp_path, Limits())) == 20
