import zipfile

import numpy as np
import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.stored_rows import stored_member, stored_rows

X = np.arange(60.0).reshape(10, 6)


def saved(folder, values):
    np.save(folder / "x.npy", values)
    return folder / "x.npy"


def found(file):
    return stored_rows(file, "x", 0, file.stat().st_size)


def member(file, name="x.npy"):
    with zipfile.ZipFile(file) as archive:
        return stored_member(file, "x", archive.getinfo(name))


@pytest.mark.parametrize("dtype", ["u1", ">f4", "f8", "?"])
def test_samples_are_read_one_by_one(tmp_path, dtype):
    rows = found(saved(tmp_path, X.astype(dtype)))
    assert (rows.shape, rows.dtype) == (X.shape, np.dtype(dtype))
    assert (rows[np.array([9, 2])] == X[[9, 2]].astype(dtype)).all()


def test_a_member_that_is_not_compressed_is_read_in_its_archive(tmp_path):
    np.savez(tmp_path / "a.npz", y=X[:, 0], x=X)
    assert (member(tmp_path / "a.npz")[np.array([9, 2])] == X[[9, 2]]).all()


def test_a_compressed_member_is_not(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", x=X)
    assert member(tmp_path / "a.npz") is None


@pytest.mark.parametrize("values", [np.asfortranarray(X), np.float64(3), X[:0], X.astype(str)])
def test_what_does_not_lie_sample_by_sample_is_not(tmp_path, values):
    assert found(saved(tmp_path, values)) is None


def test_a_file_shorter_than_its_head_says(tmp_path):
    file = saved(tmp_path, X)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(DataError, match=r"takes 480 bytes; there are 479"):
        found(file)


def test_a_member_longer_than_its_archive_says(tmp_path):
    np.savez(tmp_path / "a.npz", x=X)
    with zipfile.ZipFile(tmp_path / "a.npz") as archive:
        entry = archive.getinfo("x.npy")
    entry.file_size = entry.compress_size = 200
    with pytest.raises(DataError, match="there are 72"):
        stored_member(tmp_path / "a.npz", "x", entry)


def test_no_array(tmp_path):
    (tmp_path / "x.npy").write_bytes(b"something else")
    with pytest.raises(ValueError, match="magic"):
        found(tmp_path / "x.npy")
