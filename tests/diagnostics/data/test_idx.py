import gzip
import struct

import numpy as np
import pytest

from diagnostics.data import idx
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import Dataset

IMAGES = np.random.default_rng(0).integers(0, 256, (6, 4, 5)).astype(np.uint8)
LABELS = np.array([0, 1, 2, 0, 1, 2], np.uint8)


def stored(file, values, kind=8, shape=None):
    shape = values.shape if shape is None else shape
    content = bytes([0, 0, kind, len(shape)]) + struct.pack(f">{len(shape)}L", *shape) + values.tobytes()
    file.write_bytes(gzip.compress(content) if file.suffix == ".gz" else content)


def four(folder, end=".gz"):
    for split, count in (("train", 6), ("t10k", 2)):
        stored(folder / f"{split}-images-idx3-ubyte{end}", IMAGES[:count])
        stored(folder / f"{split}-labels-idx1-ubyte{end}", LABELS[:count])
    return folder


def read(path, limits=Limits(), **dataset):  # noqa: B008
    return idx.read(path, Dataset(location=str(path), **dataset), limits)


@pytest.mark.parametrize("end", [".gz", ""])
def test_four_files_as_they_are_published(tmp_path, end):
    assert idx.looks_like(four(tmp_path, end))
    raw = read(tmp_path)
    assert (raw.inputs == IMAGES).all()
    assert raw.targets.tolist() == LABELS.tolist()
    assert raw.held_out is not None
    assert (len(raw.held_out[0]), raw.held_out[1].tolist()) == (2, [0, 1])
    assert read(tmp_path, limit=3).targets.tolist() == [0, 2, 2]


@pytest.mark.parametrize("shape", [(10**9, 4, 5), (7, 4, 5), (2**32 - 1,) * 3])
def test_a_head_that_promises_more_than_there_is(tmp_path, shape):
    stored(four(tmp_path) / "train-images-idx3-ubyte.gz", IMAGES, shape=shape)
    with pytest.raises(DataError, match="says that it holds"):
        read(tmp_path)


def test_what_is_no_such_file(tmp_path):
    four(tmp_path)
    for content in (b"", b"words", gzip.compress(b"words"), gzip.compress(b"\0\0\x08")):
        (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(content)
        with pytest.raises(DataError, match=r"no IDX file|cannot be read"):
            read(tmp_path)


def test_images_and_labels_that_do_not_go_together(tmp_path):
    stored(four(tmp_path) / "train-labels-idx1-ubyte.gz", LABELS[:5])
    with pytest.raises(DataError, match="has 6 train images and 5 labels"):
        read(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(DataError, match="needs a file train-labels"):
        read(tmp_path)
