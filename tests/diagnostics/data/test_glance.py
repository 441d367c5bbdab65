import os
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from diagnostics.data.errors import DataError
from diagnostics.data.glance import Glance, glance

INPUTS = np.zeros((6, 4, 5), "float32")


def saved(folder, labels, x="x", y="y"):
    arrays: dict[str, np.ndarray] = {x: INPUTS, y: np.asarray(labels)}
    np.savez(folder / "data.npz", allow_pickle=True, **arrays)
    return folder / "data.npz"


def test_class_folders_are_counted_and_no_image_is_opened(tmp_path):
    for name in ("cat", "dog", ".hidden"):
        (tmp_path / name).mkdir()
    Image.new("L", (3, 3)).save(tmp_path / "cat" / "1.png")
    (tmp_path / "dog" / "2.jpg").write_text("no image at all")
    (tmp_path / "dog" / "notes.txt").write_text("no image either")
    assert glance(tmp_path) == Glance(classes=2, samples=2, holds_images=True)


@pytest.mark.parametrize("names", [("x", "y"), ("X_train", "Y_train")])
def test_the_heads_of_arrays_tell_shapes(tmp_path, names):
    seen = glance(saved(tmp_path, [0, 1, 2, 0, 1, 2], *names))
    assert seen == Glance(classes=3, samples=6, input_shape=(4, 5), target_shape=())


def test_one_hot_rows_are_classes(tmp_path):
    seen = glance(saved(tmp_path, np.eye(4)[[0, 1, 2, 0, 1, 2]]))
    assert (seen.classes, seen.label_form, seen.target_shape) == (3, "one_hot", (4,))


def test_quantities_are_no_classes(tmp_path):
    seen = glance(saved(tmp_path, [0.5, 1, 2, 3, 4, 5]))
    assert (seen.classes, seen.label_form) == (None, "float")
    assert glance(saved(tmp_path, [-1, 1, 1, 1, 1, 1])).label_form == "float"
    assert glance(saved(tmp_path, [np.nan, 1, 1, 1, 1, 1])).label_form is None


def test_a_folder_of_arrays_is_looked_at_too(tmp_path):
    np.save(tmp_path / "x.npy", INPUTS)
    np.save(tmp_path / "y.npy", np.arange(6))
    assert glance(tmp_path).classes == 6


def test_labels_are_never_unpickled(tmp_path):
    np.savez(tmp_path / "data.npz", x=INPUTS, y=np.array([os.getcwd] * 6, dtype=object))
    seen = glance(tmp_path / "data.npz")
    assert (seen.samples, seen.classes) == (6, None)


@pytest.mark.parametrize("name", ["missing.npz", "missing", "words.npz", "other.npz", "words.txt", "empty"])
def test_what_tells_nothing_is_refused(tmp_path, name):
    (tmp_path / "words.npz").write_text("no archive")
    (tmp_path / "words.txt").write_text("words")
    (tmp_path / "empty").mkdir()
    np.savez(tmp_path / "other.npz", a=INPUTS)
    with pytest.raises(DataError):
        glance(tmp_path / name)


@settings(max_examples=100, deadline=None)
@given(position=st.integers(0, 127), byte=st.integers(0, 255))
def test_a_damaged_head_is_refused_or_read(tmp_path_factory, position, byte):
    folder = tmp_path_factory.mktemp("damaged")
    np.save(folder / "x.npy", INPUTS)
    np.save(folder / "y.npy", np.arange(6))
    content = bytearray((folder / "y.npy").read_bytes())
    content[position] = byte
    (folder / "y.npy").write_bytes(content)
    with suppress(DataError):
        glance(folder)
