import pickle
import struct

import numpy as np
import pytest

from diagnostics.data import cifar
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import Dataset

PIXELS = np.random.default_rng(0).integers(0, 256, (4, 3, 32, 32)).astype(np.uint8)


def text(content):
    return b"T" + struct.pack("<L", len(content)) + content


def batch(labels, key=b"labels", images=PIXELS):
    """As Python 2 pickled it: `data` is an array whose state holds its bytes as text."""
    whole = b"".join(b"K" + bytes([label]) for label in labels)
    array = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\x00\x85U\x01btR(K\x01K\x04M\x00\x0c\x86\x89"
    return b"\x80\x02}(" + text(b"data") + array + text(images.tobytes()) + b"tb" + text(key) + b"](" + whole + b"eu."


def read(path, **dataset):
    return cifar.read(path, Dataset(location=str(path), **dataset), Limits())


def test_batches_are_read_as_keras_loads_them(tmp_path):
    for number in range(1, 6):
        (tmp_path / f"data_batch_{number}").write_bytes(batch([number, 0, 9, 3]))
    (tmp_path / "test_batch").write_bytes(batch([7, 7, 7, 7]))
    assert cifar.looks_like(tmp_path)
    raw = read(tmp_path)
    assert (raw.inputs[:4] == PIXELS.transpose(0, 2, 3, 1)).all()
    assert raw.targets.shape == (20, 1)
    assert raw.targets[:5, 0].tolist() == [1, 0, 9, 3, 2]
    assert raw.held_out is not None
    assert raw.held_out[1].ravel().tolist() == [7] * 4


def test_fine_labels_of_a_hundred_classes(tmp_path):
    (tmp_path / "meta").write_bytes(b"")
    for name in ("train", "test"):
        (tmp_path / name).write_bytes(batch([99, 0, 1, 2], b"fine_labels"))
    assert read(tmp_path, limit=2).targets.ravel().tolist() == [99, 2]


class Ran:
    def __reduce__(self):
        return open, ("ran", "w")


def test_a_pickle_is_never_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data_batch_1").write_bytes(pickle.dumps({"data": Ran(), "labels": [0]}, protocol=2))
    with pytest.raises(DataError, match="holds 0 bytes of images and 1 labels: no such batch"):
        read(tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "content", [b"", b"words", b"\x80\x02}.", batch([0, 1]), batch([0, 1, 2, 200]), batch([1] * 4)[:500]]
)
def test_what_is_no_batch(tmp_path, content):
    (tmp_path / "data_batch_1").write_bytes(content)
    with pytest.raises(DataError, match=r"no such batch|cannot be read as a batch"):
        read(tmp_path)


def test_a_text_that_claims_to_be_long_is_refused(tmp_path):
    (tmp_path / "data_batch_1").write_bytes(b"\x80\x02}(" + b"T" + struct.pack("<l", 2**31 - 1) + b"abc")
    with pytest.raises(DataError, match="cannot be read as a batch"):
        read(tmp_path)
