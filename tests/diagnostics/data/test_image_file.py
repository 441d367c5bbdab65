import numpy as np
import pytest
from PIL import Image

from diagnostics.data.errors import UnreadableSample
from diagnostics.data.image_file import ignore_warnings, natural_shape, pixels
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import ImageShape
from tests.diagnostics.data.files import picture

LIMITS = Limits()
TURN_RIGHT = 6  # the EXIF orientation of a camera held upright


@pytest.fixture(autouse=True)
def quiet():
    ignore_warnings()


def read(file, channels=3, size=(2, 3), resize="bilinear", limits=LIMITS):
    found, _ = pixels(file, file.parent, ImageShape(size=size, channels=channels, resize=resize), limits)
    return found


def oriented(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def random(*shape):
    return np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)


@pytest.mark.parametrize("extension", ["png", "bmp", "tif"])
def test_colours_are_read_as_they_are(tmp_path, extension):
    colours = random(2, 3, 3)
    assert (read(picture(tmp_path / f"a.{extension}", colours)) == colours).all()


def test_a_jpeg_is_read_about_as_it_is(tmp_path):
    smooth = np.full((16, 16, 3), (200, 100, 50), np.uint8)
    found = read(picture(tmp_path / "a.jpg", smooth, quality=95), size=(16, 16)).astype(int)
    assert abs(found - smooth).max() <= 4


def test_grey_becomes_rgb_and_rgb_becomes_grey(tmp_path):
    grey = picture(tmp_path / "grey.png", [[0, 100, 255], [1, 2, 3]])
    assert (read(grey)[0, 1] == (100, 100, 100)).all()
    green = picture(tmp_path / "green.png", np.full((2, 3, 3), (0, 255, 0)))
    assert read(green, channels=1).shape == (2, 3, 1)
    assert read(green, channels=1)[0, 0, 0] == 150  # ITU-R 601: 0.587 of 255


def test_alpha_is_kept_for_four_channels_and_dropped_for_three(tmp_path):
    colours = random(2, 3, 4)
    file = picture(tmp_path / "a.png", colours)
    assert (read(file, channels=4) == colours).all()
    assert (read(file, channels=3) == colours[..., :3]).all()
    opaque = picture(tmp_path / "b.png", colours[..., :3])
    assert (read(opaque, channels=4)[..., 3] == 255).all()


def test_sixteen_bits_keep_their_upper_eight(tmp_path):
    file = picture(tmp_path / "deep.png", np.array([[0, 255, 256], [257, 32768, 65535]], np.uint16))
    assert read(file, channels=1)[..., 0].tolist() == [[0, 0, 1], [1, 128, 255]]


def test_a_palette_is_looked_up(tmp_path):
    image = Image.new("P", (3, 2), 1)
    image.putpalette([0, 0, 0, 10, 20, 30])
    image.save(tmp_path / "a.gif")
    assert (read(tmp_path / "a.gif") == (10, 20, 30)).all()


def test_the_camera_s_orientation_is_undone(tmp_path):
    grey = np.array([[1, 2, 3], [4, 5, 6]])
    file = picture(tmp_path / "a.png", grey, exif=oriented(TURN_RIGHT))
    assert read(file, channels=1, size=(3, 2))[..., 0].tolist() == [[4, 1], [5, 2], [6, 3]]


def test_the_natural_shape_is_the_upright_one(tmp_path):
    upright = picture(tmp_path / "a.png", random(2, 3, 3), exif=oriented(TURN_RIGHT))
    assert natural_shape(upright, tmp_path, LIMITS) == ImageShape(size=(3, 2), channels=3)


@pytest.mark.parametrize(
    ("mode", "channels"), [("L", 1), ("1", 1), ("LA", 1), ("I;16", 1), ("RGB", 3), ("RGBA", 3), ("P", 3)]
)
def test_the_natural_shape_is_grey_where_the_file_is(tmp_path, mode, channels):
    Image.new(mode, (3, 2)).save(tmp_path / "a.png")
    assert natural_shape(tmp_path / "a.png", tmp_path, LIMITS).channels == channels


@pytest.mark.parametrize("filter_name", ["nearest", "bilinear", "bicubic", "lanczos"])
def test_resizing_is_pillow_s(tmp_path, filter_name):
    colours = random(9, 7, 3)
    wanted = Image.fromarray(colours).resize((5, 4), getattr(Image.Resampling, filter_name.upper()))
    found = read(picture(tmp_path / "a.png", colours), size=(4, 5), resize=filter_name)
    assert (found == np.asarray(wanted)).all()


def test_a_link_out_of_the_dataset_is_refused(tmp_path):
    outside = picture(tmp_path / "outside" / "a.png", random(2, 3))
    (tmp_path / "data").mkdir()
    link = tmp_path / "data" / "a.png"
    link.symlink_to(outside)
    with pytest.raises(UnreadableSample, match="symbolic link that leads out"):
        read(link)
    with pytest.raises(UnreadableSample, match="symbolic link that leads out"):
        natural_shape(link, link.parent, LIMITS)


def test_a_link_inside_the_dataset_is_followed(tmp_path):
    picture(tmp_path / "a.png", np.full((2, 3), 7))
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    assert (read(tmp_path / "b.png") == 7).all()


def test_pixels_are_bounded_before_they_are_decoded(tmp_path):
    file = picture(tmp_path / "a.png", random(10, 10))
    assert read(file, limits=Limits(image_pixels=100)).shape == (2, 3, 3)
    with pytest.raises(UnreadableSample, match="10 × 10 pixels, more than the 99 pixels allowed"):
        read(file, limits=Limits(image_pixels=99))


def test_a_bomb_is_unreadable_and_not_fatal(tmp_path):
    bomb = tmp_path / "bomb.bmp"
    Image.new("1", (20_000, 20_000)).save(bomb)
    for look in (read, lambda file: natural_shape(file, tmp_path, LIMITS)):
        with pytest.raises(UnreadableSample, match="more than the 50000000 pixels allowed"):
            look(bomb)


def test_an_image_wider_than_images_may_be_needs_a_size(tmp_path):
    wide = picture(tmp_path / "wide.png", np.zeros((1, 4097)))
    with pytest.raises(UnreadableSample, match=r"4097 × 1 pixels is too large to train on; set dataset.image.size"):
        natural_shape(wide, tmp_path, LIMITS)
    assert natural_shape(picture(tmp_path / "b.png", np.zeros((1, 4096))), tmp_path, LIMITS).size == (1, 4096)


def test_other_kinds_of_file_are_not_even_tried(tmp_path):
    disguised = tmp_path / "a.png"
    Image.new("RGB", (3, 2)).save(disguised, format="EPS")  # Pillow would start Ghostscript for it
    with pytest.raises(UnreadableSample, match=r"no image of a known kind \(PNG, JPEG"):
        read(disguised)


def test_a_missing_file_does_not_show_where_it_was_looked_for(tmp_path):
    with pytest.raises(UnreadableSample) as caught:
        read(tmp_path / "gone.png")
    assert str(caught.value) == "No such file or directory"


@pytest.mark.parametrize("extension", ["png", "jpg", "gif", "bmp", "webp", "tif"])
def test_broken_files_raise_one_kind_of_error(tmp_path, extension):
    generator = np.random.default_rng(0)
    whole = picture(tmp_path / f"whole.{extension}", random(8, 8, 3)).read_bytes()
    broken = tmp_path / f"broken.{extension}"
    reasons = []
    for _ in range(200):
        damaged = np.frombuffer(whole, np.uint8).copy()
        damaged[generator.integers(0, len(damaged), 6)] = generator.integers(0, 256, 6)
        broken.write_bytes(damaged[: generator.integers(1, len(damaged) + 1)].tobytes())
        try:
            read(broken, limits=Limits(image_pixels=10_000))
        except UnreadableSample as error:
            reasons.append(str(error))
    assert len(reasons) > 100
    assert not any(str(tmp_path) in reason for reason in reasons)


@pytest.mark.parametrize("extension", ["jpg", "jpeg"])
def test_a_large_jpeg_is_unpacked_in_part_and_looks_the_same(tmp_path, extension):
    coarse = Image.fromarray(random(12, 16, 3)).resize((960, 720), Image.Resampling.BICUBIC)
    file = tmp_path / f"a.{extension}"
    for quality in (75, 95):
        coarse.save(file, quality=quality, exif=oriented(TURN_RIGHT))
        with Image.open(file) as image:
            whole = np.asarray(image.transpose(Image.Transpose.ROTATE_270).resize((60, 80), Image.Resampling.BILINEAR))
        apart = np.abs(read(file, size=(80, 60)).astype(int) - whole)
        assert apart.max() <= 9
        assert apart.mean() < 1


def test_a_large_jpeg_cut_short_is_unreadable_all_the_same(tmp_path):
    file = tmp_path / "a.jpg"
    Image.fromarray(random(800, 800, 3)).save(file)
    file.write_bytes(file.read_bytes()[:-2000])
    with pytest.raises(UnreadableSample, match="truncated"):
        read(file, size=(50, 50))


def test_neighbours_are_taken_from_all_the_pixels(tmp_path):
    file = tmp_path / "a.jpg"
    Image.fromarray(random(400, 400, 3)).save(file)
    with Image.open(file) as image:
        wanted = np.asarray(image.resize((20, 20), Image.Resampling.NEAREST))
    assert (read(file, size=(20, 20), resize="nearest") == wanted).all()
