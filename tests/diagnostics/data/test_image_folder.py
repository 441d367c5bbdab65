import os

import numpy as np
import pytest

from diagnostics.data import image_folder
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import ImageShape
from tests.diagnostics.data.files import folder, picture

ANY = Limits()
SHAPE = ImageShape(size=(4, 4), channels=1)


def load(root, shape=SHAPE, limit=None, limits=ANY):
    return image_folder.load(root, shape, limit, limits)


def test_classes_are_the_folders_in_sorted_order(tmp_path):
    raw = load(folder(tmp_path, zebra=2, ant=3, Bee=1))
    assert raw.classes == ("Bee", "ant", "zebra")
    assert raw.targets.tolist() == [0, 1, 1, 1, 2, 2]
    assert raw.inputs.shape == (6, 4, 4, 1)
    assert raw.inputs.dtype == np.uint8
    assert raw.inputs[:, 0, 0, 0].tolist() == [0, 0, 1, 2, 0, 1]
    assert (raw.format, raw.available, raw.held_out) == ("image_folder", 6, None)


def test_samples_come_in_the_order_of_their_names(tmp_path):
    for number in np.random.default_rng(0).permutation(30):
        picture(tmp_path / "a" / f"{number:03}.png", np.full((4, 4), number))
    assert load(tmp_path).inputs[:, 0, 0, 0].tolist() == list(range(30))


def test_hidden_folders_and_other_files_are_no_samples(tmp_path):
    folder(tmp_path, a=1, b=1)
    folder(tmp_path / ".cache", a=1)
    (tmp_path / "a" / "notes.txt").write_text("not an image")
    (tmp_path / "b" / "folder.png").mkdir()
    raw = load(tmp_path)
    assert raw.classes == ("a", "b")
    assert len(raw.inputs) == 2


def test_a_class_without_images_still_has_its_index(tmp_path):
    folder(tmp_path, a=1, c=1)
    (tmp_path / "b").mkdir()
    raw = load(tmp_path)
    assert raw.classes == ("a", "b", "c")
    assert raw.targets.tolist() == [0, 2]


def test_unreadable_files_are_listed_and_left_out(tmp_path):
    folder(tmp_path, a=2, b=2)
    (tmp_path / "a" / "000.png").write_bytes(b"no image")
    (tmp_path / "b" / "zzz.jpg").write_bytes(b"")
    raw = load(tmp_path)
    assert [each.file for each in raw.unreadable] == ["a/000.png", "b/zzz.jpg"]
    assert raw.targets.tolist() == [0, 1, 1]
    assert raw.inputs[:, 0, 0, 0].tolist() == [1, 0, 1]
    assert raw.available == 5


def test_all_unreadable_is_an_error_with_the_first_reason(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "0.png").write_bytes(b"no image")
    for shape in (SHAPE, None):
        with pytest.raises(DataError, match=r"none of 2 images could be read; the first: no image of a known kind"):
            load(tmp_path, shape)


def test_the_shape_is_that_of_the_first_readable_image(tmp_path):
    for number in range(150):
        (tmp_path / "a").mkdir(exist_ok=True)
        (tmp_path / "a" / f"{number:03}.png").write_bytes(b"no image")
    picture(tmp_path / "b" / "0.png", np.zeros((5, 7, 3)))
    assert load(tmp_path, None).inputs.shape == (1, 5, 7, 3)


def test_nothing_in_the_folder(tmp_path):
    with pytest.raises(DataError, match="no class folders"):
        load(tmp_path)


def test_images_without_class_folders(tmp_path):
    picture(tmp_path / "0.png", np.zeros((4, 4)))
    assert not image_folder.looks_like(tmp_path)
    with pytest.raises(DataError, match="images lie in one folder a class"):
        load(tmp_path)


def test_class_folders_without_images(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(DataError, match=r"no images in the class folders .* \.bmp, \.gif"):
        load(tmp_path)


def test_a_file_in_place_of_a_folder(tmp_path):
    (tmp_path / "a.csv").write_text("1,2")
    with pytest.raises(DataError, match=r"no class folders in 'a\.csv'"):
        load(tmp_path / "a.csv")


def test_a_limit_spreads_over_the_classes(tmp_path):
    raw = load(folder(tmp_path, a=10, b=30, c=20), limit=12)
    assert np.bincount(raw.targets).tolist() == [2, 6, 4]
    assert raw.available == 60


def test_files_beyond_the_limit_are_not_opened(tmp_path):
    folder(tmp_path, a=10, b=10)
    (tmp_path / "a" / "001.png").write_bytes(b"no image")
    assert load(tmp_path, limit=2).unreadable == ()


def test_links_out_of_the_dataset_are_unreadable(tmp_path):
    folder(tmp_path / "outside", secret=2)
    data = folder(tmp_path / "data", a=1, b=1)
    (data / "a" / "link.png").symlink_to(tmp_path / "outside" / "secret" / "000.png")
    (data / "whole").symlink_to(tmp_path / "outside" / "secret")
    raw = load(data)
    assert [each.file for each in raw.unreadable] == ["a/link.png", "whole/000.png", "whole/001.png"]
    assert len(raw.inputs) == 2


def test_names_that_are_no_text_can_still_be_stored(tmp_path):
    folder(tmp_path, a=1, b=1)
    odd = tmp_path / os.fsdecode(b"\xff\xfe")
    odd.mkdir()
    (odd / "x.png").write_bytes(b"no image")
    raw = load(tmp_path)
    assert raw.classes == ("a", "b", "��")
    assert raw.unreadable[0].model_dump_json()
