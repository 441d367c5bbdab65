import shutil
import threading
import time

import numpy as np
import pytest

from diagnostics.data import image_folder
from diagnostics.data.image_decoder import Decoder
from diagnostics.data.raw import Limits
from diagnostics.data.row_file import RowFile
from diagnostics.spec.dataset import ImageShape
from tests.diagnostics.data.files import picture

SHAPE = ImageShape(size=(512, 512), channels=3)
EACH = 512 * 512 * 3
IN_A_FILE = Limits(memory_bytes=10)


def settle():
    """Files are taken for those of before only once their times would tell of a change."""
    time.sleep(2.1)


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    """Two dozen images in two classes, one of which cannot be read."""
    root = tmp_path_factory.mktemp("images")
    generator = np.random.default_rng(0)
    for number in range(24):
        picture(root / "ab"[number % 2] / f"{number:02}.png", generator.integers(0, 256, (6, 8, 3)))
    (root / "a" / "04.png").write_bytes(b"no image")
    settle()
    return root


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DEADWEIGHT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def load(root, limits=IN_A_FILE, shape=SHAPE):
    return image_folder.load(root, shape, None, limits)


def entries(cache, name="pixels"):
    return sorted(cache.glob(f"entries/*/content/images/{name}"))


def same(one, other):
    rows = np.random.default_rng(1).permutation(len(one.inputs))
    assert (one.inputs[rows] == other.inputs[rows]).all()
    assert (one.targets == other.targets).all()
    assert (one.unreadable, one.image_sizes) == (other.unreadable, other.image_sizes)


@pytest.fixture
def decoded(monkeypatch):
    """The files that were decoded."""
    seen = []

    def spied(decoder, file, one=Decoder._one):
        seen.append(file)
        return one(decoder, file)

    monkeypatch.setattr(Decoder, "_one", spied)
    return seen


def test_they_are_decoded_once(images, cache, decoded):
    first = load(images)
    (pixels,) = entries(cache)
    assert isinstance(first.inputs, RowFile)
    assert [each.file for each in first.unreadable] == ["a/04.png"]
    assert sorted({*decoded}) == sorted(images.rglob("*.png"))
    decoded.clear()
    same(first, load(images))
    assert [file.name for file in decoded] == ["04.png"]
    pixels.write_bytes(bytes(23 * EACH))  # by which it shows where the next ones come from
    assert not load(images).inputs[np.arange(23)].any()
    assert entries(cache) == [pixels]


@pytest.mark.parametrize("limits", [Limits(), IN_A_FILE])
def test_they_are_as_if_decoded_here(images, cache, limits, monkeypatch):
    load(images)
    kept = load(images, limits)
    monkeypatch.setenv("DEADWEIGHT_CACHE_BYTES", "1")
    same(kept, load(images, limits))
    assert isinstance(kept.inputs, RowFile) == (limits == IN_A_FILE)


def test_what_is_decoded_otherwise_is_another_entry(images, cache):
    load(images)
    load(images, shape=ImageShape(size=(512, 512), channels=3, resize="nearest"))
    load(images, Limits(memory_bytes=10, image_pixels=1000))
    assert len(entries(cache)) == 3


def test_files_that_change_are_decoded_again(tmp_path, cache):
    for number in range(24):
        picture(tmp_path / "data" / "ab"[number % 2] / f"{number:02}.png", np.zeros((4, 4, 3)))
    changed = tmp_path / "data" / "a" / "00.png"
    before = time.time()
    load(tmp_path / "data")
    assert len(entries(cache)) == 1
    assert time.time() - before >= 2, "their times did not tell yet of another change"
    picture(changed, np.full((4, 4, 3), 9))
    assert (load(tmp_path / "data").inputs[np.arange(1)] == 9).all()
    assert len(entries(cache)) == 2


def test_files_that_keep_changing_are_not_kept(images, tmp_path, cache, monkeypatch):
    shutil.copytree(images, tmp_path / "data")
    file = tmp_path / "data" / "a" / "00.png"
    monkeypatch.setattr("time.sleep", lambda _: file.write_bytes(file.read_bytes()))
    assert len(load(tmp_path / "data").inputs) == 23
    assert not entries(cache)


def test_what_could_not_be_read_for_a_while_is_not_left_out_for_good(images, cache, decoded):
    known = load(images, Limits())
    (found,) = entries(cache, "found.npz")
    readable = np.load(found)["readable"][1:]
    np.savez(found, readable=readable, sizes=[[8, 6]], counts=[len(readable)])
    (pixels,) = entries(cache)
    pixels.write_bytes(pixels.read_bytes()[EACH:])
    same(known, load(images))
    decoded.clear()
    same(known, load(images))
    assert len(decoded) == 1, "the entry was made anew"


@pytest.mark.parametrize("name", ["pixels", "found.npz"])
@pytest.mark.parametrize("kept", [0, 100, None])
def test_an_entry_that_the_disk_has_lost_is_made_anew(images, cache, name, kept, decoded):
    known = load(images, Limits())
    (file,) = entries(cache, name)
    if kept is None:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:kept])
    same(known, load(images))
    decoded.clear()
    same(known, load(images))
    assert len(decoded) == 1


@pytest.mark.parametrize("lost", ["lock", "content/images", "content", "state"])
def test_an_entry_of_which_somebody_deletes_a_part_is_made_anew(images, cache, lost, decoded):
    known = load(images, Limits())
    (entry,) = (cache / "entries").iterdir()
    if (entry / lost).is_dir():
        shutil.rmtree(entry / lost)
    else:
        (entry / lost).unlink()
    same(known, load(images))
    decoded.clear()
    same(known, load(images))
    assert len(decoded) == 1


def test_one_decodes_while_others_wait(images, cache, decoded):
    found = []
    threads = [threading.Thread(target=lambda: found.append(load(images))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(entries(cache))) == (4, 1)
    assert len(decoded) == 24 + 4, "each has only tried again what could not be read"
    for each in found:
        assert isinstance(each.inputs, RowFile)
        same(found[0], each)


@pytest.mark.parametrize("setting", [{"DEADWEIGHT_CACHE_BYTES": "1000"}, {"DEADWEIGHT_CACHE": "/proc/nowhere"}])
def test_where_the_cache_cannot_take_them_they_are_this_process_s_own(images, cache, monkeypatch, setting):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert len(load(images).inputs) == 23
    assert not entries(cache)


@pytest.mark.parametrize("limits", [Limits(scratch_bytes=0), Limits(scratch_bytes=20 * EACH), Limits(shares=False)])
def test_an_operator_may_allow_less(images, cache, limits):
    assert len(load(images, limits).inputs) == 23
    assert not entries(cache)


def test_nothing_is_kept_of_folders_without_images(tmp_path, cache):
    folder = tmp_path / "data" / "a"
    folder.mkdir(parents=True)
    for number in range(24):
        (folder / f"{number}.png").write_bytes(b"no image")
    settle()
    with pytest.raises(Exception, match="none of 24 images could be read; the first: no image of a known kind"):
        load(tmp_path / "data")
    assert not [file for file in cache.rglob("*") if file.name != "lock" and file.is_file()]
