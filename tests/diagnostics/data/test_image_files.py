import tempfile

import numpy as np
import pytest

from diagnostics.data import image_folder
from diagnostics.data.copies import copies
from diagnostics.data.dataset import Split
from diagnostics.data.deduplicate import without_copies
from diagnostics.data.errors import DataError
from diagnostics.data.image_decoder import DecodedImages
from diagnostics.data.raw import Limits
from diagnostics.data.row_file import RowFile
from diagnostics.spec.dataset import ImageShape
from tests.diagnostics.data.files import picture
from tests.diagnostics.data.test_row_file import opened

SHAPE = ImageShape(size=(5, 6), channels=3)
EACH = 5 * 6 * 3
IN_MEMORY = Limits()
IN_A_FILE = Limits(memory_bytes=10)
PART_IN_A_FILE = Limits(memory_bytes=10, scratch_bytes=7 * EACH)
NOWHERE = Limits(memory_bytes=10, scratch_bytes=0)


@pytest.fixture
def images(tmp_path):
    """Twenty images in two classes, two of which cannot be read; the last equals the first."""
    generator = np.random.default_rng(0)
    for number in range(20):
        pixels = generator.integers(0, 256, (8 + number, 30 - number, 3))
        picture(tmp_path / "ab"[number % 2] / f"{number:02}.png", pixels)
    (tmp_path / "a" / "04.png").write_bytes(b"no image")
    (tmp_path / "b" / "17.png").write_bytes((tmp_path / "b" / "17.png").read_bytes()[:200])
    (tmp_path / "b" / "99.png").write_bytes((tmp_path / "a" / "00.png").read_bytes())
    return tmp_path


def load(root, limits):
    return image_folder.load(root, SHAPE, None, limits)


@pytest.mark.parametrize(
    ("limits", "kind"), [(IN_A_FILE, RowFile), (PART_IN_A_FILE, DecodedImages), (NOWHERE, DecodedImages)]
)
@pytest.mark.parametrize("threads", ["1", "4"])
def test_wherever_images_are_kept_they_are_the_same(images, limits, kind, threads, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", threads)
    known, found = load(images, IN_MEMORY), load(images, limits)
    assert isinstance(found.inputs, kind)
    assert found.unreadable == known.unreadable
    assert [each.file for each in found.unreadable] == ["a/04.png", "b/17.png"]
    assert (found.targets == known.targets).all()
    assert (found.inputs.shape, found.inputs.dtype) == (known.inputs.shape, known.inputs.dtype)
    rows = np.random.default_rng(1).integers(0, 19, 50)
    assert (found.inputs[rows] == known.inputs[rows]).all()
    assert found.inputs[rows[:0]].shape == (0, 5, 6, 3)


@pytest.mark.parametrize("limits", [IN_MEMORY, IN_A_FILE, PART_IN_A_FILE, NOWHERE])
def test_copies_are_found_wherever_images_are_kept(images, limits):
    raw = load(images, limits)
    everything = Split(raw.inputs, np.arange(19), raw.targets, raw.targets)
    found, _ = copies(everything, None)
    assert (found.looked_at, found.repeated, found.contradicting) == (19, 1, 1)
    without, _ = without_copies(raw, None)
    assert len(without.inputs) == 18
    assert (without.inputs[np.arange(18)] == raw.inputs[np.arange(18)]).all()


def test_an_image_that_changes_later_is_an_error(images):
    raw = load(images, PART_IN_A_FILE)
    (images / "b" / "19.png").write_bytes(b"gone")
    raw.inputs[np.arange(10)]
    with pytest.raises(DataError, match=r"'19\.png' could be read before and no longer can: no image of a known kind"):
        raw.inputs[np.arange(19)]


def test_the_file_has_no_name_and_goes_with_its_images(images, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = opened()
    raw = load(images, IN_A_FILE)
    assert list(folder.iterdir()) == []
    assert opened() == before + 1
    del raw
    assert opened() == before
